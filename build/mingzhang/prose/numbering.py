"""The numbers that head parts, sections and items: 第一部分, 一、, （一）, 1., （1）, ①."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHINESE = "一二三四五六七八九十百〇零"
_STYLES = (
    ("part", rf"第(?P<n>[{_CHINESE}]+|\d+)(?:部分|章|编)[、：:.]?"),
    ("han", rf"(?P<n>[{_CHINESE}]+)[、.．]"),
    ("han-brackets", rf"[（(](?P<n>[{_CHINESE}]+)[）)][、.．]?"),
    ("digit", r"(?P<n>\d{1,2})(?:[、．]|\.(?!\d))"),
    ("digit-brackets", r"[（(](?P<n>\d{1,2})[）)][、.．]?"),
    ("half-bracket", r"(?P<n>\d{1,2})[）)]"),
    ("circled", r"(?P<n>[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])"),
)
_PATTERNS = tuple((style, re.compile(pattern)) for style, pattern in _STYLES)
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0}


@dataclass(frozen=True, slots=True)
class Numbering:
    """``style`` names the kind of number, ``value`` is 1-based, ``printed`` is the number with its mark."""

    style: str
    value: int
    printed: str
    rest: str


def numbering(text: str) -> Numbering | None:
    """The number at the head of ``text``, or None."""
    for style, pattern in _PATTERNS:
        match = pattern.match(text)
        if match:
            return Numbering(style, _value(match["n"]), match.group(), text[match.end() :].lstrip())
    return None


def _value(printed: str) -> int:
    if printed.isdecimal():
        return int(printed)
    if "①" <= printed <= "⑳":
        return ord(printed) - ord("①") + 1
    return chinese_number(printed)


def chinese_number(printed: str) -> int:
    """The value of a Chinese numeral below 1000: 十二 → 12, 二十 → 20, 二〇二四 → 2024 (digit by digit)."""
    if not set(printed) & set("十百"):
        return int("".join(str(_DIGITS[c]) for c in printed))
    value, digit = 0, 0
    for char in printed:
        if char in "十百":
            value += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[char]
    return value + digit


def deeper(style: str, than: str) -> bool:
    """Whether ``style`` usually numbers what stands below ``than``: （一） below 一、."""
    order = [name for name, _ in _STYLES]
    return order.index(style) > order.index(than)

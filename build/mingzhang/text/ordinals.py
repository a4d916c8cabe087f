"""The numbers that head parts, sections and items: 第一部分, 一、, （一）, 1., （1）, ①."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mingzhang.text.numerals import parse_numeral

HAN = "[一二三四五六七八九十百〇零]+"
"""Pattern of the numeral of an ordinal."""
HAN_DOT = rf"{HAN}[、.．]"
HAN_BRACKETS = rf"[（(]{HAN}[）)]"
DIGIT_DOT = r"\d{1,3}(?:[、．]|\.(?!\d))"
DIGIT_BRACKETS = r"[（(]\d{1,2}[）)]"
CIRCLED = "[①-⑳]"
PART = rf"第{HAN}部分"
"""Patterns of what stands before a name: 一、 （一） 1. （1） ① and the parts of a document."""
_STYLES = (
    ("part", rf"第(?P<n>{HAN}|\d+)(?:部分|章|编)[、：:.]?"),
    ("han", rf"(?P<n>{HAN})[、.．]"),
    ("han-brackets", rf"[（(](?P<n>{HAN})[）)][、.．]?"),
    ("digit", r"(?P<n>\d{1,2})(?:[、．]|\.(?!\d))"),
    ("digit-brackets", r"[（(](?P<n>\d{1,2})[）)][、.．]?"),
    ("half-bracket", r"(?P<n>\d{1,2})[）)]"),
    ("circled", rf"(?P<n>{CIRCLED})"),
)
_PATTERNS = tuple((style, re.compile(pattern)) for style, pattern in _STYLES)


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
    return parse_numeral(printed) or 0


def deeper(style: str, than: str) -> bool:
    """Whether ``style`` usually numbers what stands below ``than``: （一） below 一、."""
    order = [name for name, _ in _STYLES]
    return order.index(style) > order.index(than)

"""Characters folded one by one, so that a place in the folded text is the same place in the text; spans and marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

Span = tuple[int, int]
"""Where something stands in a text: half-open."""

Finder = Callable[[str], Iterator[Span]]

NUMERALS = "〇○零一二三四五六七八九幺"
_DASHES = "‐‑‒–—−﹣"
_NUMERAL = re.compile(rf"[{NUMERALS}]")


class _Folding(dict[int, int]):
    """What each character folds to, found out when it is first met."""

    def __missing__(self, code: int) -> int:
        self[code] = _folded(chr(code))
        return self[code]


def _folded(char: str) -> int:
    if "！" <= char <= "～":
        return ord(char) - 0xFEE0
    if char in _DASHES:
        return ord("-")
    if char == "￥":
        return ord("¥")
    digit = unicodedata.decimal(char, None)
    return ord(char) if digit is None else ord(str(digit))


_FOLDING = _Folding()


def fold(text: str) -> str:
    """``text`` with full-width characters, dashes and digits of other scripts folded, each to one character."""
    return text.translate(_FOLDING)


def mark(char: str) -> str:
    """What stands for a character of a personal number; separators stay."""
    folded = fold(char)
    hidden = (folded.isascii() and folded.isalnum()) or _NUMERAL.fullmatch(char)
    return "*" if hidden else char


def tail(match: re.Match[str], keep: int, group: str = "number") -> Span:
    """The span of the number behind its first ``keep`` digits."""
    start, end = match.span(group)
    for i in range(start, end):
        if match.string[i].isdigit():
            if keep == 0:
                return i, end
            keep -= 1
    return end, end


def groups_of(number: str) -> tuple[int, ...]:
    """How many digits stand together in each part of a number."""
    return tuple(map(len, re.findall(r"[0-9Xx]+", number)))


def overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match, also those that begin inside one before: a refused candidate must not hide a true one."""
    position = 0
    while match := pattern.search(text, position):
        yield match
        position = match.start() + 1

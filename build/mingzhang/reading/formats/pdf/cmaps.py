"""Maps from a font's codes to characters (ToUnicode, ISO 32000-1, 9.10.3): does one digit stand for two glyphs?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

MARK = b"beginbf"
_SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>")
_FIRST, _LAST = ord("0"), ord("9")


def maps_digit_twice(cmap: bytes) -> bool:
    """Whether two codes of a map stand for one digit: then one of the two glyphs may be another one.

    No map of a disclosure seen so far does; fonts have one glyph for each digit.
    """
    codes: dict[int, set[int]] = defaultdict(set)
    for code, digit in _digits(cmap):
        codes[digit].add(code)
    return any(len(found) > 1 for found in codes.values())


def _digits(cmap: bytes) -> Iterator[tuple[int, int]]:
    for kind, body in _SECTION.findall(cmap):
        if kind == b"char":
            pairs = ((int(code, 16), int(char, 16)) for code, char in _PAIR.findall(body))
            yield from ((code, char) for code, char in pairs if _FIRST <= char <= _LAST)
            continue
        for first, last, char in _RANGE.findall(body):
            start, end, to = int(first, 16), int(last, 16), int(char, 16)
            for digit in range(max(to, _FIRST), min(to + end - start, _LAST) + 1):
                yield start + digit - to, digit

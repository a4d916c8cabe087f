"""Fonts whose glyphs contradict their characters: one glyph for two digits, or two glyphs for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from mingzhang.reading.formats.ofd.geometry import number
from mingzhang.reading.formats.parts import Parts

_DIGITS = frozenset("0123456789")
Drawn = tuple[str, str, str]
"""A font, a digit, and the glyph that draws it."""


def lying_fonts(parts: Parts, names: Iterable[str]) -> dict[str, frozenset[str]]:
    """By font the digits of which nobody can tell what is drawn for them."""
    drawn = {one for name in names if name in parts for text in parts.each(name, "TextObject") for one in _drawn(text)}
    by_glyph, by_digit = defaultdict(set), defaultdict(set)
    for font, digit, glyph in drawn:
        by_glyph[font, glyph].add(digit)
        by_digit[font, digit].add(glyph)
    lying: dict[str, set[str]] = defaultdict(set)
    for (font, _), digits in by_glyph.items():
        lying[font] |= digits if len(digits) > 1 else set()
    for (font, digit), glyphs in by_digit.items():
        lying[font] |= {digit} if len(glyphs) > 1 else set()
    return {font: frozenset(digits) for font, digits in lying.items() if digits}


def _drawn(text: Any) -> Iterator[Drawn]:
    """The digits of a text object whose glyphs it names one by one."""
    whole = "".join(code.text or "" for code in text.iterchildren("{*}TextCode"))
    for change in text.iterchildren("{*}CGTransform"):
        glyphs = "".join(change.find("{*}Glyphs").itertext()).split() if change.find("{*}Glyphs") is not None else []
        start = int(number(change.get("CodePosition"), 0.0))
        codes = whole[max(start, 0) : max(start, 0) + int(number(change.get("CodeCount"), 1.0))]
        if len(codes) == len(glyphs):
            yield from ((text.get("Font", ""), c, g) for c, g in zip(codes, glyphs, strict=True) if c in _DIGITS)

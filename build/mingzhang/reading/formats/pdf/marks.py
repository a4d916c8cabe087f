"""Marks of footnotes: digits set small and above the line, which are no digits of the number before them."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.reading.formats.pdf.objects import Char
from mingzhang.text.normalise import RAISED

_SMALL = 0.8  # of the size of the character before it
_ABOVE = 0.2  # of that size: how far the foot of a mark stands above the foot of its line
_NEAR = 0.5  # of that size: the widest gap before a mark
_TO_RAISED = str.maketrans("0123456789", RAISED)


def raise_marks(chars: Sequence[Char]) -> list[Char]:
    """The characters in their order, digits that are set as marks as the raised digits that Unicode has for them."""
    raised: list[Char] = []
    base: Char | None = None  # the last character that is no mark
    last: Char | None = None
    for char in chars:
        if base and last and _is_mark(char, base, last):
            raised_text = char.text.translate(_TO_RAISED)
            char = char._replace(text=raised_text, top=base.top, bottom=base.bottom)  # on the line of its base
        else:
            base = char
        raised.append(char)
        last = char
    return raised


def _is_mark(char: Char, base: Char, last: Char) -> bool:
    """Whether a character is a digit set small and high right after its base, or after another mark of it."""
    small = char.text in "0123456789" and char.size <= _SMALL * base.size
    return small and _stands_over(char, base) and abs(char.x0 - last.x1) <= _NEAR * base.size


def _stands_over(char: Char, base: Char) -> bool:
    risen = base.bottom - char.bottom
    return _ABOVE * base.size <= risen <= base.size

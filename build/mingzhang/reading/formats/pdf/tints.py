"""What the colour of an amount says: a red one may be meant as negative, a pale one may be a watermark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from mingzhang.reading.formats.pdf.grids import Frame
from mingzhang.reading.formats.pdf.objects import Word
from mingzhang.text.amounts import parse_amount

RED, PALE = "red-amount", "pale-text"
_STRONG, _WEAK = 160, 100  # of 255: red at least this strong, the others at most this
_LIGHT = 175  # of 255: every channel at least this light
_MOST = 0.5  # of the amounts of a grid: when more are red, red says nothing


def tint_of(red: int, green: int, blue: int) -> str:
    """``red-amount`` or ``pale-text`` for what amounts in this colour may be; empty for any other colour."""
    if red >= _STRONG and max(green, blue) <= _WEAK:
        return RED
    return PALE if min(red, green, blue) >= _LIGHT else ""


def tinted_cells(frame: Frame, held: Mapping[int, Sequence[Word]]) -> dict[int, str]:
    """Index of a cell → ``red-amount`` or ``pale-text``, where an amount is printed unlike the names of its row."""
    amounts = {k: words for k, words in held.items() if any(parse_amount(w.text) is not None for w in words)}
    tints = {k: tint for k, words in amounts.items() if (tint := _tint(words))}
    if len(tints) > _MOST * len(amounts):
        return {}
    names: dict[int, set[str]] = defaultdict(set)
    for k, words in held.items():
        if k not in amounts:
            names[frame.cells[k][0]] |= {_tint([w]) for w in words}
    return {k: t for k, t in tints.items() if names[frame.cells[k][0]] != {t} and not _is_negative(amounts[k])}


def _tint(words: Sequence[Word]) -> str:
    """The tint of what is printed, where all of it has one."""
    found = {char.tint for word in words for char in word.chars}
    return found.pop() if len(found) == 1 else ""


def _is_negative(words: Sequence[Word]) -> bool:
    value = parse_amount("".join(w.text for w in words))
    return value is not None and value <= 0

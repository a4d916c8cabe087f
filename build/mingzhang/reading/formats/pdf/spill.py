"""Lines that spill over the top or foot of a cell that is too low for its text, into the space of a neighbour.

Such a line is drawn in one breath with the rest of its text: next to it in drawing order, one line pitch away, aligned
with it, within its column. And the neighbour has another text: a blank cell shows no spill, only the distance of rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mingzhang.reading.document import Box
from mingzhang.reading.formats.pdf.grids import Frame
from mingzhang.reading.formats.pdf.objects import Word

OUTSIDE = -1  # the place of a word that stands in no cell
_PITCH = (0.8, 1.5)  # of the font size: from one line of a text to the next
_USUAL = 1.5  # of the font size: the widest line pitch where the text shows no other
_EVEN = 0.6  # points: pitches, and sides of lines, that differ by less are the same
_OVER = 2.0  # points that a word may stand out at the sides of its column
_CAPTION = "：:表"


def own_cells(frame: Frame, cells: Sequence[int], words: Sequence[Word]) -> list[int]:
    """For words in drawing order, and the cells they stand in (or OUTSIDE), the cells whose text they are."""
    owners = list(cells)
    held = Counter(cells)
    ups = ((i, i + 1, i + 2, i - 1) for i in range(len(words) - 2, -1, -1))  # over the top, from a text's last line up
    downs = ((i, i - 1, i - 2, i + 1) for i in range(1, len(words)))
    for i, rest, next_rest, before in (*ups, *downs):
        if owners[i] != owners[rest] and _spills(frame, words, owners, (i, rest, next_rest, before), held):
            held[owners[i]] -= 1
            owners[i] = owners[rest]
    return owners


def _spills(
    frame: Frame, words: Sequence[Word], owners: Sequence[int], near: tuple[int, int, int, int], held: Counter[int]
) -> bool:
    """Whether word ``i`` is a line of the same text as word ``rest``, and not of the word on its other side."""
    i, rest, next_rest, before = near
    if owners[rest] == OUTSIDE or not _stacked(words, i, rest) or not _in_column(words[i], _box(frame, owners[rest])):
        return False
    if _in(before, words) and owners[before] == owners[i] and _stacked(words, before, i):
        return False
    inner = _in(next_rest, words) and owners[next_rest] == owners[rest] and _stacked(words, rest, next_rest)
    pitch = _pitch(words, i, rest)
    usual = _pitch(words, rest, next_rest) if inner else None
    if abs(pitch - usual) > _EVEN if usual is not None else pitch > _USUAL * words[i].size:
        return False
    if owners[i] == OUTSIDE:
        return i < rest and frame.cells[owners[rest]][0] == 0 and not any(c in words[i].text for c in _CAPTION)
    return held[owners[i]] > 1 and _adjoin(frame, owners[i], owners[rest], i < rest)


def _in(i: int, words: Sequence[Word]) -> bool:
    return 0 <= i < len(words)


def _box(frame: Frame, cell: int) -> Box:
    return frame.cell_box(frame.cells[cell])


def _stacked(words: Sequence[Word], one: int, other: int) -> bool:
    """Two words of one size, aligned, the later drawn one line pitch below the earlier."""
    first, second = words[min(one, other)], words[max(one, other)]
    step = second.middle - first.middle
    sides = (first.x0 - second.x0, first.x1 - second.x1, (first.x0 + first.x1 - second.x0 - second.x1) / 2)
    high = _PITCH[0] * first.size <= step <= _PITCH[1] * first.size
    return high and abs(first.size - second.size) < 0.1 and min(map(abs, sides)) <= _EVEN


def _pitch(words: Sequence[Word], one: int, other: int) -> float:
    return abs(words[one].middle - words[other].middle)


def _in_column(word: Word, box: Box) -> bool:
    return word.x0 >= box[0] - _OVER and word.x1 <= box[2] + _OVER


def _adjoin(frame: Frame, neighbour: int, own: int, above: bool) -> bool:
    """Whether the neighbour lies right above (or below) the cell, over the whole of its width."""
    outer, inner = frame.cells[neighbour], frame.cells[own]
    upper, lower = (outer, inner) if above else (inner, outer)
    within = outer[1] <= inner[1] and inner[1] + inner[3] <= outer[1] + outer[3]
    return within and upper[0] + upper[2] == lower[0]

"""Lines that spill over the top or foot of a cell that is too low for its text, into the cell above or below.

Such a line stands in the space of a neighbour that has a text of its own, but it is drawn in one breath with the rest
of its text, one line pitch away and within its own column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mingzhang.reading.grids import Frame
from mingzhang.reading.objects import Word

_PITCH = (0.8, 1.5)  # of the font size: from one line of a text to the next
_OVER = 2.0  # points that a word may stand out at the sides of its column

Shape = tuple[int, int, int, int]


def own_cells(frame: Frame, cells: Sequence[int], words: Sequence[Word]) -> list[int]:
    """For words of one frame in drawing order, and the cells they stand in, the cells whose text they are."""
    owners = list(cells)
    held = Counter(cells)
    for i in range(len(words) - 2, -1, -1):  # a text that spills over its top, from its last line up
        if _spills(frame, words, owners, i, i + 1, before=i - 1) and held[owners[i]] > 1:
            held[owners[i]] -= 1
            owners[i] = owners[i + 1]
    for i in range(1, len(words)):  # and over its foot
        if _spills(frame, words, owners, i, i - 1, before=i + 1) and held[owners[i]] > 1:
            held[owners[i]] -= 1
            owners[i] = owners[i - 1]
    return owners


def _spills(frame: Frame, words: Sequence[Word], owners: Sequence[int], i: int, rest: int, before: int) -> bool:
    """Whether word ``i`` is a line of the same text as word ``rest``, and not of the word on its other side."""
    if owners[i] == owners[rest] or not _stacked(words, i, rest):
        return False
    neighbour, own = frame.cells[owners[i]], frame.cells[owners[rest]]
    if not (_touch(neighbour, own) if i < rest else _touch(own, neighbour)) or not _within(own, neighbour):
        return False
    x0, _, x1, _ = frame.cell_box(own)
    if words[i].x0 < x0 - _OVER or words[i].x1 > x1 + _OVER:
        return False
    same_text = 0 <= before < len(words) and owners[before] == owners[i] and _stacked(words, before, i)
    return not same_text


def _stacked(words: Sequence[Word], one: int, other: int) -> bool:
    """Two words of one size, the later drawn one line pitch below the earlier."""
    first, second = words[min(one, other)], words[max(one, other)]
    size = first.size
    step = second.middle - first.middle
    return abs(size - second.size) < 0.1 and _PITCH[0] * size <= step <= _PITCH[1] * size


def _touch(upper: Shape, lower: Shape) -> bool:
    return upper[0] + upper[2] == lower[0]


def _within(inner: Shape, outer: Shape) -> bool:
    return outer[1] <= inner[1] and inner[1] + inner[3] <= outer[1] + outer[3]

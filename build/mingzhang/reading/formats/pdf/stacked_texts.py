"""Texts of several lines in rows too low for them: their outer lines stand in the rows above and below.

The lines of one text are drawn one after the other, evenly and aligned. Where they run through several cells and stand
otherwise in each, they are one text, set about the middle of the cell it belongs to; else nobody can tell whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from mingzhang.reading.document import Box
from mingzhang.reading.formats.pdf.grids import Frame
from mingzhang.reading.formats.pdf.objects import Word
from mingzhang.text.amounts import parse_amount

_PITCH = (0.8, 1.5)  # of the font size: from one line of a text to the next
_EVEN = 0.6  # points: pitches, and sides of lines, that differ by less are the same
_ALIKE = 0.2  # of the font size: texts of a column that stand this much alike in their cells are texts of their own
_MIDDLE = 0.3  # of the font size: how far a text may be set off the middle of its cell


def torn_texts(frame: Frame, cells: Sequence[int], words: Sequence[Word]) -> Iterator[tuple[Sequence[int], int | None]]:
    """(indices of the lines of a text that runs through several cells, its cell or None) in drawing order.

    ``cells`` are the cells that the ``words`` stand in, negative for none.
    """
    for run in _runs(words):
        held = {cells[k] for k in run if cells[k] >= 0}
        if len({cells[k] for k in run}) < 2 or not _is_column(frame, held):
            continue
        if not _stand_alike(frame, [(cells[k], words[k]) for k in run]):
            yield run, _middle_cell(frame, held, [words[k] for k in run])


def _runs(words: Sequence[Word]) -> Iterator[list[int]]:
    """Words drawn one after the other that are set as the lines of one text; amounts stand for themselves."""
    run = [0]
    for k in range(1, len(words)):
        if _goes_on(words, run, k):
            run.append(k)
            continue
        if len(run) > 1:
            yield run
        run = [k]
    if len(run) > 1:
        yield run


def _goes_on(words: Sequence[Word], run: Sequence[int], k: int) -> bool:
    last, word = words[run[-1]], words[k]
    step = word.middle - last.middle
    if abs(last.size - word.size) >= 0.1 or not _PITCH[0] * word.size <= step <= _PITCH[1] * word.size:
        return False
    sides = (last.x0 - word.x0, last.x1 - word.x1, (last.x0 + last.x1 - word.x0 - word.x1) / 2)
    even = len(run) < 2 or abs(step - (last.middle - words[run[-2]].middle)) <= _EVEN
    if not even or min(map(abs, sides)) > _EVEN:
        return False
    return parse_amount(last.text) is None and parse_amount(word.text) is None


def _is_column(frame: Frame, held: set[int]) -> bool:
    """Whether cells stand one below the other, in the same columns of the frame."""
    return len({(frame.cells[c][1], frame.cells[c][3]) for c in held}) == 1


def _stand_alike(frame: Frame, lines: Sequence[tuple[int, Word]]) -> bool:
    """Whether what stands in each cell is set alike: about its middle, from its top, or down to its foot."""
    offs: list[tuple[float, float, float]] = []
    size = lines[0][1].size
    for cell, group in groupby(lines, key=lambda line: line[0]):
        if cell < 0:
            return False
        words = [word for _, word in group]
        box = frame.cell_box(frame.cells[cell])
        top, bottom = words[0].top - box[1], words[-1].bottom - box[3]
        offs.append((top, bottom, (top + bottom) / 2))
    tops, feet, middles = zip(*offs, strict=True)
    centred = max(map(abs, middles)) <= _MIDDLE * size
    return any(max(way) - min(way) <= _ALIKE * size for way in ((tops, feet, middles) if centred else (tops, feet)))


def _middle_cell(frame: Frame, held: set[int], words: Sequence[Word]) -> int | None:
    middle = (words[0].top + words[-1].bottom) / 2
    off, nearest = min((abs(_middle(frame.cell_box(frame.cells[c])) - middle), c) for c in held)
    return nearest if off <= _MIDDLE * words[0].size else None


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2

"""Rows at the top or foot of a grid around which no rules are drawn, as where a page break opened a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from mingzhang.reading.formats.pdf.grids import Frame
from mingzhang.reading.formats.pdf.objects import Word
from mingzhang.reading.formats.pdf.page_words import group_lines
from mingzhang.text.amounts import parse_amount

_OVER = 1.0  # points: how far a text may reach over the side of its column
_LEAST = 2  # amounts that make a line a row of the table


def with_open_rows(frame: Frame, words: Sequence[Word]) -> Frame:
    """The frame with the lines that go on with its rows outside its rules.

    Such a line stands within the height of a row above or below, each word of it in a column of the frame, with two
    amounts or more. ``words`` are those that stand in no frame.
    """
    height = median(b - a for a, b in pairwise(frame.ys))
    for top in (True, False):
        line = _line(frame, words, height, top)
        if line and _fits(frame, line, top):
            frame = _opened(frame, height, top)
    return frame


def _line(frame: Frame, words: Sequence[Word], height: float, top: bool) -> list[Word] | None:
    """The line next to the frame, above or below it."""
    low, high = (frame.ys[0] - height, frame.ys[0]) if top else (frame.ys[-1], frame.ys[-1] + height)
    near = [w for w in words if low < w.middle < high and w.x1 > frame.xs[0] and w.x0 < frame.xs[-1]]
    lines = group_lines(near)
    return lines[0] if len(lines) == 1 else None


def _fits(frame: Frame, line: Sequence[Word], top: bool) -> bool:
    """Whether each word stands in a column of its own row's cells, and two amounts at least."""
    columns = [_column(frame, word) for word in line]
    row = 0 if top else len(frame.ys) - 2
    single = {col for r, col, height, width in frame.cells if (r, height, width) == (row, 1, 1)}
    amounts = {j for j, w in zip(columns, line, strict=True) if parse_amount(w.text) is not None}
    return len(single) == len(frame.xs) - 1 and None not in columns and len(amounts) >= _LEAST


def _column(frame: Frame, word: Word) -> int | None:
    sides = enumerate(pairwise(frame.xs))
    return next((j for j, (a, b) in sides if a - _OVER <= word.x0 and word.x1 <= b + _OVER), None)


def _opened(frame: Frame, height: float, top: bool) -> Frame:
    """The frame with a row more at its top or foot."""
    row = 0 if top else len(frame.ys) - 1
    ys = (frame.ys[0] - height, *frame.ys) if top else (*frame.ys, frame.ys[-1] + height)
    cells = [(r + top, c, rows, cols) for r, c, rows, cols in frame.cells]
    added = [(row, j, 1, 1) for j in range(len(frame.xs) - 1)]
    return Frame(frame.xs, ys, tuple(sorted([*cells, *added])), frame.doubts)

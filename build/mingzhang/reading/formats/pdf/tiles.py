"""Tables whose cells are boxes that do not touch, as web pages print them: gutters stand where rules would."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mingzhang.reading.document import Box
from mingzhang.reading.formats.pdf.grids import Frame

_GUTTER = 8.0  # points: boxes further apart than this are no cells of one table
_SAME = 1.0  # points: sides that differ by no more are one
_FEWEST = 2  # rows and columns


def tiled(frames: Sequence[Frame]) -> list[Frame]:
    """The frames; lone boxes that stand in rows and columns, with even gutters between them, as one."""
    boxes = [f.box for f in frames if len(f.cells) == 1]
    table = _table(boxes)
    if table is None:
        return list(frames)
    return sorted([table, *(f for f in frames if len(f.cells) > 1)], key=lambda f: (f.ys[0], f.xs[0]))


def _table(boxes: Sequence[Box]) -> Frame | None:
    """One frame of which each box is a cell; None where they do not fill it."""
    xs = _cuts([(b[0], b[2]) for b in boxes])
    ys = _cuts([(b[1], b[3]) for b in boxes])
    if min(len(xs), len(ys)) <= _FEWEST:
        return None
    cells = sorted((*_span(b[1], b[3], ys), *_span(b[0], b[2], xs)) for b in boxes)
    shapes = [(row, col, rows, cols) for row, rows, col, cols in cells]
    filled = sum(rows * cols for _, _, rows, cols in shapes)
    return Frame(xs, ys, tuple(shapes)) if filled == (len(xs) - 1) * (len(ys) - 1) else None


def _cuts(sides: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """The lines between the boxes along one axis, and at both ends; none where their gutters are not narrow."""
    starts, ends = _distinct([a for a, _ in sides]), _distinct([b for _, b in sides])
    between = list(zip(ends[:-1], starts[1:], strict=False))
    if len(starts) != len(ends) or not starts or not all(0 < b - a <= _GUTTER for a, b in between):
        return ()
    return (starts[0], *((a + b) / 2 for a, b in between), ends[-1])


def _distinct(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return ordered[:1] + [b for a, b in pairwise(ordered) if b - a > _SAME]


def _span(start: float, end: float, cuts: Sequence[float]) -> tuple[int, int]:
    """Which interval between the cuts a box begins in, and over how many it reaches."""
    first = sum(cut <= start + _SAME for cut in cuts) - 1
    last = sum(cut < end - _SAME for cut in cuts)
    return first, last - first

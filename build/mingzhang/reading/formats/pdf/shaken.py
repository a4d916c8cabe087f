"""What stands around the text of a grid and shakes its reading: ink without text, pictures, text outside its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.reading.document import Box, Cell, Grid
from mingzhang.reading.doubts import INK, OUTSIDE, PICTURE
from mingzhang.reading.formats.pdf.objects import Word
from mingzhang.text.amounts import parse_amount

_LEAST = 2.0  # points: what reaches less far into a cell belongs to its border
_BACKGROUND = 0.6  # of the page: a larger picture lies behind everything
_NEAR = 60.0  # points: text further beside a grid does not belong to its rows
_BELOW = 12.0  # points: an amount nearer above or below a grid may be of a row that is not ruled


def shake_grids(
    grids: Sequence[Grid], pictures: Sequence[Box], ink: Sequence[Box], lines: Sequence[Sequence[Word]], area: float
) -> list[Grid]:
    """The grids of a page of ``area`` square points, with doubts added.

    A cell is ``ink`` when shapes are drawn in it that may be letters, ``picture`` when a picture lies over it and it is
    blank or prints digits; a grid is ``text-outside`` when one of the ``lines`` outside all grids stands in its rows.
    """
    over = [p for p in pictures if _area(p) < _BACKGROUND * area]
    return [_with_text_outside(_over_cells(grid, over, ink), grids, lines) for grid in grids]


def _over_cells(grid: Grid, pictures: Sequence[Box], ink: Sequence[Box]) -> Grid:
    box = _box(grid)
    pictures = [p for p in pictures if _overlap(p, box)]
    ink = [i for i in ink if _inside(i, box)]
    if not pictures and not ink:
        return grid
    return replace(grid, cells=tuple(_over_cell(c, pictures, ink) for c in grid.cells))


def _over_cell(cell: Cell, pictures: Sequence[Box], ink: Sequence[Box]) -> Cell:
    box = cell.place.box
    if box is None or not (not cell.text.strip() or any(c.isdigit() for c in cell.text)):
        return cell
    found = {INK} if any(_inside(i, box) for i in ink) else set()
    found |= {PICTURE} if any(_overlap(p, box) for p in pictures) else set()
    return replace(cell, doubts=tuple(sorted({*cell.doubts, *found}))) if found else cell


def _with_text_outside(grid: Grid, grids: Sequence[Grid], lines: Sequence[Sequence[Word]]) -> Grid:
    others = [_box(g) for g in grids if g.place != grid.place]
    if not any(_belongs(line, _box(grid), others) for line in lines):
        return grid
    return replace(grid, doubts=tuple(dict.fromkeys((*grid.doubts, OUTSIDE))))


def _belongs(line: Sequence[Word], grid: Box, others: Sequence[Box]) -> bool:
    """Whether a line stands beside the rows of a grid, or is an amount right above or below it."""
    x0, x1 = line[0].x0, line[-1].x1
    middle = (line[0].top + line[0].bottom) / 2
    if grid[1] + _LEAST < middle < grid[3] - _LEAST:
        heads = any(o[0] < x1 and x0 < o[2] and 0 < o[1] - middle < _NEAR for o in others)
        return max(grid[0] - x1, x0 - grid[2]) < _NEAR and not heads
    away = max(grid[1] - line[0].bottom, line[0].top - grid[3])
    return away < _BELOW and any(_is_money(w) and grid[0] < w.x1 and w.x0 < grid[2] for w in line)


def _is_money(word: Word) -> bool:
    return parse_amount(word.text) is not None and ("." in word.text or "," in word.text)


def _box(grid: Grid) -> Box:
    return grid.place.box or (0.0, 0.0, 0.0, 0.0)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _overlap(one: Box, other: Box) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > _LEAST and high > _LEAST


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner[0] > outer[0] - 1 and inner[1] > outer[1] - 1 and inner[2] < outer[2] + 1 and inner[3] < outer[3] + 1
    )  # fmt: skip

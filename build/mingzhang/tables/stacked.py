"""Tables that stand one below the other in a single ruled grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mingzhang.knowledge.words import says
from mingzhang.reading.document import Cell, Grid
from mingzhang.tables.breaks import names_columns
from mingzhang.tables.header import find_header, header_text, is_data_row
from mingzhang.tables.layout import Matrix, cells_of, lay_out, matrix_of, text_of

_PERIOD = re.compile(r"20\d\d年度?(?:年初|调整)?(?:预算|决算|执行)?数?")
_HEADS = 3  # words of headers in a row that opens a table without a title


def split_stacked(grid: Grid) -> list[Grid]:
    """The grids of which a grid is made: below data a title, other headers, or another year begins the next one."""
    rows = matrix_of(grid)
    cuts = [0]
    for i in range(2, grid.rows - 1):
        if any(is_data_row(row) for row in rows[cuts[-1] : i]) and _begins_table(grid, rows, cuts[-1], i):
            cuts.append(i)
    return [_part(grid, a, b) for a, b in zip(cuts, [*cuts[1:], grid.rows], strict=True)] if len(cuts) > 1 else [grid]


def _begins_table(grid: Grid, rows: Matrix, start: int, i: int) -> bool:
    period = _is_period(rows[i])
    if not (period or opens_titled(rows[i]) or _is_header(rows[i])) or any(c and c.row < i for c in rows[i]):
        return False
    if "|".join(text_of(c) for c in cells_of(rows[i])) in header_text(rows[start:], i - start):
        return False
    rest = lay_out(_part(grid, i, grid.rows))
    header = find_header(rest)
    above = find_header(lay_out(_part(grid, start, i))).paths if period else ()
    named = [p[-1:] for p in header.paths] == [p[-1:] for p in above] if period else names_columns(header)
    return named and any(is_data_row(row) for row in rest.rows[header.rows :])


def _is_period(row: Sequence[Cell | None]) -> bool:
    """One year or phase over all columns."""
    cells = cells_of(tuple(row))
    return len(cells) == 1 and _PERIOD.fullmatch(text_of(cells[0])) is not None


def opens_titled(row: Sequence[Cell | None]) -> bool:
    """Whether a row is a title, or the number of a table, alone over half of the columns or more."""
    filled = [c for c in cells_of(tuple(row)) if text_of(c)]
    if len(filled) != 1 or filled[0].colspan < 0.5 * len(row):
        return False
    text = text_of(filled[0])
    return (says("captions", "title", text) or says("captions", "number", text)) and not says("notes", "starts", text)


def _is_header(row: Sequence[Cell | None]) -> bool:
    texts = [t for c in cells_of(tuple(row)) if (t := text_of(c))]
    return len(texts) >= _HEADS and len(set(texts)) > 1 and all(says("", "header", t) for t in texts)


def _part(grid: Grid, start: int, end: int) -> Grid:
    cells = tuple(replace(c, row=c.row - start) for c in grid.cells if start <= c.row < end)
    boxes = [c.place.box for c in cells if c.place.box]
    sides = list(zip(*boxes, strict=True))
    box = (min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])) if sides else grid.place.box
    return replace(grid, place=replace(grid.place, box=box), rows=end - start, cells=cells)

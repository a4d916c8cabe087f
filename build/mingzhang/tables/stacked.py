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
_KEYS = ("code", "unit-code", "unit", "project", "label", "index")
_LONGEST = 20  # characters of the name of a column
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
    """Whether a table of its own begins in row ``i`` of a grid whose current one began in row ``start``."""
    if any(c and c.row < i for c in rows[i]) or _repeats(rows, start, i):
        return False
    rest = lay_out(_part(grid, i, grid.rows))
    header = find_header(rest)
    if not any(is_data_row(row) for row in rest.rows[header.rows :]):
        return False
    if _is_period(rows[i]):
        above = find_header(lay_out(_part(grid, start, i))).paths
        return [p[-1:] for p in header.paths] == [p[-1:] for p in above]
    if opens_titled(rows[i]):
        return names_columns(header) or (header.rows > 0 and _is_heading(rest.rows[0]))
    if _is_header(rows[i]) and names_columns(header):
        return True
    return _is_heading(rows[i]) and _asks_the_same(rows[start:i], rows[i])


def _repeats(rows: Matrix, start: int, i: int) -> bool:
    """Whether a row is one of the current table's header again."""
    return "|".join(text_of(c) for c in cells_of(rows[i])) in header_text(rows[start:], i - start)


def _is_heading(row: Sequence[Cell | None]) -> bool:
    """Whether a row names columns: something in each, all different, no amount, a key among them."""
    texts = [text_of(c) for c in cells_of(tuple(row))]
    named = len(texts) >= _HEADS and len(texts) == len(row) and len(set(texts)) == len(texts)
    brief = all(0 < len(t) <= _LONGEST for t in texts)
    keyed = any(says("columns", key, texts[0]) for key in _KEYS) if texts else False
    return named and brief and keyed and not is_data_row(tuple(row))


def _asks_the_same(above: Matrix, row: Sequence[Cell | None]) -> bool:
    """Whether a row that names columns begins with the same key as the header of the table above it."""
    first = text_of(row[0])
    return any(text_of(other[0]) == first and _is_heading(other) for other in above)


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

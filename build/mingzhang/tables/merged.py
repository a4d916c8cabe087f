"""Cells that are merged: keys that go on over a page break, amounts that stand over several columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from mingzhang.knowledge.words import says
from mingzhang.reading.document import Cell
from mingzhang.tables.layout import text_of
from mingzhang.tables.table import Column, Row
from mingzhang.text.amounts import parse_amount
from mingzhang.text.units import split_unit

OVER_COLUMNS = "amount-over-columns"  # of tables: an amount may stand in any of several columns
_CARRIED = ("project", "unit", "unit-code")  # keys that are printed once for the rows they hold for


def carry_keys(rows: Sequence[Row], columns: Sequence[Column]) -> tuple[Row, ...]:
    """The rows; a key merged over rows goes on in the blank cell that opens the next page.

    Only in a column in which keys are merged over rows; the name that goes on is the last one above.
    """
    made = list(rows)
    for column in columns:
        if column.role in _CARRIED and _merges(rows, column.index):
            for n, (above, row) in enumerate(pairwise(rows), 1):
                if row.page != above.page:
                    _go_on(made, n, column.index)
    return tuple(made)


def _merges(rows: Sequence[Row], j: int) -> bool:
    return any(c is not None and c.rowspan > 1 and text_of(c) for c in (row.cells[j] for row in rows))


def _go_on(rows: list[Row], n: int, j: int) -> None:
    """The key above row ``n`` holds for the rows that the blank cell there covers."""
    key, blank = rows[n - 1].cells[j], rows[n].cells[j]
    if key is None or blank is None or text_of(blank) or not text_of(key) or says("rows", "total", text_of(key)):
        return
    for k in range(n, len(rows)):
        if rows[k].cells[j] is not blank:
            break
        cells = list(rows[k].cells)
        cells[j] = key
        rows[k] = replace(rows[k], cells=tuple(cells))


def open_amounts(rows: Sequence[Row], columns: Sequence[Column]) -> tuple[Row, ...]:
    """The rows; an amount over several named columns of amounts may stand in any of them, and its cell says so.

    Columns that no row tells apart are one column under two headers, and leave nothing open.
    """
    apart = {c.col for row in rows for c in row.cells if c is not None}
    names = {c.index: c.path for c in columns if c.role == "amount" and c.path and c.index in apart}
    return tuple(replace(row, cells=_open(row.cells, names)) for row in rows)


def _open(cells: Sequence[Cell | None], names: dict[int, tuple[str, ...]]) -> tuple[Cell | None, ...]:
    opened: dict[int, Cell] = {}
    for cell in cells:
        if cell is not None and cell.colspan > 1 and id(cell) not in opened:
            opened[id(cell)] = _with_candidates(cell, names)
    return tuple(opened.get(id(c), c) if c is not None else None for c in cells)


def _with_candidates(cell: Cell, names: dict[int, tuple[str, ...]]) -> Cell:
    over = [j for j in range(cell.col, cell.col + cell.colspan) if j in names]
    several = len({names[j] for j in over}) > 1 and not cell.candidates
    is_amount = parse_amount(split_unit(text_of(cell))[0]) is not None
    return replace(cell, candidates=tuple(over)) if several and is_amount else cell

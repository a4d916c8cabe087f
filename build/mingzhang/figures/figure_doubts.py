"""What shakes a figure: the reading of its own cell, of the cells that name its row, of those that name its column."""

from __future__ import annotations

from collections.abc import Iterable

from mingzhang.reading.document import Cell
from mingzhang.tables.table import Column, Row, Table

_KEYS = frozenset({"code", "label", "unit", "unit-code", "project", "year"})
_ABOUT_WORDS = frozenset({"hidden", "unmapped", "ink", "lying-font", "readers-differ", "torn-text"})
"""Doubts about what words say; the others are about where an amount stands, and a name that overflows is still one."""


def shaking(table: Table, row: Row, column: Column, cell: Cell) -> tuple[str, ...]:
    """The doubts about an amount: those of its cell, and those about the words of its row's keys and of its header."""
    keys = [row.cells[c.index] for c in table.columns if c.role in _KEYS and c.panel == column.panel]
    heads = [c for c in table.header if c.col <= column.index < c.col + c.colspan]
    return tuple(sorted({*cell.doubts, *_about_words(keys), *_about_words(heads)}))


def _about_words(cells: Iterable[Cell | None]) -> set[str]:
    return {d for cell in cells if cell is not None for d in cell.doubts if d in _ABOUT_WORDS}

"""A grid as rows of texts, merged cells repeated in every place they cover, pages joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.prose.lines import tidy
from mingzhang.prose.paragraphs import join
from mingzhang.reading.document import Cell, Grid


@dataclass(frozen=True, slots=True)
class Field:
    """The text of one place of a grid, the cell that covers it, and its text unfolded, only rid of white space."""

    text: str
    cell: Cell | None
    printed: str = ""


Matrix = list[list[Field]]


def matrix(grid: Grid) -> Matrix:
    """``rows`` x ``cols`` fields; a place no cell covers is empty."""
    rows = [[Field("", None) for _ in range(grid.cols)] for _ in range(grid.rows)]
    for cell in grid.cells:
        made = Field(cell_text(cell), cell, "".join(cell.text.split()))
        for r in range(cell.row, min(cell.row + cell.rowspan, grid.rows)):
            for c in range(cell.col, min(cell.col + cell.colspan, grid.cols)):
                rows[r][c] = made
    return rows


def cell_text(cell: Cell) -> str:
    """The cell's lines as one string."""
    return join(tidy(line) for line in cell.text.split("\n"))


def distinct(fields: Sequence[Field]) -> list[Field]:
    """The fields of a row, each cell once."""
    found: list[Field] = []
    for field in fields:
        if not found or field.cell is None or field.cell is not found[-1].cell:
            found.append(field)
    return found

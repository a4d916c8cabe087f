"""Grids that hold a whole sheet, or frame prose: titles, notes and prose taken out of them, so that tables remain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingzhang.knowledge.words import says
from mingzhang.reading.document import Block, Cell, Document, Grid, Text
from mingzhang.reading.media import SHEETS
from mingzhang.tables.layout import Matrix, cells_of, matrix_of, text_of
from mingzhang.text.amounts import parse_amount

_FEW = 3  # cells with words that a row of names and units above a table may have
_AROUND = ("title", "number", "unit", "aside")


def part_grids(document: Document) -> Document:
    """The document with what stands above and below the tables of its grids as lines.

    A sheet whose own lines name no table has its name, where that is a title, as its first line.
    """
    names = {p.number: p.name for p in document.pages if p.name}
    blocks: list[Block] = []
    for block in document.blocks:
        if not isinstance(block, Grid):
            blocks.append(block)
            continue
        parts = list(_parts(block))
        if document.media_type in SHEETS and not _is_titled(parts):
            parts[:0] = _named(block, names.get(block.place.page, ""))
        blocks += parts
    return replace(document, blocks=tuple(blocks))


def _is_titled(parts: Sequence[Block]) -> bool:
    """Whether a line of a sheet is the title of a table; also where the sheet holds no table."""
    lines = [b for b in parts if isinstance(b, Text)]
    return len(lines) == len(parts) or any(says("captions", "title", _words(line)) for line in lines)


def _words(line: Text) -> str:
    """A line as words are looked for in it: without white space."""
    return "".join(line.text.split())


def _named(grid: Grid, name: str) -> list[Block]:
    """The name of a sheet as a line, where it is the title of a table."""
    words = "".join(name.split()).lstrip("0123456789.、-—_ ")
    return [Text(grid.place, words)] if says("captions", "title", words) else []


def _parts(grid: Grid) -> Iterator[Block]:
    rows = matrix_of(grid)
    around = [_is_line(row, k, grid.cols) for k, row in enumerate(rows)]
    first = next((k for k, line in enumerate(around) if not line), len(rows))
    last = next((k for k in range(len(rows) - 1, first - 1, -1) if not _is_note(rows, k)), first - 1)
    for row in rows[:first]:
        yield from _lines(row)
    if first <= last:
        yield _table(grid, rows, first, last)
    for row in rows[last + 1 if first <= last else first :]:
        yield from _lines(row)


def _lines(row: Sequence[Cell | None]) -> Iterator[Text]:
    """The words of a row as lines, each paragraph of a cell for itself."""
    for cell in cells_of(tuple(row)):
        for part in cell.text.split("\n"):
            if part.strip():
                yield Text(cell.place, part.strip())


def _is_line(row: Sequence[Cell | None], index: int, cols: int) -> bool:
    """Whether a row above the table is a line of words: one cell alone, or names and units side by side."""
    filled = [c for c in cells_of(tuple(row)) if text_of(c)]
    if any(_belongs_to_table(c, index, cols) for c in filled):
        return False
    if len(filled) <= 1:
        return all(c.col == 0 or _is_around(c) or c.colspan >= 0.5 * cols for c in filled)
    return len(filled) <= _FEW and any(_is_around(c) for c in filled) and not any(map(_is_title_of_column, filled))


def _belongs_to_table(cell: Cell, index: int, cols: int) -> bool:
    """An amount, or a cell that reaches into other rows and leaves room for others beside it."""
    tall = cell.rowspan > 1 and cell.colspan < cols
    return parse_amount(text_of(cell)) is not None or tall or cell.row < index


def _is_around(cell: Cell) -> bool:
    return any(says("captions", name, text_of(cell)) for name in _AROUND)


def _is_title_of_column(cell: Cell) -> bool:
    return says("", "header", text_of(cell))


def _is_note(rows: Matrix, index: int) -> bool:
    """Whether a row below the table is blank, or a note: words that stand alone in it from the left."""
    filled = [c for c in cells_of(rows[index]) if text_of(c)]
    if not filled:
        return True
    text = text_of(filled[0])
    alone = len(filled) == 1 and filled[0].row == index and filled[0].rowspan == 1
    return alone and filled[0].col == 0 and says("notes", "starts", text)


def _table(grid: Grid, rows: Matrix, first: int, last: int) -> Grid:
    """The rows of the table itself; a title between two tables, alone in its row, reaches over all columns."""
    cells = []
    for cell in grid.cells:
        if first <= cell.row <= last:
            row = rows[cell.row]
            wide = first < cell.row and _is_title_between(row, cell)
            if wide:
                cell = replace(cell, col=0, colspan=grid.cols)
            elif any(_is_title_between(row, other) for other in cells_of(row)) and first < cell.row:
                continue
            rowspan = min(cell.rowspan, last - cell.row + 1)
            cells.append(replace(cell, row=cell.row - first, rowspan=rowspan))
    return replace(grid, rows=last - first + 1, cells=tuple(cells))


def _is_title_between(row: Sequence[Cell | None], cell: Cell) -> bool:
    filled = [c for c in cells_of(tuple(row)) if text_of(c)]
    alone = len(filled) == 1 and filled[0] is cell and cell.rowspan == 1
    return alone and (says("captions", "title", text_of(cell)) or says("captions", "number", text_of(cell)))

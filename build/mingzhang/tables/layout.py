"""Grid → matrix of cells: margins, slivers and captions taken off, so that header and body remain."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mingzhang.reading.document import Cell, Grid
from mingzhang.tables.words import says
from mingzhang.text import normalise

_SLIVER = 6.0  # points: a column narrower than this without text of its own comes from lines that miss each other

Matrix = tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of a grid as the cells that cover each column, captions (title, unit and such) taken off the top."""

    page: int
    rows: Matrix
    captions: tuple[Cell, ...]
    doubts: tuple[str, ...]

    @property
    def cols(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0


def lay_out(grid: Grid) -> Layout:
    """The layout of one grid; every column that no text touches is gone, and so are blank rows at the top."""
    rows = [list(r) for r in _matrix(grid)]
    captions = _take_captions(rows)
    keep = [c for c in range(grid.cols) if not _is_margin(rows, c) and not _is_sliver(rows, c)]
    matrix = _renumber([[row[c] for c in keep] for row in rows])
    return Layout(grid.place.page, _merge_never_split(matrix), tuple(captions), grid.doubts)


def text_of(cell: Cell | None) -> str:
    """Normalised text of a cell; empty where there is none."""
    return normalise(cell.text) if cell else ""


def cells_of(row: tuple[Cell | None, ...]) -> list[Cell]:
    """The distinct cells that begin in this row, from left to right."""
    found: list[Cell] = []
    for cell in row:
        if cell is not None and (not found or found[-1] is not cell):
            found.append(cell)
    return found


def _matrix(grid: Grid) -> Matrix:
    matrix: list[list[Cell | None]] = [[None] * grid.cols for _ in range(grid.rows)]
    for cell in grid.cells:
        for i in range(cell.row, cell.row + cell.rowspan):
            for j in range(cell.col, cell.col + cell.colspan):
                matrix[i][j] = cell
    return tuple(tuple(row) for row in matrix)


def _take_captions(rows: list[list[Cell | None]]) -> list[Cell]:
    captions: list[Cell] = []
    while rows:
        filled = [c for c in cells_of(tuple(rows[0])) if text_of(c)]
        if not all(_is_caption(c, len(rows[0])) for c in filled):
            break
        captions.extend(filled)
        rows.pop(0)
    return captions


def _is_caption(cell: Cell, cols: int) -> bool:
    text = text_of(cell)
    if says("captions", "unit", text) or says("captions", "aside", text) or says("captions", "number", text):
        return True
    wide = cell.colspan >= 0.5 * cols
    return wide and (says("captions", "title", text) or says("notes", "starts", text))


def _is_margin(rows: list[list[Cell | None]], col: int) -> bool:
    return all(text_of(row[col]) == "" for row in rows)


def _is_sliver(rows: list[list[Cell | None]], col: int) -> bool:
    own = [c for row in rows if (c := row[col]) is not None and c.colspan == 1]
    widths = [c.place.box[2] - c.place.box[0] for c in own if c.place.box]
    return bool(widths) and max(widths) < _SLIVER and all(text_of(c) == "" for c in own)


def _renumber(rows: list[list[Cell | None]]) -> Matrix:
    """Cells with row, col and spans counted in the rows and columns that are left."""
    made: dict[int, Cell] = {}
    spots: dict[int, list[tuple[int, int]]] = {}
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if cell is not None:
                spots.setdefault(id(cell), []).append((i, j))
    for row in rows:
        for cell in row:
            if cell is not None and id(cell) not in made:
                i, j = spots[id(cell)][0]
                k, m = spots[id(cell)][-1]
                made[id(cell)] = replace(cell, row=i, col=j, rowspan=k - i + 1, colspan=m - j + 1)
    return tuple(tuple(made[id(c)] if c is not None else None for c in row) for row in rows)


def _merge_never_split(rows: Matrix) -> Matrix:
    """Neighbouring columns that no row tells apart become one."""
    if not rows:
        return rows
    starts = [j for j in range(len(rows[0])) if j == 0 or any(row[j] is not row[j - 1] for row in rows)]
    return _renumber([[row[j] for j in starts] for row in rows])

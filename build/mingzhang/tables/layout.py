"""Grid → matrix of cells: margins, slivers and captions taken off, so that header and body remain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.knowledge.words import says
from mingzhang.reading.document import Cell, Grid
from mingzhang.text.amounts import parse_amount
from mingzhang.text.normalise import normalise, without_marks

_SLIVER = 6.0  # points: a column narrower than this without text of its own comes from lines that miss each other

_SAME = 1.5  # points: sides of columns that differ by no more are the same

Matrix = tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of a grid as the cells that cover each column, captions (title, unit and such) taken off the top.

    ``keep`` are the grid's columns that remain, ``edges`` their left and right sides in points.
    """

    page: int
    rows: Matrix
    captions: tuple[Cell, ...]
    doubts: tuple[str, ...]
    keep: tuple[int, ...] = ()
    edges: tuple[tuple[float, float], ...] = ()
    grid_cols: int = 0

    @property
    def cols(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0


def lay_out(grid: Grid) -> Layout:
    """The layout of one grid; columns at its sides that no text touches are gone, and so are slivers."""
    rows = [list(r) for r in matrix_of(grid)]
    captions = _take_captions(rows)
    keep = [c for c in range(grid.cols) if not _is_none(rows, c)]
    keep = _tell_apart(rows, keep)
    return _layout(grid, rows, captions, keep)


def lay_out_like(grid: Grid, model: Layout) -> Layout | None:
    """The layout of a grid that may continue ``model``: columns by count, place or order; None when they don't fit."""
    return _lay_out_by_place(grid, model) or _lay_out_by_order(grid, model) or _lay_out_with_gaps(grid, model)


def _lay_out_by_order(grid: Grid, model: Layout) -> Layout | None:
    own = lay_out(grid)
    return own if own.rows and own.cols == model.cols else None


def _lay_out_by_place(grid: Grid, model: Layout) -> Layout | None:
    rows = [list(r) for r in matrix_of(grid)]
    captions = _take_captions(rows)
    if grid.cols == model.grid_cols:
        keep = list(model.keep)
    else:
        sides = _sides(grid)
        found = [_overlapping(edge, sides) for edge in model.edges]
        keep = [c for c in found if c is not None]
        if len(keep) != model.cols or not _one_to_one(keep):
            return None
    touched = {j for row in rows for j, c in enumerate(row) if c is not None and c.colspan == 1 and text_of(c)}
    return _layout(grid, rows, captions, keep) if touched <= set(keep) else None


def _lay_out_with_gaps(grid: Grid, model: Layout) -> Layout | None:
    """Fewer columns, each at the very sides of one of the model's: what stood in the others is not printed here."""
    rows = [list(r) for r in matrix_of(grid)]
    captions = _take_captions(rows)
    places = [_at_sides(side, model.edges) for side in _sides(grid)]
    known = [place for place in places if place is not None]
    if len(known) < len(places) or not 1 < len(known) < model.cols:
        return None
    if known != sorted(set(known)):
        return None
    matrix = _renumber([_spread(row, known, model.cols) for row in rows], list(range(model.cols)))
    return Layout(grid.place.page, matrix, tuple(captions), grid.doubts, tuple(known), model.edges, grid.cols)


def _spread(row: list[Cell | None], places: list[int], cols: int) -> list[Cell | None]:
    spread: list[Cell | None] = [None] * cols
    for place, cell in zip(places, row, strict=True):
        spread[place] = cell
    return spread


def _at_sides(side: tuple[float, float], edges: Sequence[tuple[float, float]]) -> int | None:
    """The place whose left and right side are these."""
    left, right = side
    for place, edge in enumerate(edges):
        apart = max(abs(left - edge[0]), abs(right - edge[1]))
        if left < right and apart <= _SAME:
            return place
    return None


def _layout(grid: Grid, rows: list[list[Cell | None]], captions: list[Cell], keep: list[int]) -> Layout:
    sides = _sides(grid)
    matrix = _renumber([[row[c] for c in keep] for row in rows], keep)
    edges = tuple(sides[c] for c in keep)
    return Layout(grid.place.page, matrix, tuple(captions), grid.doubts, tuple(keep), edges, grid.cols)


def _one_to_one(keep: list[int]) -> bool:
    """Each column has its own place; only the first (a total merged over the keys) may stand for several."""
    return keep == sorted(keep) and len(set(keep)) == len(keep) - keep.count(keep[0]) + 1


def _sides(grid: Grid) -> list[tuple[float, float]]:
    """Left and right side of every column, from the cells that begin and end there."""
    lefts: dict[int, float] = {}
    rights: dict[int, float] = {}
    for cell in grid.cells:
        if cell.place.box:
            lefts[cell.col] = cell.place.box[0]
            rights[cell.col + cell.colspan] = cell.place.box[2]
    x = {**rights, **lefts}
    return [(x.get(c, 0.0), x.get(c + 1, 0.0)) for c in range(grid.cols)]


def _overlapping(edge: tuple[float, float], sides: list[tuple[float, float]]) -> int | None:
    shared = [min(edge[1], s[1]) - max(edge[0], s[0]) for s in sides]
    best = max(range(len(sides)), key=lambda c: shared[c], default=None)
    return best if best is not None and shared[best] > 0.5 * (edge[1] - edge[0]) else None


def text_of(cell: Cell | None) -> str:
    """Normalised text of a cell, without the marks of footnotes at its end; empty where there is none."""
    return without_marks(normalise(cell.text)) if cell else ""


def cells_of(row: tuple[Cell | None, ...]) -> list[Cell]:
    """The distinct cells that begin in this row, from left to right."""
    found: list[Cell] = []
    for cell in row:
        if cell is not None and (not found or found[-1] is not cell):
            found.append(cell)
    return found


def matrix_of(grid: Grid) -> Matrix:
    """The cell that covers each row and column of a grid."""
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
    if parse_amount(text) is not None:
        return False  # no number of a page stands in a cell
    if says("captions", "unit", text) or says("captions", "aside", text) or says("captions", "number", text):
        return True
    wide = cell.colspan >= 0.5 * cols
    return wide and (says("captions", "title", text) or says("notes", "starts", text))


def _is_none(rows: list[list[Cell | None]], col: int) -> bool:
    """Whether a column of the grid is none of the table."""
    return _is_margin(rows, col) or _is_sliver(rows, col) or _is_header_gap(rows, col)


def _is_header_gap(rows: list[list[Cell | None]], col: int) -> bool:
    """A strip that is blank in the header and part of a merged cell in every row of amounts."""
    own = [(row, c) for row in rows if (c := row[col]) is not None and c.colspan == 1]
    amounts = [row for row in rows if _has_amount(row)]
    blank = own and all(text_of(c) == "" for _, c in own)
    return bool(blank and amounts) and not any(row is other for row, _ in own for other in amounts)


def _has_amount(row: list[Cell | None]) -> bool:
    return any(parse_amount(text_of(c)) is not None for c in cells_of(tuple(row)))


def _is_margin(rows: list[list[Cell | None]], col: int) -> bool:
    """Blank from top to bottom, and so is everything between it and one side of the grid."""
    blank = [all(text_of(row[c]) == "" for row in rows) for c in range(len(rows[0]))] if rows else []
    return bool(blank) and (all(blank[: col + 1]) or all(blank[col:]))


def _is_sliver(rows: list[list[Cell | None]], col: int) -> bool:
    own = [c for row in rows if (c := row[col]) is not None and c.colspan == 1]
    widths = [c.place.box[2] - c.place.box[0] for c in own if c.place.box]
    return bool(widths) and max(widths) < _SLIVER and all(text_of(c) == "" for c in own)


def _renumber(rows: list[list[Cell | None]], keep: list[int]) -> Matrix:
    """Cells with row, col, spans and candidates counted in the rows and columns that are left."""
    first: dict[int, tuple[int, int, Cell]] = {}
    last: dict[int, tuple[int, int]] = {}
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if cell is not None:
                first.setdefault(id(cell), (i, j, cell))
                last[id(cell)] = (i, j)
    made: dict[int, Cell] = {}
    for key, (i, j, cell) in first.items():
        k, m = last[key]
        candidates = tuple(keep.index(c) for c in cell.candidates if c in keep) or cell.candidates
        spans = (k - i + 1, m - j + 1)
        made[key] = Cell(i, j, *spans, cell.text, cell.place, cell.doubts, cell.indent, candidates, cell.readings)
    return tuple(tuple(made[id(c)] if c is not None else None for c in row) for row in rows)


def _tell_apart(rows: list[list[Cell | None]], keep: list[int]) -> list[int]:
    """Of neighbouring columns that no row tells apart the first."""
    return [
        c for k, c in enumerate(keep) if k == 0 or any(row[c] is not row[keep[k - 1]] or row[c] is None for row in rows)
    ]

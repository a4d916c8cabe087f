"""What the reader of a spreadsheet makes of one sheet, whatever its file: the cells that are seen, as one grid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from mingzhang.reading.document import Block, Cell, Grid, Page, Picture, Place
from mingzhang.reading.doubts import HIDDEN_CELLS, HIDDEN_SHEETS, PICTURE_PAGE, UNCALCULATED
from mingzhang.reading.limits import MOST_CELLS, Crowded
from mingzhang.text.amounts import parse_amount

_STEP = 9.0  # points by which a spreadsheet moves a text for each step of its indent
_BLANKS = {" ": 5.0, "\u3000": 10.0}  # points of the white space before a text

Spot = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True, slots=True)
class Written:
    """One cell as it is shown: its text, the steps of its indent, what shakes it."""

    text: str
    indent: int = 0
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class Sheet:
    """One sheet as its file holds it; ``merged`` has first and last spot of each merged range."""

    name: str
    cells: dict[Spot, Written] = field(default_factory=dict)
    merged: list[tuple[Spot, Spot]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    has_pictures: bool = False
    uncalculated: bool = False

    def put(self, spot: Spot, written: Written) -> None:
        """Adds a cell; Crowded when there are more than any sheet of a disclosure has."""
        if written.text.strip() or written.doubts:
            self.cells[spot] = written
        if len(self.cells) > MOST_CELLS:
            raise Crowded(f"it holds more than {MOST_CELLS} cells")


def sheet_page(sheet: Sheet, number: int, hidden_sheets: bool) -> tuple[Page, list[Block]]:
    """A visible sheet as the page ``number``: one grid of all that is seen, blank margins left out.

    ``hidden_sheets``: the file has sheets that are not shown, which is told at the first page.
    """
    hidden = [spot for spot in sheet.cells if _is_hidden(sheet, spot)]
    grid = _grid(sheet, number)
    blocks: list[Block] = [grid] if grid else []
    doubts = [HIDDEN_CELLS] if hidden else []
    if sheet.has_pictures:
        blocks.append(Picture(Place(number)))
        doubts += [] if grid else [PICTURE_PAGE]
    doubts += [UNCALCULATED] if sheet.uncalculated else []
    doubts += [HIDDEN_SHEETS] if hidden_sheets else []
    if grid and any(parse_amount(sheet.cells[spot].text) is not None for spot in hidden):
        blocks[0] = replace(grid, doubts=(*grid.doubts, HIDDEN_CELLS))  # what is hidden may be part of a sum
    return Page(number, 0.0, 0.0, tuple(doubts), sheet.name), blocks


def _is_hidden(sheet: Sheet, spot: Spot) -> bool:
    return spot[0] in sheet.hidden_rows or spot[1] in sheet.hidden_columns


def _grid(sheet: Sheet, number: int) -> Grid | None:
    spans = _spans(sheet)
    seen = {spot: span for spot, span in spans.items() if span[0] and span[1]}
    filled = {spot: span for spot, span in seen.items() if spot in sheet.cells}
    if not filled:
        return None
    rows = _without_runs(sorted({span[0][0] for span in filled.values()}), sheet.hidden_rows)
    columns = sorted({span[1][0] for span in filled.values()})
    if len(rows) * len(columns) > MOST_CELLS:
        raise Crowded(f"it is {len(rows)} rows by {len(columns)} columns large")
    cells = tuple(sorted(_cells(sheet, number, seen, rows, columns), key=lambda c: (c.row, c.col)))
    doubts = (UNCALCULATED,) if sheet.uncalculated else ()
    return Grid(Place(number), len(rows), len(columns), cells, doubts)


def _spans(sheet: Sheet) -> dict[Spot, tuple[list[int], list[int]]]:
    """For each cell that begins somewhere the rows and the columns it covers that are not hidden."""
    covered = {}
    for (top, left), (bottom, right) in sheet.merged:
        rows = [r for r in _reach(top, bottom, sheet) if r not in sheet.hidden_rows]
        columns = [c for c in range(left, right + 1) if c not in sheet.hidden_columns]
        covered[top, left] = rows, columns
    return covered | {
        (r, c): ([] if r in sheet.hidden_rows else [r], [] if c in sheet.hidden_columns else [c])
        for r, c in sheet.cells
        if (r, c) not in covered
    }


def _reach(top: int, bottom: int, sheet: Sheet) -> Iterable[int]:
    """The rows of a merged range; below the last cell of the sheet nothing is shown."""
    last = max((r for r, _ in sheet.cells), default=top)
    return range(top, max(top, min(bottom, last)) + 1)


def _without_runs(rows: list[int], hidden: set[int]) -> list[int]:
    """The rows with text, and one of each run of blank rows between them."""
    kept = rows[:1]
    for before, after in pairwise(rows):
        blank = next((r for r in range(before + 1, min(after, before + 2000)) if r not in hidden), None)
        kept += [after] if blank is None else [blank, after]
    return kept


def _cells(
    sheet: Sheet,
    number: int,
    seen: Mapping[Spot, tuple[list[int], list[int]]],
    rows: list[int],
    columns: list[int],
) -> Iterable[Cell]:
    """The cells of the grid: those with text, merged ones, and a blank one wherever none stands."""
    row_at = {r: i for i, r in enumerate(rows)}
    column_at = {c: j for j, c in enumerate(columns)}
    taken: set[Spot] = set()
    for spot in sorted(seen):
        over = (
            [row_at[r] for r in seen[spot][0] if r in row_at],
            [column_at[c] for c in seen[spot][1] if c in column_at],
        )
        spots = {(i, j) for i in over[0] for j in over[1]}
        if spots and not spots & taken:
            taken |= spots
            written = sheet.cells.get(spot, Written(""))
            place = Place(number, cell=address(*spot))
            spans = len(over[0]), len(over[1])
            yield Cell(over[0][0], over[1][0], *spans, written.text, place, written.doubts, _indent(written))
    for i, r in enumerate(rows):
        for j, c in enumerate(columns):
            if (i, j) not in taken:
                yield Cell(i, j, 1, 1, "", Place(number, cell=address(r, c)))


def _indent(written: Written) -> float:
    spaces = written.text[: len(written.text) - len(written.text.lstrip(" \u3000"))]
    return written.indent * _STEP + sum(_BLANKS[c] for c in spaces)


def address(row: int, column: int) -> str:
    """The A1 address of a spot.

    >>> address(6, 27)
    'AB7'
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"

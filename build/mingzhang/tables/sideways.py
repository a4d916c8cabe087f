"""Broad tables cut into pages that belong side by side: the keys stand on the first page, more amounts on the next.

The halves are told by their rows: as many, at the same heights, and no name or code among those on the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from mingzhang.knowledge.words import says
from mingzhang.reading.document import Cell
from mingzhang.tables.header import Header
from mingzhang.tables.layout import Layout, cells_of, text_of
from mingzhang.text.amounts import parse_amount, parse_percent

_LEVEL = 1.5  # points: heights of rows that differ by no more are the same
_FEWEST = 2  # rows: one row stands at the height of any other


@dataclass(slots=True)
class Sheet:
    """One grid of a table: its layout, its first row that is no header, and which row of the body each became.

    ``wings`` counts the grids that were found to belong at its right.
    """

    layout: Layout
    start: int
    rows: dict[int, int] = field(default_factory=dict)
    wings: int = 0


@dataclass(slots=True)
class Wing:
    """The columns that stand at the right of a table's first page: their header, and cells by row of the body."""

    header: Header
    cells: dict[int, tuple[Cell | None, ...]] = field(default_factory=dict)


def left_half(sheets: Sequence[Sheet], layout: Layout, header: Header) -> Sheet | None:
    """The sheet that a grid without names widens; None where its rows do not stand at the height of any."""
    if len(layout.rows) - header.rows < _FEWEST or not _is_nameless(layout, header.rows):
        return None
    alike = [s for s in sheets if s.start == header.rows and _level(s.layout, layout)]
    return min(alike, key=lambda s: s.wings, default=None)


def keyed_half(
    sheets: Sequence[Sheet], first: Header, layout: Layout, header: Header
) -> tuple[Sheet, Layout, Header] | None:
    """The sheet whose keys a grid repeats row by row beside other columns, and the grid without them."""
    keys = _shared_columns(first, header)
    others = set(header.paths[keys:])
    if not keys or not others or others & set(first.paths):
        return None
    names = _names(layout, header.rows, keys)
    alike = [s for s in sheets if s.start == header.rows and _names(s.layout, s.start, keys) == names]
    if not alike or len(names) < _FEWEST or not any(map(any, names)):
        return None
    return alike[0], _without_first(layout, keys), _headed_from(header, keys)


def _shared_columns(first: Header, header: Header) -> int:
    """How many columns at the left have the same headers."""
    count = 0
    for one, other in zip(first.paths, header.paths, strict=False):
        if not one or one != other:
            break
        count += 1
    return count


def _names(layout: Layout, start: int, keys: int) -> list[list[str]]:
    return [[text_of(cell) for cell in row[:keys]] for row in layout.rows[start:]]


def _without_first(layout: Layout, keys: int) -> Layout:
    rows = (tuple(_shifted(row[keys:], -keys)) for row in layout.rows)
    return replace(layout, rows=tuple(rows))


def _headed_from(header: Header, keys: int) -> Header:
    own = (replace(cell, col=cell.col - keys) for cell in header.cells if cell.col >= keys)
    return Header(header.rows, header.paths[keys:], tuple(own))


def widen(sheet: Sheet, wings: list[Wing], layout: Layout, header: Header) -> None:
    """Adds the rows of a grid at the right of a sheet."""
    if sheet.wings == len(wings):
        wings.append(Wing(header))
    wing = wings[sheet.wings]
    for number, row in enumerate(layout.rows):
        if number in sheet.rows:
            wing.cells.setdefault(sheet.rows[number], row)
    sheet.wings += 1


def widened_header(header: Header, wings: Sequence[Wing]) -> Header:
    """The header of all columns of a table, those of its wings after its own."""
    for wing in wings:
        shift = len(header.paths)
        cells = (*header.cells, *(replace(c, col=c.col + shift) for c in wing.header.cells))
        header = Header(header.rows, (*header.paths, *wing.header.paths), cells)
    return header


def widened_cells(index: int, own: Sequence[Cell | None], wings: Sequence[Wing]) -> tuple[Cell | None, ...]:
    """The cells of a row of the body, those of the wings after its own."""
    cells = list(own)
    for wing in wings:
        shift = len(cells)
        blank = (None,) * len(wing.header.paths)
        found = wing.cells.get(index, blank)
        cells += _shifted(found if len(found) == len(blank) else blank, shift)
    return tuple(cells)


def _shifted(cells: Sequence[Cell | None], shift: int) -> Iterator[Cell | None]:
    moved: dict[int, Cell] = {}
    for cell in cells:
        yield moved.setdefault(id(cell), replace(cell, col=cell.col + shift)) if cell is not None else None


def _is_nameless(layout: Layout, start: int) -> bool:
    """Whether the rows hold amounts, and nothing that names a row."""
    texts = [t for row in layout.rows[start:] for c in cells_of(row) if (t := text_of(c))]
    return any(parse_amount(t) is not None for t in texts) and all(map(_is_value, texts))


def _is_value(text: str) -> bool:
    return parse_amount(text) is not None or parse_percent(text) is not None or says("rows", "nothing", text)


def _level(one: Layout, other: Layout) -> bool:
    """Whether two grids have rows of the same heights, one after the other."""
    if one.page == other.page or len(one.rows) != len(other.rows):
        return False
    tops = [(a, b) for a, b in zip(_tops(one), _tops(other), strict=True) if a is not None and b is not None]
    steps = [abs((a - before_a) - (b - before_b)) for (before_a, before_b), (a, b) in pairwise(tops)]
    return len(tops) > 0.5 * len(one.rows) and all(step <= _LEVEL for step in steps)


def _tops(layout: Layout) -> Iterator[float | None]:
    """Where each row begins, by the cells that begin in it."""
    for number, row in enumerate(layout.rows):
        yield next((c.place.box[1] for c in cells_of(row) if c.row == number and c.place.box), None)

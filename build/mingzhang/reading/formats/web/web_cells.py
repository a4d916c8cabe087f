"""A table of a web page as a grid: what spans rows and columns, what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mingzhang.reading.document import Cell, Grid, Place
from mingzhang.reading.doubts import HIDDEN_CELLS
from mingzhang.reading.formats.web.styles import is_hidden
from mingzhang.reading.formats.web.texts import indent_of, is_element, lines_of, shown
from mingzhang.reading.limits import MOST_CELLS, Crowded
from mingzhang.text.amounts import parse_amount

_GROUPS = ("thead", "tbody", "tfoot")


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell where the rows before leave room for it."""

    element: Any
    row: int
    col: int
    rowspan: int
    colspan: int


def is_table_of_cells(table: Any) -> bool:
    """Whether a table holds cells side by side; others only arrange what is in them, as those with tables within do."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = list(rows_of(table))
    return len(rows) > 1 and any(len(list(_cells_in(row))) > 1 for row in rows)


def grid_of(table: Any, page: int) -> Grid | None:
    """The grid of a table; None when it shows nothing. Rows that are hidden are left out, which is told."""
    rows = list(rows_of(table))
    shown_rows = [row for row in rows if not is_hidden(row)]
    cells = list(_set_out(shown_rows))
    cols = max((c.col + c.colspan for c in cells), default=0)
    if len(shown_rows) * cols > MOST_CELLS:
        raise Crowded(f"a table of {len(shown_rows)} rows by {cols} columns is in it")
    if not cells:
        return None
    place = Place(page)
    made = [_cell(c, place, len(shown_rows)) for c in cells]
    taken = {(i, j) for c in made for i in range(c.row, c.row + c.rowspan) for j in range(c.col, c.col + c.colspan)}
    free = ((i, j) for i in range(len(shown_rows)) for j in range(cols) if (i, j) not in taken)
    made += [Cell(i, j, 1, 1, "", place) for i, j in free]
    doubts = (HIDDEN_CELLS,) if _hides_amounts(rows) else ()
    return Grid(place, len(shown_rows), cols, tuple(sorted(made, key=lambda c: (c.row, c.col))), doubts)


def rows_of(table: Any) -> Iterator[Any]:
    """The rows of a table in the order in which they are shown: head, bodies, foot."""
    direct = [child for child in table if is_element(child)]
    groups = [g for kind in (("thead",), ("tbody", "tr"), ("tfoot",)) for g in direct if g.tag in kind]
    for group in groups:
        if group.tag == "tr":
            yield group
        elif not is_hidden(group):
            yield from (row for row in group if is_element(row) and row.tag == "tr")


def _cells_in(row: Any) -> Iterator[Any]:
    return (c for c in row if is_element(c) and c.tag in ("td", "th") and not is_hidden(c))


def _set_out(rows: list[Any]) -> Iterator[_Set]:
    """Each cell at the first place of its row that no cell from above reaches into."""
    reach: dict[int, int] = {}  # by column the first row that is free
    for number, row in enumerate(rows):
        col = 0
        for element in _cells_in(row):
            while reach.get(col, 0) > number:
                col += 1
            rowspan, colspan = _span(element, "rowspan", len(rows) - number), _span(element, "colspan", MOST_CELLS)
            if colspan * len(rows) > MOST_CELLS:
                raise Crowded(f"a cell that spans {colspan} columns is in it")
            width = next((k for k in range(colspan) if reach.get(col + k, 0) > number), colspan)
            yield _Set(element, number, col, rowspan, width)
            reach.update(dict.fromkeys(range(col, col + width), number + rowspan))
            col += width


def _span(element: Any, name: str, most: int) -> int:
    text = (element.get(name) or "1").strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
    return min(number or most, most)  # 0 spans all that is left


def _cell(cell: _Set, place: Place, rows: int) -> Cell:
    lines = lines_of(cell.element)
    indent = indent_of(cell.element, lines[0]) if lines else 0.0
    text = "\n".join(shown(line) for line in lines)
    return Cell(cell.row, cell.col, min(cell.rowspan, rows - cell.row), cell.colspan, text, place, indent=indent)


def _hides_amounts(rows: list[Any]) -> bool:
    hidden = [row for row in rows if is_hidden(row)]
    hidden += [c for row in rows for c in row if is_element(c) and c.tag in ("td", "th") and is_hidden(c)]
    return any(parse_amount("".join(part.itertext()).strip()) is not None for e in hidden for part in (e, *e))

"""Small invented tables, typed row by row."""

from __future__ import annotations

from mingzhang.reading.document import Cell, Place
from mingzhang.structure.find import find_structure
from mingzhang.structure.skeleton import Skeleton
from mingzhang.tables.columns import make_columns
from mingzhang.tables.table import Row, Table


def table_of(header: str, *rows: str, form: str = "", unit: str = "万元") -> Table:
    """A table from texts: columns separated by ``|``, the headers over one another by ``/``, a dot for a blank cell."""
    paths = [tuple(path.strip().split("/")) for path in header.split("|")]
    cells = [_cells(n, row) for n, row in enumerate(rows)]
    columns = make_columns(paths, cells)
    return Table("t01", "", "", form, unit, (1,), columns, (), 1, tuple(Row(1, c) for c in cells))


def skeleton_of(header: str, *rows: str) -> Skeleton:
    """The skeleton of such a table."""
    return find_structure([table_of(header, *rows)])[0]


def sums_of(skeleton: Skeleton, axis: str) -> dict[int, tuple[int, ...]]:
    """Whole → parts of the sums along an axis."""
    return {r.whole: r.parts for r in skeleton.relations if r.axis == axis and r.kind != "of-which"}


def _cells(n: int, row: str) -> tuple[Cell | None, ...]:
    texts = [text.strip() for text in row.split("|")]
    place = Place(1, None)
    return tuple(Cell(n, j, 1, 1, "" if text == "." else text, place) for j, text in enumerate(texts))

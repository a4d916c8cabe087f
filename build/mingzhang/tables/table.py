"""Tables as a reader of the page sees them: columns with header paths, rows with keys."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.reading.document import Cell


@dataclass(frozen=True, slots=True)
class Column:
    """One logical column.

    ``path`` is the header path, outermost first, white space removed, index rows left out. ``role`` is one of
    ``code`` (a classification code or a part of one), ``label``, ``unit`` (name of a body), ``unit-code``, ``project``,
    ``year`` (the row's year or phase), ``index``, ``amount``, ``text`` (anything else). ``panel`` counts side-by-side
    panels from 0; ``taxonomy`` of a code column is ``functional``, ``economic``, ``gov-economic`` or empty. ``concept``
    is a concept of concepts.yml or empty.
    """

    index: int
    path: tuple[str, ...]
    role: str
    panel: int = 0
    taxonomy: str = ""
    concept: str = ""
    year: int | None = None
    phase: str = ""
    measure: str = "amount"
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row: for each column the cell that covers it, or None where nothing is ruled."""

    page: int
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the disclosure, continued pages joined.

    ``header`` holds the printed header rows as cells (row, col, spans) for presentation. ``state`` is ``read``,
    ``printed-empty``, ``withheld``, ``unknown-form`` or ``doubtful``. ``evidence`` is what ``explain`` shows:
    which form matched what. ``structure`` is ``confirmed``, ``partly`` or ``unconfirmed``: how far its sums prove it.
    """

    table_id: str
    number: str
    title: str
    form: str
    unit: str
    pages: tuple[int, ...]
    columns: tuple[Column, ...]
    header: tuple[Cell, ...]
    header_rows: int
    rows: tuple[Row, ...]
    state: str = "read"
    note: str = ""
    source: str = ""
    evidence: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    structure: str = "unconfirmed"

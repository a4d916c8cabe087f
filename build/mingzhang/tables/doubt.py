"""Tables whose reading as a whole is not beyond dispute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.knowledge.forms import says_form_is_free
from mingzhang.reading.document import Document
from mingzhang.reading.doubts import DAMAGED
from mingzhang.tables.folios import torn_pages
from mingzhang.tables.table import Table
from mingzhang.tables.table_units import INHERITED

BESIDE = "beside-damage"
NAMELESS = "rows-without-names"  # as in the right half of a broad table that was printed on two pages
_ABOUT_UNITS = frozenset({INHERITED})  # the amounts and their columns stand; only what they count is inferred
_ABOUT_COLUMNS = frozenset({"open-cell", "amount-over-columns"})
_SURE = ("read", "printed-empty")


def weigh_doubts(tables: Sequence[Table], document: Document) -> tuple[Table, ...]:
    """The tables, with what shakes them from outside their grids added, and ``doubtful`` where anything does.

    A doubt about the file as a whole is one about each table. On a page with a damaged stream a table may be missing
    altogether, or only its beginning or end: so the tables that touch the page or the next ones are ``beside-damage``.
    Where the printed page numbers jump, the tables before and after are ``page-missing`` or ``page-order``.
    """
    damaged = {p.number for p in document.pages if DAMAGED in p.doubts}
    torn = torn_pages(document)
    return tuple(_weighed(table, document.doubts, damaged, torn) for table in tables)


def _weighed(table: Table, doubts: Sequence[str], damaged: set[int], torn: dict[int, str]) -> Table:
    added = list(doubts)
    if any(abs(page - bad) <= 1 for page in table.pages for bad in damaged):
        added.append(BESIDE)
    added += [torn[page] for page in table.pages if page in torn]
    if len(table.rows) > 1 and table.columns and all(c.role == "amount" for c in table.columns):
        added.append(NAMELESS)
    every = tuple(dict.fromkeys((*table.doubts, *added)))
    if DAMAGED in every:
        every = tuple(d for d in every if d != BESIDE)
    weighed = replace(table, doubts=every)
    return replace(weighed, state="doubtful") if table.state in _SURE and shaking_doubts(weighed) else weighed


def is_shaken(table: Table) -> bool:
    """Whether the amounts of a table, or their columns, are not beyond dispute as a whole."""
    return table.state in ("doubtful", "unknown-form") or bool(shaking_doubts(table))


def shaking_doubts(table: Table) -> tuple[str, ...]:
    """The doubts of a table but those that leave its amounts and columns as they are.

    A form without columns of amounts is read cell by cell: one that a page break left open is read as well as another.
    """
    harmless = _ABOUT_UNITS | _ABOUT_COLUMNS if says_form_is_free(table) else _ABOUT_UNITS
    return tuple(d for d in table.doubts if d not in harmless)

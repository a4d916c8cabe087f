"""Target tables whose indicators did not come out: said openly, never passed off as read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mingzhang.prose.records import Prose
from mingzhang.prose.wordings import wording
from mingzhang.tables.layout import text_of
from mingzhang.tables.table import Table
from mingzhang.text.normalise import normalise

FORM = "performance-targets"
UNREAD_TARGETS = "targets-unread"


def settle_target_tables(tables: Sequence[Table], prose: Prose) -> tuple[Table, ...]:
    """The tables, those of targets with the state that their indicators give them.

    A table that names kinds of indicators and gave none is ``printed-empty`` where its form was recognised and every
    place for an indicator is blank, else ``doubtful``.
    """
    indicated = {target.page for target in prose.targets if target.page is not None}
    return tuple(_settled(table, indicated, set(prose.target_pages)) for table in tables)


def _settled(table: Table, indicated: set[int], recognised: set[int]) -> Table:
    if table.form != FORM or table.state != "read" or indicated.intersection(table.pages):
        return table
    if not _names_kinds(table):
        return table
    if recognised.intersection(table.pages):
        return replace(table, state="printed-empty")
    return replace(table, state="doubtful", doubts=(*table.doubts, UNREAD_TARGETS))


def _names_kinds(table: Table) -> bool:
    kinds = [f"(?:{pattern})" for pattern in wording()["target_kinds"].values()]
    pattern = "|".join(kinds)
    cells = [c for row in table.rows for c in row.cells if c is not None]
    return any(_is_kind(text_of(c), pattern) for c in (*cells, *table.header))


def _is_kind(text: str, pattern: str) -> bool:
    return re.fullmatch(pattern, normalise(text)) is not None

"""Rows that seem to be missing: whether their amount stands on the page after all, or in a table that may go on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from mingzhang.checks.trial import Trial
from mingzhang.figures.figure import Figure
from mingzhang.reading.document import Document, Grid, Text
from mingzhang.tables.table import Table
from mingzhang.text.amounts import parse_amount
from mingzhang.text.normalise import normalise

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


class Missing:
    """Knows which tables follow which, and what the pages print beside their amounts."""

    def __init__(self, tables: Sequence[Table], figures: Sequence[Figure], document: Document | None) -> None:
        self._tables = {t.table_id: t for t in tables}
        self._next = {a.table_id: b for a, b in pairwise(tables)}
        self._words = _amounts_in_words(document) if document else {}
        self._sums = _column_sums(figures)

    def explain(self, trial: Trial) -> str:
        """Why nobody can say that the source leaves rows out, as a key of ``unconfirmed``; empty when it does."""
        table = self._tables.get(trial.spot.facts()[0].table)
        if table is None:
            return ""
        amount = abs(Decimal(trial.difference.numerator) / Decimal(trial.difference.denominator))
        if any(amount in self._words.get(page, ()) for page in table.pages):
            return "on-the-page"
        return "goes-on" if self._goes_on(table, amount) else ""

    def _goes_on(self, table: Table, amount: Decimal) -> bool:
        """Whether the next table may be the rest of this one: of no known form right after it, or with the amount."""
        after = self._next.get(table.table_id)
        if after is None or not table.pages or not after.pages or after.pages[0] - table.pages[-1] > 1:
            return False
        if after.form not in ("", table.form):
            return False
        return not after.number or amount in self._sums[after.table_id]


def _amounts_in_words(document: Document) -> Mapping[int, set[Decimal]]:
    """By page the numbers that stand within other text, in a cell or outside the tables."""
    found: dict[int, set[Decimal]] = defaultdict(set)
    for page, text in _texts(document):
        if parse_amount(text) is None:
            found[page] |= {Decimal(n.replace(",", "")) for n in _NUMBER.findall(normalise(text))}
    return found


def _texts(document: Document) -> Iterator[tuple[int, str]]:
    for block in document.blocks:
        if isinstance(block, Text):
            yield block.place.page, block.text
        elif isinstance(block, Grid):
            yield from ((cell.place.page, cell.text) for cell in block.cells)


def _column_sums(figures: Sequence[Figure]) -> Mapping[str, set[Decimal]]:
    """By table its amounts and the sums of its columns."""
    columns: dict[tuple[str, int], list[Decimal]] = defaultdict(list)
    for f in figures:
        columns[f.table_id, f.column_index].append(f.amount)
    sums: dict[str, set[Decimal]] = defaultdict(set)
    for (table, _), amounts in columns.items():
        sums[table] |= {*amounts, sum(amounts, Decimal(0))}
    return sums

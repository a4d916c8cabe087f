"""Wholes and parts that stand in the rows of one column: codes, totals, bodies, 其中."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from mingzhang.checks.facts import Fact
from mingzhang.checks.select import Ledger

Bound = tuple[tuple[object, ...], Mapping[str, tuple[Fact, ...]]]
Tree = Callable[[Ledger, frozenset[str], frozenset[str]], Iterator[Bound]]


@dataclass(slots=True)
class _Column:
    """One amount column: its facts by row, and the rows below each row of its panel (printed in this column or not)."""

    facts: dict[int, Fact] = field(default_factory=dict)
    below: dict[int, list[int]] = field(default_factory=dict)


def _columns(ledger: Ledger, forms: frozenset[str], not_forms: frozenset[str]) -> Iterator[_Column]:
    rows: dict[tuple[str, int], dict[int, Fact]] = defaultdict(dict)
    for fact in ledger.facts:
        if fact.record == "figure":
            rows[fact.table, fact.panel].setdefault(fact.row, fact)
    for (table, _), facts in ledger.columns.items():
        form, panel = facts[0].form, facts[0].panel
        if form and (not forms or form in forms) and form not in not_forms:
            yield _Column({f.row: f for f in facts if f.value == "amount"}, _below(rows[table, panel]))


def _below(rows: Mapping[int, Fact]) -> dict[int, list[int]]:
    below: dict[int, list[int]] = defaultdict(list)
    for row, fact in sorted(rows.items()):
        if fact.parent:
            below[int(fact.parent)].append(row)
    return below


def codes(ledger: Ledger, forms: frozenset[str], not_forms: frozenset[str]) -> Iterator[Bound]:
    """Each coded row with the coded rows directly below it: 206 with 20607, 20607 with each 2060701 …"""
    for column in _columns(ledger, forms, not_forms):
        for row, whole in column.facts.items():
            parts = [column.facts[r] for r in column.below.get(row, ()) if r in column.facts and column.facts[r].code]
            if whole.code and (parts or (whole.amount and column.below.get(row))):
                yield (whole.table, whole.column, row), {"whole": (whole,), "parts": tuple(parts)}


def total(ledger: Ledger, forms: frozenset[str], not_forms: frozenset[str]) -> Iterator[Bound]:
    """The total row of each column with the topmost coded rows."""
    for column in _columns(ledger, forms, not_forms):
        wholes = [f for f in column.facts.values() if f.role == "total" and not f.code and f.line]
        parts = tuple(f for f in column.facts.values() if f.root)
        for whole in _distinct(wholes):
            if parts:
                yield (whole.table, whole.column, whole.row), {"whole": (whole,), "parts": parts}


def units(ledger: Ledger, forms: frozenset[str], not_forms: frozenset[str]) -> Iterator[Bound]:
    """The total row of each column with the rows of the bodies, where bodies have rows of their own."""
    for column in _columns(ledger, forms, not_forms):
        wholes = [f for f in column.facts.values() if f.role == "total" and not f.code and f.line]
        parts = tuple(
            f for f in column.facts.values() if f.unit_name and not f.code and not f.project and f.role == "item"
        )
        for whole in _distinct(wholes):
            if parts:
                yield (whole.table, whole.column, whole.row), {"whole": (whole,), "parts": parts}


def of_which(ledger: Ledger, forms: frozenset[str], not_forms: frozenset[str]) -> Iterator[Bound]:
    """Each 其中 row with the row it is a part of."""
    for column in _columns(ledger, forms, not_forms):
        for part in column.facts.values():
            whole = column.facts.get(int(part.parent)) if part.role == "of-which" and part.parent else None
            if whole:
                yield (part.table, part.column, part.row), {"whole": (whole,), "part": (part,)}


def _distinct(wholes: list[Fact]) -> list[Fact]:
    """Totals printed again (on the next page) once; none when a column prints different totals: their reach cannot be told."""
    kept = {f.amount: f for f in reversed(wholes)}
    return list(kept.values()) if len(kept) == 1 else []


TREES: Mapping[str, Tree] = {"codes": codes, "total": total, "units": units, "of-which": of_which}

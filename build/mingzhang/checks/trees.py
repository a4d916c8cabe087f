"""Wholes and parts that stand in the rows of one column: codes, totals, bodies, 其中."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mingzhang.checks.facts import Fact
from mingzhang.checks.select import Ledger

Terms = Mapping[str, tuple[Fact, ...]]
Bound = tuple[tuple[object, ...], Terms, tuple[tuple[Fact, ...], ...]]
"""Key of the spot, its terms, and facts that would explain a difference."""

Place = tuple[int, int]
"""Panel and row."""


@dataclass(frozen=True, slots=True)
class _Column:
    """One amount column: its facts, and the places directly below each place (printed in this column or not)."""

    facts: Mapping[Place, Fact]
    below: Mapping[Place, Sequence[Place]]
    coded: frozenset[Place]

    def parts(self, place: Place) -> tuple[Fact, ...]:
        """The facts directly below a place."""
        return tuple(self.facts[p] for p in self.below.get(place, ()) if p in self.facts)


def _columns(ledger: Ledger, forms: frozenset[str], not_forms: frozenset[str]) -> Iterator[_Column]:
    """Every column of amounts; the columns of one meaning in side-by-side panels are one long column."""
    rows: dict[str, dict[Place, Fact]] = defaultdict(dict)
    columns: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in ledger.facts:
        if fact.record == "figure" and fact.form and (not forms or fact.form in forms) and fact.form not in not_forms:
            rows[fact.table].setdefault((fact.panel, fact.row), fact)
            if fact.value == "amount":
                columns[fact.table, fact.column].append(fact)
    for facts in _joined(list(columns.values())):
        places = {(f.panel, f.row): f for f in facts}
        long = len({f.panel for f in facts}) > 1
        around = rows[facts[0].table]
        below = _by_code(places) if long else _by_row(around)
        yield _Column(places, below, frozenset(p for p, f in around.items() if f.code))


def _joined(columns: Sequence[list[Fact]]) -> list[list[Fact]]:
    """Columns of one meaning that stand in different panels, made one."""
    groups: dict[tuple[object, ...], list[list[Fact]]] = defaultdict(list)
    for n, facts in enumerate(columns):
        first = facts[0]
        groups[(first.table, first.concept, first.period) if first.item and first.line else (first.table, n)].append(
            facts
        )
    made: list[list[Fact]] = []
    for group in groups.values():
        apart = len({g[0].panel for g in group}) == len(group)
        made.extend([[f for g in group for f in g]] if apart else group)
    return made


def _by_row(rows: Mapping[Place, Fact]) -> dict[Place, list[Place]]:
    below: dict[Place, list[Place]] = defaultdict(list)
    for (panel, row), fact in sorted(rows.items()):
        if fact.parent:
            below[panel, int(fact.parent)].append((panel, row))
    return below


def _by_code(places: Mapping[Place, Fact]) -> dict[Place, list[Place]]:
    """Below each code the codes that begin with it; a class may be continued in the next panel."""
    found = {f.code: p for p, f in places.items() if f.code}
    below: dict[Place, list[Place]] = defaultdict(list)
    for place, fact in places.items():
        above = next((found[fact.code[:n]] for n in (5, 3) if n < len(fact.code) and fact.code[:n] in found), None)
        if above:
            below[above].append(place)
    return below


def codes(ledger: Ledger, forms: frozenset[str], not_forms: frozenset[str]) -> Iterator[Bound]:
    """Each coded row with the coded rows directly below it: 206 with 20607, 20607 with each 2060701 …"""
    for column in _columns(ledger, forms, not_forms):
        for place, whole in column.facts.items():
            parts = tuple(f for f in column.parts(place) if f.code)
            blank = whole.amount and any(p in column.coded for p in column.below.get(place, ()))
            if whole.code and (parts or blank):
                yield _key(whole), {"whole": (whole,), "parts": parts}, _repeated(parts)


def total(ledger: Ledger, forms: frozenset[str], not_forms: frozenset[str]) -> Iterator[Bound]:
    """The total row of each column with the topmost coded rows."""
    for column in _columns(ledger, forms, not_forms):
        inner = {p for places in column.below.values() for p in places}
        parts = tuple(f for p, f in column.facts.items() if f.code and (f.root or p not in inner))
        for whole in _totals(column):
            if parts:
                yield _key(whole), {"whole": (whole,), "parts": parts}, _repeated(parts)


def units(ledger: Ledger, forms: frozenset[str], not_forms: frozenset[str]) -> Iterator[Bound]:
    """The total row with the topmost bodies, and each body with the bodies below it."""
    for column in _columns(ledger, forms, not_forms):
        bodies = {
            p: f for p, f in column.facts.items() if f.unit_name and not f.code and not f.project and f.role == "item"
        }
        inner = {p for place in bodies for p in column.below.get(place, ()) if p in bodies}
        outer = tuple(f for p, f in bodies.items() if p not in inner)
        for whole in _totals(column):
            if outer:
                yield _key(whole), {"whole": (whole,), "parts": outer}, ()
        for place, whole in bodies.items():
            parts = tuple(bodies[p] for p in column.below.get(place, ()) if p in bodies)
            if parts:
                yield _key(whole), {"whole": (whole,), "parts": parts}, ()


def of_which(ledger: Ledger, forms: frozenset[str], not_forms: frozenset[str]) -> Iterator[Bound]:
    """Each 其中 row with the row it is a part of."""
    for column in _columns(ledger, forms, not_forms):
        for part in (f for f in column.facts.values() if not f.period.endswith("change")):  # a part may change more
            whole = (
                column.facts.get((part.panel, int(part.parent))) if part.role == "of-which" and part.parent else None
            )
            if whole:
                yield _key(part), {"whole": (whole,), "part": (part,)}, ()


def _key(fact: Fact) -> tuple[object, ...]:
    return fact.table, fact.column, fact.row


def _totals(column: _Column) -> list[Fact]:
    """The total row, once if printed again on the next page; none when a column prints different totals: their
    reach cannot be told."""
    wholes = [f for f in column.facts.values() if f.role == "total" and not f.code and f.line]
    kept = {f.amount: f for f in reversed(wholes)}
    return list(kept.values()) if len(kept) == 1 else []


def _repeated(parts: Sequence[Fact]) -> tuple[tuple[Fact, ...], ...]:
    """A row printed twice with the same code, name and amount."""
    seen: set[tuple[object, ...]] = set()
    twice = []
    for f in parts:
        key = f.code, f.label, f.project, f.unit_name, f.amount
        if key in seen:
            twice.append(f)
        seen.add(key)
    return (tuple(twice),) if twice else ()


TREES: Mapping[str, Callable[[Ledger, frozenset[str], frozenset[str]], Iterator[Bound]]] = {
    "codes": codes,
    "total": total,
    "units": units,
    "of-which": of_which,
}

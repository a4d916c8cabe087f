"""Selectors → facts: which printed numbers a term of an identity means, and which of them stand for the whole
term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from mingzhang.checks.facts import Fact
from mingzhang.knowledge.identities import Selector
from mingzhang.knowledge.vocabulary import load_vocabulary

_STATED = ("claim", "procurement")  # records that state one amount for one concept


class Ledger:
    """All facts of a disclosure, found by record and item, with the rows that stand for a whole table."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = tuple(facts)
        self._by_record: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._by_item: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
        self.columns: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        self.items: dict[str, set[str]] = defaultdict(set)
        for fact in self.facts:
            self.items[fact.table].add(fact.item)
            self._by_record[fact.record, fact.value].append(fact)
            self._by_item[fact.record, fact.value, fact.item].append(fact)
            if fact.record == "figure":
                self.columns[fact.table, fact.column].append(fact)
        self._strangers = [f for f in self.facts if _is_strange(f)]
        self._overall = {f.id for column in self.columns.values() for f in _overall(column)}

    def take(self, selector: Selector, period: str = "any") -> list[Fact]:
        """The facts that ``selector`` takes, in document order; its ``first_of`` are not looked at.

        ``period`` is what a selector that names none takes: ``any`` or ``own``.
        """
        if selector.items:
            keys = [(selector.record, v, i) for v in selector.values for i in sorted(selector.items)]
            pool = [f for key in keys for f in self._by_item[key]]
        else:
            pool = [f for v in selector.values for f in self._by_record[selector.record, v]]
        wanted = selector.period or period
        return [
            f for f in pool if (wanted == "any" or bool(f.period) == (wanted == "other")) and self._fits(f, selector)
        ]

    def strangers(self, facts: Sequence[Fact]) -> list[Fact]:
        """Amounts of unknown meaning in the row that all ``facts`` share, or in their column where rows are items."""
        rows = {(f.table, f.row) for f in facts}
        columns = {(f.table, f.column) for f in facts}
        if len(facts) < 2 or any(f.record != "figure" for f in facts):
            return []
        if len(rows) == 1:
            return [f for f in self._strangers if not f.item and (f.table, f.row) in rows]
        if len(columns) == 1 and not facts[0].line:
            return [f for f in self._strangers if (f.table, f.column) in columns]
        return []

    def _fits(self, f: Fact, s: Selector) -> bool:
        return (
            (not s.forms or f.form in s.forms)
            and (s.funds is None or f.fund in s.funds or ("named" in s.funds and bool(f.fund)))
            and (not s.codes or f.code in s.codes)
            and (not s.digits or len(f.code) == s.digits)
            and (not s.categories or f.category in s.categories)
            and (s.taxonomy in ("", "any") or f.taxonomy == ("" if s.taxonomy == "none" else s.taxonomy))
            and (not s.row or self._stands(f, s.row))
        )

    def _stands(self, f: Fact, row: str) -> bool:
        if row == "overall":
            return f.id in self._overall
        if row == "total":
            return f.role == "total" and not f.code
        return f.root if row == "root" else bool(f.code)


def _is_strange(f: Fact) -> bool:
    """An amount whose column has no meaning, or whose row, among items, is named by a label that was not understood."""
    if f.record != "figure" or f.value != "amount" or not f.amount:
        return False
    return not f.item or (f.item == "expenditure" and not f.line and not f.code and f.role != "total")


def _overall(column: Sequence[Fact]) -> list[Fact]:
    """Of one column: the total row; else the only row; else, in a table of items, every row without a code; else
    the topmost codes."""
    if column[0].line == 0:
        return [f for f in column if not f.code]
    totals = [f for f in column if f.role == "total" and not f.code]
    if totals or len(column) == 1:
        return totals or list(column)
    return [f for f in column if f.root]


def settle(facts: Sequence[Fact]) -> tuple[tuple[Fact, ...], bool]:
    """The facts that a term adds up, and whether it is beyond dispute which they are.

    A part is never added beside its whole; a total printed again on the next page, or the same table printed twice,
    counts once.
    Disputed: one meaning stands in several columns of a row, or several tables of one form differ.
    """
    kept: list[Fact] = []
    disputed = False
    for same_form in _by(_uppermost(facts), "form"):
        first, *others = _by(same_form, "table")
        disputed |= any(sum(f.amount for f in o) != sum(f.amount for f in first) for o in others)
        kept += first
    single = _once(kept)
    return tuple(single), disputed or _collides(single)


def _by(facts: Sequence[Fact], field: str) -> list[list[Fact]]:
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[getattr(fact, field)].append(fact)
    return list(groups.values())


def _uppermost(facts: Sequence[Fact]) -> list[Fact]:
    words = load_vocabulary()
    concepts = {f.concept for f in facts if f.item}
    inner = {c for c in concepts if any(words.is_part(c, other) for other in concepts)}
    return [f for f in facts if f.concept not in inner]


def _once(facts: Sequence[Fact]) -> list[Fact]:
    """Without repetitions: a total printed again on the next page, a claim or procurement made twice with the same
    amount."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for f in facts:
        key: tuple[object, ...] = (f.record, f.id, f.value)
        if f.role == "total":
            key = (f.table, f.column, f.concept, f.amount)
        elif f.record == "target" and f.value.endswith("-amount"):
            key = (f.record, f.value, f.category, f.amount, f.unit)
        elif f.record in _STATED and f.item:
            key = (f.record, f.concept, f.code, f.period, f.amount, f.unit)
        if key not in seen:
            seen.add(key)
            kept.append(f)
    return kept


def _kind_of_staff(f: Fact) -> str:
    """Persons that are told apart by their label only, such as 行政 and 事业, are of several kinds."""
    return f.label if f.category == "in-post-kind" else f.category


def _collides(facts: Sequence[Fact]) -> bool:
    """Whether a row gives the same meaning twice, a table of items the same item twice, or the prose two amounts
    for one thing."""
    places = [
        (f.table, f.panel, f.row if f.line or f.code else 0, f.code, f.concept, f.period)
        for f in facts
        if f.item and (f.record == "figure" or f.record in _STATED)
    ]
    places += [("", 0, 0, _kind_of_staff(f), ("", ""), f.section) for f in facts if f.record == "staff"]
    return len(places) != len(set(places))

"""What else would explain the numbers of a relation that does not hold: while anything does, nobody is blamed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from mingzhang.checks.evidence import COLUMN, ROW, addends, omitting, pattern_of
from mingzhang.checks.facts import Fact
from mingzhang.checks.judge import conversion
from mingzhang.checks.trial import Confirmation, Trial


class Rivals:
    """Knows all amounts of the tables, by row and by column."""

    def __init__(self, facts: Iterable[Fact], trials: Sequence[Trial], pages: Mapping[str, int]) -> None:
        self._rows: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        self._columns: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        self._pages = pages
        self._here: dict[tuple[str, str, int], list[Trial]] = defaultdict(list)
        for fact in facts:
            if fact.record == "figure" and fact.value == "amount" and fact.amount:
                self._rows[fact.table, fact.row].append(fact)
                self._columns[fact.table, fact.column].append(fact)
        for trial in trials:
            self._here[self._page(trial)].append(trial)

    def explain(self, trial: Trial, confirmed: Confirmation) -> str:
        """The first rival that explains the numbers: a key of ``unconfirmed`` in wording.yml; empty when none does."""
        pattern = pattern_of(trial)
        difference = trial.difference
        if pattern and _is_any(difference, self._unused(trial, pattern.axis), trial.unit):
            return "stands-beside"
        if pattern is None and self._is_in_tables(trial):
            return "stands-beside"
        if confirmed.kind.endswith("whole") and self._unused(trial, COLUMN):
            return "other-rows"
        if pattern and pattern.axis == COLUMN and _is_cut_by_total(trial):
            return "after-total"
        if pattern and pattern.axis == ROW and self._never_on_this_page(trial):
            return "page"
        if confirmed.kind in ("elsewhere", "sum-elsewhere") and omitting(trial, addends(trial)):
            return "omitted"
        if confirmed.kind == "partly" and omitting(trial, [f for f in confirmed.unseen if not _is_class(f)]):
            return "omitted"
        return ""

    def _unused(self, trial: Trial, axis: str) -> list[Fact]:
        """The other amounts of the row or column."""
        used = trial.spot.facts()
        ids = {f.id for f in used}
        if axis == ROW:
            return [f for f in self._rows[used[0].table, used[0].row] if f.id not in ids]
        amounts = {f.amount for f in used}  # a total that is printed again is no further amount
        column = self._columns[used[0].table, used[0].column]
        free = [f for f in column if f.id not in ids and f.amount not in amounts]
        return [f for f in free if not _has_place(f)] if trial.spot.identity.tree else free

    def _is_in_tables(self, trial: Trial) -> bool:
        """Whether the tables of the relation print the difference itself."""
        wanted = abs(trial.difference)
        tables = {f.table for f in trial.spot.facts()}
        here = [f for (table, _), facts in self._rows.items() if table in tables for f in facts]
        return any(Fraction(abs(f.amount) * conversion(f.unit, trial.unit)) == wanted for f in here)

    def _never_on_this_page(self, trial: Trial) -> bool:
        """Whether several rows of the page fail and none holds: the columns may stand otherwise there."""
        here = [t for t in self._here[self._page(trial)] if pattern_of(t) and addends(t)]
        failing = [t for t in here if t.result not in ("holds", "rounding")]
        return len(failing) > 1 and len(failing) == len(here)

    def _page(self, trial: Trial) -> tuple[str, str, int]:
        facts = trial.spot.facts()
        first = facts[0] if facts else None
        table, page = (first.table, self._pages.get(first.id, 0)) if first else ("", 0)
        return trial.spot.identity.id, table, page


def _is_any(difference: Fraction, facts: Iterable[Fact], unit: str) -> bool:
    """Whether one amount, or two together, make up the difference."""
    amounts = {abs(Fraction(f.amount * conversion(f.unit, unit))) for f in facts}
    wanted = abs(difference)
    return any(a == wanted or wanted - a in amounts - {a} for a in amounts)


def _is_cut_by_total(trial: Trial) -> bool:
    """Whether the whole stands among its addends in one column, and those on one side of it make it up alone."""
    whole = [f for f in trial.spot.facts() if f.amount and f not in addends(trial)]
    if len(whole) != 1:
        return False
    before = sum(f.amount for f in addends(trial) if f.row < whole[0].row)
    after = sum(f.amount for f in addends(trial) if f.row > whole[0].row)
    return bool(before and after) and whole[0].amount in (before, after)


def _has_place(fact: Fact) -> bool:
    """Whether the tree of codes or bodies says where the row belongs."""
    return bool(fact.code or fact.unit_name)


def _is_class(fact: Fact) -> bool:
    """A class of the functional classification: part of every total of one."""
    return fact.taxonomy == "functional" and len(fact.code) == 3

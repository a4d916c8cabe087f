"""What else would explain the numbers of a relation that does not hold: while anything does, nobody is blamed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from mingzhang.checks.evidence import ROW, Pattern, addends, omitting, pattern_of
from mingzhang.checks.facts import Fact
from mingzhang.checks.judge import conversion
from mingzhang.checks.trial import Confirmation, Trial

_AGREES = ("holds", "rounding")


class Rivals:
    """Knows all amounts of the tables, by row and by column, and how each relation fares on each page."""

    def __init__(self, facts: Iterable[Fact], trials: Sequence[Trial], pages: Mapping[str, int]) -> None:
        self._rows: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        self._columns: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        self._tables: dict[str, list[Fact]] = defaultdict(list)
        for fact in filter(_is_amount, facts):
            self._rows[fact.table, fact.row].append(fact)
            self._columns[fact.table, fact.column].append(fact)
            self._tables[fact.table].append(fact)
        self._pages = pages
        self._on_page: dict[tuple[str, str, int], list[Trial]] = defaultdict(list)
        for trial in trials:
            self._on_page[self._page(trial)].append(trial)

    def explain(self, trial: Trial, confirmed: Confirmation) -> str:
        """The first rival that explains the numbers: a key of ``unconfirmed`` in wording.yml; empty when none does."""
        return next(self._all(trial, pattern_of(trial), confirmed), "")

    def _all(self, trial: Trial, pattern: Pattern | None, confirmed: Confirmation) -> Iterator[str]:
        if pattern is None:
            yield from self._between_tables(trial)
        elif pattern.axis == ROW:
            yield from self._in_row(trial)
        else:
            yield from self._in_column(trial, confirmed)
        if omitting(trial, _may_be_left_out(trial, confirmed)):
            yield "omitted"

    def _between_tables(self, trial: Trial) -> Iterator[str]:
        tables = dict.fromkeys(f.table for f in trial.spot.facts())
        if any(_is_single(f, trial) for table in tables for f in self._tables[table]):
            yield "stands-beside"

    def _in_row(self, trial: Trial) -> Iterator[str]:
        used = trial.spot.facts()
        row = self._rows[used[0].table, used[0].row]
        if _is_one_or_two(_without(row, used), trial):
            yield "stands-beside"
        if self._never_on_this_page(trial):
            yield "page"

    def _in_column(self, trial: Trial, confirmed: Confirmation) -> Iterator[str]:
        used = trial.spot.facts()
        column = self._columns[used[0].table, used[0].column]
        again = {f.amount for f in used}  # a total that is printed again is no further amount
        others = [f for f in _without(column, used) if f.amount not in again]
        if trial.spot.identity.tree:
            others = [f for f in others if not _has_place(f)]
        if _is_one_or_two(others, trial):
            yield "stands-beside"
        if others and confirmed.kind in ("proved-whole", "printed-whole"):
            yield "other-rows"
        if _is_cut_by_total(trial):
            yield "after-total"

    def _never_on_this_page(self, trial: Trial) -> bool:
        """Whether several rows of the page fail and none holds: the columns may stand otherwise there."""
        here = [t for t in self._on_page[self._page(trial)] if addends(t)]
        failing = [t for t in here if t.result not in _AGREES]
        return len(failing) > 1 and len(failing) == len(here)

    def _page(self, trial: Trial) -> tuple[str, str, int]:
        name, facts = trial.spot.identity.id, trial.spot.facts()
        if not facts:
            return name, "", 0
        return name, facts[0].table, self._pages.get(facts[0].id, 0)


def _is_amount(fact: Fact) -> bool:
    return fact.record == "figure" and fact.value == "amount" and bool(fact.amount)


def _without(facts: Sequence[Fact], used: Sequence[Fact]) -> list[Fact]:
    ids = {f.id for f in used}
    return [f for f in facts if f.id not in ids]


def _size(fact: Fact, trial: Trial) -> Fraction:
    """An amount without its sign, in the unit of the trial."""
    return abs(Fraction(fact.amount * conversion(fact.unit, trial.unit)))


def _is_single(fact: Fact, trial: Trial) -> bool:
    return _size(fact, trial) == abs(trial.difference)


def _is_one_or_two(facts: Iterable[Fact], trial: Trial) -> bool:
    """Whether one amount, or two together, make up the difference."""
    sizes = {_size(f, trial) for f in facts}
    rest = {abs(trial.difference) - size for size in sizes}
    return 0 in rest or any(r in sizes and 2 * r != abs(trial.difference) for r in rest)


def _is_cut_by_total(trial: Trial) -> bool:
    """Whether the whole stands among its addends in one column, and those on one side of it make it up alone."""
    added = addends(trial)
    whole = _without([f for f in trial.spot.facts() if f.amount], added)
    if len(whole) != 1:
        return False
    before = sum(f.amount for f in added if f.row < whole[0].row)
    after = sum(f.amount for f in added if f.row > whole[0].row)
    return bool(before and after) and whole[0].amount in (before, after)


def _may_be_left_out(trial: Trial, confirmed: Confirmation) -> Sequence[Fact]:
    """The addends that are no part of the whole for all that was seen elsewhere."""
    if confirmed.kind in ("elsewhere", "sum-elsewhere"):
        return addends(trial)
    return [f for f in confirmed.unseen if not _is_class(f)]


def _has_place(fact: Fact) -> bool:
    """Whether the tree of codes or bodies says where the row belongs."""
    return bool(fact.code or fact.unit_name)


def _is_class(fact: Fact) -> bool:
    """A class of the functional classification: part of every total of one."""
    return fact.taxonomy == "functional" and len(fact.code) == 3

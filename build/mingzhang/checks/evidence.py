"""What confirms a relation: other rows, columns and tables of the disclosure in which the same one holds exactly.

A relation is taken for what the form means only where it was seen at work: with the same addends, none of them zero,
at least two of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from mingzhang.checks.facts import Fact
from mingzhang.checks.judge import conversion
from mingzhang.checks.trial import Confirmation, Trial
from mingzhang.knowledge.formula import Measure
from mingzhang.text.units import YUAN

ROW, COLUMN = "row", "column"
_FEW = 12  # addends whose omission is tried in every combination of up to three

Key = tuple[str, object]
"""A term of the formula, and where one of its numbers stands or what it means."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How the numbers of a trial lie in a table.

    ``axis`` is the ``row`` or ``column`` that they share, ``line`` which one it is. ``places`` and ``meanings`` are
    those of the numbers that are not zero: each with its place across the line, and with its code or concept.
    """

    axis: str
    table: str
    line: int
    places: frozenset[Key]
    meanings: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Witness:
    """A trial that holds exactly, two addends or more."""

    pattern: Pattern
    trial: Trial = field(compare=False)


def pattern_of(trial: Trial) -> Pattern | None:
    """The pattern of a trial whose numbers share a row or a column of one table; None of any other."""
    facts = trial.spot.facts()
    if not facts or any(f.record != "figure" for f in facts) or len({f.table for f in facts}) > 1:
        return None
    axis = _axis(facts)
    if not axis:
        return None
    printed = list(_printed(trial))
    places = frozenset((term, place_of(fact, axis)) for term, fact in printed)
    meanings = frozenset((term, _meaning(fact, axis)) for term, fact in printed)
    return Pattern(axis, facts[0].table, _line(facts[0], axis), places, meanings)


def _axis(facts: Sequence[Fact]) -> str:
    if len({(f.panel, f.row) for f in facts}) == 1:
        return ROW
    one_meaning = len({(f.concept, f.period) for f in facts}) == 1  # a column that goes on in the next panel
    return COLUMN if one_meaning or len({f.column for f in facts}) == 1 else ""


def place_of(fact: Fact, axis: str) -> object:
    """Where a number stands across its line."""
    return fact.column if axis == ROW else (fact.panel, fact.row)


def _meaning(fact: Fact, axis: str) -> object:
    return fact.concept if axis == ROW else fact.code or fact.item or fact.label


def _line(fact: Fact, axis: str) -> int:
    return fact.row if axis == ROW else fact.column


def _printed(trial: Trial) -> Iterator[tuple[str, Fact]]:
    """The numbers that are not zero, each with its term."""
    for term, facts in trial.spot.terms.items():
        yield from ((term, f) for f in facts if f.amount)


def _family(fact: Fact) -> tuple[str, str]:
    """Income, expenditure or another item, and the purse."""
    return fact.item.partition(".")[0], fact.fund


def in_yuan(fact: Fact) -> Decimal:
    """The amount of a fact in yuan."""
    return (fact.amount * YUAN[fact.unit]).normalize()


def addends(trial: Trial) -> tuple[Fact, ...]:
    """The numbers that are not zero of the side that adds up more of them."""
    left, right = (trial.spot.facts(side) for side in ("left", "right"))
    return tuple(f for f in (left if len(left) > len(right) else right) if f.amount)


def omitting(trial: Trial, facts: Sequence[Fact]) -> bool:
    """Whether the relation holds without some of these addends."""
    most = min(3, len(facts)) if len(facts) <= _FEW else 1
    amounts = [Fraction(f.amount * conversion(f.unit, trial.unit)) for f in facts]
    sums = {sum(chosen) for n in range(1, most + 1) for chosen in combinations(amounts, n)}
    return bool({trial.difference, -trial.difference} & sums)


class Evidence:
    """All trials of a disclosure that hold exactly and with power, found by identity and place."""

    def __init__(self, trials: Sequence[Trial], facts: Sequence[Fact]) -> None:
        self._proofs: dict[str, Trial] = {}
        self._printed: dict[Decimal, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.record == "figure" and fact.amount and fact.unit in YUAN:
                self._printed[in_yuan(fact)].append(fact)
        self._beside: dict[tuple[str, str, str], list[Witness]] = defaultdict(list)
        self._anywhere: dict[tuple[str, str], list[Witness]] = defaultdict(list)
        for trial in trials:
            pattern = pattern_of(trial) if trial.result == "holds" and len(addends(trial)) > 1 else None
            if pattern:
                witness = Witness(pattern, trial)
                self._proofs.update((f.id, trial) for f in trial.spot.facts())
                self._beside[trial.spot.identity.id, pattern.axis, pattern.table].append(witness)
                self._anywhere[trial.spot.identity.id, pattern.axis].append(witness)

    def confirm(self, trial: Trial) -> Iterator[Confirmation]:
        """What confirms the relation of ``trial`` between tables or within one, the best first."""
        pattern = pattern_of(trial)
        if pattern is None:
            found = [self._third_table(trial)]
        else:
            ways = (self._same_table, self._elsewhere, self._partly, self._whole, self._sum_elsewhere)
            found = [way(trial, pattern) for way in ways]
        yield from (f for f in found if f)

    def _same_table(self, trial: Trial, pattern: Pattern) -> Confirmation | None:
        """Other rows (of a relation between columns) or columns (of one between rows) with the same places not zero."""
        if not addends(trial):
            return None
        found = [w.trial for w in self._lines(trial, pattern) if pattern.places <= w.pattern.places]
        kind = "rows" if pattern.axis == ROW else "columns"
        return Confirmation(kind, len(found), found[0]) if found else None

    def _elsewhere(self, trial: Trial, pattern: Pattern) -> Confirmation | None:
        """Other tables, or other periods of this one, in which numbers of the same meanings are not zero."""
        if not addends(trial):
            return None
        everywhere = self._anywhere[trial.spot.identity.id, pattern.axis]
        found = [w.trial for w in everywhere if pattern.meanings <= w.pattern.meanings]
        return Confirmation("elsewhere", len(found), found[0]) if found else None

    def _partly(self, trial: Trial, pattern: Pattern) -> Confirmation | None:
        """Other columns that show two or more of the addends at work, and which addends none of them shows."""
        mine = {place_of(f, pattern.axis) for f in addends(trial)}
        found, seen = [], set[object]()
        for witness in self._lines(trial, pattern) if pattern.axis == COLUMN else ():
            shared = mine & {place_of(f, pattern.axis) for f in addends(witness.trial)}
            if len(shared) > 1 and witness.trial.spot.key[-1] == trial.spot.key[-1]:
                found.append(witness.trial)
                seen |= shared
        unseen = tuple(f for f in addends(trial) if place_of(f, pattern.axis) not in seen)
        return Confirmation("partly", len(found), found[0], unseen) if found else None

    def _whole(self, trial: Trial, pattern: Pattern) -> Confirmation | None:
        """Of rows that do not reach their whole: the whole itself is proved by its row, or printed in another table."""
        left, right = trial.left, trial.right
        if trial.result != "source-incomplete" or not left or not right or not left.value > right.value > 0:
            return None
        whole = trial.spot.facts("left")[0]
        proof = self._proofs.get(whole.id)
        if proof:
            return Confirmation("proved-whole", 1, proof)
        others = {f.table for f in self._printed[in_yuan(whole)]} - {whole.table}
        return Confirmation("printed-whole", len(others)) if others else None

    def _sum_elsewhere(self, trial: Trial, pattern: Pattern) -> Confirmation | None:
        """Of addends that do not make up their whole: other tables print their sum instead, and none the whole."""
        whole = trial.spot.facts("left")
        if len(whole) != 1 or len(addends(trial)) < 2 or trial.unit not in YUAN or not trial.left or not trial.right:
            return None
        here = {pattern.table}
        alike = [f for f in self._tables_with(trial.right, trial.unit, here) if _family(f) == _family(whole[0])]
        if not alike or self._tables_with(trial.left, trial.unit, here):
            return None
        return Confirmation("sum-elsewhere", len({f.table for f in alike}))

    def _third_table(self, trial: Trial) -> Confirmation | None:
        """Of a relation between tables: a further table of the same purse prints one side, a sum if there is one, and
        none the other."""
        facts = trial.spot.facts()
        if any(f.record != "figure" or f.unit not in YUAN for f in facts) or not trial.left or not trial.right:
            return None
        here = {f.table for f in facts}
        purses = {f.fund for f in trial.spot.facts("left")}
        left, right = (
            {f.table for f in self._tables_with(side, trial.unit, here) if f.fund in purses}
            for side in (trial.left, trial.right)
        )
        sums = (
            len(addends(trial)) > 1
        )  # then the sum must be seen: that its whole is printed again proves nothing of it
        if bool(left) == bool(right) or (sums and not right):
            return None
        return Confirmation("third-table", len(left | right))

    def _tables_with(self, side: Measure, unit: str, but: Set[str]) -> list[Fact]:
        """The figures of other tables that print an amount."""
        amount = side.value * Fraction(YUAN[unit])
        printed = self._printed.get((Decimal(amount.numerator) / Decimal(amount.denominator)).normalize(), [])
        return [f for f in printed if f.table not in but]

    def _lines(self, trial: Trial, pattern: Pattern) -> list[Witness]:
        beside = self._beside[trial.spot.identity.id, pattern.axis, pattern.table]
        return [w for w in beside if w.pattern.line != pattern.line]

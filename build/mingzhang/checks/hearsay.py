"""Relations of the prose: what confirms them, and what else of the same passage would explain the numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from mingzhang.checks.evidence import addends, omitting
from mingzhang.checks.facts import Fact
from mingzhang.checks.judge import conversion
from mingzhang.checks.trial import Confirmation, Trial
from mingzhang.knowledge.formula import Measure, NoBase
from mingzhang.prose.records import Claim
from mingzhang.text.units import YUAN

_MONEY = re.compile(r"\d[\d,]*(?:\.\d+)?(?=\s*(?:万|亿|千|百万)?元)")
_NUMBERED = re.compile(r"^\s*(?:[（(]\d+[）)]|\d+[.．、]|[①-⑳])")
_CHANGING = ("growth", "change", "change-in-group")
_AGREES = ("holds", "rounding")
_ENOUGH = 3  # items of a passage that show which table it describes


class Hearsay:
    """Knows all trials about the prose and, by section, what the claims print."""

    def __init__(self, trials: Sequence[Trial], facts: Iterable[Fact], claims: Sequence[Claim]) -> None:
        self._claims = {c.id: c for c in claims}
        self._before = {c.id: b for b, c in pairwise(claims)}
        self._by_identity: dict[str, list[Trial]] = defaultdict(list)
        for trial in trials:
            self._by_identity[trial.spot.identity.id].append(trial)
        money = [f for f in facts if f.value == "amount" and f.amount and f.unit in YUAN]
        self._amounts: dict[str, list[Fact]] = defaultdict(list)
        for fact in money:
            self._amounts[fact.section if fact.record == "claim" else fact.table].append(fact)
        self._totals = {(f.amount, f.unit): f for f in money if f.role == "total"}

    def confirm(self, trial: Trial) -> Iterator[Confirmation]:
        """What confirms the relation: the same one elsewhere in the disclosure; of an amount that is in a table, too,
        other sentences on the same item, or on the other items of the passage, that agree with the table."""
        others = [t for t in self._by_identity[trial.spot.identity.id] if t is not trial]
        if not _is_of_a_table(trial):
            yield from _found("passages", [t for t in others if t.result == "holds" and _is_at_work(t, trial)])
            return
        yield from _found("same-item", [t for t in others if t.result in _AGREES and _same_item(t, trial)])
        if not self._printed_elsewhere_in_table(trial):
            yield from _found("same-passage", _passage_agrees(trial, others))

    def _printed_elsewhere_in_table(self, trial: Trial) -> list[Fact]:
        """Where the table prints the amount of the prose for something else: then the item may have been mistaken."""
        told, table = trial.spot.facts("left")[0], trial.spot.facts("right")[0].table
        size = told.amount * YUAN.get(told.unit, 1)
        apart = told.half * YUAN.get(told.unit, 1)
        return [f for f in self._amounts[table] if abs(f.amount * YUAN[f.unit] - size) <= apart]

    def _may_be_of_another_item(self, trial: Trial) -> bool:
        """Whether the table prints the amount for another item, and no other sentence tells it of that one."""
        printed = {f.figure for f in self._printed_elsewhere_in_table(trial)}
        alike = self._by_identity[trial.spot.identity.id]
        told = {f.figure for t in alike if t.result in _AGREES for f in t.spot.facts("right")}
        return bool(printed) and printed.isdisjoint(told)

    def explain(self, trial: Trial) -> str:
        """The first rival that explains the numbers, as a key of ``unconfirmed``; empty when none does."""
        if _is_of_a_table(trial) and self._may_be_of_another_item(trial):
            return "other-item"
        if self._is_end_of_a_list(trial):
            return "end-of-list"
        if not _is_of_a_table(trial) and omitting(trial, addends(trial)):
            return "omitted"
        return "passage" if self._fits_elsewhere(trial) else ""

    def _is_end_of_a_list(self, trial: Trial) -> bool:
        """Whether a change may belong to the head of a list of which only the last item was taken."""
        if not any(f.value in _CHANGING for f in trial.spot.facts()):
            return False
        claims = [self._claims[f.id] for f in trial.spot.facts() if f.id in self._claims]
        return any(self._is_last_of_several(c) for c in claims)

    def _is_last_of_several(self, claim: Claim) -> bool:
        printed = {n.replace(",", "") for n in _MONEY.findall(claim.printed)}
        own = {f"{abs(a):f}" for a in (claim.amount, claim.change, claim.base_amount) if a is not None}
        before = self._before.get(claim.id)
        follows = before is not None and before.section == claim.section and before.change is None
        return bool(printed - own) or bool(_NUMBERED.match(claim.subject)) or (follows and claim.growth is None)

    def _fits_elsewhere(self, trial: Trial) -> bool:
        """Whether the relation holds with another amount of the same section, or the total of a table, in place of one
        of its own; or an amount of the section is the difference."""
        sections = {f.section for f in trial.spot.facts() if f.section}
        others = [f for s in sections for f in self._amounts[s]]
        if any(_is_difference(f, trial) for f in others):
            return True
        return any(_would_hold(trial, f) for f in (*others, *self._totals.values()))


def _is_of_a_table(trial: Trial) -> bool:
    """Whether the relation holds the prose to a table."""
    return any(f.figure and f.record != "figure" for f in trial.spot.facts())


def _found(kind: str, trials: Sequence[Trial]) -> Iterator[Confirmation]:
    if trials:
        yield Confirmation(kind, len(trials), trials[0])


def _passage_agrees(trial: Trial, others: Sequence[Trial]) -> list[Trial]:
    """The trials of the same passage, where its purse is told, three items or more agree with the same table, and no
    further item differs from it."""
    told = trial.spot.facts("left")[0]
    beside = [t for t in others if _place(t) == _place(trial) and not _same_item(t, trial)]
    agreeing = [t for t in beside if t.result in _AGREES]
    items = {t.spot.facts("right")[0].figure for t in agreeing}
    return agreeing if told.fund and len(items) >= _ENOUGH and len(agreeing) == len(beside) else []


def _place(trial: Trial) -> tuple[str, str]:
    """Section of the claim, and table of its figure."""
    return trial.spot.facts("left")[0].section, trial.spot.facts("right")[0].table


def _same_item(one: Trial, other: Trial) -> bool:
    """Whether two amounts are held to the same figure of a table."""
    figures = [{f.figure for f in t.spot.facts() if f.figure} for t in (one, other)]
    return figures[0] == figures[1]


def _is_at_work(witness: Trial, trial: Trial) -> bool:
    """Whether the witness has all that the trial has, none of it zero, and adds up two or more where
    anything is added."""
    terms = [{n for n, facts in t.spot.terms.items() if any(f.amount for f in facts)} for t in (witness, trial)]
    if not terms[1] <= terms[0]:
        return False
    return trial.spot.identity.formula.divides() or len(addends(trial)) < 2 or len(addends(witness)) > 1


def _is_difference(fact: Fact, trial: Trial) -> bool:
    if trial.unit not in YUAN or fact in trial.spot.facts():
        return False
    return Fraction(fact.amount * conversion(fact.unit, trial.unit)) == abs(trial.difference)


def _would_hold(trial: Trial, fact: Fact) -> bool:
    """Whether a quotient comes out as printed with this amount in place of another."""
    if not trial.spot.identity.formula.divides():
        return False
    unit = next((f.unit for f in trial.spot.facts() if f.unit in YUAN), "")
    measures = {n: _measure(facts, unit) for n, facts in trial.spot.terms.items()}
    instead = _measure([fact], unit)
    for name, facts in trial.spot.terms.items():
        money = len(facts) == 1 and facts[0].unit in YUAN and facts[0].value != "change"
        if money and facts[0].amount != fact.amount and _holds(trial, {**measures, name: instead}):
            return True
    return False


def _measure(facts: Sequence[Fact], unit: str) -> Measure:
    total = Measure(Fraction(0), Fraction(0), Fraction(0))
    for f in facts:
        scale = conversion(f.unit, unit)
        total += Measure.printed(f.amount * scale, f.half * scale)
    return total


def _holds(trial: Trial, measures: Mapping[str, Measure]) -> bool:
    try:
        left, right = trial.spot.identity.formula.evaluate(measures)
    except NoBase:
        return False
    return abs(left.value - right.value) <= (left.high - left.low) / 2

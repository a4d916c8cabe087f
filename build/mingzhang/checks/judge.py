"""A spot is judged: both sides worked out exactly, the difference weighed against rounding, reading and condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mingzhang.checks.facts import Fact
from mingzhang.checks.select import Ledger
from mingzhang.checks.spots import Spot
from mingzhang.knowledge.formula import Measure, NoBase
from mingzhang.text.units import YUAN

_NO_MONEY = ("percent", "share", "growth", "completion", "count", "quantity", "weight")
_BLAMED = ("source-contradiction", "source-incomplete")
MET, UNKNOWN = "met", "unknown"


@dataclass(frozen=True, slots=True)
class Trial:
    """A judged spot. ``left`` and ``right`` are None when nothing could be computed; ``why`` is then a key of
    wording.yml.

    ``condition`` is ``met``, ``unknown`` or empty. ``explained`` are facts whose sum is exactly the difference.
    """

    spot: Spot
    unit: str
    result: str
    left: Measure | None = None
    right: Measure | None = None
    condition: str = ""
    why: str = ""
    explained: tuple[Fact, ...] = ()

    @property
    def difference(self) -> Fraction:
        """Left less right, exact; for a rounded quotient the difference from the quotient."""
        return self.left.value - self.right.value if self.left and self.right else Fraction(0)

    @property
    def tolerance(self) -> Fraction:
        """By how much the sides may differ through rounding alone."""
        if not self.left or not self.right:
            return Fraction(0)
        return (self.left.high - self.left.low + self.right.high - self.right.low) / 2


def judge(spot: Spot, ledger: Ledger) -> Trial:
    """The trial of one spot."""
    facts = spot.facts()
    unit = _unit(facts)
    if spot.disputed:
        return Trial(spot, unit or "", "not-testable", why="disputed")
    if unit is None:
        return Trial(spot, "", "not-testable", why="units")
    try:
        left, right = spot.identity.formula.evaluate({n: _sum(f, unit) for n, f in spot.terms.items()})
    except NoBase:
        return Trial(spot, unit, "not-testable", why="no-base")
    condition = _condition(spot, ledger)
    result = _compare(spot, left, right)
    explained: tuple[Fact, ...] = ()
    if result == "differs":
        explained = _explained(spot, left.value - right.value, unit)
        result = _blame(spot, left, right, condition, explained)
        if result in _BLAMED and ledger.strangers(facts):
            return Trial(spot, unit, "not-testable", condition=condition, why="stranger")
        if result == "note" and condition == UNKNOWN and spot.identity.condition and spot.identity.condition.needed:
            return Trial(spot, unit, "not-testable", condition=condition, why="condition")
    return Trial(spot, _shown_unit(spot, unit), result, left, right, condition, explained=explained)


def _unit(facts: Sequence[Fact]) -> str | None:
    """The unit of money to work in: that of the first fact; None when some print one and some don't.

    Counts and percentages have none. Conversion is exact, all units being powers of ten.
    """
    money = [f.unit for f in facts if f.value not in _NO_MONEY]
    if set(money) <= set(YUAN) or len(set(money)) == 1:
        return money[0] if money else ""
    return None


def _shown_unit(spot: Spot, unit: str) -> str:
    """The unit of the two sides: that of the left."""
    left = spot.facts("left")
    return unit if not left or left[0].unit in YUAN else left[0].unit


def _sum(facts: Sequence[Fact], unit: str) -> Measure:
    zero = Fraction(0)
    total = Measure(zero, zero, zero)
    for fact in facts:
        scale = conversion(fact.unit, unit)
        total += Measure.printed(fact.amount * scale, fact.half * scale)
    return total


def conversion(unit: str, wanted: str) -> Decimal:
    """The factor from one unit of money to another, 1 where either is none."""
    return YUAN[unit] / YUAN[wanted] if unit in YUAN and wanted in YUAN else Decimal(1)


def _compare(spot: Spot, left: Measure, right: Measure) -> str:
    """``holds``, ``rounding`` or ``differs``."""
    formula = spot.identity.formula
    if left.value == right.value or (formula.relation == "<=" and left.value < right.value):
        return "holds"
    if formula.divides() and abs(left.value - right.value) <= (left.high - left.low) / 2:
        return "holds"  # the printed quotient is the exact one, rounded to the places printed
    if formula.relation == "<=":
        return "rounding" if left.low <= right.high else "differs"
    return "rounding" if left.low <= right.high and right.low <= left.high else "differs"


def _condition(spot: Spot, ledger: Ledger) -> str:
    condition = spot.identity.condition
    if condition is None:
        return ""
    if condition.absent is not None:
        return UNKNOWN if any(f.amount for f in ledger.take(condition.absent)) else MET
    if condition.confirmed:
        return MET if any(f.category == "confirmed" for f in spot.facts()) else UNKNOWN
    return UNKNOWN


def _explained(spot: Spot, difference: Fraction, unit: str) -> tuple[Fact, ...]:
    """The facts whose sum is the difference, if the identity names such."""
    for facts in spot.explanations:
        measure = _sum(facts, unit)
        if measure.value and abs(difference) == abs(measure.value):
            return facts
    return ()


def _blame(spot: Spot, left: Measure, right: Measure, condition: str, explained: Sequence[Fact]) -> str:
    """What a difference beyond rounding means."""
    identity, difference = spot.identity, left.value - right.value
    if not all(f.sound for f in spot.facts()):
        return "reading-doubt"
    if (
        identity.strength == "plausibility"
        or condition == UNKNOWN
        or explained
        or _only_noted(identity.note_when, difference)
    ):
        return "note"
    if abs(difference) < identity.note_within_places * (left.high - left.low):
        return "note"
    if identity.incomplete_when == "left-larger" and difference > 0:
        return "source-incomplete"
    return "source-contradiction"


def _only_noted(when: str, difference: Fraction) -> bool:
    return (
        when == "differs" or (when == "left-larger" and difference > 0) or (when == "left-smaller" and difference < 0)
    )

"""A spot is judged: both sides worked out exactly, the difference weighed against rounding, reading and condition."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from mingzhang.checks.facts import Fact
from mingzhang.checks.record import BLAMED
from mingzhang.checks.select import Ledger
from mingzhang.checks.spots import Spot
from mingzhang.checks.trial import Trial
from mingzhang.knowledge.formula import Measure, NoBase
from mingzhang.text.units import YUAN

_NO_MONEY = ("percent", "share", "growth", "completion", "count", "quantity", "weight")
MET, UNKNOWN = "met", "unknown"


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
    why = ""
    if result == "differs":
        explained = _explained(spot, left.value - right.value, unit)
        result, why = _blame(spot, left, right, condition, explained)
        if result in BLAMED and ledger.strangers(facts):
            return Trial(spot, unit, "not-testable", condition=condition, why="stranger")
        if result == "note" and condition == UNKNOWN and spot.identity.condition and spot.identity.condition.needed:
            return Trial(spot, unit, "not-testable", condition=condition, why="condition")
    return Trial(spot, _shown_unit(spot, unit), result, left, right, condition, why, explained)


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


def _blame(spot: Spot, left: Measure, right: Measure, condition: str, explained: Sequence[Fact]) -> tuple[str, str]:
    """What a difference beyond rounding means, and why if the numbers say so."""
    identity, difference = spot.identity, left.value - right.value
    if not all(f.sound for f in spot.facts()):
        return "reading-doubt", ""
    open_condition = identity.strength == "plausibility" or condition == UNKNOWN
    if open_condition or explained or _only_noted(identity.note_when, difference):
        return "note", ""
    if abs(difference) < identity.note_within_places * (left.high - left.low):
        return "note", "cut-off"
    cut = _is_quotient_cut_off(left, right) if identity.formula.divides() else _is_sum_cut_off(spot, difference)
    if cut:
        return "note", "cut-off"
    if identity.incomplete_when == "left-larger" and difference > 0:
        return "source-incomplete", ""
    return "source-contradiction", ""


def _is_sum_cut_off(spot: Spot, difference: Fraction) -> bool:
    """Whether a sum is off only because digits were cut off where others were rounded: by up to a whole unit of the
    last place for each number that is not zero, all of them being printed to the same place."""
    left = spot.facts("left")
    unit = left[0].unit if left else ""
    widths = [2 * f.half * conversion(f.unit, unit) for f in spot.facts() if f.amount]
    return len(set(widths)) == 1 and abs(difference) <= sum(widths)


def _is_quotient_cut_off(left: Measure, right: Measure) -> bool:
    """Whether a quotient was cut off, or rounded, to fewer places than it is printed with: 4.480 as 4.0."""
    unit = left.high - left.low
    units = [unit, *(Fraction(1, 10**n) for n in range(5) if Fraction(1, 10**n) > unit)]
    return bool(unit) and any(left.value in _shortened(right.value, u) for u in units)


def _shortened(value: Fraction, unit: Fraction) -> set[Fraction]:
    """A value cut off at, and rounded to, whole units."""
    cut = unit * math.trunc(value / unit)
    return {cut, unit * round(value / unit)}


def _only_noted(when: str, difference: Fraction) -> bool:
    return (
        when == "differs" or (when == "left-larger" and difference > 0) or (when == "left-smaller" and difference < 0)
    )

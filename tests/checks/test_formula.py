"""Formulas: exact values, and intervals that hold every true value behind the printed ones."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.checks.facts import half_unit
from mingzhang.knowledge.formula import Formula, Measure, NoBase

cents = st.integers(-(10**9), 10**9).map(lambda n: Decimal(n).scaleb(-4))


def printed(amount: Decimal, places: int) -> Measure:
    shown = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return Measure.printed(shown, half_unit(shown))


@pytest.mark.parametrize(
    "text", ["a = b + c", "part <= whole", "2 * annuity ~ pension", "g = 100 * c / (a - c)", "class = if"]
)
def test_reads(text: str) -> None:
    assert Formula.parse(text).names()


@pytest.mark.parametrize(
    "text", ["a + b", "a = b = c", "a = f(b)", "a = b ** 2", "a = 1.5 * b", "a = b.c", "a = 'b'", "a ="]
)
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Formula.parse(text)


def test_growth_of_the_running_costs() -> None:
    formula = Formula.parse("growth = 100 * change / (amount - change)")
    terms = {
        "growth": printed(Decimal("14.36"), 2),
        "change": printed(Decimal("3.31"), 2),
        "amount": printed(Decimal("26.33"), 2),
    }
    left, right = formula.evaluate(terms)
    assert right.value == Fraction(331 * 100, 2302)
    assert round(right.value, 2) == Decimal("14.38")
    assert right.low < left.value < right.high


def test_no_base() -> None:
    zero = printed(Decimal(0), 2)
    with pytest.raises(NoBase):
        Formula.parse("g = 100 * c / (a - c)").evaluate({"g": zero, "c": zero, "a": zero})


@given(st.lists(cents, min_size=1, max_size=6), st.integers(0, 3))
def test_sums_lie_in_their_interval(true: list[Decimal], places: int) -> None:
    total = Measure.printed(Decimal(0), Decimal(0))
    for amount in true:
        total += printed(amount, places)
    assert total.low <= Fraction(sum(true)) <= total.high
    assert (total.high - total.low) / 2 == len(true) * Fraction(half_unit(Decimal(1).scaleb(-places)))


@given(cents, cents, st.integers(0, 3))
def test_quotients_lie_in_their_interval(part: Decimal, whole: Decimal, places: int) -> None:
    try:
        found = printed(part, places) / printed(whole, places)
    except NoBase:
        return
    assert found.low <= Fraction(part) / Fraction(whole) <= found.high


@pytest.mark.parametrize(("amount", "half"), [("276.12", "0.005"), ("22118861", "0.5"), ("0.9", "0.05"), ("0", "0.5")])
def test_half_unit(amount: str, half: str) -> None:
    assert half_unit(Decimal(amount)) == Decimal(half)

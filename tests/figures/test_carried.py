"""Rows below a carry-over that break it down by purse are carried over; others are income of the year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.figures.carried import carried_over


def rows(*given: str) -> list[tuple[str, Decimal | None]]:
    """``concept amount``, or a concept alone for a blank cell."""
    parts = (row.partition(" ") for row in given)
    return [(concept, Decimal(amount) if amount else None) for concept, _, amount in parts]


GENERAL, FUND, LEFT = "income@general", "income@government-fund", "carryover-in"


@pytest.mark.parametrize(
    ("column", "carried"),
    [
        ([f"{GENERAL} 5", FUND, f"{LEFT} 3", f"{GENERAL} 1", f"{FUND} 2", "income.grand-total 8"], {3, 4}),
        ([f"{GENERAL} 5", FUND, f"{LEFT}@fiscal 2", GENERAL, f"{FUND} 2"], {3, 4}),
        ([f"{GENERAL} 5", f"{LEFT} 4", f"{GENERAL} 3"], set()),  # not all of it
        ([f"{LEFT} 3", f"{GENERAL} 3", f"{FUND}"], set()),  # its own row first, then the year's income, as much
        ([LEFT, f"{GENERAL} 5"], set()),  # nothing is carried over
        ([f"{GENERAL} 5", f"{LEFT}@general 3", f"{GENERAL} 3"], set()),  # of one purse already
        ([f"{GENERAL} 5", f"{LEFT} 3", "income@fiscal 3"], set()),
    ],
)
def test_what_stands_below_a_carry_over(column: list[str], carried: set[int]) -> None:
    assert carried_over(rows(*column)) == carried

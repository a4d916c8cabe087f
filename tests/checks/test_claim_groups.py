"""Claims that stand beside each other in a passage: what a share is a share of, and what changes together."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from mingzhang.checks.claim_groups import Wholes, changes
from mingzhang.prose.records import Claim, Prose
from tests.checks.conftest import Read


def claim(number: int, amount: str, share: str = "", change: str = "") -> Claim:
    """The ``number``-th claim of one passage."""
    told: dict[str, Any] = {"share": Decimal(share) if share else None, "change": Decimal(change) if change else None}
    return Claim(f"c{number}", f"支出{number}", "", amount=Decimal(amount), unit="万元", section="s1", **told)


def whole(*claims: Claim) -> tuple[str, bool] | None:
    """The whole of the last claim, and whether it is known."""
    found = Wholes(claims).of(claims[-1])
    return (found[0].id, found[1]) if found else None


def test_a_part_is_no_whole() -> None:
    """Neither fits 25 %; but 80 is a share itself, and one that the total bears out."""
    assert whole(claim(1, "200"), claim(2, "80", "40"), claim(3, "60", "25")) == ("c1", True)


def test_a_share_of_everything_bears_out_nothing() -> None:
    assert whole(claim(1, "200"), claim(2, "200", "100"), claim(3, "60", "25")) == ("c1", False)


def test_a_smaller_amount_is_no_whole() -> None:
    assert whole(claim(1, "50"), claim(2, "60", "30")) is None


def grouped(*claims: Claim) -> list[tuple[str, str]]:
    """Category and claim, in order."""
    return [(category, c.id) for c, _, _, _, category in changes(Prose(claims=claims))]


def test_a_total_changes_with_the_parts_that_make_it_up_and_no_others() -> None:
    parts = (claim(2, "60", change="4"), claim(3, "40", change="6"), claim(4, "50", change="1"))
    assert grouped(claim(1, "100", change="10"), *parts) == [("whole", "c1"), ("part", "c2"), ("part", "c3")]


def test_the_same_amount_again_is_no_part() -> None:
    assert grouped(claim(1, "100", change="10"), claim(2, "100", change="7")) == []


@pytest.mark.parametrize(
    ("amount", "share", "result"),
    [
        ("1000000.00", "33.33", ["holds"]),
        ("1000000.00", "33.34", ["note"]),  # cut off or made to add up: less than one in the last place
        ("999900.00", "33.34", ["source-contradiction"]),  # exactly 33.33: one whole place
        ("1000000.00", "33.35", ["source-contradiction"]),
    ],
)
def test_a_share_is_held_to_the_places_printed(amount: str, share: str, result: Sequence[str]) -> None:
    claims = (claim(1, "3000000.00"), claim(2, "1500000.00", "50.00"), claim(3, amount, share))
    checks = Read([], [], Prose(claims=claims), "budget").checks()
    assert [c.result for c in checks if c.identity == "claims.share" and "c3" in c.records] == result

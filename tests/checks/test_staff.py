"""Persons: 实有 is 行政 and 事业; those who have retired stand outside it, unless the numbers say that they do not."""

from __future__ import annotations

import pytest

from mingzhang.prose.records import Prose, Staff

from .conftest import Read

Counted = tuple[str, int]


def results(*counted: Counted) -> list[str]:
    """The results of staff.total on one passage that counts these persons."""
    staff = tuple(
        Staff(f"p{n}", category, f"{category} {n}", count=count) for n, (category, count) in enumerate(counted)
    )
    checks = Read([], [], Prose(staff=staff), "budget").checks()
    return [c.result for c in checks if c.identity == "staff.total"]


@pytest.mark.parametrize(
    ("counted", "result"),
    [
        ([("total", 60), ("in-post-kind", 50), ("in-post-kind", 10), ("retired", 25)], "holds"),
        ([("total", 85), ("in-post", 60), ("retired", 25)], "holds"),
        ([("total", 60), ("in-post", 60), ("other", 25)], "holds"),
        ([("total", 67), ("other", 25)], "not-testable"),  # persons in post are not told apart
        ([("total", 90), ("in-post", 60), ("retired", 25)], "unconfirmed"),
    ],
)
def test_who_is_counted(counted: list[Counted], result: str) -> None:
    assert results(*counted) == [result]

"""Numbers torn by blanks, lines and pages come back whole; the furniture of a page never becomes a digit."""

from __future__ import annotations

import pytest

from mingzhang.prose.parse import parse_prose
from mingzhang.prose.torn import close_gaps, runs_over
from tests.prose.pages import document, line

FOOT = 43


def amounts(*lines: tuple[int, int, str]) -> list[str]:
    """The amounts of all claims of lines given as (page, row, text)."""
    blocks = [line(1, 0, "一、支出情况说明"), *(line(*where) for where in lines)]
    prose = parse_prose(document(blocks, 2), (), (), 2025, "budget")
    return [str(c.amount) for c in prose.claims]


@pytest.mark.parametrize(
    ("head", "tail"), [("1,2", "86.50万元"), ("1286.", "50万元"), ("12", "86.50万元"), ("1286.50", "万元")]
)
def test_a_number_goes_on_behind_the_end_of_a_page(head: str, tail: str) -> None:
    assert amounts((1, FOOT, f"2025年支出预算{head}"), (2, 0, f"{tail}，其中：基本支出986.20万元。")) in (
        ["1286.50", "986.20"],
        ["1,286.50", "986.20"],
    )


def test_what_stands_between_is_furniture() -> None:
    found = amounts(
        (1, FOOT, "2025年支出预算12"),
        (1, FOOT + 2, "7"),
        (2, 0, "某县水文中心2025年部门预算"),
        (2, 2, "86.50万元，其中：基本支出986.20万元。"),
    )
    assert found == ["1286.50", "986.20"]


def test_two_whole_numbers_stay_two() -> None:
    assert not runs_over("支出预算1,286.50", "986.20万元")
    assert not runs_over("支出预算1,286", "1986.20万元")
    assert not runs_over("二、支出预算1", "基本支出986.20万元")


def test_blanks_inside_a_number_close_only_where_one_number_can_be_meant() -> None:
    assert close_gaps("支出1 286.50万元") == "支出1286.50万元"
    assert close_gaps("支出1,2 86.50万元") == "支出1,286.50万元"
    assert close_gaps("2025 986.20万元") == "2025 986.20万元"


def test_a_number_that_may_be_two_makes_no_claim() -> None:
    assert amounts((1, 2, "支出预算2025 986.20万元，其中：基本支出300.00万元。")) == ["300.00"]


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("2024年支出预算300.00万元。", 2024),
        ("2025-2035年规划支出300.00万元。", 2025),
        ("按2012年标准安排支出300.00万元。", 2025),
    ],
)
def test_spans_and_years_long_past_are_no_years_of_claims(said: str, year: int) -> None:
    blocks = [line(1, 0, "一、支出情况说明"), line(1, 2, said)]
    claims = parse_prose(document(blocks), (), (), 2025, "budget").claims
    assert [c.figure_year for c in claims] == [year]

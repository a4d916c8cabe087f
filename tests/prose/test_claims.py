"""What a claim is compared with, and the amount that follows from it."""

from __future__ import annotations

from mingzhang.prose.parse import parse_prose
from tests.prose.pages import wrapped

HEADINGS = ("第三部分 预算情况说明", "一、支出情况")


def told(*paragraphs: str) -> list[tuple[str, str, str, str]]:
    """Subject, base, base amount and how that was read, of each claim below one heading."""
    claims = parse_prose(wrapped([*HEADINGS, *paragraphs]), (), (), 2024, "budget").claims
    return [(c.subject, c.base, str(c.base_amount or ""), c.base_reading) for c in claims]


def test_last_years_amount_follows_from_a_change_against_last_year_only() -> None:
    assert told(
        "2024年基本支出300.00万元，比上年预算增加20.00万元。",
        "2024年项目支出200.00万元，比上年决算减少10.00万元。",
        "2024年培训费8.00万元，比年初预算减少1.00万元。",
    ) == [
        ("基本支出", "上年预算", "280.00", "derived"),
        ("项目支出", "上年决算", "210.00", "derived"),
        ("培训费", "年初预算", "", ""),
    ]


def test_what_ends_in_a_colon_says_what_the_line_below_compares_with() -> None:
    found = told(
        "2024年支出500.00万元，比上年预算增加10.00万元，其中：",
        "基本支出300.00万元，增加20.00万元。",
    )
    assert [base for _, base, _, _ in found] == ["上年预算"] * 2

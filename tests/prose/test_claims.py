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


def test_money_of_a_purse_below_an_expenditure_is_expenditure() -> None:
    paragraphs = [
        "2024年支出500.00万元，其中：一般公共预算拨款500.00万元。",
        "2024年收入500.00万元，其中：一般公共预算拨款500.00万元。",
    ]
    claims = parse_prose(wrapped(["第三部分 预算情况说明", "一、收支情况", *paragraphs]), (), (), 2024, "budget").claims
    assert [c.concept for c in claims if c.subject == "一般公共预算拨款"] == ["expenditure@general", "income@general"]


def test_what_a_cost_is_called_is_no_purse() -> None:
    texts = [
        "第三部分 预算情况说明",
        "一、其他情况",
        "2024年一般公共预算安排委托业务费5.00万元。一般公共预算安排物业管理费6.00万元。差旅费3.00万元。",
    ]
    claims = parse_prose(wrapped(texts), (), (), 2024, "budget").claims
    assert [c.concept for c in claims] == ["entrusted", "", "travel"]

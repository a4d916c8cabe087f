"""The first sentence about a disclosure."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from mingzhang.collection.entry import Body, Entry, Headline, Part
from mingzhang.site.describe import lead, pages_of
from mingzhang.site.interface import Words


def part(key: str, yuan: int, zh: str = "", en: str = "") -> Part:
    return Part(key, zh, en, Decimal(yuan))


def test_what_is_carried_over_is_not_said_to_be_spent() -> None:
    """The total of final accounts holds what is left for the next year."""
    whole = part("expenditure.grand-total", 220_665_900)
    left = part("carryover-out", 74_940_600, "结转下年", "Carried over to the next year")
    accounts = Headline(whole, whole, functions=(part("201", 145_725_300), left))
    entry = Entry(
        "x/2024-final", Path(), Body("x", "某局", "", ""), "", "", 2024, "final", "department", 1, "", "", accounts
    )
    assert lead(entry, Words("zh")) == "2024年收支总计 2.21 亿元，其中当年实际支出 1.46 亿元，结转下年 7,494.06 万元。"
    said = "CNY 145.73 million spent in the year, CNY 74.94 million carried over to the next year."
    assert lead(entry, Words("en")) == f"The 2024 accounts total CNY 220.67 million: {said}"


def test_pages_are_counted() -> None:
    """One page, several pages, and none where the source has none."""
    words = Words("en")
    assert [pages_of(p, words) for p in ([], ["3"], ["3", "7"])] == ["", "page 3", "pages 3, 7"]
    assert pages_of([str(page) for page in (*range(114, 150), 151)], words) == "pages 114–149, 151"

"""What headers say about which column stands below which."""

from __future__ import annotations

import pytest

from mingzhang.structure.column_words import ColumnWords
from mingzhang.tables.table import Column


def words(*headers: str) -> ColumnWords:
    """Columns by their headers, outermost first."""
    return ColumnWords({j: Column(j, tuple(h.split("/")) if h else (), "amount") for j, h in enumerate(headers)})


@pytest.mark.parametrize(
    ("outer", "inner", "said"),
    [
        ("合计", "基本支出/人员经费", True),
        ("基本支出/小计", "基本支出/人员经费", True),
        ("基本支出/小计", "项目支出", None),
        ("基本支出/小计（万元）", "基本支出/人员经费", True),
        ("基本支出/日常/小计", "基本支出/日常/人员经费", True),
        ("基本支出/日常/小计", "基本支出/其他/人员经费", None),
        ("基本支出/预算数", "基本支出/人员经费", True),
        ("基本支出/预算数", "基本支出", True),
        ("基本支出/日常/金额", "基本支出/其他", None),
        ("基本支出/日常/金额", "基本支出/日常/人员", True),
        ("金额", "人员经费", None),
        ("基本支出", "基本支出/人员经费", True),
        ("基本支出", "项目支出", None),
        ("甲/其中：乙", "甲/其中：丙", False),
        ("", "甲", None),
    ],
)
def test_nested_headers(outer: str, inner: str, said: bool | None) -> None:
    assert words(outer, inner).inside(0, 1) is said


def test_other_years_and_phases_are_outside() -> None:
    columns = {
        0: Column(0, ("合计",), "amount", year=2024, phase="budget"),
        1: Column(1, ("甲",), "amount", year=2023),
        2: Column(2, ("乙",), "amount", phase="final"),
        3: Column(3, ("丙",), "amount"),
    }
    assert [ColumnWords(columns).inside(0, n) for n in (1, 2, 3)] == [False, False, True]


def test_a_total_waits_where_it_closes_its_group() -> None:
    found = words("甲/一", "甲/小计", "乙/一", "乙/小计", "乙/二", "合计")
    assert [found.may_wait(j) for j in range(6)] == [False, True, False, False, False, True]
    assert [found.is_firm(j) for j in range(6)] == [False, True, False, True, False, False]
    assert [found.is_total(j) for j in range(6)] == [False, True, False, True, False, True]
    assert not found.alike(0, 2)


def test_a_total_before_columns_of_its_own_header_does_not_wait() -> None:
    found = words("合计", "甲")
    assert not found.may_wait(0)
    assert not words("").is_total(0)
    assert not words("").is_part(0)

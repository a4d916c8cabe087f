"""Which column is the sum of which, and which columns hold no money."""

from __future__ import annotations

from .drawn import skeleton_of, sums_of, table_of


def test_headers_propose_and_rows_decide() -> None:
    found = skeleton_of(
        "科目编码 | 科目名称 | 合计 | 基本支出/小计 | 基本支出/人员经费 | 基本支出/公用经费 | 项目支出",
        "201 | 一般公共服务支出 | 90 | 60 | 40 | 20 | 30",
        "205 | 教育支出 | 10 | 10 | 7 | 3 | .",
        ". | 合计 | 100 | 70 | 47 | 23 | 30",
    )
    assert sums_of(found, "columns") == {2: (3, 6), 3: (4, 5)}
    assert found.structure == "confirmed"


def test_a_column_named_as_a_part_is_no_addend() -> None:
    found = skeleton_of(
        "单位名称 | 合计 | 一般公共预算/小计 | 一般公共预算/其中：专项资金 | 其他收入",
        "甲中心 | 90 | 80 | 25 | 10",
        "乙学校 | 55 | 40 | 5 | 15",
    )
    assert sums_of(found, "columns") == {1: (2, 4)}
    parts = [r for r in found.relations if r.axis == "columns" and r.kind == "of-which"]
    assert [(r.whole, r.parts, r.fails) for r in parts] == [(2, (3,), ())]


def test_columns_of_two_years_are_no_addends_of_one_another() -> None:
    found = skeleton_of(
        "项目 | 2023年/合计 | 2023年/会议费 | 2023年/培训费 | 2024年/合计 | 2024年/会议费 | 2024年/培训费",
        "甲中心 | 9 | 4 | 5 | 9 | 2 | 7",
        "乙学校 | 8 | 7 | 1 | 5 | 2 | 3",
    )
    assert sums_of(found, "columns") == {1: (2, 3), 4: (5, 6)}


def test_quantities_hold_no_money_and_open_no_panel() -> None:
    table = table_of(
        "采购项目 | 数量 | 部门经济科目/编码 | 部门经济科目/名称 | 预算金额",
        "台式计算机 | 20.00 | 31002 | 办公设备购置 | 12.50",
        "打印机 | 6.00 | 31002 | 办公设备购置 | 3.25",
    )
    assert [(c.role, c.measure) for c in table.columns if c.role == "amount"] == [
        ("amount", "count"),
        ("amount", "amount"),
    ]
    assert {c.panel for c in table.columns} == {0}


def test_unnamed_nested_numbers_are_codes() -> None:
    table = table_of(
        "序号单位编码 |  | 单位名称 | 合计",
        "1 | 234 | 甲局 | 30",
        "2 | 234001 | 甲局本级 | 10",
        "3 | 234002 | 乙站 | 20",
    )
    assert table.columns[1].role == "unit-code"

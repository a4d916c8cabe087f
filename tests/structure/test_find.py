"""Whole tables: codes, bodies, projects and panels; what is proved and how far."""

from __future__ import annotations

from mingzhang.structure.additions import Amounts
from mingzhang.structure.rival_sums import with_rivals
from mingzhang.structure.skeleton import COLUMNS, Skeleton
from mingzhang.structure.weigh import weigh

from .drawn import skeleton_of


def leaves(found: Skeleton, column: int) -> list[int]:
    """The rows whose amounts in a column must be added."""
    return sorted(n for n, j in found.leaves if j == column)


def test_coded_rows_below_a_body_belong_to_it() -> None:
    found = skeleton_of(
        "科目编码 | 科目名称 | 合计",
        ". | 合计 | 100",
        ". | 甲市审计局 | 60",
        "201 | 一般公共服务支出 | 60",
        "20108 | 审计事务 | 60",
        "2010801 | 行政运行 | 45",
        "2010804 | 审计业务 | 15",
        ". | 甲市审计中心 | 40",
        "201 | 一般公共服务支出 | 40",
        "20108 | 审计事务 | 40",
        "2010850 | 事业运行 | 40",
    )
    assert found.structure == "confirmed"
    assert [line.key.unit_name for line in found.lines[0]][2:6] == ["甲市审计局"] * 4
    assert [line.key.unit_name for line in found.lines[0]][7:] == ["甲市审计中心"] * 3
    assert leaves(found, 2) == [5, 6, 10]


def test_one_code_printed_on_two_levels_is_one_tree() -> None:
    found = skeleton_of(
        "科目编码 | 科目名称 | 合计",
        ". | 合计 | 80",
        "219 | 援助其他地区支出 | 50",
        "21999 | 其他支出 | 50",
        "21999 | 其他支出 | 50",
        "221 | 住房保障支出 | 30",
    )
    assert leaves(found, 2) == [4, 5]
    assert found.structure == "confirmed"


def test_blank_rows_of_a_side_panel_make_nobody_a_node() -> None:
    found = skeleton_of(
        "收入/项目 | 收入/预算数 | 支出/项目 | 支出/预算数",
        "一、财政拨款收入 | 90 | 一、教育支出 | 90",
        "1、一般公共预算 | 60 | . | .",
        "2、政府性基金 | 30 | . | .",
        "收入总计 | 90 | 支出总计 | 90",
    )
    assert leaves(found, 1) == [2, 3]
    assert leaves(found, 3) == [1]


def test_a_body_with_its_projects_under_one_code() -> None:
    found = skeleton_of(
        "科目编码 | 单位编码 | 采购项目 | 预算金额",
        ". | . | 合计 | 100",
        "2010801 | 117001 | 甲市审计局 | 70",
        "2010801 | . | 印刷服务 | 30",
        "2010801 | . | 办公设备 | 40",
        "2050803 | 117001 | 甲市审计局 | 30",
        "2050803 | . | 培训服务 | 30",
    )
    assert leaves(found, 3) == [3, 4, 6]


def test_what_does_not_add_up_is_said() -> None:
    rows = (
        "201 | 一般公共服务支出 | 60.00 | 35.00 | 25.00",
        "205 | 教育支出 | 30.00 | 10.00 | 20.00",
        ". | 合计 | 90.00 | 45.00 | 46.00",
    )
    found = skeleton_of("科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出", *rows)
    assert found.structure == "partly"
    [total] = [r for r in found.relations if r.kind == "total" and r.axis == "rows"]
    assert (total.holds, total.fails) == ((2, 3), (4,))


def test_without_a_sum_of_two_nothing_is_proved() -> None:
    found = skeleton_of("项目 | 合计 | 公务接待费", "甲中心 | 5 | 5")
    assert found.structure == "unconfirmed"
    assert not any(found.proofs.values())


def test_an_only_addend_shares_the_proof_of_its_whole() -> None:
    found = skeleton_of(
        "科目编码 | 科目名称 | 合计",
        "206 | 科学技术支出 | 60",
        "20607 | 科学技术普及 | 60",
        "221 | 住房保障支出 | 30",
        ". | 合计 | 90",
    )
    assert [found.proofs.get((n, 2), 0) for n in (1, 2, 3, 4)] == [1, 1, 1, 1]


def test_a_column_that_is_carried_over_is_no_addend_of_the_total() -> None:
    found = skeleton_of(
        "单位名称 | 合计 | 一般公共预算 | 事业收入 | 上年结转",
        "甲中心 | 90.00 | 60.00 | 30.00 | 5.00",
        "乙学校 | 55.00 | 40.00 | 15.00 | 2.00",
    )
    assert [r.parts for r in found.relations if r.axis == "columns"] == [(2, 3)]


def test_parts_with_one_too_many_have_a_rival() -> None:
    amounts = Amounts({(1, 1): 90, (1, 2): 60, (1, 3): 30, (1, 4): 5}, {(1, j): 0 for j in range(1, 5)})
    relation = weigh(COLUMNS, "sum", 1, (2, 3, 4), 0, [1], amounts)
    assert relation.fails == (1,)
    assert with_rivals(relation, [1, 2, 3, 4], amounts).rivals == ((2, 3),)

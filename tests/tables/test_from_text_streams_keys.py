"""Rows that a text without columns names by parts of codes, by names alone, by cells of code and name; two sides."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.tables.from_text import restore_tables

from .test_from_text_streams import amounts, figures, page, rows

PARTS = (
    "支出预算总表 单位：元 项目 功能分类科目编码 类 款 功能分类科目名称 项 支出预算 合计 基本支出 项目支出 "
    "204 公共安全支出 30.00 20.00 10.00 司法 30.00 20.00 10.00 204 06 204 06 01 行政运行 20.00 20.00 0.00 "
    "204 06 04 基层司法业务 10.00 0.00 10.00 30.00 20.00 10.00 合计"
)


def test_codes_in_parts_are_those_that_the_names_must_have() -> None:
    found = rows(page(PARTS))
    assert list(found) == ["204", "20406", "2040601", "2040604", "合计"]
    assert found["2040604"] == amounts("10.00", "0.00", "10.00")


def test_parts_printed_where_they_change_and_names_out_of_turn() -> None:
    words = (
        "支出总体情况表 单位：万元 科目编码 科目名称 类 款 合计 基本支出 项目支出 结转下年 项 合计 "
        "30.00 20.00 10.00 5.50 3.00 2.50 进修及培训 5.50 3.00 2.50 培训支出 5.50 3.00 2.50 "
        "社会保障和就业支出 24.50 17.00 7.50 行政事业单位养老支出 24.50 17.00 7.50 01 行政单位离退休 24.50 17.00 7.50 "
        "205 教育支出 08 03 208 05"
    )
    found = rows(page(words))
    assert found["205"] == found["2050803"] == amounts("5.50", "3.00", "2.50")
    assert found["2080501"] == amounts("24.50", "17.00", "7.50")


def test_names_without_codes() -> None:
    words = (
        "基本支出预算表 单位：万元 经济分类科目名称 本年一般公共预算基本支出 合计 人员经费 日常公用支出 合计 30.00 "
        "25.00 5.00 工资福利支出 25.00 25.00 基本工资 25.00 25.00 商品和服务支出 办公费 5.00 5.00 5.00 5.00"
    )
    found = rows(page(words))
    assert found["基本工资"] == amounts("25.00", "25.00")
    assert found["商品和服务支出"] == found["办公费"] == amounts("5.00", "5.00")


JOINED = (
    "一般公共预算基本支出表 单位：万元 预算数 政府支出经济分类科目 部门支出经济分类科目 合计 人员经费 公用经费 "
    "50501-工资福利支出 30101-基本工资 230.17 230.17 50502-商品和服务支出 30201-办公费 6.00 "
    "50905-离退休费 30302-退休费 15.00 15.00 251.17 245.17 合 计 6.00 6.00"
)


def test_cells_of_a_code_and_its_name_make_rows_beside_each_other() -> None:
    found = [(f.label, f.amount) for f in figures(page(JOINED))]
    assert sum(amount == Decimal("6.00") for _, amount in found) == 3
    assert {amount for label, amount in found if label == "合计"} == {Decimal("251.17"), Decimal("245.17"), Decimal(6)}


@pytest.mark.parametrize(
    "words",
    [
        PARTS.replace("204 06 04", "204 06 05"),  # parts that are not its name's
        PARTS.replace("0.00 10.00 30.00", "0.00 10.00 40.00"),  # the total is not that of its class
        JOINED.replace("245.17 合", "240.17 合"),  # the total of a column is not that of its rows
        JOINED.replace("30201-办公费 6.00", "6.00"),  # a row without its second cell
    ],
)
def test_what_does_not_come_out_stays_lines(words: str) -> None:
    document = page(words)
    assert restore_tables(document) == document


FACING = (
    "收支总体情况表 单位：万元 收入 项目 一、预算拨款 支出 预算 项目 30.00 一、公共安全支出 预算 30.00 "
    "二、财政专户拨款 0.00 二、外交支出 0.00 本年收入合计 上年结转结余 30.00 本年支出合计 0.00 结转结余下年 "
    "收入总计 30.00 30.00 0.00 支出总计 30.00"
)


def test_two_sides_add_up_and_print_the_classes_of_another_table() -> None:
    found = [f for f in figures(page(f"{PARTS} {FACING}")) if "预算" in f.column_label and not f.code]
    assert [f.amount for f in found if f.label == "一、公共安全支出"] == amounts("30.00")
    assert [f.amount for f in found if f.label == "上年结转结余"] == amounts("0.00")


def test_two_sides_alone_stay_lines() -> None:
    document = page(FACING)
    assert restore_tables(document) == document


def test_a_table_of_nothing() -> None:
    header = "政府性基金预算支出表 单位：万元 科目编码 科目名称 本年政府性基金预算支出"
    words = f"{header} 合计 基本支出 0.00 合计 项目支出 0.00 0.00"
    assert [f.amount for f in figures(page(words))] == amounts("0.00", "0.00", "0.00")
    document = page(words.replace("0.00 0.00", "1.00 1.00"))
    assert restore_tables(document) == document

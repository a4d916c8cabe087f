"""Units: of yuan with their factor, foreign ones without, counts never money."""

from decimal import Decimal

import pytest

from mingzhang.text.units import (
    YUAN,
    english_unit,
    in_yuan,
    power_of_ten,
    split_unit,
    unit_of,
    unit_of_power,
    unit_said,
    units_in,
    without_unit,
)


@pytest.mark.parametrize(
    ("unit", "yuan"),
    [
        ("元", "1"),
        ("十元", "10"),
        ("百元", "100"),
        ("千元", "1000"),
        ("万元", "10000"),
        ("十万元", "100000"),
        ("百万元", "1000000"),
        ("千万元", "10000000"),
        ("亿元", "100000000"),
        ("十亿元", "1000000000"),
        ("百亿元", "10000000000"),
        ("千亿元", "100000000000"),
        ("万亿元", "1000000000000"),
    ],
)
def test_every_unit_of_yuan(unit: str, yuan: str) -> None:
    assert in_yuan(Decimal(1), unit) == Decimal(yuan)
    assert unit_of_power(power_of_ten(unit) or 0) == unit
    assert unit_of(unit) == unit


def test_amounts_in_yuan_are_exact() -> None:
    assert str(in_yuan(Decimal("50"), "千元")) == "50000"
    assert str(in_yuan(Decimal("12.3456"), "亿元")) == "1234560000.0000"
    assert in_yuan(None, "元") is None


@pytest.mark.parametrize("unit", ["", "万美元", "欧元", "台", "人", "%", "元、万元", "平方米"])
def test_what_is_no_yuan_has_no_factor(unit: str) -> None:
    assert in_yuan(Decimal(1), unit) is None
    assert power_of_ten(unit) is None
    assert english_unit(unit) == ""


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("人民币 万元", "万元"),
        ("人民币（万元）", "万元"),
        ("（人民币：元）", "元"),
        ("万元人民币", "万元"),
        ("万 元", "万元"),
        ("(千元)", "千元"),
        ("万美元", "万美元"),
        ("港币", "港币"),
        ("辆", ""),
        ("人次", ""),
        ("㎡", ""),
        ("元/人", ""),
        ("单元", ""),
        ("元旦", ""),
    ],
)
def test_a_whole_text_as_a_unit(text: str, unit: str) -> None:
    assert unit_of(text) == unit


@pytest.mark.parametrize(
    ("words", "unit", "plain"),
    [
        ("预算数（单位：万元）", "万元", "预算数"),
        ("合计(元)", "元", "合计"),
        ("项目支出(人民币万元)", "万元", "项目支出"),
        ("总投资/万元", "万元", "总投资"),
        ("其中：外债资金(万美元)", "万美元", "其中：外债资金"),
        ("金额（元、万元）", "元、万元", "金额"),
        ("金额单位：百万元", "百万元", "金额"),
        ("数量（台）", "", "数量（台）"),
        ("单价元/人", "", "单价元/人"),
        ("（万元）合计（亿元）", "亿元", "（万元）合计"),
        ("预算数", "", "预算数"),
    ],
)
def test_the_unit_that_a_header_states(words: str, unit: str, plain: str) -> None:
    assert (unit_said(words), without_unit(words)) == (unit, plain)


def test_two_units_settle_neither() -> None:
    assert units_in("元、万元") == "元、万元"
    assert units_in("万元/%") == "万元"
    assert in_yuan(Decimal(1), units_in("元、万元")) is None


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("12.5万元", "12.5", "万元"),
        ("12.5 千 元", "12.5", "千元"),
        ("人民币12元", "人民币12元", ""),
        ("3百万元", "3", "百万元"),
        ("12万元整", "12", "万元"),
        ("12万美元", "12万美元", ""),
        ("12台", "12台", ""),
    ],
)
def test_an_amount_with_its_unit(text: str, number: str, unit: str) -> None:
    assert split_unit(text) == (number, unit)


def test_units_in_english() -> None:
    wanted = {"元": "yuan", "千元": "1,000 yuan", "万元": "10,000 yuan", "百万元": "1 million yuan"}
    assert {unit: english_unit(unit) for unit in wanted} == wanted
    assert english_unit("亿元") == "100 million yuan"
    assert all(english_unit(unit) for unit in YUAN)

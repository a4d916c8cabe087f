"""The units of money in sentences and target tables."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from mingzhang.prose.parse import parse_prose
from tests.prose.pages import document, grid_of, wrapped


@pytest.mark.parametrize(
    ("said", "unit", "yuan", "change"),
    [
        ("300.00万元，比上年增加50.00万元", "万元", "3000000.00", "50.00"),
        ("3000.00千元，比上年增加50.00千元", "千元", "3000000.00", "50.00"),
        ("3百万元，比上年增加50.00万元", "百万元", "3000000", "0.50"),
        ("人民币3000000元，比上年减少500000元", "元", "3000000", "-500000"),
        ("0.03亿元，比上年增加0.005亿元", "亿元", "3000000.00", "0.005"),
        ("300.00¹万元，比上年增加50.00②万元", "万元", "3000000.00", "50.00"),
        ("3000.00千元，比上年增加5.00万元", "千元", "3000000.00", "50"),
    ],
)
def test_a_claim_is_in_the_unit_that_its_sentence_prints(said: str, unit: str, yuan: str, change: str) -> None:
    prose = parse_prose(wrapped(["一、支出情况", f"2024年项目支出{said}。"]), (), (), 2024, "budget")
    [claim] = prose.claims
    assert (claim.unit, claim.amount_yuan is not None and str(claim.amount_yuan)) == (unit, yuan)
    assert claim.change == Decimal(change)


def test_foreign_money_is_no_claim_in_yuan() -> None:
    prose = parse_prose(wrapped(["一、支出情况", "2024年外债支出80.00万美元。"]), (), (), 2024, "budget")
    assert [c for c in prose.claims if c.amount_yuan is not None] == []


@pytest.mark.parametrize(
    ("head", "unit", "yuan"),
    [
        ("项目资金总额（元）", "元", "3"),
        ("项目资金总额（千元）", "千元", "3000"),
        ("项目资金总额（万元）", "万元", "30000"),
        ("项目资金总额（百万元）", "百万元", "3000000"),
        ("项目资金总额（人民币亿元）", "亿元", "300000000"),
        ("项目资金总额", "", "None"),
    ],
)
def test_a_target_table_is_in_the_unit_that_its_head_prints(head: str, unit: str, yuan: str) -> None:
    rows = [
        ["项目名称", "水文站改造", "", ""],
        [head, "3", "", ""],
        ["年度目标", "投入100万元建成两个站", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "改造站数", "=2个"],
    ]
    prose = parse_prose(replace(document([]), blocks=(grid_of(1, 100, rows),)), (), (), 2024, "budget")
    assert [t.unit for t in prose.targets] == [unit]
    assert [(p.name, str(p.amount_yuan)) for p in prose.projects] == [("水文站改造", yuan)]

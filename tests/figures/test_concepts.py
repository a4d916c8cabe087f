"""The concept of a figure, from what its row and its column say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.figures.concepts import concept_of
from mingzhang.figures.extract import extract_figures
from mingzhang.knowledge.forms import load_forms
from mingzhang.reading.document import Cell, Place
from mingzhang.tables.table import Column, Row, Table


@pytest.mark.parametrize(
    ("column", "label", "concept"),
    [
        ("expenditure.personnel", "支出总计", "expenditure.personnel"),
        ("expenditure.project", "本年支出合计", "expenditure.project"),
        ("expenditure.personnel@general", "支出总计", "expenditure.personnel@general"),
        ("expenditure", "支出总计", "expenditure.grand-total"),
        ("expenditure.current", "支出总计", "expenditure.grand-total"),
        ("expenditure.personnel", "结转下年", "carryover-out"),
    ],
)
def test_a_total_in_a_column_for_a_kind_of_expenditure_is_of_that_kind(column: str, label: str, concept: str) -> None:
    amount = Column(3, ("支出", "预算数"), "amount", panel=1, concept=column)
    assert concept_of(load_forms()["budget-balance"], amount, label) == concept


def test_the_purses_below_a_carry_over_are_carried_over_also_where_the_year_has_none() -> None:
    columns = (
        Column(0, ("收入", "项目"), "label"),
        Column(1, ("收入", "预算数"), "amount", concept="income"),
        Column(2, ("支出", "项目"), "label", panel=1),
        Column(3, ("支出", "预算数"), "amount", panel=1, concept="expenditure"),
    )
    printed = [("一般公共预算拨款", "5"), ("政府性基金预算拨款", ""), ("上年结转", "3"), ("一般公共预算拨款", "1")]
    printed += [("政府性基金预算拨款", "2"), ("收入总计", "8")]
    rows = tuple(
        Row(1, tuple(Cell(n, i, 1, 1, text, Place(1, None)) for i, text in enumerate((*cells, "", ""))))
        for n, cells in enumerate(printed, 1)
    )
    table = Table("t01", "", "财政拨款收支预算总表", "budget-fiscal-balance", "万元", (1,), columns, (), 1, rows)
    assert [(f.concept, f.amount) for f in extract_figures([table], 2024)] == [
        ("income@general", Decimal(5)),
        ("carryover-in@fiscal", Decimal(3)),
        ("carryover-in@general", Decimal(1)),
        ("carryover-in@government-fund", Decimal(2)),
        ("income.grand-total@fiscal", Decimal(8)),
    ]

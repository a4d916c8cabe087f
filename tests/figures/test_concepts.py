"""The concept of a figure, from what its row and its column say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from mingzhang.figures.concepts import class_of, concept_of, form_of
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


def test_a_row_names_what_it_holds_only_where_its_column_is_told() -> None:
    """A column that no word tells of is a part of the expenditure: the row alone would name the whole."""
    form = load_forms()["budget-balance"]
    told = Column(3, ("支出", "预算数"), "amount", panel=1, concept="expenditure")
    assert concept_of(form, told, "一、基本支出") == "expenditure.basic"
    assert concept_of(form, replace(told, concept=""), "一、基本支出") == ""
    assert concept_of(form, replace(told, concept="", phase="change"), "一、基本支出") == "expenditure.basic"


@pytest.mark.parametrize(
    ("across", "label", "concept"),
    [
        (True, "合计", "expenditure.basic@general"),
        (True, "总计", "expenditure.basic@general"),
        (False, "合计", "expenditure.public@general"),
        (True, "公用经费合计", "expenditure.public@general"),
    ],
)
def test_a_total_over_several_panels_is_that_of_all(across: bool, label: str, concept: str) -> None:
    amount = Column(3, ("公用经费", "预算数"), "amount", panel=1, concept="expenditure.public@general")
    assert concept_of(load_forms()["budget-basic"], amount, label, across) == concept


def test_without_a_form_the_column_alone_tells() -> None:
    amount = Column(1, ("合计",), "amount", concept="expenditure")
    assert concept_of(None, amount, "收入总计", across=True) == "expenditure"


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("一、一般公共服务支出", "201"),
        ("（八）社会保障和就业支出", "208"),
        ("教育支出", "205"),
        ("一般公共服务支出、外交支出", ""),
        ("十一、基本支出", ""),
        ("（一）本年支出", ""),
    ],
)
def test_the_class_that_an_expenditure_row_names(label: str, code: str) -> None:
    form = load_forms()["budget-balance"]
    amount = Column(3, ("支出", "预算数"), "amount", panel=1, concept="expenditure")
    assert class_of(form, amount, label) == code
    assert class_of(form, replace(amount, path=("收入", "预算数"), panel=0), label) == ""
    assert class_of(load_forms()["budget-expenditure"], amount, label) == ""
    assert class_of(None, amount, label) == ""


def test_of_forms_with_one_id_the_evidence_tells_which() -> None:
    bare = Table("t01", "", "项目支出表", "budget-project", "万元", (1,), (), (), 1, ())
    general = replace(bare, evidence=("budget-project-general 1.10: title 一般公共预算项目支出表; 2 of 2 columns",))
    assert form_of(general) is load_forms()["budget-project-general"]
    assert form_of(replace(bare, evidence=("budget-project 1.10: title",))) is load_forms()["budget-project"]
    assert form_of(replace(bare, form="budget-balance")) is load_forms()["budget-balance"]
    assert form_of(replace(bare, form="")) is None

"""Procurement that only a table tells: the whole and its kinds, where they add up."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.figures.extract import extract_figures
from mingzhang.prose.bought import tabled_procurement
from mingzhang.prose.setting import Setting
from mingzhang.reading.document import Cell, Place
from mingzhang.tables.table import Column, Row, Table


def bought(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, str, str]]:
    """Concept, label and amount of what a table of kind, all purses and one purse tells."""
    columns = (
        Column(0, ("采购类别",), "label"),
        Column(1, ("金额",), "amount", concept="procurement"),
        Column(2, ("一般公共预算",), "amount", concept="procurement@general"),
    )
    made = [
        Row(1, tuple(Cell(n, i, 1, 1, text, Place(1, None)) for i, text in enumerate(cells)))
        for n, cells in enumerate(rows, 1)
    ]
    table = Table("t01", "", "政府采购预算明细表", "budget-procurement", "万元", (1,), columns, (), 1, tuple(made))
    figures = extract_figures([table], 2026)
    found = tabled_procurement(figures, [table], Setting(2026, "budget"))
    return [(p.concept, p.label, str(p.amount)) for p in found]


def test_the_whole_and_its_kinds() -> None:
    rows = [("A-货物", "6.00", "5.00"), ("C-服务", "28.00", "28.00"), ("合 计", "34.00", "33.00")]
    assert bought(rows) == [
        ("procurement.goods", "A-货物", "6.00"),
        ("procurement.services", "C-服务", "28.00"),
        ("procurement", "合计", "34.00"),
    ]


def test_kinds_that_do_not_add_up_tell_nothing() -> None:
    assert bought([("A-货物", "6.00", "5.00"), ("C-服务", "28.00", "28.00"), ("合 计", "35.00", "33.00")]) == []


def test_what_is_bought_is_no_kind() -> None:
    assert bought([("物业服务中心", "6.00", "5.00"), ("合 计", "6.00", "5.00")]) == []

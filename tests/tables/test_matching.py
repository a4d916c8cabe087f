"""A form is told only where it is told from the next one."""

from __future__ import annotations

import pytest

from mingzhang.reading.document import Cell, Place
from mingzhang.tables.columns import make_columns
from mingzhang.tables.matching import recognise_form
from mingzhang.tables.table import Row, Table

KINDS = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")


def table(title: str, header: tuple[str, ...] = KINDS) -> Table:
    """A table with a row of amounts under the header."""
    texts = ["201", "一般公共服务支出", *("1.00" for _ in header[2:])]
    cells = tuple(Cell(1, j, 1, 1, text, Place(1)) for j, text in enumerate(texts))
    columns = make_columns([(word,) for word in header], [cells])
    return Table("t01", "", title, "", "万元", (1,), columns, (), 1, (Row(1, cells),), source="a.pdf")


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("部门支出总表", "budget-expenditure"),
        ("一般公共预算支出表", "budget-general"),
        ("政府性基金预算支出表", "budget-government-fund"),
        ("支出决算表", "final-expenditure"),
    ],
)
def test_the_title_tells_forms_of_the_same_columns_apart(title: str, form: str) -> None:
    assert recognise_form(table(title)).form == form


def test_columns_that_fit_several_forms_alike_tell_none() -> None:
    found = recognise_form(table(""))
    assert (found.form, found.state) == ("", "unknown-form")
    assert "no form fits with a margin" in found.evidence


def test_a_title_that_the_columns_belie_tells_none() -> None:
    found = recognise_form(table("部门支出总表", ("科目编码", "科目名称", "甲", "乙", "丙")))
    assert (found.form, found.state) == ("", "unknown-form")

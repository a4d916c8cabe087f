"""The same name twice in one table: two projects, or two rows of one."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.figures.extract import extract_figures
from mingzhang.prose.projects import join_projects, to_projects
from mingzhang.reading.document import Cell, Place
from mingzhang.tables.table import Column, Row, Table


def amounts(rows: Sequence[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Name and amount of every project of a table with code, name and amount."""
    columns = (
        Column(0, ("科目编码",), "code", taxonomy="functional"),
        Column(1, ("项目名称",), "project"),
        Column(2, ("合计",), "amount", concept="expenditure.project"),
    )
    made = [
        Row(1, tuple(Cell(n, i, 1, 1, text, Place(1, None)) for i, text in enumerate(cells)))
        for n, cells in enumerate(rows, 1)
    ]
    table = Table("t01", "", "项目支出表", "budget-project", "万元", (1,), columns, (), 1, tuple(made))
    projects = to_projects(join_projects(extract_figures([table], 2026), [table], [], []), [], "a.pdf")
    return [(p.name, str(p.amount)) for p in projects]


def test_named_again_after_other_projects_it_is_another() -> None:
    rows = [("", "车辆费", "5.00"), ("", "运维费", "60.00"), ("", "车辆费", "1.00")]
    assert amounts(rows) == [("车辆费", "5.00"), ("运维费", "60.00"), ("车辆费", "1.00")]


def test_rows_that_stand_together_are_one_project() -> None:
    assert amounts([("", "车辆费", "5.00"), ("", "车辆费", "1.00"), ("", "运维费", "60.00")])[0] == ("车辆费", "6.00")


def test_rows_of_other_codes_are_one_project() -> None:
    rows = [("2130101", "车辆费", "5.00"), ("2130102", "运维费", "60.00"), ("2130102", "车辆费", "1.00")]
    assert amounts(rows) == [("车辆费", "6.00"), ("运维费", "60.00")]

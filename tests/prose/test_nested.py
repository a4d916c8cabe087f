"""Tables of projects without a column for them: the projects are the rows below the bodies."""

from __future__ import annotations

import pytest

from mingzhang.figures.extract import extract_figures
from mingzhang.prose.projects import join_projects, to_projects
from mingzhang.prose.records import Project
from mingzhang.reading.document import Cell, Place
from mingzhang.tables.table import Column, Row, Table


def projects(*rows: tuple[str, ...], form: str = "budget-project") -> list[Project]:
    """The projects of a table with name, amount and aim."""
    columns = (
        Column(0, ("支出项目类别",), "label"),
        Column(1, ("总计",), "amount", concept="expenditure.project"),
        Column(2, ("绩效目标",), "text"),
    )
    made = tuple(Row(1, tuple(_cell(n, i, text) for i, text in enumerate(cells))) for n, cells in enumerate(rows, 1))
    table = Table("t01", "", "项目支出表", form, "万元", (1,), columns, (), 1, made)
    figures = extract_figures([table], 2026)
    return list(to_projects(join_projects(figures, [table], [], []), [], "a.pdf"))


def _cell(row: int, column: int, text: str) -> Cell:
    """A cell with the text without its leading spaces, which are its indent."""
    plain = text.lstrip()
    return Cell(row, column, 1, 1, plain, Place(1, None), indent=2.0 + 5 * (len(text) - len(plain)))


def test_rows_below_a_body_are_its_projects_with_their_aims() -> None:
    found = projects(
        ("合计", "9", ""), ("某市水务局", "6", ""), ("  河道清淤", "4", "水清"), ("  排水普查", "2", ""),
        ("某市水务中心", "3", ""), ("  河道清淤", "3", "岸绿"),
    )  # fmt: skip
    assert [(p.name, p.unit_name, str(p.amount), p.objective, p.targets_state) for p in found] == [
        ("河道清淤", "某市水务局", "4", "水清", "disclosed"),
        ("排水普查", "某市水务局", "2", "", "absent"),
        ("河道清淤", "某市水务中心", "3", "岸绿", "disclosed"),
    ]


def test_groups_of_projects_between_a_body_and_its_projects_are_none() -> None:
    rows = (
        ("某市水务局", "9", ""), ("  专用项目", "9", ""), ("    防汛", "6", ""),
        ("      河道清淤", "4", ""), ("      排水普查", "2", ""), ("    水质监测", "3", ""),
    )  # fmt: skip
    assert [(p.name, p.unit_name) for p in projects(*rows)] == [
        ("河道清淤", "某市水务局"),
        ("排水普查", "某市水务局"),
        ("水质监测", "某市水务局"),
    ]


def test_what_a_body_spends_by_economic_class_is_no_project() -> None:
    assert projects(("某市水务局", "6", ""), ("  办公费", "4", ""), ("  印刷费", "2", "")) == []


def test_a_project_may_be_named_as_a_function() -> None:
    assert [p.name for p in projects(("某市统计局", "6", ""), ("  统计管理", "6", ""))] == ["统计管理"]


def test_other_tables_have_no_projects_in_their_rows() -> None:
    assert projects(("某市水务局", "6", ""), ("  河道清淤", "6", ""), form="budget-expenditure") == []


@pytest.mark.parametrize("header", ["总投资", "项目总额", "年度", "起止时间", "自评得分", "已安排资金"])
def test_the_amount_is_the_money_of_the_year(header: str) -> None:
    """A column of other numbers before it changes nothing."""
    columns = (
        Column(0, ("项目名称",), "project"),
        Column(1, (header,), "amount"),
        Column(2, ("2026年预算",), "amount", concept="expenditure.project"),
    )
    rows = (Row(1, tuple(_cell(1, i, text) for i, text in enumerate(("河道清淤", "2026", "4.00")))),)
    table = Table("t01", "", "项目支出表", "budget-project", "万元", (1,), columns, (), 1, rows)
    figures = extract_figures([table], 2026)
    found = to_projects(join_projects(figures, [table], [], []), [], "a.pdf")
    assert [(p.name, str(p.amount)) for p in found] == [("河道清淤", "4.00")]

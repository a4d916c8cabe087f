"""Caveats put on figures: which columns they doubt, and when they are stale."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mingzhang.disclosures.disclosure import Caveat
from mingzhang.errors import WrongCommand
from mingzhang.figures.caveats import apply_caveats
from mingzhang.figures.extract import extract_figures
from mingzhang.reading.document import Cell, Place
from mingzhang.tables.table import Column, Row, Table

PATHS = (("预算数", "合计"), ("预算数", "基本支出"), ("预算数", "项目支出"))


def table(table_id: str, number: str, title: str) -> Table:
    """A table with a total and two kinds of expenditure."""
    columns = (Column(0, ("科目名称",), "label"), *(Column(n, p, "amount") for n, p in enumerate(PATHS, 1)))
    cells = tuple(Cell(1, j, 1, 1, text, Place(1)) for j, text in enumerate(("行政运行", "3.00", "2.00", "1.00")))
    return Table(table_id, number, title, "", "万元", (1,), columns, (), 1, (Row(1, cells),), source="a.pdf")


TABLES = (table("t01", "表1", "支出表"), table("t02", "表2", "基本支出表"))
KINDS = ("预算数 / 基本支出", "预算数 / 项目支出")


def readings(caveats: Sequence[Caveat]) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    """(table, last word of the column) → reading and candidates of its figure."""
    figures = apply_caveats(extract_figures(TABLES, 2024), TABLES, caveats)
    return {(f.table_id, f.column_label.rpartition(" / ")[2]): (f.reading, f.candidates) for f in figures}


@pytest.mark.parametrize("name", ["表1", "t01", "支出表", " 表 1 "])
def test_a_caveat_without_columns_doubts_all_but_totals_of_its_table(name: str) -> None:
    found = readings([Caveat("各栏不确定", table=name)])
    assert found["t01", "合计"] == ("printed", ())
    assert found["t01", "基本支出"] == found["t01", "项目支出"] == ("ambiguous", KINDS)
    assert all(reading == "printed" for (table_id, _), (reading, _) in found.items() if table_id == "t02")


@pytest.mark.parametrize("columns", [("基本支出",), ("预算数 / 基本支出",)])
def test_a_caveat_with_columns_doubts_these(columns: tuple[str, ...]) -> None:
    found = readings([Caveat("不确定", table="表1", columns=columns)])
    assert found["t01", "基本支出"] == ("ambiguous", KINDS[:1])
    assert found["t01", "项目支出"] == ("printed", ())


def test_a_caveat_about_no_table_doubts_no_figure() -> None:
    assert {reading for reading, _ in readings([Caveat("说明")]).values()} == {"printed"}


@pytest.mark.parametrize(
    ("caveats", "where"),
    [
        ([Caveat("说明"), Caveat("不确定", table="表9")], "caveats[1].table"),
        ([Caveat("不确定", table="表1", columns=("基本支出", "其他支出"))], "caveats[0].columns"),
    ],
)
def test_a_stale_caveat_says_where_it_stands(caveats: list[Caveat], where: str) -> None:
    with pytest.raises(WrongCommand) as told:
        readings(caveats)
    assert told.value.where == f"disclosure.toml: {where}"

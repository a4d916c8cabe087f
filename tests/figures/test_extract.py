"""What a figure is for: its year, phase, measure and unit, from column, row, title and the disclosure itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.reading.document import Cell, Place
from mingzhang.tables.columns import make_columns
from mingzhang.tables.table import Row, Table


def figures_of(
    header: Sequence[str], *rows: Sequence[str], title: str = "支出表", unit: str = "万元", kind: str = "budget"
) -> tuple[Figure, ...]:
    """The figures of a drawn table in a disclosure for 2025."""
    cells = [[_cell(i, j, text) for j, text in enumerate(row)] for i, row in enumerate(rows, 1)]
    columns = make_columns([(word,) for word in header], cells)
    body = tuple(Row(1, tuple(row)) for row in cells)
    top = tuple(_cell(0, j, word) for j, word in enumerate(header))
    table = Table("t01", "", title, "", unit, (1,), columns, top, 1, body, source="a.pdf")
    return extract_figures([table], 2025, kind)


def _cell(row: int, col: int, text: str) -> Cell:
    return Cell(row, col, 1, 1, text, Place(1, (60.0 * col, 20.0 * row, 60.0 * col + 59, 20.0 * row + 19)))


@pytest.mark.parametrize(
    ("column", "year", "phase"),
    [
        ("2025年预算数", 2025, "budget"),
        ("2024年执行数", 2024, "executed"),
        ("2023", 2023, "budget"),
        ("上年预算数", 2024, "budget"),
        ("上年执行数", 2024, "executed"),
        ("上年度决算数", 2024, "final"),
        ("上年年初预算数", 2024, "budget"),
        ("上年预算数（调整）", 2024, "budget"),
        ("本年预算数", 2025, "budget"),
        ("上年结转", 2025, "budget"),
        ("全年预算数", 2025, "adjusted"),
        ("比上年增减", 2025, "change"),
        ("增长额", 2025, "change"),
        ("合计", 2025, "budget"),
    ],
)
def test_the_year_and_phase_that_a_column_names(column: str, year: int, phase: str) -> None:
    [figure] = figures_of(["科目名称", column], ["行政运行", "12.00"])
    assert (figure.figure_year, figure.phase) == (year, phase)


def test_a_year_in_the_title_is_that_of_columns_that_name_none() -> None:
    this, last = figures_of(
        ["科目名称", "本年预算数", "上年预算数"], ["行政运行", "2.00", "1.00"], title="2023年支出表"
    )
    assert (this.figure_year, last.figure_year) == (2023, 2022)


@pytest.mark.parametrize(
    ("row", "year", "phase"),
    [
        ("2024年预算", 2024, "budget"),
        ("2024年度决算数", 2024, "final"),
        ("2023年执行", 2023, "executed"),
        ("2023年", 2023, "final"),
        ("增减额", 2025, "change"),
        ("合计", 2025, "final"),
    ],
)
def test_the_year_and_phase_that_a_row_names(row: str, year: int, phase: str) -> None:
    [figure] = figures_of(["项目", "金额"], [row, "12.00"], kind="final")
    assert (figure.figure_year, figure.phase) == (year, phase)


@pytest.mark.parametrize(
    ("column", "printed", "table_unit", "unit", "yuan"),
    [
        ("金额", "12.50", "元", "元", "12.50"),
        ("金额", "12.50", "千元", "千元", "12500.00"),
        ("金额", "12.50", "万元", "万元", "125000.00"),
        ("金额", "12.50", "百万元", "百万元", "12500000.00"),
        ("金额", "12.50", "亿元", "亿元", "1250000000.00"),
        ("金额（元）", "12.50", "万元", "元", "12.50"),
        ("金额（元）", "12.50万元", "亿元", "万元", "125000.00"),
        ("金额", "12.50", "", "", ""),
        ("外债（万美元）", "12.50", "万元", "万美元", ""),
        ("金额", "12.50", "元、万元", "元、万元", ""),
    ],
)
def test_the_nearest_unit_counts(column: str, printed: str, table_unit: str, unit: str, yuan: str) -> None:
    [figure] = figures_of(["科目名称", column], ["行政运行", printed], unit=table_unit)
    assert (figure.unit, str(figure.amount_yuan or "")) == (unit, yuan)


@pytest.mark.parametrize(
    ("column", "row", "printed", "measure", "unit"),
    [
        ("金额", "行政运行", "12.00", "amount", "万元"),
        ("占比%", "行政运行", "12.00", "percent", "%"),
        ("金额", "行政运行", "12.00%", "percent", "%"),
        ("数量", "计算机", "12", "count", ""),
        ("面积（平方米）", "房屋", "12.50", "count", ""),
        ("决算统计数", "公务用车保有量（辆）", "12", "count", ""),
        ("决算统计数", "公务用车保有量（辆）", "12.50", "amount", "万元"),
        ("金额（万元）", "公务用车购置数（辆）", "12", "amount", "万元"),
    ],
)
def test_counts_and_percentages_are_no_money(column: str, row: str, printed: str, measure: str, unit: str) -> None:
    [figure] = figures_of(["项目", column], [row, printed])
    assert (figure.measure, figure.unit) == (measure, unit)
    assert (figure.amount_yuan is None) == (measure != "amount")


@pytest.mark.parametrize("text", ["", "—", "无", "1,23.4", "见附表"])
def test_what_prints_no_amount_is_no_figure(text: str) -> None:
    others = [["培训支出", "1.00"], ["住房公积金", "2.00"], ["合计", "3.00"]]
    assert [str(f.amount) for f in figures_of(["科目名称", "金额"], ["行政运行", text], *others)] == [
        "1.00",
        "2.00",
        "3.00",
    ]


def test_a_cell_over_two_rows_is_one_figure() -> None:
    shared = _cell(1, 1, "5.00")
    columns = make_columns([("科目名称",), ("金额",)], [[_cell(1, 0, "甲"), shared], [_cell(2, 0, "乙"), shared]])
    rows = (Row(1, (_cell(1, 0, "甲"), shared)), Row(1, (_cell(2, 0, "乙"), shared)))
    table = Table("t01", "", "支出表", "", "元", (1,), columns, (), 1, rows, source="a.pdf")
    assert [str(f.amount) for f in extract_figures([table])] == ["5.00"]


def test_ids_tell_rows_of_one_name_apart_and_stay_when_rows_are_added() -> None:
    first = figures_of(["科目名称", "金额"], ["甲", "1.00"], ["甲", "1.00"])
    more = figures_of(["科目名称", "金额"], ["乙", "3.00"], ["甲", "1.00"], ["甲", "1.00"])
    assert len({f.id for f in first}) == 2
    assert [f.id for f in more][1:] == [f.id for f in first]


@pytest.mark.parametrize(
    ("candidates", "reading", "told"),
    [((), "printed", ()), ((1,), "inferred", ()), ((1, 2), "ambiguous", ("合计", "基本支出"))],
)
def test_how_sure_the_column_is(candidates: tuple[int, ...], reading: str, told: tuple[str, ...]) -> None:
    place = Place(1, (0.0, 0.0, 1.0, 1.0))
    amount = Cell(1, 1, 1, 1, "5.00", place, candidates=candidates)
    columns = make_columns(
        [("科目名称",), ("合计",), ("基本支出",)], [[_cell(1, 0, "甲"), amount, _cell(1, 2, "1.00")]]
    )
    rows = (Row(1, (_cell(1, 0, "甲"), amount, _cell(1, 2, "1.00"))),)
    table = Table("t01", "", "支出表", "", "元", (1,), columns, (), 1, rows, source="a.pdf")
    first = extract_figures([table])[0]
    assert (first.reading, first.candidates) == (reading, told)

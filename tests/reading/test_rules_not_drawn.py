"""Tables whose rules are partly or wholly not drawn are read by alignment, and every such amount is doubtful."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mingzhang.figures.extract import extract_figures
from mingzhang.tables.recognise import recognise_tables

from .paper import Paper, rows_of

HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
ROWS = [
    ["201", "一般公共服务支出", "10.00", "8.00", "2.00"],
    ["20103", "政府办公厅（室）及相关机构", "10.00", "8.00", "2.00"],
    ["2010301", "行政运行", "8.00", "8.00", "0.00"],
    ["", "合计", "10.00", "8.00", "2.00"],
]
XS = [50, 120, 300, 380, 450, 520]
YS = [90, 110, 130, 150, 170, 190]


def filled() -> Paper:
    """The texts of a table, without a rule."""
    paper = Paper().text(300, 50, "部门支出总体情况表", "middle").text(520, 70, "单位：万元", "right")
    for x, text in zip(XS, HEADER, strict=False):
        paper.text(x + 5, 95, text)
    for row, y in zip(ROWS, YS[1:], strict=False):
        paper.text(55, y + 4, row[0]).text(125, y + 4, row[1])
        for x, text in zip(XS[3:], row[2:], strict=True):
            paper.text(x - 3, y + 4, text, "right")
    return paper


def no_rules(paper: Paper) -> Paper:
    """Nothing is drawn."""
    return paper


def three_rules(paper: Paper) -> Paper:
    """A rule above and below the header, and one under the table."""
    for y in (YS[0], YS[1], YS[-1]):
        paper.rule(XS[0], y, XS[-1], y)
    return paper


def horizontal_rules(paper: Paper) -> Paper:
    """A rule between any two rows, none between columns."""
    for y in YS:
        paper.rule(XS[0], y, XS[-1], y)
    return paper


def outer_box(paper: Paper) -> Paper:
    """One box around all."""
    return paper.ruled([XS[0], XS[-1]], [YS[0], YS[-1]])


def columns_ruled(paper: Paper) -> Paper:
    """All columns and the header, but no rule between the rows."""
    return paper.ruled(XS, [YS[0], YS[1], YS[-1]])


def header_ruled(paper: Paper) -> Paper:
    """Rules between the columns in the header only."""
    horizontal_rules(paper)
    for x in XS:
        paper.rule(x, YS[0], x, YS[1])
    return paper.rule(XS[0], YS[0], XS[0], YS[-1]).rule(XS[-1], YS[0], XS[-1], YS[-1])


@pytest.mark.parametrize(
    "draw", [no_rules, three_rules, horizontal_rules, outer_box, columns_ruled, header_ruled], ids=lambda d: d.__name__
)
def test_rows_and_columns_by_alignment(draw: Callable[[Paper], Paper]) -> None:
    paper = draw(filled())
    [grid] = paper.grids()
    assert rows_of(grid) == [HEADER, *ROWS]
    figures = extract_figures(recognise_tables(paper.document()))
    assert [str(f.amount) for f in figures] == [a for row in ROWS for a in row[2:]]
    assert {f.reading for f in figures} == {"doubtful"}


def test_two_columns_of_a_list_are_a_table() -> None:
    paper = horizontal_rules(Paper())
    for y, name, amount in zip(YS[1:], "一二三四", ["4.05", "0.00", "3.00", "1.05"], strict=False):
        paper.text(60, y + 4, f"{name}、公务接待费").text(515, y + 4, amount, "right")
    [grid] = paper.grids()
    assert rows_of(grid)[0] == ["一、公务接待费", "4.05"]


def test_contents_and_prose_are_no_table() -> None:
    paper = Paper()
    for k in range(6):
        paper.text(60, 100 + 20 * k, f"第{k}部分{'.' * 60}").text(500, 100 + 20 * k, f"{k}")
        paper.text(60, 300 + 20 * k, "2024年收入632.04万元，比上年增加46.65万元，增长10.53%。")
    assert paper.grids() == []


def test_fully_ruled_tables_carry_no_doubt() -> None:
    [grid] = filled().ruled(XS, YS).grids()
    assert rows_of(grid) == [HEADER, *ROWS]
    assert not [c for c in grid.cells if c.doubts]


def test_a_heading_spans_the_columns_it_is_centred_over() -> None:
    paper = (
        Paper()
        .text(85, 80, "科目编码", "middle")
        .text(210, 86, "科目名称", "middle")
        .text(410, 80, "2024年预算数", "middle")
    )
    for x, text in zip([60, 90, 115], "类款项", strict=True):
        paper.text(x, 95, text, "middle")
    for x, text in zip([340, 410, 480], ["合计", "基本支出", "项目支出"], strict=True):
        paper.text(x, 95, text, "middle")
    for k, row in enumerate([["201", "", ""], ["", "03", ""], ["", "", "01"]]):
        for x, text in zip([60, 90, 115], row, strict=True):
            paper.text(x, 115 + 15 * k, text, "middle")
        paper.text(150, 115 + 15 * k, "一般公共服务支出")
        for x in (360, 435, 505):
            paper.text(x, 115 + 15 * k, "1,234.56", "right")
    [table] = recognise_tables(paper.document())
    assert [c.path for c in table.columns] == [
        ("科目编码", "类"),
        ("科目编码", "款"),
        ("科目编码", "项"),
        ("科目名称",),
        ("2024年预算数", "合计"),
        ("2024年预算数", "基本支出"),
        ("2024年预算数", "项目支出"),
    ]

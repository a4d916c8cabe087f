"""Lines that spill out of a cell that is too low, told from the texts of the neighbours."""

from __future__ import annotations

from .paper import Paper, rows_of

YS = [100, 112, 124, 136]


def header(paper: Paper) -> None:
    """A header of two rows, 12 points high each: one cell over two columns, two cells below it, then a row of data."""
    for y in YS:
        paper.rule(50, y, 210, y)
    for x in (50, 210):
        paper.rule(x, YS[0], x, YS[-1])
    paper.rule(130, YS[1], 130, YS[-1])


def test_first_line_above_its_cell() -> None:
    paper = Paper()
    header(paper)
    paper.text(52, 101, "拨款")
    paper.text(52, 113, "小计")
    paper.text(132, 103, "上级预算安排")
    paper.text(132, 113, "的转移支付")
    paper.text(52, 125, "12.00")
    paper.text(132, 125, "3.00")
    [grid] = paper.grids()
    assert rows_of(grid) == [["拨款"], ["小计", "上级预算安排\n的转移支付"], ["12.00", "3.00"]]


def test_last_line_below_its_cell() -> None:
    paper = Paper()
    header(paper)
    paper.text(52, 101, "拨款")
    paper.text(52, 113, "小计")
    paper.text(132, 115, "上级预算安排")
    paper.text(132, 125, "的转移支付")
    paper.text(52, 125, "12.00")
    paper.text(182, 125, "3.00")
    [grid] = paper.grids()
    assert rows_of(grid) == [["拨款"], ["小计", "上级预算安排\n的转移支付"], ["12.00", "3.00"]]


def test_a_cell_does_not_lose_its_only_text() -> None:
    paper = Paper()
    header(paper)
    paper.text(52, 101, "拨款")
    paper.text(52, 113, "小计")
    paper.text(132, 113, "其他")
    paper.text(52, 125, "12.00")
    [grid] = paper.grids()
    assert rows_of(grid) == [["拨款"], ["小计", "其他"], ["12.00", ""]]

"""Grids that are not drawn whole: rows outside the rules, cells that are boxes apart."""

from __future__ import annotations

from .paper import Paper, rows_of

XS, YS = [50, 150, 220, 290], [100, 120, 140]
ROWS = [["行政运行", "1,234.56", "7.00"], ["水利", "34.56", "8.00"]]


def table() -> Paper:
    paper = Paper().ruled(XS, YS)
    for row, y in zip(ROWS, YS, strict=False):
        write(paper, row, y)
    return paper


def write(paper: Paper, row: list[str], y: float) -> Paper:
    for text, x in zip(row, XS, strict=False):
        paper.text(x + 3, y + 5, text)
    return paper


def test_a_row_above_the_first_rule_belongs_to_the_grid_and_is_doubted() -> None:
    [grid] = write(table(), ["农林水", "20.00", "9.00"], 80).grids()
    assert rows_of(grid) == [["农林水", "20.00", "9.00"], *ROWS]
    assert {c.text: c.doubts for c in grid.cells if c.doubts} == dict.fromkeys(
        ("农林水", "20.00", "9.00"), ("placed-by-alignment",)
    )


def test_a_row_below_the_last_rule_belongs_to_the_grid() -> None:
    [grid] = write(table(), ["农林水", "20.00", "9.00"], 140).grids()
    assert rows_of(grid) == [*ROWS, ["农林水", "20.00", "9.00"]]


def test_words_above_a_grid_are_no_row() -> None:
    [grid] = write(table(), ["项目", "本年", "上年"], 80).grids()
    assert rows_of(grid) == ROWS
    [grid] = write(table(), ["单位：万元，共", "20.00", ""], 80).grids()
    assert rows_of(grid) == ROWS


def test_a_row_two_rows_away_is_none_of_the_grid() -> None:
    grids = write(table(), ["农林水", "20.00", "9.00"], 50).grids()
    assert rows_of(grids[-1]) == ROWS


def boxes(gutter: float) -> Paper:
    """The table with a box around each cell, and gutters between them."""
    paper = Paper()
    for n, row in enumerate(ROWS):
        for k, text in enumerate(row):
            x, y = 50 + k * (70 + gutter), 100 + n * (20 + gutter)
            paper.ruled([x, x + 70], [y, y + 20]).text(x + 3, y + 5, text)
    return paper


def test_boxes_with_even_gutters_are_the_cells_of_a_table() -> None:
    [grid] = boxes(4).grids()
    assert rows_of(grid) == ROWS
    assert not [c for c in grid.cells if c.doubts]


def test_boxes_far_apart_are_no_table() -> None:
    assert boxes(20).grids() == []

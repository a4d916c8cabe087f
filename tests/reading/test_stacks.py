"""Texts of several lines in rows too low for them: whole again in the cell they are set about, or in doubt."""

from __future__ import annotations

from mingzhang.reading.document import Cell

from .paper import Paper

XS, ROW = (50, 110, 170), 16


def table(*rows: tuple[str, ...], shift: float = 0.0) -> list[Cell]:
    """Rows 16 points high, each with an amount and a name of several lines (10 points, 12 apart) about its middle."""
    paper = Paper().ruled(XS, [100 + ROW * n for n in range(len(rows) + 1)])
    for n, lines in enumerate(rows):
        middle = 100 + ROW * (n + 0.5)
        for k, line in enumerate(lines):
            paper.text(52, middle + 12 * (k - (len(lines) - 1) / 2) - 5 + shift, line)
        paper.text(168, middle - 5, f"{n + 1}.00", "right")
    [grid] = paper.grids()
    return sorted(grid.cells, key=lambda c: (c.row, c.col))


def names(cells: list[Cell]) -> list[str]:
    """The names, their lines joined."""
    return [c.text.replace("\n", "") for c in cells if c.col == 0]


def test_three_lines_in_a_row_for_one_between_blank_names() -> None:
    cells = table((), ("甲市科学", "技术协会", "机关"), ())
    assert names(cells) == ["", "甲市科学技术协会机关", ""]
    assert not any(c.doubts for c in cells)


def test_long_names_below_each_other_stand_in_each_others_rows() -> None:
    cells = table(("合计",), ("甲市科学", "技术协会", "机关"), ("乙市科学", "技术协会", "机关"), ())
    assert names(cells) == ["合计", "甲市科学技术协会机关", "乙市科学技术协会机关", ""]
    assert not any(c.doubts for c in cells)


def test_names_of_one_line_each_stay_in_their_rows() -> None:
    assert names(table(("甲市科学",), ("技术协会",), ("机关事务",))) == ["甲市科学", "技术协会", "机关事务"]


def test_a_name_between_two_rows_is_in_doubt() -> None:
    cells = table((), ("甲市科学", "技术协会", "机关"), (), shift=8)
    assert {c.doubts for c in cells if c.col == 0 and c.text} == {("torn-text",)}

"""Which rules make a grid: outer sides that are not drawn, joints that do not meet, frames, tables side by side."""

from __future__ import annotations

import itertools

from mingzhang.reading.document import Text

from .paper import Paper, rows_of

XS = [50, 150, 220, 290]
YS = [100, 120, 140, 160]


def filled(dx: float = 0) -> Paper:
    """Nine cells with a letter or an amount each."""
    paper = Paper()
    for i, y in enumerate(YS[:-1]):
        for j, x in enumerate(XS[:-1]):
            paper.text(x + 5 + dx, y + 5, f"{i}{j}.00" if j else f"行{i}")
    return paper


WANTED = [["行0", "01.00", "02.00"], ["行1", "11.00", "12.00"], ["行2", "21.00", "22.00"]]


def test_outer_sides_that_are_not_drawn() -> None:
    paper = filled()
    for x in XS[1:-1]:
        paper.rule(x, YS[0], x, YS[-1])
    for y in YS:
        paper.rule(XS[0], y, XS[-1], y)
    [grid] = paper.grids()
    assert rows_of(grid) == WANTED


def test_top_and_foot_that_are_not_drawn() -> None:
    paper = filled()
    for x in XS:
        paper.rule(x, YS[0], x, YS[-1])
    for y in YS[1:-1]:
        paper.rule(XS[0], y, XS[-1], y)
    [grid] = paper.grids()
    assert rows_of(grid) == WANTED


def test_rules_drawn_cell_by_cell_with_joints_that_do_not_meet() -> None:
    paper = filled()
    for x0, x1 in itertools.pairwise(XS):
        for y in YS:
            paper.rule(x0 + 1.5, y + 0.7, x1 - 1.5, y + 0.7)
    for y0, y1 in itertools.pairwise(YS):
        for x in XS:
            paper.rule(x - 0.6, y0 + 1, x - 0.6, y1 - 1)
    [grid] = paper.grids()
    assert rows_of(grid) == WANTED


def test_double_rules_make_no_rows_of_their_own() -> None:
    paper = filled().ruled(XS, YS).rule(XS[0], YS[0] - 2, XS[-1], YS[0] - 2).rule(XS[0] - 2, YS[0], XS[0] - 2, YS[-1])
    [grid] = paper.grids()
    assert rows_of(grid) == WANTED


def test_a_frame_around_a_table_is_no_table() -> None:
    paper = filled().ruled(XS, YS).ruled([20, 570], [20, 800])
    [grid] = paper.grids()
    assert rows_of(grid) == WANTED


def test_a_table_that_runs_off_the_page() -> None:
    paper = filled()
    for y in YS:
        paper.rule(-40, y, 700, y)
    for x in (-40, *XS[1:], 700):
        paper.rule(x, YS[0], x, YS[-1])
    [grid] = paper.grids()
    assert [row[:3] for row in rows_of(grid)] == WANTED


def test_tables_side_by_side_are_two() -> None:
    paper = filled().ruled(XS, YS)
    other = filled(dx=260)
    paper.chars.extend(other.chars)
    paper.ruled([x + 260 for x in XS], YS)
    assert [rows_of(g) for g in paper.grids()] == [WANTED, WANTED]


def test_dashed_rules() -> None:
    paper = filled()
    for y in YS:
        for x in range(50, 290, 6):
            paper.rule(x, y, x + 4, y)
    for x in XS:
        for y in range(100, 160, 6):
            paper.rule(x, y, x, y + 4)
    [grid] = paper.grids()
    assert rows_of(grid) == WANTED


def test_rules_that_mark_a_table_off_by_less_than_a_row_leave_no_cell_out() -> None:
    paper = filled().ruled(XS, YS)
    paper.rules = [r for r in paper.rules if not (r.x0 == r.x1 == XS[2])]  # the middle rule stops short of the foot
    paper.rule(XS[2], YS[0], XS[2], YS[2])
    [grid] = paper.grids()
    assert rows_of(grid)[:2] == WANTED[:2]
    assert "21.00" in "".join(rows_of(grid)[2])


def test_rows_of_one_cell_between_outer_sides_that_are_not_drawn() -> None:
    paper = Paper()
    for y, text in ((60, "某表"), (80, "2026年预算数")):
        paper.text(150, y + 5, text)
        paper.rule(XS[0], y, XS[-1], y)
    for j, x in enumerate(XS[:-1]):
        paper.text(x + 5, YS[0] + 5, f"列{j}")
    for x in XS[1:-1]:
        paper.rule(x, YS[0], x, YS[1])
    for y in YS[:2]:
        paper.rule(XS[0], y, XS[-1], y)
    [grid] = paper.grids()
    assert rows_of(grid) == [["某表"], ["2026年预算数"], ["列0", "列1", "列2"]]


def test_a_line_below_belongs_to_a_table_without_outer_sides() -> None:
    paper = filled()
    for x in XS[1:-1]:
        paper.rule(x, YS[0], x, YS[-1])
    for y in (*YS, YS[-1] + 20):
        paper.rule(XS[0], y, XS[-1], y)
    [grid] = paper.text(XS[0] + 5, YS[-1] + 5, "附注").grids()
    assert rows_of(grid) == [*WANTED, ["附注"]]


def test_dots_in_rows_are_rules() -> None:
    paper = filled()
    for y in YS:
        for x in range(XS[0], XS[-1] + 1, 2):
            paper.rule(x, y, x + 0.75, y)
    for x in XS:
        for y in range(YS[0], YS[-1] + 1, 2):
            paper.rule(x + 0.3, y + 1, x + 1, y + 1)
    [grid] = paper.grids()
    assert rows_of(grid) == WANTED


def test_a_gap_between_outer_border_and_cells_casts_no_doubt() -> None:
    paper = filled().ruled([XS[0] - 4, XS[-1] + 4], [YS[0] - 4, YS[-1] + 4])
    for x in XS:
        paper.rule(x, YS[0], x, YS[-1] + 4)
    for y in YS:
        paper.rule(XS[0], y, XS[-1], y)
    [grid] = paper.grids()
    assert [[t for t in row if t] for row in rows_of(grid) if any(row)] == WANTED
    assert not grid.doubts


def test_two_pages_side_by_side_are_read_one_after_the_other() -> None:
    paper = Paper()
    for dx, title in ((0, "收入总表"), (290, "支出总表")):
        paper.text(90 + dx, 70, title).ruled([40 + dx, 150 + dx, 260 + dx], YS)
        paper.text(45 + dx, 105, "合计").text(155 + dx, 105, "1.00")
    said = [b.text if isinstance(b, Text) else "grid" for b in paper.document().blocks]
    assert said == ["收入总表", "grid", "支出总表", "grid"]

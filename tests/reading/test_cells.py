"""Whose text is it: texts that meet at a rule, overflow, are broken, stacked, doubled or split."""

from __future__ import annotations

from mingzhang.reading.document import Cell

from .paper import Paper

XS = [50, 150, 220, 290]
YS = [100, 120, 150]


def cells(paper: Paper) -> list[Cell]:
    """The cells of the one grid on the page."""
    [grid] = paper.ruled(XS, YS).grids()
    return list(grid.cells)


def test_texts_that_meet_at_a_rule_are_two() -> None:
    paper = Paper().text(149, 105, "68,632.12", "right").text(151, 105, "1、一般公共")  # drawn in one breath
    assert [c.text for c in cells(paper)][:2] == ["68,632.12", "1、一般公共"]


def test_ideographs_that_meet_at_a_rule_are_two_when_their_step_changes() -> None:
    paper = Paper().text(150.5, 105, "政府性基金预算").text(220.5 + 0.8, 105, "国有资本预算")
    assert [c.text for c in cells(paper)][1:3] == ["政府性基金预算", "国有资本预算"]


def test_one_text_that_overflows_stays_whole_and_is_doubted() -> None:
    found = cells(Paper().text(52, 105, "机关事业单位基本养老保险缴费支出"))
    assert found[0].text == "机关事业单位基本养老保险缴费支出"
    assert "overflow" in found[0].doubts
    assert found[1].text == ""


def test_amounts_that_touch_are_parted_at_the_rule() -> None:
    found = cells(Paper().text(220, 105, "1,234.56", "right").text(220.1, 105, "7,890.12"))
    assert [c.text for c in found][1:3] == ["1,234.56", "7,890.12"]


def test_an_amount_broken_for_want_of_room_is_one() -> None:
    found = cells(Paper().text(218, 122, "18,536.88888", "right").text(218, 134, "8", "right"))
    assert found[4].text == "18,536.88888\n8"
    assert not found[4].doubts


def test_amounts_below_each_other_with_room_to_spare_are_doubted() -> None:
    found = cells(Paper().text(218, 122, "12", "right").text(218, 134, "13", "right"))
    assert "two-amounts" in found[4].doubts


def test_amounts_beside_each_other_in_a_cell_are_doubted() -> None:
    found = cells(Paper().text(155, 105, "12").text(200, 105, "13"))
    assert "two-amounts" in found[1].doubts


def test_an_amount_split_by_the_text_layer_is_one() -> None:
    found = cells(Paper().text(155, 105, "14,770").text(192, 105, ".62"))
    assert found[1].text.replace(" ", "") == "14,770.62"
    assert not found[1].doubts


def test_doubled_print_counts_once() -> None:
    found = cells(Paper().text(155, 105, "632.04").text(155.3, 105, "632.04"))
    assert found[1].text == "632.04"


def test_indents_are_kept() -> None:
    found = cells(Paper().text(74, 105, "行政运行"))
    assert found[0].indent == 24.0


def test_a_name_that_runs_up_to_the_next_amount_is_no_part_of_it() -> None:
    paper = Paper().text(52, 105, "机关事业单位职业年金").text(152, 105, "缴费1,208.96")  # drawn in one breath
    found = cells(paper)
    assert [c.text for c in found][:2] == ["机关事业单位职业年金缴费", "1,208.96"]
    assert not found[1].doubts


def test_a_name_over_an_amount_stands_in_the_cell_it_begins_in() -> None:
    paper = Paper().text(70, 105, "其中：专项资金列入预算的项目").text(216, 105, "0.00", "right")
    assert [c.text for c in cells(paper)][:2] == ["其中：专项资金列入预算的项目", "0.00"]

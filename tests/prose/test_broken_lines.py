"""Which lines are one paragraph: told by indents and room where the page gives boxes, else by lengths and ends."""

from __future__ import annotations

from typing import Any

import pytest

from mingzhang.prose.lines import Line
from mingzhang.prose.paragraphs import join, restore_paragraphs


def paragraphs(*lines: tuple[str, dict[str, Any]]) -> list[str]:
    """The paragraphs of lines with what is known of them; each line's room is 0 unless it says otherwise."""
    made = [Line(n, 1, text, **{"room": 0.0, **told}) for n, (text, told) in enumerate(lines)]
    return [p.text for p in restore_paragraphs(made)]


FIRST, NEXT = {"indent": 2.0}, {"indent": 0.0}


def test_a_line_at_the_margin_goes_on_where_its_first_word_did_not_fit() -> None:
    assert paragraphs(("本年支出预算安排", FIRST), ("如下所述。", NEXT)) == ["本年支出预算安排如下所述。"]
    assert len(paragraphs(("本年支出预算安排", {**FIRST, "room": 9.0}), ("如下所述。", NEXT))) == 2


def test_an_indented_line_begins_a_paragraph() -> None:
    assert len(paragraphs(("本年支出预算安排。", FIRST), ("收入预算如下。", FIRST))) == 2
    assert len(paragraphs(("本年支出预算安排", NEXT), ("收入预算如下。", FIRST))) == 2


def test_lines_of_an_indented_block_go_on_at_its_indent() -> None:
    told = {"indent": 3.0}
    assert paragraphs(("本年支出预算", told), ("安排如下。", told)) == ["本年支出预算安排如下。"]
    assert len(paragraphs(("本年支出预算。", told), ("安排如下。", told))) == 2


@pytest.mark.parametrize("told", [{"size": 18.0}, {"after_grid": True}])
def test_other_type_or_a_grid_between_parts_them(told: dict[str, Any]) -> None:
    first = ("本年支出预算安排", {**FIRST, "size": 12.0})
    assert len(paragraphs(first, ("如下所述。", {**NEXT, "size": 12.0, **told}))) == 2
    assert len(paragraphs(first, ("如下所述。", {**NEXT, "size": 12.5}))) == 1


def test_a_whole_line_and_one_left_out_are_never_joined() -> None:
    assert len(paragraphs(("本年支出", {**FIRST, "whole": True}), ("安排如下。", NEXT))) == 2
    assert paragraphs(("本年支出", FIRST), ("第3页", {"left_out": "folio"}), ("安排如下。", NEXT)) == [
        "本年支出安排如下。"
    ]


def test_a_number_at_the_head_of_a_line_opens_an_item() -> None:
    assert len(paragraphs(("一、收入预算情况", FIRST), ("（一）财政拨款收入", FIRST))) == 2
    assert len(paragraphs(("收入预算共计三项。", NEXT), ("1.财政拨款收入", NEXT))) == 2


def test_a_centred_title_over_lines_is_one() -> None:
    told = {"centred": True, "indent": 8.0, "room": 8.0}
    assert paragraphs(("某市某局", told), ("部门预算公开说明", told)) == ["某市某局部门预算公开说明"]
    assert len(paragraphs(("某市某局。", told), ("部门预算公开说明", told))) == 2
    assert len(paragraphs(("某市某局", told), ("一、部门预算公开说明", told))) == 2
    assert len(paragraphs(("某市某局", {**told, "before_grid": True}), ("部门预算公开说明", told))) == 2


def test_without_boxes_a_line_goes_on_that_ends_no_sentence() -> None:
    bare = {"indent": None, "room": None}
    assert paragraphs(("本年支出预算", bare), ("安排如下。", bare)) == ["本年支出预算安排如下。"]
    assert len(paragraphs(("本年支出预算。", bare), ("安排如下。", bare))) == 2


def test_without_boxes_lengths_tell() -> None:
    def text(room: float, words: str) -> tuple[str, dict[str, Any]]:
        return words, {"indent": None, "room": room}

    assert len(paragraphs(text(2.0, "本年支出预算"), text(0.0, "安排如下"), text(8.0, "所述。"))) == 1
    assert len(paragraphs(text(12.0, "本年支出预算"), text(0.0, "安排如下"))) == 2
    assert len(paragraphs(text(2.0, "本年支出预算。"), text(0.0, "安排如下"))) == 1
    assert len(paragraphs(text(2.0, "本年支出预算。"), text(8.0, "安排如下"))) == 2


def test_latin_words_are_parted_by_a_space_and_chinese_by_nothing() -> None:
    assert join(["the budget", "of 2024"]) == "the budget of 2024"
    assert join(["预算", "支出"]) == "预算支出"
    assert join(["预算", "IT"]) == "预算IT"
    assert join([]) == ""

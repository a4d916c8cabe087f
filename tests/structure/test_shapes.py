"""Levels and parents of rows without codes: by numbering, indents and 其中."""

from __future__ import annotations

from mingzhang.structure.keys import RowKey
from mingzhang.structure.shapes import shape_rows


def tree(rows: list[tuple[float, str]]) -> list[tuple[int, int | None]]:
    """(level, parent row) of labels with their indents."""
    return [(s.level, s.parent) for s in shape_rows([RowKey(label=label, indent=x) for x, label in rows])]


def test_indented_names_below_numbered_ones() -> None:
    rows = [
        (2.0, "一、一般公共服务支出"),
        (12.0, "统计信息事务"),
        (22.0, "行政运行"),
        (22.0, "专项统计业务"),
        (2.0, "二、教育支出"),
        (12.0, "进修及培训"),
        (22.0, "培训支出"),
        (80.0, "本年支出合计"),
    ]
    assert tree(rows) == [(1, None), (2, 1), (3, 2), (3, 2), (1, None), (2, 5), (3, 6), (0, None)]


def test_centred_names_tell_no_levels() -> None:
    rows = [(50.0, "办公费"), (45.0, "印刷费用"), (30.0, "因公出国境费用"), (40.0, "劳务费支出")]
    assert tree(rows) == [(1, None)] * 4


def test_of_which_ends_where_the_indent_does() -> None:
    rows = [(2.0, "公务用车购置及运行费"), (12.0, "其中：购置费"), (12.0, "运行费"), (2.0, "公务接待费")]
    assert tree(rows) == [(1, None), (2, 1), (2, 1), (1, None)]


def test_numbering_styles_nest() -> None:
    rows = [
        (2.0, "一、本年收入"),
        (2.0, "（一）财政拨款"),
        (2.0, "1.一般公共预算"),
        (2.0, "（二）其他收入"),
        (2.0, "二、上年结转"),
    ]
    assert tree(rows) == [(1, None), (2, 1), (3, 2), (2, 1), (1, None)]


def test_a_total_is_no_leaf_beside_its_items() -> None:
    keys = [RowKey(label=text, indent=2.0) for text in ("合计", "甲", "乙")]
    assert [shape.is_leaf for shape in shape_rows(keys)] == [False, True, True]
    assert [shape.is_leaf for shape in shape_rows(keys[:1])] == [True]

"""Levels and parents of rows without codes: by numbering, indents and 其中, and by sums where words say nothing."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.structure.additions import Vector
from mingzhang.structure.grow import Grower
from mingzhang.structure.row_keys import RowKey
from mingzhang.structure.row_words import RowWords
from mingzhang.structure.shapes import shape_rows
from mingzhang.structure.totals import Totals
from mingzhang.structure.tree import Forest

Row = tuple[float, str, Sequence[int]]
"""Indent, label, amounts column by column."""


def forest(rows: Sequence[Row]) -> tuple[list[RowKey], Forest]:
    """The keys and the forest of labelled rows."""
    keys = [RowKey(label=label, indent=x) for x, label, _ in rows]
    named = dict(enumerate(keys, 1))
    vectors = {n: Vector(dict(enumerate(a)), dict.fromkeys(range(len(a)), 0)) for n, (_, _, a) in enumerate(rows, 1)}
    words = RowWords(named)
    return keys, Forest(Totals(words).resolve(Grower(list(named), vectors, words).grow()), words)


def tree(rows: Sequence[Row]) -> list[tuple[int, int | None]]:
    """(level, parent row) of each."""
    return [(s.level, s.parent) for s in shape_rows(*forest(rows))]


def leaves(rows: Sequence[Row]) -> list[int]:
    """The rows whose first amount must be added."""
    return sorted(place for place, lines in forest(rows)[1].leaves().items() if 0 in lines)


def test_indented_names_below_numbered_ones() -> None:
    rows: list[Row] = [
        (2.0, "一、一般公共服务支出", [90]),
        (12.0, "统计信息事务", [90]),
        (22.0, "行政运行", [60]),
        (22.0, "专项统计业务", [30]),
        (2.0, "二、教育支出", [10]),
        (12.0, "进修及培训", [10]),
        (22.0, "培训支出", [10]),
        (80.0, "本年支出合计", [100]),
    ]
    assert tree(rows) == [(1, None), (2, 1), (3, 2), (3, 2), (1, None), (2, 5), (3, 6), (0, None)]
    assert leaves(rows) == [3, 4, 7]


def test_centred_names_tell_no_levels() -> None:
    rows: list[Row] = [
        (50.0, "办公费", [3]),
        (45.0, "印刷费用", [4]),
        (30.0, "因公出国境费用", [5]),
        (40.0, "劳务费支出", [7]),
    ]
    assert tree(rows) == [(1, None)] * 4


def test_of_which_ends_where_the_sum_is_complete() -> None:
    rows: list[Row] = [
        (2.0, "公务用车购置及运行费", [30]),
        (2.0, "其中：购置费", [10]),
        (2.0, "运行费", [20]),
        (2.0, "公务接待费", [5]),
        (2.0, "合计", [35]),
    ]
    assert tree(rows) == [(1, None), (2, 1), (2, 1), (1, None), (0, None)]
    assert leaves(rows) == [2, 3, 4]


def test_a_part_named_below_a_whole_is_no_addend_and_the_whole_stays_one() -> None:
    rows: list[Row] = [(2.0, "会议费", [30]), (2.0, "其中：一类会议", [10]), (2.0, "培训费", [5]), (2.0, "合计", [35])]
    assert tree(rows) == [(1, None), (2, 1), (1, None), (0, None)]
    assert leaves(rows) == [1, 3]


def test_several_rows_of_an_of_which_that_is_not_complete() -> None:
    rows: list[Row] = [
        (2.0, "项目经费", [90]),
        (2.0, "其中：甲", [10]),
        (2.0, "乙", [20]),
        (2.0, "其他经费", [5]),
        (2.0, "合计", [95]),
    ]
    assert tree(rows) == [(1, None), (2, 1), (2, 1), (1, None), (0, None)]
    assert leaves(rows) == [1, 4]


def test_numbering_styles_nest() -> None:
    rows: list[Row] = [
        (2.0, "一、本年收入", [50]),
        (2.0, "（一）财政拨款", [40]),
        (2.0, "1.一般公共预算", [40]),
        (2.0, "（二）其他收入", [10]),
        (2.0, "二、上年结转", [5]),
    ]
    assert tree(rows) == [(1, None), (2, 1), (3, 2), (2, 1), (1, None)]


def test_sums_find_levels_that_no_words_tell() -> None:
    rows: list[Row] = [
        (2.0, "合计", [100]),
        (2.0, "通用项目", [30]),
        (2.0, "会议保障", [30]),
        (2.0, "专用项目", [70]),
        (2.0, "设备更新", [45]),
        (2.0, "档案整理", [25]),
    ]
    assert tree(rows) == [(0, None), (1, None), (2, 2), (1, None), (2, 4), (2, 4)]
    assert leaves(rows) == [3, 5, 6]


def test_rows_of_one_amount_are_not_nested_where_the_total_counts_both() -> None:
    rows: list[Row] = [(2.0, "合计", [50]), (2.0, "甲项目", [20]), (2.0, "乙项目", [20]), (2.0, "丙项目", [10])]
    assert leaves(rows) == [2, 3, 4]


def test_a_sum_by_chance_is_undone_where_the_total_says_so() -> None:
    rows: list[Row] = [(2.0, "甲项目", [50]), (2.0, "乙项目", [20]), (2.0, "丙项目", [30]), (2.0, "合计", [100])]
    assert leaves(rows) == [1, 2, 3]


def test_a_grand_total_takes_the_last_total_and_what_follows() -> None:
    rows: list[Row] = [
        (2.0, "一、财政拨款收入", [70]),
        (2.0, "二、事业收入", [20]),
        (2.0, "本年收入合计", [90]),
        (2.0, "上年结转结余", [10]),
        (2.0, "一、一般公共预算", [10]),
        (2.0, "二、政府性基金", [0]),
        (2.0, "收入总计", [100]),
    ]
    assert leaves(rows) == [1, 2, 5, 6]
    assert tree(rows)[4:6] == [(2, 4), (2, 4)]
    bonds = list(forest(rows)[1].bonds())
    assert ("total", 3, (1, 2)) in bonds
    assert ("total", 7, (3, 4)) in bonds


def test_a_total_is_no_leaf_beside_its_items() -> None:
    rows: list[Row] = [(2.0, "合计", [9]), (2.0, "甲", [4]), (2.0, "乙", [5])]
    assert leaves(rows) == [2, 3]
    assert leaves(rows[:1]) == [1]

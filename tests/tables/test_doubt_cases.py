"""Each way in which a table becomes doubtful, has the smallest table that shows it and a neighbour that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.reading.document import Cell, Place
from mingzhang.tables.columns import make_columns
from mingzhang.tables.state import with_state
from mingzhang.tables.table import Row, Table
from mingzhang.tables.table_units import inherit_units

HEADER = ("科目名称", "合计", "基本支出")


def table(*amounts: str, doubts: tuple[str, ...] = (), note: str = "", form: str = "budget-expenditure") -> Table:
    """Three rows with sound amounts, and a last one of which the second column prints what is given, cell by cell."""
    texts = [["行政运行", "3.00", "3.00"], ["培训支出", "2.00", "2.00"], ["医疗补助", "1.00", "1.00"]]
    texts += [["其他支出", "4.00", amount] for amount in amounts]
    rows = [[_cell(i, j, text) for j, text in enumerate(row)] for i, row in enumerate(texts, 1)]
    if doubts:
        rows[-1][-1] = replace(rows[-1][-1], doubts=doubts)
    columns = make_columns([(word,) for word in HEADER], rows)
    body = tuple(Row(1, tuple(row)) for row in rows)
    return Table("t01", "", "支出表", form, "万元", (1,), columns, (), 1, body, note=note, source="a.pdf")


def _cell(row: int, col: int, text: str) -> Cell:
    return Cell(row, col, 1, 1, text, Place(1))


@pytest.mark.parametrize("printed", ["12,34.56", "3..00", "####", "＃＃＃", "1 000.0.0", "12.5美元", "2024-01"])
def test_digits_that_are_no_amount_are_told(printed: str) -> None:
    found = with_state(table(printed))
    assert (found.state, found.doubts) == ("doubtful", ("amount-not-read",))
    assert found.evidence == (f"p. 1: {printed!r} is no amount",)


@pytest.mark.parametrize("printed", ["1,234.56", "3.00%", "12.5万元", "¥12.00", "△3.00", "", "—", "无", "※"])
def test_amounts_blanks_and_signs_of_nothing_shake_nothing(printed: str) -> None:
    found = with_state(table(printed))
    assert (found.state, found.doubts) == ("read", ())


@pytest.mark.parametrize("printed", ["待定", "见附表", "叁万元整"])
def test_a_word_in_a_column_of_amounts_is_told(printed: str) -> None:
    found = with_state(table(printed))
    assert (found.state, found.doubts) == ("doubtful", ("word-for-amount",))


def test_a_column_of_words_or_an_unknown_form_tells_of_no_missing_amount() -> None:
    assert with_state(table("延续", "新增", "延续", "新增", "延续")).doubts == ()
    unknown = with_state(replace(table("待定", form=""), state="unknown-form"))
    assert (unknown.state, unknown.doubts) == ("unknown-form", ())


def test_a_word_recognised_where_amounts_stand_may_be_a_seal_over_one() -> None:
    stamped = replace(table("专用章", doubts=("recognised",), form=""), state="unknown-form")
    assert with_state(stamped).doubts == ("word-for-amount",)


def test_digits_that_are_no_amount_are_told_in_an_unknown_form_too() -> None:
    found = with_state(replace(table("3..00", form=""), state="unknown-form"))
    assert (found.state, found.doubts) == ("unknown-form", ("amount-not-read",))


@pytest.mark.parametrize(
    ("doubts", "told"), [(("ink",), True), (("picture",), True), (("overflow",), False), ((), False)]
)
def test_ink_in_a_blank_cell_may_be_an_amount(doubts: tuple[str, ...], told: bool) -> None:
    assert with_state(table("", doubts=doubts)).doubts == (("amount-not-read",) if told else ())


@pytest.mark.parametrize(
    ("note", "state"), [("", "printed-empty"), ("注：本表无数据。", "printed-empty"), ("依法不予公开", "withheld")]
)
def test_a_table_without_amounts_is_empty_or_withheld(note: str, state: str) -> None:
    columns = table().columns
    rows = (Row(1, (_cell(1, 0, "无"), _cell(1, 1, ""), _cell(1, 2, "—"))),)
    assert with_state(replace(table(), columns=columns, rows=rows, note=note)).state == state


def test_amounts_are_there_whatever_the_note_says() -> None:
    assert with_state(table(note="涉密内容不予公开")).state == "read"


def units(*printed: str, form: str = "budget-expenditure") -> list[tuple[str, tuple[str, ...]]]:
    """The unit and doubts of tables that print these units, one after another, all of one form."""
    found = inherit_units([replace(table(), unit=unit, form=form) for unit in printed])
    return [(one.unit, one.doubts) for one in found]


def test_a_table_without_a_unit_takes_that_of_the_tables_before_it_and_says_so() -> None:
    assert units("万元", "") == [("万元", ()), ("万元", ("unit-inherited",))]


def test_where_tables_before_it_disagree_or_none_prints_a_unit_it_stays_without() -> None:
    assert units("万元", "元", "")[-1] == ("", ())
    assert units("", "万元")[0] == ("", ())
    assert units("万元", "", form="")[-1] == ("", ())


def test_a_unit_that_is_none_of_yuan_is_inherited_as_it_is() -> None:
    assert units("万美元", "")[-1] == ("万美元", ("unit-inherited",))

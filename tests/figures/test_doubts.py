"""What shakes a figure: its own cell, and the words of its row and header; what does not."""

from __future__ import annotations

import pytest

from mingzhang.figures.extract import extract_figures
from mingzhang.reading.document import Cell, Place
from mingzhang.tables.table import Column, Row, Table

WORDS = ("hidden", "unmapped", "ink", "lying-font", "readers-differ", "torn-text")


def readings(*, amount: str = "", key: str = "", header: str = "", beside: str = "", remark: str = "") -> list[str]:
    """The readings of two amounts in a row, with these doubts on the first amount, the name of the row, the header of
    the first amount, that of the second, and the remark behind them."""
    texts = (("行政运行", key), ("2.00", amount), ("1.00", ""), ("延续", remark))
    heads = (("科目名称", ""), ("基本支出", header), ("项目支出", beside), ("备注", ""))
    row = Row(1, tuple(_cell(1, j, *said) for j, said in enumerate(texts)))
    roles = ("label", "amount", "amount", "text")
    columns = tuple(Column(j, (head,), role) for j, ((head, _), role) in enumerate(zip(heads, roles, strict=True)))
    top = tuple(_cell(0, j, *said) for j, said in enumerate(heads))
    table = Table("t01", "", "支出表", "", "万元", (1,), columns, top, 1, (row,), source="a.pdf")
    return [f.reading for f in extract_figures([table], 2024)]


def _cell(row: int, col: int, text: str, doubt: str) -> Cell:
    return Cell(row, col, 1, 1, text, Place(1), doubts=(doubt,) if doubt else ())


@pytest.mark.parametrize("doubt", [*WORDS, "spills", "off-row"])
def test_any_doubt_about_its_own_cell_shakes_an_amount_and_no_other(doubt: str) -> None:
    assert readings(amount=doubt) == ["doubtful", "printed"]


@pytest.mark.parametrize("doubt", WORDS)
def test_doubts_about_the_words_of_its_row_or_header_shake_it(doubt: str) -> None:
    assert readings(key=doubt) == ["doubtful", "doubtful"]
    assert readings(header=doubt) == ["doubtful", "printed"]
    assert readings(beside=doubt) == ["printed", "doubtful"]


def test_a_name_that_overflows_or_a_doubtful_remark_shakes_nothing() -> None:
    assert readings(key="spills", header="spills") == ["printed", "printed"]
    assert readings(remark="hidden") == ["printed", "printed"]

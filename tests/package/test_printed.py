"""A column of telephone numbers that looks like a column of amounts."""

from __future__ import annotations

import pytest

from mingzhang.figures.extract import extract_figures
from mingzhang.package.printed import printed_frame, printed_schema
from mingzhang.reading.document import Cell, Place
from mingzhang.tables.table import Column, Row, Table


def table(header: str, printed: str, form: str) -> Table:
    columns = (Column(0, ("单位",), "label"), Column(1, (header,) if header else (), "amount"))
    cells = (Cell(0, 0, 1, 1, "某局", Place(1)), Cell(0, 1, 1, 1, printed, Place(1)))
    return Table("t01", "", "", form, "元", (1,), columns, (), 0, (Row(1, cells),))


@pytest.mark.parametrize(
    ("header", "printed", "form", "shown"),
    [
        ("联系电话", "28888888", "", "********"),
        ("联系电话", "13800138000", "budget-income", "138********"),
        ("", "13800138000", "", "138********"),
        ("预算数", "13800138000", "budget-income", "13800138000"),
        ("预算数", "13800138000.00", "", "13800138000.00"),
        ("预算数", "28,888,888", "", "28888888"),
    ],
)
def test_a_telephone_number_is_no_amount(header: str, printed: str, form: str, shown: str) -> None:
    one = table(header, printed, form)
    frame = printed_frame(one)
    assert frame.iloc[0, 1] == shown
    assert len(extract_figures([one])) == (0 if "*" in shown else 1)
    assert (printed_schema(one, frame)["fields"][1]["type"] == "string") == ("*" in shown)


def test_an_amount_that_spans_rows_is_one_figure() -> None:
    columns = (Column(0, ("项目",), "label"), Column(1, ("预算数",), "amount"))
    amount = Cell(0, 1, 2, 1, "12.50", Place(1))
    rows = tuple(Row(1, (Cell(i, 0, 1, 1, name, Place(1)), amount)) for i, name in enumerate("甲乙"))
    one = Table("t01", "", "", "", "万元", (1,), columns, (), 0, rows)
    assert list(printed_frame(one)["预算数"]) == ["12.50", ""]
    assert [f.row for f in extract_figures([one])] == [1]


def test_a_total_that_spans_its_keys_stands_in_the_label_column() -> None:
    columns = (Column(0, ("类",), "code"), Column(1, ("款",), "code"), Column(2, ("名称",), "label"))
    total = Cell(0, 0, 1, 3, "合 计", Place(1))
    one = Table("t01", "", "", "", "", (1,), columns, (), 0, (Row(1, (total, total, total)),))
    assert printed_frame(one).to_numpy().tolist() == [["", "", "合计"]]

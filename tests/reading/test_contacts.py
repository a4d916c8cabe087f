"""Which cells a header above or a label before them announces, and that no amount is among them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.reading.document import Cell, Document, Grid, Place, Text
from mingzhang.reading.masked_document import continued_spans, line_spans, mask_document, shows_personal

PLACE = Place(1, (0.0, 0.0, 1.0, 1.0))
Rows = tuple[tuple[str, ...], ...]


def table(rows: Rows) -> Grid:
    cells = [Cell(r, c, 1, 1, text, PLACE) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Grid(PLACE, len(rows), len(rows[0]), tuple(cells))


def on_page(number: int, rows: Rows) -> Grid:
    return replace(table(rows), place=replace(PLACE, page=number))


def masked(rows: Rows) -> Rows:
    """The rows as they are after masking."""
    document = Document("0" * 64, "application/pdf", "test", (), (table(rows),))
    block = mask_document(document).blocks[0]
    assert isinstance(block, Grid)
    made = [["" for _ in row] for row in rows]
    for cell in block.cells:
        made[cell.row][cell.col] = cell.text
    return tuple(map(tuple, made))


HIDDEN = (
    (
        (("单位", "联系电话"), ("甲", "2345678"), ("乙", "")),
        (("单位", "联系电话"), ("甲", "*******"), ("乙", "")),
    ),
    (
        (("联系电话",), ("2345678\n2345679",)),
        (("联系电话",), ("*******\n*******",)),
    ),
    (
        (("单位", "账号"), ("甲", "65001234567890123456")),
        (("单位", "账号"), ("甲", "********************")),
    ),
    (
        (("账号", "65001234567890123456"),),
        (("账号", "********************"),),
    ),
    (
        (("联系人及电话", "张三", "2345678"),),
        (("联系人及电话", "张三", "*******"),),
    ),
    (
        (("项目负责人及电话", "张三 13912345678"),),
        (("项目负责人及电话", "张三 139********"),),
    ),
    (
        (("姓名", "电话"), ("张三", "2345678"), ("李四", "2345679")),
        (("姓名", "电话"), ("张三", "*******"), ("李四", "*******")),
    ),
    (
        (("电话", "0991-2345678"),),
        (("电话", "0991-*******"),),
    ),
    (
        (("电话", "13912345678"),),
        (("电话", "139********"),),
    ),
    (
        (("张三", "13912345678"), ("李四", "18912345678")),
        (("张三", "139********"), ("李四", "189********")),
    ),
    (
        (("联系人", "联系方式"), ("张三", "无"), ("李四", "2345678")),
        (("联系人", "联系方式"), ("张三", "无"), ("李四", "*******")),
    ),
    (
        (("联系方式", "联系方式"), ("电话", "手机"), ("2345678", "13912345678")),
        (("联系方式", "联系方式"), ("电话", "手机"), ("*******", "139********")),
    ),
    (
        (("邮箱",), ("zhang\nsan@example.com",)),
        (("邮箱",), ("*****\n***@example.com",)),
    ),
    (
        (("备注",), ("联系人1391234\n5678",)),
        (("备注",), ("联系人*******\n****",)),
    ),
)

KEPT = (
    (("项目", "预算数"), ("12345热线运行经费", "2880000"), ("电话费", "2345678")),
    (("项目", "电话", "邮寄"), ("办公费", "1200000", "300.00"), ("培训", "450", "0.00")),
    (("经济科目", "金额"), ("电话", "2345678"), ("手机", "2345679")),
    (("负责人", "张三", "联系电话", "无"), ("资金总额", "2345678", "其中：财政拨款", "2345678")),
    (("联系电话", "12345"), ("年度资金总额", "2345678"),),
    (("联系电话", ""), ("其中：财政拨款", "2345678")),
    (("联系人", "预算数"), ("张三", "2345678")),
    (("账户", "余额"), ("零余额账户", "12345678"), ("基本账户", "13912345678")),
    (("账户", "基本账户"), ("1234567890123.00", "1234567890123.00")),
    (("科目", "合计"), ("收入", "13912345678"), ("支出", "23912345678")),
    (("科目", "合计"), ("收入", "13912345678"), ("支出", "13912345678.50")),
    (("栏次", "1", "2", "3"), ("合计", "2345678", "2345678", "0")),
    (("联系人", "张三", "2024年10月12日"), ("办公电话", "无", "2024-10-12至2024-12-31")),
    (("联系人", "张三", "编码2024000123456"), ("金额", "1", "2345678")),
    (("联系电话", "开始日期"), ("无", "2024年10月12日")),
    (("联系群众", "人次"), ("20000000", "2345678")),
)  # fmt: skip


@pytest.mark.parametrize(("rows", "hidden"), HIDDEN, ids=str)
def test_what_is_announced_is_masked(rows: Rows, hidden: Rows) -> None:
    assert masked(rows) == hidden
    assert list(continued_spans([table(rows)])) != [{}]


@pytest.mark.parametrize("rows", KEPT, ids=str)
def test_no_amount_is_masked(rows: Rows) -> None:
    assert masked(rows) == rows


def test_a_label_whose_number_stands_beside_it_says_nothing_of_what_stands_below() -> None:
    rows = (("负责人", "张三", "联系电话", "2345678"), ("资金总额", "2345679", "其中：拨款", "2345679"))
    assert masked(rows) == (("负责人", "张三", "联系电话", "*******"), *rows[1:])


def test_a_column_goes_on_where_its_table_does() -> None:
    first = table((("单位", "联系电话", "账号"), ("甲", "2345678", "65001234567890123456")))
    continued = on_page(2, (("乙", "2345679", "65001234567890123457"), ("丙", "2345670", "无")))
    assert [sorted(found) for found in continued_spans([first, continued])] == [[4, 5], [1, 2, 4]]
    for other in (
        on_page(2, (("乙", "2345679.00", "1"), ("丙", "2345670", "2"))),
        on_page(2, (("项目", "预算数", "决算数"), ("丙", "2345670", "2345670"))),
        on_page(3, (("乙", "2345679", "1"), ("丙", "2345670", "2"))),
    ):
        assert list(continued_spans([first, other]))[1] == {}


def test_lines_that_follow_each_other_are_read_as_one() -> None:
    lines = ["办公电话：", "2345678", "支出 2345678", "联系人李某1391", "2345678，谢谢"]
    shown = ["".join("*" if any(a <= k < b for a, b in spans) else c for k, c in enumerate(line))
             for line, spans in zip(lines, line_spans(lines), strict=True)]  # fmt: skip
    assert shown == ["办公电话：", "*******", "支出 2345678", "联系人李某139*", "*******，谢谢"]


def test_a_document_without_personal_numbers_is_itself() -> None:
    plain = Document("0" * 64, "application/pdf", "test", (), (Text(PLACE, "支出 2345678 元"), table(KEPT[0])))
    assert mask_document(plain) is plain
    assert not shows_personal(plain)

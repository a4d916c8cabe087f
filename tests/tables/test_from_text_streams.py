"""Texts that print one cell on each line: read where counting and sums leave one way, else left as lines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.reading.document import Document, Grid, Page, Place, Text
from mingzhang.tables.from_text import restore_tables
from mingzhang.tables.from_text.headers import parse_heading
from mingzhang.tables.from_text.text_sums import fits, row_sums
from mingzhang.tables.recognise import recognise_tables

HEADER = "支出总表 单位：万元 科目编码 科目名称 合计 合计 基本支出"
END = "项目支出 事业单位经营支出 上缴上级支出 对附属单位补 助支出"
BASIC = parse_heading("code 科目编码 | label 科目名称 | 合计 | 基本支出 > 小计 | >人员经费 | >公用经费 | 项目支出")


def page(words: str) -> Document:
    """Each word a line and a block of its own."""
    blocks = tuple(Text(Place(1, None, 2 * n), word) for n, word in enumerate(words.split(), 1))
    return Document("0" * 64, "text/plain", "plain text", (Page(1, 0, 0),), blocks)


def figures(document: Document) -> tuple[Figure, ...]:
    return extract_figures(recognise_tables(restore_tables(document)))


def rows(document: Document) -> dict[str, list[Decimal | None]]:
    found: dict[str, list[Decimal | None]] = {}
    for figure in figures(document):
        found.setdefault(figure.code or figure.label, []).append(figure.amount)
    return found


def amounts(*values: str) -> list[Decimal | None]:
    return [Decimal(value) for value in values]


SEPARATE = (
    "30.00 20.00 10.00 社会保障和就业支出 12.00 12.00 行政事业单位养老支出 12.00 12.00 2080505 "
    "机关事业单位基本养老保险缴费 支出 12.00 12.00 卫生健康支出 18.00 8.00 10.00 行政事业单位医疗 18.00 8.00 10.00 "
    "行政单位医疗 18.00 8.00 10.00 208 20805 210 21011 2101101"
)


def test_codes_torn_from_their_rows_are_known_by_their_names() -> None:
    found = rows(page(f"{HEADER} {SEPARATE} {END}"))
    assert list(found) == ["合计", "208", "20805", "2080505", "210", "21011", "2101101"]
    assert found["合计"] == amounts("30.00", "20.00", "10.00")
    assert found["2080505"] == amounts("12.00", "12.00")
    assert found["2101101"] == amounts("18.00", "8.00", "10.00")


def test_amounts_that_no_identity_places_are_ambiguous() -> None:
    marked = {f.reading for f in figures(page(f"{HEADER} {SEPARATE} {END}"))}
    assert marked <= {"inferred", "ambiguous"}


def test_unit_and_title_between_the_cells_are_still_the_table_s() -> None:
    words = f"公开03表 支出总表 科目编码 科目名称 合计 单位：万元 合计 基本支出 {SEPARATE} {END}"
    table = recognise_tables(restore_tables(page(words)))[0]
    assert (table.title, table.unit, table.number) == ("支出总表", "万元", "公开03表")


@pytest.mark.parametrize(
    "words",
    [
        SEPARATE.replace("30.00", "31.00", 1),  # the total is not that of its classes
        SEPARATE.replace("行政单位医疗", "行政单位医 药"),  # a name that is not its code's
        SEPARATE.replace(" 2101101", ""),  # a row without a code
        SEPARATE.replace("20805 210", "20805 20805 210"),  # a code too many
        SEPARATE.replace("2080505 机关", "2080505 12.00 机关"),  # an amount too many
    ],
)
def test_what_does_not_come_out_stays_lines(words: str) -> None:
    document = page(f"{HEADER} {words} {END}")
    assert restore_tables(document) == document


def test_an_amount_printed_late_goes_back_to_the_row_that_lacks_it() -> None:
    words = (
        "一般公共预算基本支出表 单位：万元 部门预算支出经济分类科目 科目编码 本年一般公共预算基本支出 科目名称 "
        "合计 人员经费 公用经费 合计 30.00 25.00 工资福利支出 25.00 25.00 5.00 30101 基本工资 25.00 25.00 "
        "商品和服务支出 5.00 5.00 30201 办公费 5.00 5.00 301 302"
    )
    found = rows(page(words))
    assert found["合计"] == amounts("30.00", "25.00", "5.00")
    assert found["301"] == amounts("25.00", "25.00")


def test_an_amount_printed_below_all_rows_goes_back_too() -> None:
    words = (
        "一般公共预算支出表 单位：万元 科目编码 科目名称 基本支出 合计 小计 人员经费 公用经费 合计 "
        "30.00 30.00 25.00 项目支出 社会保障和就业支出 20.00 20.00 20.00 "
        "行政事业单位养老支出 20.00 20.00 20.00 卫生健康支出 10.00 10.00 5.00 5.00 "
        "行政事业单位医疗 10.00 10.00 5.00 5.00 208 20805 210 21011 5.00"
    )
    found = rows(page(words))
    assert found["合计"] == amounts("30.00", "30.00", "25.00", "5.00")
    assert found["21011"] == amounts("10.00", "10.00", "5.00", "5.00")


def test_blocks_of_several_rows_stand_side_by_side() -> None:
    header = ["支出总表", "单位：万元", "科目编码", "科目名称", "小计", "其中：", "基本支出", "项目支出"]
    blocks = [[line] for line in (*header, "合计", "30.00", "20.00", "10.00")]
    blocks += [["2010301", "2010302"], ["行政运行", "一般行政管理事务"]]
    blocks += [["20.00", "10.00"], ["20.00", "0.00"], ["0.00", "10.00"]]
    number, texts = 0, []
    for block in blocks:
        for line in block:
            number += 1
            texts.append(Text(Place(1, None, number), line))
        number += 1
    found = rows(Document("0" * 64, "text/plain", "plain text", (Page(1, 0, 0),), tuple(texts)))
    assert found["2010301"] == amounts("20.00", "20.00", "0.00")
    assert found["2010302"] == amounts("10.00", "0.00", "10.00")


def test_nothing_is_lost() -> None:
    document = page(f"前言 {HEADER} {SEPARATE} {END}")
    restored = restore_tables(document)
    assert any(isinstance(block, Grid) for block in restored.blocks)
    kept = "".join(b.text if isinstance(b, Text) else "".join(c.text for c in b.cells) for b in restored.blocks)  # type: ignore[union-attr]
    printed = "".join(b.text for b in document.blocks if isinstance(b, Text))
    assert sorted(kept) == sorted(printed)


def test_sums_of_a_header() -> None:
    assert row_sums(BASIC) == ((2, ((3, 6),) * 3), (3, ((4, 5),) * 3))
    assert fits([Decimal(9), Decimal(5), Decimal(5), Decimal(4)], BASIC)
    assert not fits([Decimal(9), Decimal(5), Decimal(4)], BASIC)


def test_a_column_of_which_is_part_of_another_or_the_first_of_all() -> None:
    for words, values in (
        ("合计 | 购置及运行费 | 其中：运行费", (9, 9, 4)),
        ("小计 | 其中：基本支出 | 项目支出", (9, 5, 4)),
    ):
        assert fits([Decimal(value) for value in values], parse_heading(words))


def test_the_row_of_the_body_is_the_total() -> None:
    words = (
        "一般公共预算支出表 单位：万元 预算单位 科目编码 科目名称 某市信访局 支出总计 基本支出 项目支出 "
        "30.00 20.00 10.00 2010301 行政运行 20.00 20.00 0.00 2010302 一般行政管理事务 10.00 0.00 10.00"
    )
    found = figures(page(words))
    assert [f.unit_name for f in found[:3]] == ["某市信访局"] * 3
    assert [f.amount for f in found if f.code == "2010302"] == amounts("10.00", "0.00", "10.00")

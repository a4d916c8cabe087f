"""Headers that nobody has taught: columns told from where words and amounts stand, and what is not told so."""

from __future__ import annotations

import pytest

from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.reading.document import Document, Page, Place, Text
from mingzhang.tables.from_text import restore_tables
from mingzhang.tables.from_text.built import build_headings
from mingzhang.tables.from_text.headers import load_headings, write_heading
from mingzhang.tables.from_text.pieces import Line, read_lines
from mingzhang.tables.recognise import recognise_tables


def text(*pages: tuple[str, ...]) -> Document:
    blocks = [
        Text(Place(page, None, 100 * page + n), line) for page, own in enumerate(pages, 1) for n, line in enumerate(own)
    ]
    kept = tuple(Page(n, 0, 0) for n in range(1, len(pages) + 1))
    return Document("0" * 64, "text/plain", "plain text", kept, tuple(blocks))


def lines(*own: str) -> list[Line]:
    return list(read_lines(text(own)))


def figures(*pages: tuple[str, ...]) -> list[Figure]:
    return list(extract_figures(recognise_tables(restore_tables(text(*pages)))))


CODES = (
    "                       项目                               一般公共预算支出",
    " 功能科目编码",
    "                            功能科目名称       总额                当年基本支出          当年项目支出",
    " 类    款    项",
)
"""A header of which no cell above the columns is taught."""


def test_parts_of_a_code_stand_below_one_cell() -> None:
    heading, taken = build_headings(
        lines(*CODES, "208              社会保障支出                 316           300             16")
    )[0]
    assert taken == len(CODES)
    assert write_heading(heading).startswith(
        "code 项目 > 功能科目编码 > 类 | code >>款 | code >>项 | label >功能科目名称 | "
    )


TITLE = ("一般公共预算支出情况表", "                                              单位：万元")
FAR = (
    "      科目编码                    科目名称        合计            "
    "  基本支出              项目支出              下年安排",
)
ROWS = (
    "              合计                           9.00          4.00          3.00           2.00",
    "205           教育支出                         9.00          4.00          3.00           2.00",
)


def test_as_many_stacks_as_columns_are_the_columns() -> None:
    """The amounts stand right of the words of their columns, below those of the next."""
    assert not any(
        h.texts == ("科目编码", "科目名称", "合计", "基本支出", "项目支出", "下年安排") for h in load_headings()
    )
    found = {f.column_label: f.amount for f in figures((*TITLE, *FAR, *ROWS)) if f.code == "205"}
    assert found == {"合计": 9, "基本支出": 4, "项目支出": 3, "下年安排": 2}


def test_fewer_stacks_than_columns_are_not_told_by_their_distance() -> None:
    """What stands between two columns that mean as much may belong to either."""
    header = (
        "      科目编码                    科目名称        合计            "
        "  事业收入              经营收入              其他收入"
    )
    rows = (
        "              合计                           9.00          4.00                         5.00",
        "205           教育支出                         9.00          4.00                         5.00",
    )
    page = ("收入预算总表", TITLE[1], header, *rows)
    assert all(f.reading == "ambiguous" for f in figures(page) if f.amount != 9)


def test_a_header_that_held_holds_on_the_next_page() -> None:
    """One row whose sum does not come out proves no header, but does not disprove one."""
    second = (*FAR, "206           科学技术支出                       9.00          4.00          3.00           1.00")
    found = [f for f in figures((*TITLE, *FAR, *ROWS), second) if f.code == "206"]
    assert [f.amount for f in found] == [9, 4, 3, 1]


def test_a_header_does_not_begin_in_its_middle() -> None:
    """Its lower lines alone would name other columns: 经营支出 for 事业单位经营支出."""
    header = (
        "                                                                       事业单位",
        "      科目编码          科目名称          合计        基本支出       项目支出",
        "                                                                       经营支出",
    )
    row = "205           教育支出             9.00       4.00         3.00        2.00"
    found = figures((*TITLE, *header, row))
    assert {f.column_label for f in found} <= {"合计", "基本支出", "项目支出", "事业单位经营支出"}


@pytest.mark.parametrize("name", ["文化广电旅游体育", "统计局（本"])
def test_the_upper_line_of_a_name_is_no_header(name: str) -> None:
    header = ("支出项目类别          合计        基本支出       项目支出", f"深圳市{name}")
    built = build_headings(lines(*header, "                    9.00        4.00         5.00"))
    assert [heading.texts[0] for heading, _ in built[:1]] == ["支出项目类别"]
    assert {taken for _, taken in built} == {1}


def test_amounts_that_all_stand_below_the_next_column_are_not_told_by_it() -> None:
    """As text sets them that counts wide letters for narrow ones: 合计 stands below 基本支出, and so on."""
    header = (
        "      科目编码                    科目名称        合计            "
        "  基本支出              项目支出              结转下年"
    )
    rows = (
        "              合计                                              9.00                  4.00            5.00",
        "205           教育支出                                            9.00                  4.00            5.00",
        "206           科学技术支出                                    4.00            4.00",
    )
    found = [f for f in figures((*TITLE, header, *rows)) if f.reading != "ambiguous" and f.code == "205"]
    assert {(f.column_label, f.amount) for f in found} <= {("合计", 9), ("基本支出", 4), ("项目支出", 5)}


def test_halves_of_a_column_are_no_columns() -> None:
    """Amounts that are set a little aside of those above them make two stacks of one column, not a column more."""
    rows = (
        "              合计                          9,009.00      4,004.00                 5,005.00",
        "205           教育支出                          9.00              4.00             5.00",
    )
    found = [f for f in figures((*TITLE, *FAR, *rows)) if f.reading != "ambiguous"]
    assert {f.column_label for f in found} <= {"合计", "基本支出", "项目支出"}

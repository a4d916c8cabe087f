"""Names and amounts broken over lines, and headers that nobody has taught."""

from __future__ import annotations

import math

from mingzhang.reading.document import Place
from mingzhang.tables.from_text.built import build_headings
from mingzhang.tables.from_text.known_names import Owner, never_alone, share_lines, stands_alone
from mingzhang.tables.from_text.pieces import Line, Piece, read_lines
from mingzhang.tables.from_text.torn_names import mend_amounts
from tests.tables.test_from_text import figures, text


def lines(*texts: str) -> list[Line]:
    return read_lines(text(*texts))


def test_lines_beside_the_middle_of_a_name() -> None:
    owners = [Owner("监所管理支队"), Owner(""), Owner("")]
    between = [[], ["交通治安分局（水上"], ["治安分局）", "居民身份证信息管理"], ["中心）"]]
    assert share_lines(owners, between, stands_alone, None).of == ((0, 0), (1, 1), (1, 1))


def test_lines_before_the_amounts() -> None:
    owners = [Owner(""), Owner("")]
    between = [["国有资产监督管理委员", "会"], ["国有企业巡察和财务监", "事务中心"], []]
    assert share_lines(owners, between, stands_alone, None).of == ((2, 0), (2, 0))


def test_a_line_that_may_be_of_either_row_is_told_of_none() -> None:
    owners = [Owner("专项业务经费支出甲"), Owner("专项业务经费支出乙")]
    assert share_lines(owners, [[], ["专项业务经费支出丙"], []], stands_alone, None).of == (None, None)


def test_the_rest_of_a_name_of_the_page_before() -> None:
    owners = [Owner("")]
    shares = share_lines(
        owners, [["治安分局）", "交通治安分局（水上"], ["治安分局）"]], stands_alone, "交通治安分局（水上"
    )
    assert (shares.of, shares.rest) == (((1, 1),), 1)


def test_lines_of_nobody_cost_more_than_any_share() -> None:
    assert never_alone("其他") == math.inf
    assert share_lines([Owner("合计", whole=True)], [[], ["其他"]], never_alone, None).of == (None,)


def test_a_torn_amount_is_brought_back_into_its_row() -> None:
    mended = mend_amounts(
        lines(
            "              12,968.1    ",
            "一般公共服务支出                 12,868.19",
            "                     9    ",
            "教育支出          1.00      1.00",
            "科学技术支出        1.00      1.00",
        )
    )
    assert [p.text for p in mended[0].pieces] == ["一般公共服务支出", "12,968.19", "12,868.19"]


def test_digits_that_stand_elsewhere_are_no_rest() -> None:
    printed = lines("甲         12,868.1", "乙         1.00      2.00", "丙    9", "丁         1.00      2.00")
    assert [p.text for p in mend_amounts(printed)[0].pieces] == ["甲", "12,868.1"]


HEADER = (
    "                                           基本支出",
    " 科目编码       科目名称          合计                                项目支出",
    "                                     人员经费       公用经费",
)


def test_a_header_is_built_from_where_its_words_stand() -> None:
    built = build_headings(lines(*HEADER, "201   一般公共服务支出     3.00     1.00     1.00     1.00"))
    heading, taken = built[0]
    assert taken == len(HEADER)
    assert [[heading.texts[c] for c in path] for path in heading.paths] == [
        ["科目编码"], ["科目名称"], ["合计"], ["基本支出", "人员经费"], ["基本支出", "公用经费"], ["项目支出"],
    ]  # fmt: skip
    assert heading.roles == ("code", "label", "amount", "amount", "amount", "amount")


def test_words_that_no_header_says_build_none() -> None:
    assert build_headings(lines("今天天气      明天天气      后天天气", "1.00    2.00    3.00")) == []


def test_words_that_go_together_in_too_many_ways_build_none() -> None:
    """Found in a page of prose with wide gaps: without a bound it took minutes."""
    column = ["项目      合计      基本支出"] * 15
    assert build_headings(lines(*column, "201       1.00      2.00")) == []


def test_two_sides_with_a_name_broken_on_one() -> None:
    rows = (
        "部门收支总表",
        "单位：万元",
        "收入                      支出",
        "项目             预算数     项目                预算数",
        "一、一般公共预算拨款收入   9.00     一、文化旅游体育与传媒支   5.00",
        "                                     出",
        "二、政府性基金预算拨款收入             二、社会保障和就业支出    4.00",
        "收入总计           9.00     支出总计             9.00",
    )
    labels = {f.label: f.amount for f in figures(text(*rows))}
    assert labels.get("一、文化旅游体育与传媒支出") == 5


def test_pieces_say_where_they_stand() -> None:
    piece = Piece("1", Place(1, None, 1), 3, 4)
    assert piece.overlaps(Piece("2", Place(1, None, 2), 3, 5))

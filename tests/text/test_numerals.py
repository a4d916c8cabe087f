"""Chinese numerals read and written, and the numbers that head sections and items."""

import pytest

from mingzhang.text.numerals import parse_numeral, spell_number
from mingzhang.text.ordinals import numbering

NUMERALS = {
    "零": 0,
    "十": 10,
    "十二": 12,
    "二十": 20,
    "一百零五": 105,
    "一百二十三": 123,
    "一千零二十": 1020,
    "一万": 10_000,
    "六百三十二万零四百": 6_320_400,
    "一亿二千万零三": 120_000_003,
    "一万亿": 1_000_000_000_000,
}


@pytest.mark.parametrize(("printed", "value"), NUMERALS.items())
def test_numerals_are_read_and_written(printed: str, value: int) -> None:
    assert parse_numeral(printed) == value
    assert spell_number(value) == printed


@pytest.mark.parametrize(
    ("printed", "value"), [("二〇二四", 2024), ("二○二五", 2025), ("两万", 20_000), ("廿三", 23), ("一十二", 12)]
)
def test_other_ways_to_write_them(printed: str, value: int) -> None:
    assert parse_numeral(printed) == value


@pytest.mark.parametrize("printed", ["", "12", "万元", "万", "甲", "一点五"])
def test_what_is_no_numeral(printed: str) -> None:
    assert parse_numeral(printed) is None


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("第一部分 概况", "part", 1),
        ("第三章 说明", "part", 3),
        ("十二、说明", "han", 12),
        ("（二十一）收入", "han-brackets", 21),
        ("3.收入", "digit", 3),
        ("（4）收入", "digit-brackets", 4),
        ("5）收入", "half-bracket", 5),
        ("⑥收入", "circled", 6),
    ],
)
def test_ordinals(text: str, style: str, value: int) -> None:
    found = numbering(text)
    assert found is not None
    assert (found.style, found.value) == (style, value)


@pytest.mark.parametrize("text", ["3.5万元", "2025年收入", "一般公共预算", "百货（一）"])
def test_what_begins_like_one_and_is_none(text: str) -> None:
    assert numbering(text) is None

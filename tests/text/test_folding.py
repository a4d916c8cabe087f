"""How print is folded for matching, and the dates and years that are printed in figures or numerals."""

from __future__ import annotations

from datetime import date

import pytest

from mingzhang.text.amounts import parse_amount, parse_percent
from mingzhang.text.normalise import fold, normalise, without_marks
from mingzhang.text.numerals import parse_date, parse_numeral, western_years, whole_date


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("２０２４年", "2024年"),
        ("ＡＢ", "AB"),
        ("⼀⽉", "一月"),
        ("⻓户⻅", "长户见"),
        ("戶", "户"),
        ("（甲）：“乙”", "（甲）：“乙”"),
        ("12㎡", "12㎡"),
        ("a\u200bb\ufeffc", "abc"),
        ("−1－2–3", "-1-2-3"),
        ("收 入\n合\t计\u3000", "收入合计"),
    ],
)
def test_look_alikes_are_folded_and_marks_kept(printed: str, folded: str) -> None:
    assert normalise(printed) == folded


def test_folding_keeps_white_space_and_marks_at_the_end_go() -> None:
    assert fold("１ ２\n３") == "1 2\n3"
    assert without_marks("合计①②") == "合计"
    assert without_marks("①甲") == "①甲"
    assert without_marks("①") == "①"


@pytest.mark.parametrize(
    ("printed", "amount"),
    [("１２，３４５．６０", "12345.60"), ("1,234,567", "1234567"), ("1,23,456", "None"), ("12,34", "None"),
     ("1234,567", "None"), (",123", "None"), ("1.", "None"), (".5", "None"), ("△3.5", "-3.5"), ("▲3", "-3"),
     ("(1,000.00)", "-1000.00"), ("（-1）", "None"), ("0.00", "0.00"), ("-0.00", "0.00"), ("￥5", "5")],
)  # fmt: skip
def test_amounts_with_every_sign_and_separator(printed: str, amount: str) -> None:
    assert str(parse_amount(printed)) == amount


def test_a_percentage_may_be_negative_and_has_one_sign() -> None:
    assert [str(parse_percent(text)) for text in ("-60.86%", "100％", "5", "%", "5%%")] == [
        "-60.86", "100", "None", "None", "None"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("于2024年2月23日公开", date(2024, 2, 23)),
        ("二〇二四年二月二十三日", date(2024, 2, 23)),
        ("二○二四年十二月三十一日", date(2024, 12, 31)),
        ("2024年2月30日", None),
        ("2024年13月1日", None),
        ("2024年2月", None),
        ("2024.2.23", None),
    ],
)
def test_the_first_full_date(text: str, found: date | None) -> None:
    assert parse_date(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025.1.20", date(2025, 1, 20)),
        ("2025-01-20", date(2025, 1, 20)),
        ("2025/1/20日", date(2025, 1, 20)),
        ("2025.1-20", None),
        ("2025年1月20日", date(2025, 1, 20)),
        ("于2025年1月20日", None),
        ("1925.1.20", None),
    ],
)
def test_a_text_that_is_a_date(text: str, found: date | None) -> None:
    assert whole_date(text) == found


def test_years_in_numerals_become_digits() -> None:
    assert western_years("二〇二六年预算和二O二五年决算") == "2026年预算和2025年决算"
    assert western_years("二〇二六") == "二〇二六"
    assert western_years("2〇2五年") == "2025年"


@pytest.mark.parametrize(
    ("printed", "value"),
    [("卅", 30), ("廿五", 25), ("三千", 3000), ("一百一十", 110), ("十万", 100_000), ("一千二百万", 12_000_000),
     ("二亿零五万", 200_050_000), ("一〇", 10), ("两千零二", 2002)],
)  # fmt: skip
def test_numerals_of_every_kind(printed: str, value: int) -> None:
    assert parse_numeral(printed) == value

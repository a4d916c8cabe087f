"""The strict grammar of amounts."""

from decimal import Decimal

import pytest

from mingzhang.text.amounts import parse_amount, parse_percent


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234.50", "1234.50"),
        ("1234.5", "1234.5"),
        ("１，２３４．５０", "1234.50"),
        ("¥12.00", "12.00"),
        ("-12.00", "-12.00"),
        ("−12.00", "-12.00"),
        ("△12.00", "-12.00"),
        ("（12.00）", "-12.00"),
        ("0.00", "0.00"),
        ("-0.00", "0.00"),
    ],
)
def test_an_amount_is_read_exactly(text: str, amount: str) -> None:
    assert str(parse_amount(text)) == amount


@pytest.mark.parametrize("text", ["", "-", "—", "12.34.56", "1,23", "12,3456", "(-5)", "5%", "5 万元", "1e5", "5."])
def test_what_breaks_the_grammar_is_no_amount(text: str) -> None:
    assert parse_amount(text) is None


def test_a_percentage_needs_its_sign() -> None:
    assert parse_percent("-60.86％") == Decimal("-60.86")
    assert parse_percent("60.86") is None

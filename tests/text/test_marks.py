"""Signs around amounts, and marks of footnotes, which never become digits."""

from __future__ import annotations

import pytest

from mingzhang.text.amounts import parse_amount
from mingzhang.text.normalise import normalise


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("1,286.50¹", "1286.50"),
        ("12②", "12"),
        ("25㉑", "25"),
        ("¥ -45.00", "-45.00"),
        ("-¥45.00", "-45.00"),
        ("(¥3)", "-3"),
        ("①", "None"),
        ("-¥-3", "None"),
        ("¥ -", "None"),
        ("12 m²", "None"),
    ],
)
def test_amounts_with_signs_and_marks(printed: str, amount: str) -> None:
    assert str(parse_amount(printed)) == amount


@pytest.mark.parametrize("mark", ["¹", "⁹", "①", "⑳", "❷", "㉑", "㊿"])
def test_raised_and_circled_digits_never_become_digits(mark: str) -> None:
    assert normalise(f"12{mark}") == f"12{mark}"

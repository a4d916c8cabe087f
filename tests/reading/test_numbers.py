"""Number formats: what a spreadsheet shows of what it keeps."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.reading.formats.sheet.numbers import BUILTIN, show_general, show_number, show_text

SHOWN = [
    ("5494.2300000000005", "0.00", "5494.23"),
    ("5494.2300000000005", "#,##0.00", "5,494.23"),
    ("1234567.891", "#,##0.00_ ", "1,234,567.89"),
    ("-12.5", "0.00_ ", "-12.50"),
    ("-12.5", r"0.00_);\(0.00\)", "(12.50)"),
    ("-12.5", r"#,##0.00_);[Red]\(#,##0.00\)", "(12.50)"),
    ("-1234.5", BUILTIN[43], "-1,234.50"),
    ("0", BUILTIN[43], "-"),
    ("0", "#,##0.00;-#,##0.00;", ""),
    ("0", "#", ""),
    ("0.5", "#.00", ".50"),
    ("0.125", "0.0%", "12.5%"),
    ("0.1234", "0%", "12%"),
    ("123456", r"0\.0,", "12.3"),
    ("12345678", "#,##0.00,", "12,345.68"),
    ("1.005", "0.00", "1.01"),
    ("2.675", "0.00", "2.68"),
    ("0.1", "0.0##", "0.1"),
    ("7", "000", "007"),
    ("2050201", "0", "2050201"),
    ("12.3", '0.00"万元"', "12.30万元"),
    ("12.3", "[$¥-804]#,##0.00", "¥12.30"),
    ("5", "[>=10]0.0;[<10]0.00", "5.00"),
    ("45292", 'yyyy"年"m"月"d"日"', "2024年1月1日"),
    ("45292", "yyyy-mm-dd", "2024-01-01"),
    ("45292.5", "yyyy/m/d h:mm", "2024/1/1 12:00"),
    ("1", "yyyy/m/d", "1900/1/1"),
]


@pytest.mark.parametrize(("value", "code", "shown"), SHOWN)
def test_number_is_shown_by_its_format(value: str, code: str, shown: str) -> None:
    found = show_number(Decimal(value), code)
    assert (found.text, found.sure) == (shown, True)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0.30000000000000004", "0.3"), ("5494.2300000000005", "5494.23"), ("33.333333333333336", "33.33333333"),
     ("1E+2", "100"), ("12345678901.5", "12345678902"), ("-0", "0"), ("2E-12", "0")],
)  # fmt: skip
def test_number_without_a_format(value: str, shown: str) -> None:
    assert show_general(Decimal(value)).removeprefix("-") == shown


def test_format_that_is_not_understood_says_so() -> None:
    for code in ("0.00E+00", "# ?/?", "[h]:mm"):
        found = show_number(Decimal("1.5"), code)
        assert (found.text, found.sure) == ("1.5", False)


def test_text_is_hidden_only_by_a_fourth_section() -> None:
    assert show_text("合计", "0.00") == "合计"
    assert show_text("合计", ";;;") == ""
    assert show_text("合计", '0;0;0;@"："') == "合计："

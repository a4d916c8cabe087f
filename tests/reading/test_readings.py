"""Probabilities along a line → texts: freely, and by the alphabet of amounts."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from mingzhang.reading.scanned import EXTRA, can_recognise

pytestmark = pytest.mark.skipif(not can_recognise(), reason=f"scans need the extra: {EXTRA}")
_ALPHABET = ("", *"0123456789,.-~项目", " ")


def _read(*steps: Mapping[str, float]) -> tuple[str, list[str]]:
    """The text and the other readings of a line whose steps hold these chances; between them lies nothing."""
    import numpy as np

    from mingzhang.reading.formats.scan.line_reading import Reader

    odds = np.zeros((2 * len(steps), len(_ALPHABET)), np.float32)
    odds[1::2, 0] = 1
    for k, chances in enumerate(steps):
        for char, chance in chances.items():
            odds[2 * k, _ALPHABET.index(char)] = chance
    line = Reader(_ALPHABET).read(odds)
    return line.text, [r.text for r in line.readings]


def test_words_are_read_freely() -> None:
    assert _read({"项": 0.9}, {"目": 0.8}, {"1": 1.0}) == ("项目1", [])


def test_a_tilde_before_digits_is_a_minus() -> None:
    assert _read({"~": 0.9, "-": 0.1}, {"5": 1.0}) == ("-5", ["-5"])


def test_other_readings_of_a_number_are_kept_the_likeliest_first() -> None:
    assert _read({"3": 0.6, "8": 0.4}, {".": 1.0}, {"5": 1.0}) == ("3.5", ["3.5", "8.5"])


def test_what_is_no_amount_gives_way_to_what_is_one() -> None:
    steps = [{c: 1.0} for c in "1234.56"]
    steps.insert(1, {".": 0.6, ",": 0.4})
    text, readings = _read(*steps)
    assert readings == ["1.234.56", "1,234.56"]
    assert text == "1,234.56"


def test_a_digit_twice_is_two_digits_where_something_parts_them() -> None:
    assert _read({"1": 1.0}, {"1": 1.0})[0] == "11"

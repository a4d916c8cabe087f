"""Personal numbers are masked in every spelling; amounts never are."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.text.masking import mask_personal, personal_spans

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "masking.yml").read_text(encoding="utf-8"))
WORDS = st.text("财政拨款支出人员工资，。；：（） \n", max_size=8)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
spacings = st.sampled_from([(11,), (3, 4, 4), (3, 3, 5), (3, 8), (7, 4), (1,) * 11])
separators = st.sampled_from([" ", "-", "\u3000", "  ", "－", "\u200b"])
amounts = st.decimals(min_value=Decimal("-1e14"), max_value=Decimal("1e14"), places=2)


@pytest.mark.parametrize(("text", "masked"), CASES["masked"].items())
def test_personal_numbers_are_masked(text: str, masked: str) -> None:
    assert mask_personal(text) == masked


@pytest.mark.parametrize("text", CASES["kept"])
def test_everything_else_is_kept(text: str) -> None:
    assert mask_personal(text) == text


def test_a_header_announces_a_bare_number() -> None:
    assert mask_personal("28888888", "联系电话") == "********"
    assert mask_personal("28888888", "预算数") == "28888888"
    assert mask_personal("12345678.00", "联系电话") == "12345678.00"


@given(mobiles, spacings, separators, WORDS, WORDS, st.booleans())
def test_a_mobile_number_is_masked_however_it_is_spaced(
    number: str, groups: tuple[int, ...], separator: str, before: str, after: str, wide: bool
) -> None:
    parts, rest = [], number.translate(FULL_WIDTH) if wide else number
    for size in groups:
        parts.append(rest[:size])
        rest = rest[size:]
    masked = mask_personal(f"{before}联系{separator.join(parts)}人{after}")
    assert sum(c.isdigit() for c in masked) == 3


@given(amounts, WORDS, WORDS, st.booleans())
def test_an_amount_is_never_masked(amount: Decimal, before: str, after: str, grouped: bool) -> None:
    text = f"{before}支出{amount:,f}{after}" if grouped else f"{before}支出{amount:f}{after}"
    assert mask_personal(text) == text
    assert mask_personal(text, "联系电话") == text


@given(st.text("0123456789-－ .,，、@电话传真1３８Xx万元（）()", max_size=40))
def test_masking_twice_changes_nothing_and_keeps_the_length(text: str) -> None:
    masked = mask_personal(text)
    assert len(masked) == len(text)
    assert mask_personal(masked) == masked
    assert all(0 <= start <= end <= len(text) for start, end in personal_spans(text))


def test_a_long_row_of_digits_is_searched_in_good_time() -> None:
    text = "1 3" * 20_000 + "联系" * 5_000
    assert len(mask_personal(text)) == len(text)


def test_a_real_disclosure_without_personal_numbers_is_left_as_it_is(founding: Path) -> None:
    text = (founding / "source.txt").read_text(encoding="utf-8")
    assert mask_personal(text) == text

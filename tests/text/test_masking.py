"""Personal numbers are masked in every spelling; amounts never are."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from re._constants import MAXREPEAT  # type: ignore[import-not-found]
from re._parser import SubPattern  # type: ignore[import-not-found]
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from phonenumbers import Leniency, PhoneNumberMatch, PhoneNumberMatcher, is_valid_number, parse
from stdnum.cn import ric

import mingzhang.text.masking as masking
from mingzhang.text.masking import (
    accounts,
    guards,
    identity_cards,
    mask_personal,
    masking_words,
    personal_spans,
    phones,
)
from mingzhang.text.masking.masking_words import may_name_contact, names_contact

FOLDER = Path(__file__).parent / "cases"
CASES = yaml.safe_load((FOLDER / "masking.yml").read_text(encoding="utf-8"))
HEADERS = yaml.safe_load((FOLDER / "announced.yml").read_text(encoding="utf-8"))
AMOUNT = re.compile(
    r"[元￥¥$%万亿]|人|\.[0-9]|,[0-9]{3}|^[0-9]{10,11}$|20[0-9]{2}|[A-Z]|支出|收入|[0-9] [0-9]|\*|[0-9]\n"
)
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


def test_no_pattern_repeats_without_an_end() -> None:
    """So the work at each place of a text is bounded, whatever stands around it."""
    modules = (masking, accounts, guards, identity_cards, phones, masking_words)
    patterns = [v for module in modules for v in vars(module).values() if isinstance(v, re.Pattern)]
    assert len(patterns) > 25
    assert [p.pattern for p in patterns if _endless(re._parser.parse(p.pattern, p.flags & ~re.UNICODE))] == []


@pytest.mark.parametrize("piece", HEADERS["pieces"])
def test_the_work_grows_with_the_length_alone(piece: str) -> None:
    """Counted in searches, matches and spans: twice the text takes twice of them, and a few more."""
    least, most = (_work(piece * (length // len(piece))) for length in (2_000, 8_000))
    assert most <= 4.4 * least + 50


def test_a_real_disclosure_without_personal_numbers_is_left_as_it_is(founding: Path) -> None:
    text = (founding / "source.txt").read_text(encoding="utf-8")
    assert mask_personal(text) == text


def test_headers_that_announce_nothing_but_personal_numbers() -> None:
    for header in HEADERS["always"]:
        assert names_contact(header), header
    for header in HEADERS["perhaps"]:
        assert (names_contact(header), may_name_contact(header)) == (False, True), header
    for header in HEADERS["never"]:
        assert not may_name_contact(header), header


@pytest.mark.parametrize("case", HEADERS["cells"], ids=str)
def test_an_announced_cell_is_masked_whole(case: list[str]) -> None:
    header, text, masked = case
    assert mask_personal(text, header) == masked


def test_no_known_number_is_left_of_what_has_to_be_masked() -> None:
    """Two libraries that know nothing of us find no valid number in what the cases become."""
    for text, masked in CASES["masked"].items():
        assert not list(PhoneNumberMatcher(masked, "CN", leniency=Leniency.VALID)), text
        assert not [n for n in _identities(masked) if ric.is_valid(n)], text


def test_what_is_kept_and_looks_like_a_number_is_an_amount_or_a_count() -> None:
    """What a library that knows no amounts takes for a telephone number: each is one of these, seen by eye."""
    found = [t for t in CASES["kept"] if any(not _is_landline(m) for m in PhoneNumberMatcher(t, "CN"))]
    assert [t for t in found if not AMOUNT.search(t)] == []
    assert [t for t in CASES["kept"] for n in _identities(t) if ric.is_valid(n)] == []


def test_the_area_codes_given_out_are_known() -> None:
    """Every one that the library knows is seen without a word before it; 0400 and 0800 are hotlines, nobody's own."""
    for area in ["010", *(f"02{n}" for n in range(10)), *(f"0{n}" for n in range(300, 1000))]:
        numbers = [parse(area + local, "CN") for local in ("2345678", "62345678", "82345678", "7345678")]
        if area not in ("0400", "0800") and any(map(is_valid_number, numbers)):
            assert mask_personal(f"{area}-62345678") == f"{area}-********"


@settings(deadline=None)  # the library loads its tables at the first call
@given(st.integers(min_value=13_000_000_000, max_value=19_999_999_999))
def test_every_valid_mobile_number_is_masked_and_no_decimal_is(number: int) -> None:
    if is_valid_number(parse(str(number), "CN")):
        assert mask_personal(f"张三{number}") == f"张三{str(number)[:3]}********"
    assert mask_personal(f"支出{number}.00") == f"支出{number}.00"


@settings(deadline=None)
@given(
    st.dates(date(1900, 1, 1), date(2023, 12, 31)), st.integers(0, 999), st.sampled_from(["110101", "650103", "440106"])
)
def test_every_valid_identity_number_is_masked_and_no_invalid_one(day: date, order: int, place: str) -> None:
    body = f"{place}{day:%Y%m%d}{order:03d}"
    number = body + ric.calc_check_digit(body + "0")
    assume(ric.is_valid(number))  # a district counts from the year it was founded
    assert mask_personal(f"张三{number}。") == f"张三{'*' * 18}。"
    wrong = body + ("1" if number[-1] != "1" else "2")
    assert mask_personal(f"编码{wrong}。") == f"编码{wrong}。"
    assert mask_personal(f"公民身份号码：{wrong}。") == f"公民身份号码：{'*' * 18}。"


@given(st.integers(1, 30), st.integers(2, 40), st.sampled_from([" ", "  ", "\n", "\t", "\u3000"]))
def test_the_numbers_of_columns_are_nobodys(first: int, count: int, gap: str) -> None:
    text = gap.join(map(str, range(first, first + count)))
    assert mask_personal(text) == text
    assert mask_personal(f"栏次{gap}{text}") == f"栏次{gap}{text}"


def _endless(parsed: Any) -> bool:
    """Whether a parsed pattern repeats anything without an upper limit, in lookarounds, too."""
    for operator, argument in parsed:
        if "REPEAT" in str(operator) and argument[1] is MAXREPEAT:
            return True
        if any(_endless(part) for part in _parts(argument)):
            return True
    return False


def _parts(argument: Any) -> Iterator[Any]:
    if isinstance(argument, SubPattern):
        yield argument
    elif isinstance(argument, list | tuple):
        for item in argument:
            yield from _parts(item)


def _work(text: str) -> int:
    """How many calls and characters of calls it takes to search the text."""
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        personal_spans(text)
    finally:
        sys.setprofile(None)
    return counted


def _identities(text: str) -> list[str]:
    return re.findall(r"(?<![0-9A-Z])[0-9]{17}[0-9X](?![0-9A-Z])", text.upper())


def _is_landline(match: PhoneNumberMatch) -> bool:
    """Seven or eight digits are a number to the library wherever they stand."""
    return len(re.sub("[^0-9]", "", match.raw_string)) <= 8

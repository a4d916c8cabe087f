"""Both sides worked out: what holds, what rounding excuses, what is cut off, in doubt or a contradiction."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from mingzhang.checks.trial import Trial
from mingzhang.knowledge.identities import Condition, Selector

from .facts import WORDS, fact, judged, row, spot, trial


def total(whole: str, *parts: str, **told: Any) -> Trial:
    """A whole and its parts, one row."""
    first, *others = row(whole, *parts)
    return judged(spot("whole = parts", {"whole": [first], "parts": others}, **told))


@pytest.mark.parametrize(
    ("amounts", "result", "why"),
    [
        (("90.00", "60.00", "30.00"), "holds", ""),
        (("90.01", "60.00", "30.00"), "rounding", ""),
        (("90.02", "60.00", "30.00"), "note", "cut-off"),
        (("90.03", "60.00", "30.00"), "note", "cut-off"),
        (("90.04", "60.00", "30.00"), "source-contradiction", ""),
        (("89.96", "60.00", "30.00"), "source-contradiction", ""),
        (("89.97", "60.00", "30.00"), "note", "cut-off"),
        (("90.03", "60.00", "30.0"), "rounding", ""),
        (("90.07", "60.00", "30.0"), "source-contradiction", ""),
        (("90.02", "60.00", "30.00", "0.00"), "rounding", ""),
        (("90.03", "60.00", "30.00", "0.00"), "note", "cut-off"),
        (("90.04", "60.00", "30.00", "0.00"), "source-contradiction", ""),
        (("90.03", "90.00", "0.00"), "source-contradiction", ""),
        (("1", "0", "0"), "rounding", ""),
        (("-90.00", "-60.00", "-30.00"), "holds", ""),
    ],
)
def test_how_far_a_sum_may_be_off(amounts: tuple[str, ...], result: str, why: str) -> None:
    found = total(*amounts)
    assert (found.result, found.why) == (result, why)


def test_difference_and_tolerance_are_exact() -> None:
    found = total("90.04", "60.00", "30.00")
    assert found.difference == Fraction(4, 100)
    assert found.tolerance == Fraction(15, 1000)
    none = judged(spot("whole = part", {"whole": [fact("a", "1", "万元")], "part": [fact("b", "1", "美元")]}))
    assert (none.result, none.why) == ("not-testable", "units")
    assert not none.difference
    assert not none.tolerance


@pytest.mark.parametrize(
    ("left", "right", "unit", "result"),
    [
        (("1.00", "万元"), ("10000.00", "元"), "万元", "holds"),
        (("10000.00", "元"), ("1.00", "万元"), "元", "holds"),
        (("10040.00", "元"), ("1.00", "万元"), "元", "rounding"),
        (("10000.00", "万元"), ("1.00", "亿元"), "万元", "holds"),
        (("1.00", "万美元"), ("1.00", "万美元"), "万美元", "holds"),
        (("1.00", "万美元"), ("1.00", "万元"), "", "not-testable"),
        (("1.00", ""), ("1.00", "万元"), "", "not-testable"),
    ],
)
def test_units_are_converted_exactly_or_not_compared(
    left: tuple[str, str], right: tuple[str, str], unit: str, result: str
) -> None:
    found = trial("a = b", a=[fact("f1", *left)], b=[fact("f2", *right)])
    assert (found.result, found.unit) == (result, unit)


@pytest.mark.parametrize(
    ("part", "whole", "result"),
    [("60.00", "90.00", "holds"), ("90.00", "90.00", "holds"), ("90.01", "90.00", "rounding"),
     ("90.02", "90.00", "note"), ("90.03", "90.00", "source-contradiction"), ("-95.00", "90.00", "holds")],
)  # fmt: skip
def test_a_part_is_no_more_than_its_whole(part: str, whole: str, result: str) -> None:
    assert trial("part <= whole", part=[fact("a", part)], whole=[fact("b", whole)]).result == result


@pytest.mark.parametrize(
    ("printed", "result", "why"),
    [("33.33", "holds", ""), ("33.34", "rounding", ""), ("33.35", "source-contradiction", ""),
     ("33.30", "note", "cut-off"),
     ("33.00", "note", "cut-off"), ("33.40", "source-contradiction", ""), ("34.00", "source-contradiction", ""),
     ("33.3", "holds", "")],
)  # fmt: skip
def test_a_printed_quotient_is_the_exact_one_rounded_or_cut_off(printed: str, result: str, why: str) -> None:
    share = fact("s", printed, "", value="percent")
    found = trial("share = 100 * part / whole", share=[share], part=[fact("a", "100.00")], whole=[fact("b", "300.00")])
    assert (found.result, found.why) == (result, why)


def test_nothing_is_divided_by_zero() -> None:
    share = fact("s", "5", "", value="percent")
    found = trial("share = 100 * part / whole", share=[share], part=[fact("a", "1")], whole=[fact("b", "0")])
    assert (found.result, found.why) == ("not-testable", "no-base")


@pytest.mark.parametrize("at", [0, 1, 2])
def test_one_doubtful_number_makes_it_a_doubt_of_the_reading(at: int) -> None:
    whole, *parts = (fact(f"f{n}", a, sound=n != at) for n, a in enumerate(("90.50", "60.00", "30.00")))
    assert trial("whole = parts", whole=[whole], parts=parts).result == "reading-doubt"


@pytest.mark.parametrize(
    ("told", "less", "more"),
    [
        ({}, "source-contradiction", "source-contradiction"),
        ({"strength": "plausibility"}, "note", "note"),
        ({"note_when": "differs"}, "note", "note"),
        ({"note_when": "left-larger"}, "source-contradiction", "note"),
        ({"note_when": "left-smaller"}, "note", "source-contradiction"),
        ({"incomplete_when": "left-larger"}, "source-contradiction", "source-incomplete"),
        ({"note_within_places": 100}, "note", "note"),
        ({"note_within_places": 50}, "source-contradiction", "source-contradiction"),
    ],
)
def test_what_a_difference_means_is_for_the_identity_to_say(told: dict[str, Any], less: str, more: str) -> None:
    assert total("89.50", "60.00", "30.00", **told).result == less
    assert total("90.50", "60.00", "30.00", **told).result == more


def test_a_difference_that_named_facts_make_up_is_noted() -> None:
    whole, *parts = row("95.00", "60.00", "30.00")
    terms = {"whole": [whole], "parts": parts}
    for amount, result in (("5.00", "note"), ("-5.00", "note"), ("4.99", "source-contradiction")):
        beside = (fact("x", amount, item="carryover-out"),)
        found = judged(spot("whole = parts", terms, explanations=(beside,)))
        assert (found.result, found.explained) == (result, beside if result == "note" else ())
    zero = judged(spot("whole = parts", terms, explanations=((fact("x", "0.00"),),)))
    assert zero.explained == ()


def test_a_condition_is_met_where_what_it_denies_is_not_printed() -> None:
    moved = Selector(record="figure", values=("amount",), items=frozenset({"carryover-out"}))
    condition = Condition(WORDS, absent=moved)
    terms = {"whole": [fact("a", "95.00")], "part": [fact("b", "90.00")]}
    place = spot("whole = part", terms, condition=condition)
    carried, none = (fact("x", amount, item="carryover-out") for amount in ("3.00", "0.00"))
    told = [(found.condition, found.result) for found in (judged(place), judged(place, none), judged(place, carried))]
    assert told == [("met", "source-contradiction"), ("met", "source-contradiction"), ("unknown", "note")]


def test_a_condition_that_is_needed_and_not_known_leaves_nothing_to_test() -> None:
    terms = {"whole": [fact("a", "95.00")], "part": [fact("b", "90.00")]}
    found = judged(spot("whole = part", terms, condition=Condition(WORDS, needed=True)))
    assert (found.result, found.why) == ("not-testable", "condition")
    confirmed = {"whole": [fact("a", "95.00", category="confirmed")], "part": [fact("b", "90.00")]}
    assert judged(spot("whole = part", confirmed, condition=Condition(WORDS, confirmed=True))).condition == "met"
    assert judged(spot("whole = part", terms, condition=Condition(WORDS, confirmed=True))).condition == "unknown"


def test_an_amount_that_nobody_understands_beside_them_leaves_it_untested() -> None:
    whole, *parts = row("95.00", "60.00", "30.00")
    strange = fact("x", "5.00", row=1, line=1, column=7, item="")
    elsewhere = fact("x", "5.00", row=2, line=2, column=7, item="")
    zero = fact("x", "0.00", row=1, line=1, column=7, item="")
    results = [trial("whole = parts", b, whole=[whole], parts=parts).why for b in (strange, elsewhere, zero)]
    assert results == ["stranger", "", ""]

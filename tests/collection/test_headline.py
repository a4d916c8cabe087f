"""Headline figures of the founding disclosure, and what must not be made up."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from mingzhang.checks.vocabulary import load_vocabulary
from mingzhang.collection.collect import collect
from mingzhang.collection.entry import Entry, Part
from mingzhang.collection.headline import split_up


@pytest.fixture(scope="session")
def entry(founding: Path) -> Entry:
    """The founding disclosure as an entry."""
    (found,) = collect([founding / "package"]).entries
    return found


def test_totals_and_parts(entry: Entry) -> None:
    """Income = expenditure = 632.04 万元; sources and natures add up to it."""
    headline = entry.headline
    assert headline.income is not None
    assert headline.expenditure is not None
    assert headline.income.yuan == headline.expenditure.yuan == Decimal("6320400")
    assert {p.key: p.yuan for p in headline.sources} == {
        "income@general-own": Decimal("4898600"),
        "income@general-transfer": Decimal("790000"),
        "income@unit-funds": Decimal("631800"),
    }
    assert [(p.zh, p.yuan) for p in headline.natures] == [
        ("基本支出", Decimal("3218600")),
        ("项目支出", Decimal("3101800")),
    ]
    assert [(p.key, p.yuan) for p in headline.functions] == [("206", Decimal("6320400"))]


def test_change_is_the_sum_of_stated_changes(entry: Entry) -> None:
    """+46.65 and +19.86: the document states the parts, not the whole."""
    change = entry.headline.change
    assert change is not None
    assert (change.yuan, change.base, len(change.claims)) == (Decimal("665100"), "上年预算", 2)


def test_others(entry: Entry) -> None:
    """三公 4.05, agency running costs 26.33, procurement 169.73."""
    assert [(p.key, p.yuan) for p in entry.headline.others] == [
        ("three-public", Decimal("40500")),
        ("agency-running", Decimal("263300")),
        ("procurement", Decimal("1697300")),
    ]


def part(key: str, yuan: int) -> Part:
    return Part(key, key, key, Decimal(yuan))


def test_parts_that_do_not_add_up_are_left_out() -> None:
    """The finest level that adds up, else the coarsest, else nothing."""
    words = load_vocabulary()
    general = [part("income@general", 70), part("income@general-own", 50), part("income@general-transfer", 20)]
    assert [p.key for p in split_up(Decimal(70), general, words)] == ["income@general-own", "income@general-transfer"]
    assert [p.key for p in split_up(Decimal(70), general[:2], words)] == ["income@general"]
    assert split_up(Decimal(71), general, words) == ()

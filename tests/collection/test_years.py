"""A disclosure that states no change has that on the one of the year before."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from mingzhang.collection.entry import Body, Change, Collection, Entry, Headline, Part
from mingzhang.collection.gathering import compare_years

BODY = Body("x", "某局", "650000", "province")


def entry(year: int, yuan: int, kind: str = "budget", key: str = "expenditure", change: Change | None = None) -> Entry:
    headline = Headline(expenditure=Part(key, "支出", "Expenditure", Decimal(yuan)), change=change)
    return Entry(f"x/{year}-{kind}", Path(), BODY, "", "", year, kind, "department", 1, "", "", headline)


def changes(*entries: Entry) -> list[Change | None]:
    return [e.headline.change for e in compare_years(entries)]


def test_totals_of_two_years_are_compared() -> None:
    assert changes(entry(2025, 120), entry(2024, 100)) == [Change(Decimal(20), "上年预算", ()), None]


def test_what_the_document_states_stays() -> None:
    stated = Change(Decimal(5), "上年预算", ("c1",))
    assert changes(entry(2025, 120, change=stated), entry(2024, 100))[0] == stated


def test_other_years_kinds_and_meanings_are_not_compared() -> None:
    assert changes(entry(2025, 120), entry(2023, 100)) == [None, None]
    assert changes(entry(2025, 120), entry(2024, 100, "final")) == [None, None]
    assert changes(entry(2025, 120), entry(2024, 100, key="expenditure.grand-total")) == [None, None]


def test_central_bodies_are_not_those_of_no_known_place() -> None:
    assert [Body("x", "", "", level).place for level in ("central", "")] == ["central", "unknown"]
    assert BODY.place == "650000"


def test_a_body_that_was_renamed_is_one_body_by_its_latest_name() -> None:
    renamed = replace(entry(2023, 100), body=replace(BODY, name="某旧局"))
    ((body, held),) = Collection((entry(2024, 120), renamed)).bodies().items()
    assert (body.name, [e.body.name for e in held]) == ("某局", ["某局", "某旧局"])

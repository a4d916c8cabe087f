"""Headline figures of the founding disclosure, and what must not be made up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from mingzhang.collection.entry import Change, Entry, Headline, Part
from mingzhang.collection.gathering import collect
from mingzhang.collection.headline import change_in_yuan, split_up
from mingzhang.knowledge.vocabulary import load_vocabulary
from mingzhang.prose.records import Claim
from tests.collection.made import Printed, disclosure, package, total


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


def test_a_final_account_shows_what_was_spent(tmp_path: Path) -> None:
    """Not the budget that its table prints beside it."""
    rows = [
        replace(total(amount), concept=concept, column=concept, phase=phase, form="final-three-public")
        for amount, phase in (("76.43", "adjusted"), ("46.21", "final"))
        for concept in ("three-public",)
    ]
    (made,) = collect([package(disclosure(kind="final"), [[row] for row in rows], tmp_path)]).entries
    assert [p.yuan for p in made.headline.others] == [Decimal(462100)]


def test_a_change_of_the_appropriation_is_one_of_it_alone(tmp_path: Path) -> None:
    """Only where income and expenditure say the same: a part of either is no appropriation of the body."""
    whole = total("60", concept="expenditure", column="expenditure", form="budget-balance")

    def change(name: str, *concepts: str) -> Change | None:
        known = {"amount": Decimal(50), "amount_yuan": Decimal(500_000), "unit": "万元", "base": "上年预算"}
        claims = [Claim(f"c{c}", "", c, change=Decimal(5), **known) for c in concepts]  # type: ignore[arg-type]
        return collect([package(disclosure(), [[whole]], tmp_path / name, claims)]).entries[0].headline.change

    found = change("both", "income@fiscal", "expenditure.grand-total@fiscal")
    assert found is not None
    assert found.of is not None
    assert (found.yuan, found.of.zh, found.of.yuan) == (Decimal(50_000), "财政拨款", Decimal(500_000))
    assert change("one", "income@fiscal") is None


def uses(*rows: tuple[str, str, str], form: str = "budget-expenditure") -> list[Printed]:
    """A table of expenditure: concept, functional code (a total row where there is none) and amount."""
    return [
        Printed(amount, code, concept, "item" if code else "total", column="expenditure", form=form)
        for concept, code, amount in rows
    ]


def headline(tmp_path: Path, *tables: list[Printed], kind: str = "budget") -> Headline:
    return collect([package(disclosure(kind=kind), tables, tmp_path)]).entries[0].headline


def test_parts_may_be_rounded(tmp_path: Path) -> None:
    """Three parts and a total, each printed to 0.01: off by one such step, and no more."""
    rows = (("expenditure", "", "60.00"), ("expenditure", "201", "40.33"), ("expenditure", "205", "19.66"))
    found = headline(tmp_path / "rounded", uses(*rows))
    assert [p.key for p in found.functions] == ["201", "205"]
    wrong = headline(tmp_path / "wrong", uses(*rows[:2], ("expenditure", "205", "19.64")))
    assert wrong.functions == ()


def test_what_is_left_is_told_apart_from_what_is_spent(tmp_path: Path) -> None:
    """The accounts total 220.67; 145.73 of it was spent."""
    balance = uses(("expenditure.grand-total", "", "220.67"), form="final-balance")
    kept = Printed("74.94", "", "carryover-out", label="年末结转和结余", column="expenditure", form="final-balance")
    spent = uses(("expenditure.current", "", "145.73"), ("expenditure.current", "201", "145.73"))
    years = [replace(row, phase="final") for row in (*balance, kept)], [replace(row, phase="final") for row in spent]
    found = headline(tmp_path, *years, kind="final")
    assert [(p.key, p.yuan) for p in found.functions] == [("201", Decimal(1457300)), ("carryover-out", Decimal(749400))]
    assert [p.key for p in found.left] == ["carryover-out"]


def test_personnel_and_public_funds_stand_for_basic_expenditure(tmp_path: Path) -> None:
    """Only where basic expenditure itself is not printed beside them."""
    parts = (("personnel", "30"), ("public", "10"), ("project", "20"))
    rows = [("expenditure", "", "60"), *((f"expenditure.{kind}", "", amount) for kind, amount in parts)]
    found = headline(tmp_path / "two", uses(*rows))
    assert [p.key for p in found.natures] == [f"expenditure.{kind}" for kind, _ in parts]
    found = headline(tmp_path / "one", uses(*rows, ("expenditure.basic", "", "40")))
    assert sorted(p.key for p in found.natures) == ["expenditure.basic", "expenditure.project"]


@pytest.mark.parametrize(
    ("unit", "yuan"),
    [("元", "50"), ("千元", "50000"), ("万元", "500000"), ("百万元", "50000000"), ("亿元", "5000000000")],
)
def test_a_change_is_in_the_unit_of_its_amount(unit: str, yuan: str) -> None:
    assert change_in_yuan({"change": "50", "unit": unit}) == Decimal(yuan)

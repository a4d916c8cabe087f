"""Invented facts, spots and trials of identities that are written as one formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from mingzhang.checks.facts import Fact
from mingzhang.checks.judge import judge
from mingzhang.checks.select import Ledger
from mingzhang.checks.spots import Spot
from mingzhang.checks.trial import Trial
from mingzhang.knowledge.formula import Formula
from mingzhang.knowledge.identities import Identity, Wording

WORDS = Wording("关系", "relation")


def fact(name: str, amount: str, unit: str = "万元", **told: Any) -> Fact:
    """A printed amount; half a unit of its last place is what its digits say."""
    number = Decimal(amount)
    half = Decimal("0.5").scaleb(int(number.as_tuple().exponent))
    given = {"record": "figure", "value": "amount", "table": "t1", "item": "expenditure.basic", **told}
    return Fact(id=name, amount=number, half=half, unit=unit, **given)


@cache
def identity(formula: str, **told: Any) -> Identity:
    """An identity of one formula."""
    given = {"strength": "strict", "id": formula, **told}
    return Identity(name=WORDS, basis=WORDS, formula=Formula.parse(formula), **given)


def spot(formula: str, terms: Mapping[str, Sequence[Fact]], **told: Any) -> Spot:
    """The identity at one place."""
    explanations = told.pop("explanations", ())
    bound = {name: tuple(facts) for name, facts in terms.items()}
    return Spot(identity(formula, **told), ("k",), bound, explanations=explanations)


def trial(formula: str, *beside: Fact, **terms: Sequence[Fact]) -> Trial:
    """The judged spot, in a ledger of its facts and those ``beside``."""
    return judged(spot(formula, terms), *beside)


def judged(place: Spot, *beside: Fact) -> Trial:
    """What the judge says of a spot."""
    return judge(place, Ledger([*place.facts(), *beside]))


def row(*amounts: str, number: int = 1, unit: str = "万元", **told: Any) -> list[Fact]:
    """Amounts of one row, each in its column."""
    items = ("expenditure", "expenditure.basic", "expenditure.project", "expenditure.other")
    return [
        fact(f"r{number}c{j}", a, unit, row=number, line=number, column=j, item=items[min(j, 3)], **told)
        for j, a in enumerate(amounts)
    ]

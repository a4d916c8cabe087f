"""Claims of the prose as facts, tied to their figures, to the wholes their shares are of, and to one another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from mingzhang.checks.facts import YUAN, Fact, Period, half_unit, period
from mingzhang.figures.figure import Figure
from mingzhang.prose.records import Claim, Prose

_DERIVED = ("last-year", "whole")  # values that the clause of the claim itself need not print
_KINDS = ("expenditure.basic", "expenditure.project")


def claim_facts(prose: Prose, figures: Sequence[Figure], own: Period) -> Iterator[Fact]:
    """The values of each claim (``group`` is the claim's id), then what claims say together."""
    periods = {c.id: period(c.figure_year, c.phase, own) for c in prose.claims}
    yield from (replace(f, period=periods[f.id]) for f in _claim_facts(prose, figures))


def _claim_facts(prose: Prose, figures: Sequence[Figure]) -> Iterator[Fact]:
    known = {f.id: f for f in figures}
    wholes = _Wholes(prose.claims)
    for claim in prose.claims:
        yield from _values(claim)
        if figure := known.get(claim.figure_id):
            yield _made(claim, "figure", figure.amount, figure.unit, claim.id, figure=figure)
        if claim.share is not None and claim.amount is not None and (found := wholes.of(claim)):
            whole, confirmed = found
            yield _made(whole, "whole", _amount(whole), whole.unit, claim.id, "confirmed" if confirmed else "")
    yield from _last_year(prose)
    yield from _same_money(prose, figures)


def _values(c: Claim) -> Iterator[Fact]:
    money = {"amount": c.amount, "change": c.change, "base": c.base_amount if c.base_reading == "printed" else None}
    for value, amount in money.items():
        if amount is not None:
            yield _made(c, value, amount, c.unit, c.id)
    rates = {"share": c.share, "growth": c.growth, "completion": c.completion}
    for value, rate in rates.items():
        if rate is not None:
            yield _made(c, value, rate, "%", c.id)


def _made(
    c: Claim, value: str, amount: Decimal, unit: str, group: str, category: str = "", figure: Figure | None = None
) -> Fact:
    item, _, fund = c.concept.partition("@")
    code = c.functional_code or c.economic_code
    sound = figure.reading == "printed" if figure else value in _DERIVED or _prints(c.printed, amount)
    return Fact(
        c.id, "claim", value, amount, half_unit(amount), unit, sound,
        figure.table_id if figure else "", item=item, fund=fund, code=code,
        taxonomy="functional" if c.functional_code else "economic" if code else "", label=c.subject, category=category, group=group,
        section=c.section, source=c.source, figure=figure.id if figure else c.figure_id if value == "amount" else "",
    )  # fmt: skip


def _prints(clause: str, amount: Decimal) -> bool:
    """Whether the clause of a claim prints the number; if not, the claim may have taken it from a neighbour."""
    return (
        not clause
        or re.search(rf"(?<![\d.]){re.escape(f'{abs(amount):f}')}(?![\d])", clause.replace(",", "")) is not None
    )


def _amount(c: Claim) -> Decimal:
    return Decimal(0) if c.amount is None else c.amount


def _yuan(amount: Decimal, unit: str) -> Decimal:
    return amount * YUAN.get(unit, Decimal(1))


class _Wholes:
    """What a share is a share of: an earlier claim of its passage that is not smaller and has no share itself."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = claims
        self._place = {c.id: i for i, c in enumerate(claims)}

    def of(self, claim: Claim) -> tuple[Claim, bool] | None:
        """The whole and whether it is known: one that fits if there is one; else the nearest, known if another share fits it."""
        size = _yuan(_amount(claim), claim.unit)
        before = [
            c
            for c in reversed(self._claims[: self._place[claim.id]])
            if c.amount and c.share is None and _near(c, claim) and _yuan(c.amount, c.unit) >= size
        ]
        named = [c for c in before if claim.share_of and _core(claim.share_of) in _core(c.subject)]
        nearest = next(iter(named or before), None)
        if nearest is None:
            return None
        fitting = next((c for c in before if _fits(claim, c)), None)
        if fitting:
            return fitting, True
        others = [c for c in self._claims if c.section == claim.section and c.share and c.amount and c is not claim]
        return nearest, any(_fits(c, nearest) and c.share != 100 for c in others)


def _core(subject: str) -> str:
    return re.sub(r"[“”\"（）()的]", "", subject)


def _near(c: Claim, claim: Claim) -> bool:
    return c.section == claim.section or claim.section.startswith(c.section) or c.section[:-1] == claim.section[:-1]


def _fits(claim: Claim, whole: Claim) -> bool:
    """Whether the share is what the two amounts give, to the places printed."""
    share, base = claim.share, _yuan(_amount(whole), whole.unit)
    if share is None or not base:
        return False
    return abs(100 * _yuan(_amount(claim), claim.unit) / base - share) <= 2 * half_unit(share)


def _last_year(prose: Prose) -> Iterator[Fact]:
    """Last year's amounts by kind (basic, project) and by functional item, where both make up the same amount this year."""
    parts: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    tops = _top_sections(prose)
    for c in prose.claims:
        item, _, fund = c.concept.partition("@")
        if c.amount is None or c.change is None:
            continue
        if len(c.functional_code) == 7:
            parts[tops.get(c.section, ""), "items"].append(c)
        elif item in _KINDS and fund == "general" and not c.functional_code:
            parts[tops.get(c.section, ""), "kinds"].append(c)
    for (top, category), items in parts.items():
        kinds = parts.get((top, "kinds"), [])
        if category != "items" or len(kinds) != 2 or sum(_amount(c) for c in kinds) != sum(_amount(c) for c in items):
            continue
        for name, claims in (("kinds", kinds), ("items", items)):
            for c in claims:
                yield _made(c, "last-year", _amount(c) - (c.change or 0), c.unit, top or "document", name)


def _top_sections(prose: Prose) -> dict[str, str]:
    """Section id → id of the section of its part that it belongs to."""
    above = {s.id: s for s in prose.sections}
    tops = {}
    for s in prose.sections:
        top = s
        while top.parent_id in above and above[top.parent_id].kind != "part":
            top = above[top.parent_id]
        tops[s.id] = top.id
    return tops


def _same_money(prose: Prose, figures: Sequence[Figure]) -> Iterator[Fact]:
    """Pairs of claims about the same money: a kind of expenditure that one functional item makes up alone."""
    alone = {
        (f.functional_code, f.concept.split("@")[0], f.amount)
        for f in figures
        if len(f.functional_code) == 7 and f.concept.endswith("@general")
    }
    tops = _top_sections(prose)
    changed = [c for c in prose.claims if c.amount and c.change is not None]
    for kind in (c for c in changed if c.concept in tuple(f"{k}@general" for k in _KINDS) and not c.functional_code):
        for item in (
            c for c in changed if len(c.functional_code) == 7 and c.amount == kind.amount and c.unit == kind.unit
        ):
            if (item.functional_code, kind.concept.split("@")[0], kind.amount) in alone and tops.get(
                item.section
            ) == tops.get(kind.section):
                group = f"{kind.id} {item.id}"
                for category, c in (("kind", kind), ("item", item)):
                    yield _made(c, "same-money-change", c.change or Decimal(0), c.unit, group, category)

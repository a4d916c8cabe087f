"""What claims say together: wholes of shares, last year's amounts, the same money spoken of twice, changes that add
up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mingzhang.checks.facts import half_unit
from mingzhang.figures.figure import Figure
from mingzhang.prose.records import Claim, Prose
from mingzhang.text.units import YUAN

_KINDS = ("expenditure.basic", "expenditure.project")

Said = tuple[Claim, str, Decimal, str, str]
"""A claim with a value that is worked out from it: name of the value, amount, group of the identity's spot,
category."""


def in_yuan(amount: Decimal, unit: str) -> Decimal:
    """An amount of money in yuan; of an unknown unit as it is."""
    return amount * YUAN.get(unit, Decimal(1))


def _amount(c: Claim) -> Decimal:
    return Decimal(0) if c.amount is None else c.amount


class Wholes:
    """What a share is a share of: an earlier claim of its passage that is not smaller and has no share itself."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = claims
        self._place = {c.id: i for i, c in enumerate(claims)}

    def of(self, claim: Claim) -> tuple[Claim, bool] | None:
        """The whole and whether it is known: one that fits if there is one; else the nearest, known if another
        share fits it."""
        size = in_yuan(_amount(claim), claim.unit)
        before = [
            c
            for c in reversed(self._claims[: self._place[claim.id]])
            if c.amount and c.share is None and _near(c, claim) and in_yuan(c.amount, c.unit) >= size
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
    share, base = claim.share, in_yuan(_amount(whole), whole.unit)
    if share is None or not base:
        return False
    return abs(100 * in_yuan(_amount(claim), claim.unit) / base - share) <= 2 * half_unit(share)


def last_year(prose: Prose) -> Iterator[Said]:
    """Last year's amounts by kind (basic, project) and by functional item, where both make up the same amount this
    year."""
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
                yield c, "last-year", _amount(c) - (c.change or 0), top or "document", name


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


def same_money(prose: Prose, figures: Sequence[Figure]) -> Iterator[Said]:
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
                    yield c, "same-money-change", c.change or Decimal(0), group, category


def changes(prose: Prose) -> Iterator[Said]:
    """A total with its change, and the claims right after it whose amounts make it up, with theirs."""
    for n, whole in enumerate(prose.claims):
        if not whole.amount or whole.change is None:
            continue
        parts: list[Claim] = []
        for c in prose.claims[n + 1 :]:
            if c.section != whole.section or c.change is None or c.amount is None or c.unit != whole.unit:
                break
            parts.append(c)
            if sum(_amount(p) for p in parts) >= whole.amount:
                break
        if len(parts) > 1 and sum(_amount(p) for p in parts) == whole.amount:
            yield whole, "change-in-group", whole.change, whole.id, "whole"
            for c in parts:
                yield c, "change-in-group", c.change or Decimal(0), whole.id, "part"

"""Claims of the prose as facts, tied to their figures, to the wholes their shares are of, and to one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from mingzhang.checks.claim_groups import Wholes, changes, in_yuan, last_year, same_money
from mingzhang.checks.facts import Fact, Period, half_unit, period
from mingzhang.figures.figure import Figure
from mingzhang.knowledge.code_names import code_of
from mingzhang.prose.records import Claim, Prose

_DERIVED = ("last-year", "whole", "figure")  # values that the clause of the claim itself need not print


def claim_facts(prose: Prose, figures: Sequence[Figure], own: Period) -> Iterator[Fact]:
    """The values of each claim (``group`` is the claim's id), then what claims say together."""
    periods = {c.id: period(c.figure_year, c.phase, own) for c in prose.claims}
    yield from (replace(f, period=periods[f.id]) for f in _claim_facts(prose, figures, periods, own))


def _claim_facts(prose: Prose, figures: Sequence[Figure], periods: Mapping[str, str], own: Period) -> Iterator[Fact]:
    known = {f.id: f for f in figures}
    current = [f for f in figures if f.measure == "amount" and not period(f.figure_year, f.phase, own)]
    wholes = Wholes(prose.claims)
    for claim in prose.claims:
        yield from _values(claim)
        figure = known.get(claim.figure_id) or (None if periods[claim.id] else _meant(claim, current))
        if figure:
            yield _made(claim, "figure", figure.amount, figure.unit, claim.id, figure=figure)
        if claim.share is not None and claim.amount is not None and (found := wholes.of(claim)):
            whole, confirmed = found
            yield _made(
                whole, "whole", whole.amount or Decimal(0), whole.unit, claim.id, "confirmed" if confirmed else ""
            )
    for claim, value, amount, group, category in (*last_year(prose), *same_money(prose, figures), *changes(prose)):
        yield _made(claim, value, amount, claim.unit, group, category)


def _meant(claim: Claim, figures: Sequence[Figure]) -> Figure | None:
    """The figure that a claim without an equal figure must mean, if only one amount can be meant.

    With a whole functional code it is the amount of that code; else a table's total that differs by less than a
    last place.
    """
    code = claim.functional_code
    if claim.amount is None or (code and not _names_code(claim.subject, code)):
        return None
    rows = [f for f in figures if f.concept == claim.concept and not f.project and f.functional_code == code]
    rows = [f for f in rows if f.row_role == "total"] if not code else rows
    if len({in_yuan(f.amount, f.unit) for f in rows}) != 1:
        return None
    difference = abs(in_yuan(rows[0].amount, rows[0].unit) - in_yuan(claim.amount, claim.unit))
    return rows[0] if code or difference < in_yuan(2 * half_unit(claim.amount), claim.unit) else None


def _names_code(subject: str, code: str) -> bool:
    """Whether the subject prints the code, or the names of its 款 and 项: the name of a 项 alone stands under
    many."""
    if len(code) != 7 or code in subject:
        return len(code) == 7
    names = [found.name for c in (code[:5], code) if (found := code_of(c))]
    return len(names) == 2 and all(name in subject for name in names)


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
    sound = sound and c.reading != "doubtful"  # the page says about so much
    return Fact(
        c.id,
        "claim",
        value,
        amount,
        half_unit(amount),
        unit,
        sound,
        figure.table_id if figure else "",
        item=item,
        fund=fund,
        code=code,
        taxonomy="functional" if c.functional_code else "economic" if code else "",
        label=c.subject,
        category=category,
        group=group,
        section=c.section,
        source=c.source,
        figure=figure.id if figure else "",
    )


def _prints(clause: str, amount: Decimal) -> bool:
    """Whether the clause of a claim prints the number; if not, the claim may have taken it from a neighbour."""
    return (
        not clause
        or re.search(rf"(?<![\d.]){re.escape(f'{abs(amount):f}')}(?![\d])", clause.replace(",", "")) is not None
    )

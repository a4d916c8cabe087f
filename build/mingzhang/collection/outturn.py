"""Budget against outturn, and what several disclosures say differently of the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from mingzhang.collection.comparable import Line
from mingzhang.collection.line_keys import Key

Row = dict[str, Any]

_CENT = Decimal("0.01")


def outturn_rows(lines: Sequence[Line]) -> Iterator[Row]:
    """``outturn``: every current final-account line that has a budget beside it, with rates and printed reasons."""
    phases: dict[tuple[str, str, Key], dict[str, Line]] = defaultdict(dict)
    for line in lines:
        if line.is_current:
            same = (line.disclosure.body, line.disclosure.scope, replace(line.key, phase=""))
            phases[same][line.key.phase] = line
    for found in phases.values():
        final, budget, adjusted = found.get("final"), found.get("budget"), found.get("adjusted")
        if final and (budget or adjusted):
            yield _outturn(final, budget, adjusted)


def _outturn(final: Line, budget: Line | None, adjusted: Line | None) -> Row:
    key = final.key
    planned = [line for line in (budget, adjusted) if line]
    return {
        "body": final.disclosure.body,
        "scope": final.disclosure.scope,
        "fiscal_year": int(key.figure_year),
        "concept": key.concept,
        "fund": key.fund,
        "breakdown": key.breakdown,
        "functional_code": key.functional_code,
        "economic_code": key.economic_code,
        "gov_economic_code": key.gov_economic_code,
        "unit_name": key.unit_name,
        "project": key.project,
        "item": key.item,
        "level": key.level,
        "is_leaf": final.is_leaf and all(line.is_leaf for line in planned),
        "budget_yuan": budget and budget.amount,
        "adjusted_yuan": adjusted and adjusted.amount,
        "final_yuan": final.amount,
        "execution_rate": _rate(final, budget),
        "adjusted_rate": _rate(final, adjusted),
        "reasons": tuple(_reasons(final)),
        "budget_line": budget.id if budget else "",
        "adjusted_line": adjusted.id if adjusted else "",
        "final_line": final.id,
    }


def _rate(final: Line, planned: Line | None) -> Decimal | None:
    """Outturn in per cent of what was planned; None without a plan, or with a plan of nothing."""
    if planned is None or not planned.amount:
        return None
    return (final.amount / planned.amount * 100).quantize(_CENT, ROUND_HALF_UP)


def _reasons(final: Line) -> Iterator[str]:
    """The reasons that the final account gives for this very amount, or for its figures."""
    seen: set[str] = set()
    for claim in final.disclosure.records("claims"):
        item, _, fund = claim["concept"].partition("@")
        same = (item, fund, claim["functional_code"]) == (final.key.concept, final.key.fund, final.key.functional_code)
        about = claim["figure_id"] in final.figure_ids or (same and claim["amount_yuan"] == str(final.amount))
        if claim["reason"] and about and claim["reason"] not in seen:
            seen.add(claim["reason"])
            yield claim["reason"]


def difference_rows(lines: Sequence[Line]) -> Iterator[Row]:
    """``differences``: the current line and each other that gives another amount for the same key."""
    same: dict[tuple[str, str, Key], list[Line]] = defaultdict(list)
    for line in lines:
        same[line.full_key].append(line)
    for found in same.values():
        current = next((line for line in found if line.is_current), None)
        for other in found:
            if current and other is not current and other.amount != current.amount:
                yield _difference(current, other)


def _difference(one: Line, other: Line) -> Row:
    key, left, right = one.key, one.disclosure, other.disclosure
    difference = one.amount - other.amount
    edition = (left.fiscal_year, left.kind) == (right.fiscal_year, right.kind)
    rounding = abs(difference) <= one.step + other.step
    return {
        "line": one.id,
        "other_line": other.id,
        "body": left.body,
        "scope": left.scope,
        "figure_year": int(key.figure_year),
        "phase": key.phase,
        "concept": key.concept,
        "fund": key.fund,
        "breakdown": key.breakdown,
        "disclosure": left.id,
        "other_disclosure": right.id,
        "amount_yuan": one.amount,
        "other_amount_yuan": other.amount,
        "difference_yuan": difference,
        "kind": "rounding" if rounding else "edition" if edition else "document",
    }

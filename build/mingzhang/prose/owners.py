"""Whose change it is: of all amounts of a paragraph the one with which change and growth rate agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from mingzhang.prose.statements import Statement
from mingzhang.text.units import YUAN

_HUNDRED = Decimal(100)
_BOTH_SIDES = re.compile("收入?[、和与及]?支出?(?:总计|总额|合计|总?预算|总?决算)*各?$")


def settle_owners(found: Sequence[Statement]) -> list[Statement]:
    """The statements of one paragraph, each change with the amount that it fits.

    A change stands where the words put it as long as that agrees with itself. Where the growth rate contradicts it, or
    the amount of last year would be negative, exactly one other amount that fits takes it over (``inferred``). Where
    none or several fit, a change that leaves a negative base is of nobody (``doubtful``); one that only its rate
    contradicts stays: the page may say so.
    """
    settled = list(found)
    for at, said in enumerate(found):
        if said.amount is None or said.change is None or said.base_amount is not None:
            continue
        if agrees(said, said):
            continue
        fitting = [n for n, other in enumerate(settled) if n != at and _is_free(other) and agrees(other, said)]
        if len(fitting) == 1:
            settled[fitting[0]] = _taking(settled[fitting[0]], said)
            settled[at] = _without_change(said, said.reading)
        elif said.amount < said.change:
            settled[at] = _without_change(said, "doubtful")
    return _owned(_shared(settled))


def _owned(found: Sequence[Statement]) -> list[Statement]:
    """其他收入 9万元，例如利息收入等，比上年增加 3万元，增长 50%: a change without an amount is of the one before it.

    Change and rate must both fit that amount and no other.
    """
    kept: list[Statement] = []
    for said in found:
        alone = said.amount is None and said.change is not None and said.growth is not None
        fitting = [at for at, owner in enumerate(kept) if _is_free(owner) and agrees(owner, said)] if alone else []
        if fitting and fitting == [len(kept) - 1]:
            kept[-1] = _taking(kept[-1], said)
        else:
            kept.append(said)
    return kept


def _shared(found: Sequence[Statement]) -> list[Statement]:
    """收入总计 5万元，支出总计 5万元。与上年相比，收、支总计各增加 1万元: the change is of both amounts before it."""
    kept: list[Statement] = []
    for said in found:
        owners = _sides_before(kept) if _is_of_each(said) else []
        for at in owners:
            kept[at] = _taking(kept[at], said, kept[at].reading)
        if not owners:
            kept.append(said)
    return kept


def _is_of_each(said: Statement) -> bool:
    return said.amount is None and said.change is not None and _BOTH_SIDES.search(said.subject) is not None


def _sides_before(found: Sequence[Statement]) -> list[int]:
    """The last amount of both sides, 收支总决算, or those of income and of expenditure, where they are one amount."""
    free = [at for at, said in enumerate(found) if _is_free(said)]
    both = [at for at in free if _BOTH_SIDES.search(found[at].subject)]
    if both:
        return both[-1:]
    last = [max((at for at in free if side in found[at].subject), default=-1) for side in ("收入", "支出")]
    whole = -1 not in last and found[last[0]].amount == found[last[1]].amount
    return sorted(set(last)) if whole else []


def agrees(owner: Statement, said: Statement) -> bool:
    """Whether the change and growth that ``said`` states may be those of the amount of ``owner``."""
    if owner.amount is None or said.change is None:
        return False
    change = _in_unit(said.change, said.unit, owner.unit)
    base = owner.amount - change
    if base < 0 or said.growth is None:
        return base >= 0 and owner is said
    if base == 0:
        return _from_nothing(owner.amount, said.growth)
    unit = Decimal(1).scaleb(int(said.growth.as_tuple().exponent))
    rounded = _HUNDRED * 2 * Decimal("0.01") / base
    return abs(_HUNDRED * change / base - said.growth) <= unit + rounded


def _from_nothing(amount: Decimal, growth: Decimal) -> bool:
    """Of nothing no rate can be told: what is still nothing is printed as 0 %, what is new as 100 % or 0 %."""
    return growth == 0 or (amount > 0 and growth == _HUNDRED)


def _in_unit(amount: Decimal, unit: str, wanted: str) -> Decimal:
    known = unit in YUAN and wanted in YUAN
    return amount * YUAN[unit] / YUAN[wanted] if known and unit != wanted else amount


def _is_free(said: Statement) -> bool:
    return said.amount is not None and said.change is None and said.growth is None and said.base_amount is None


def _taking(owner: Statement, said: Statement, reading: str = "inferred") -> Statement:
    change = _in_unit(said.change or Decimal(0), said.unit, owner.unit)
    reason = owner.reason or said.reason
    return replace(owner, change=change, growth=said.growth, base=said.base, reason=reason, reading=reading)


def _without_change(said: Statement, reading: str) -> Statement:
    return replace(said, change=None, growth=None, base="", reason="", reading=reading)

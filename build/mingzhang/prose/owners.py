"""Whose change it is: of all amounts of a paragraph the one with which change and growth rate agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from mingzhang.prose.statements import Statement
from mingzhang.text.units import YUAN

_HUNDRED = Decimal(100)


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
    return settled


def agrees(owner: Statement, said: Statement) -> bool:
    """Whether the change and growth that ``said`` states may be those of the amount of ``owner``."""
    if owner.amount is None or said.change is None:
        return False
    change = _in_unit(said.change, said.unit, owner.unit)
    base = owner.amount - change
    if base < 0 or said.growth is None:
        return base >= 0 and owner is said
    if base == 0:
        return False
    unit = Decimal(1).scaleb(int(said.growth.as_tuple().exponent))
    rounded = _HUNDRED * 2 * Decimal("0.01") / base
    return abs(_HUNDRED * change / base - said.growth) <= unit + rounded


def _in_unit(amount: Decimal, unit: str, wanted: str) -> Decimal:
    known = unit in YUAN and wanted in YUAN
    return amount * YUAN[unit] / YUAN[wanted] if known and unit != wanted else amount


def _is_free(said: Statement) -> bool:
    return said.amount is not None and said.change is None and said.growth is None and said.base_amount is None


def _taking(owner: Statement, said: Statement) -> Statement:
    change = _in_unit(said.change or Decimal(0), said.unit, owner.unit)
    reason = owner.reason or said.reason
    return replace(owner, change=change, growth=said.growth, base=said.base, reason=reason, reading="inferred")


def _without_change(said: Statement, reading: str) -> Statement:
    return replace(said, change=None, growth=None, base="", reason="", reading=reading)

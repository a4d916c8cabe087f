"""Rows for single purses below 上年结转: carried over, no income of the year, though they are named the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

_WIDE = ("", "fiscal")

Item = tuple[str, Decimal | None]
"""The concept of a row and its amount in one column; None where the cell holds none."""


def carried_over(column: Sequence[Item]) -> frozenset[int]:
    """The places in a column of rows that break the carry-over above them down by purse.

    They follow it, add up to it, and each names a purse that the rows elsewhere name, too: there for the year.
    """
    found: set[int] = set()
    for n, (concept, amount) in enumerate(column):
        item, _, fund = concept.partition("@")
        if item != "carryover-in" or fund not in _WIDE or amount is None:
            continue
        parts = _parts(column, n + 1)
        named = Counter(other for other, _ in column)
        named.subtract(column[i][0] for i in parts)
        amounts = [a for i in parts if (a := column[i][1]) is not None]
        if amounts and sum(amounts) == amount and all(named[column[i][0]] > 0 for i in parts):
            found |= set(parts)
    return frozenset(found)


def _parts(column: Sequence[Item], start: int) -> range:
    end = start
    while end < len(column):
        item, _, fund = column[end][0].partition("@")
        if item != "income" or fund in _WIDE:
            break
        end += 1
    return range(start, end)

"""Whether the amounts to add come to the printed totals, column by column, and so how sure the structure is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mingzhang.structure.additions import Amounts
from mingzhang.structure.skeleton import Relation, Spot

Totals = Mapping[int, Sequence[int]]
"""Column → the rows of the totals that nothing else adds up, from first to last."""


def judge_structure(
    panels: Sequence[Sequence[int]], totals: Totals, leaves: frozenset[Spot], relations: Sequence[Relation],
    amounts: Amounts,
) -> str:  # fmt: skip
    """``confirmed``, ``partly`` or ``unconfirmed``; ``panels`` are the amount columns of each panel, in order."""
    proved = any(r.is_confirmed for r in relations if r.kind != "of-which")
    if not proved:
        return "unconfirmed"
    tried = [j for columns in panels for j in columns if totals.get(j)]
    closed = {j for j in tried if _closes([j], totals, leaves, amounts)}
    for shared in _side_by_side(panels):
        if _closes(shared, totals, leaves, amounts):
            closed |= set(shared)
    broken = any(r.fails for r in relations if not tried)
    return "confirmed" if closed.issuperset(tried) and not broken else "partly"


def _side_by_side(panels: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The columns of one place in panels that continue each other."""
    places: dict[int, list[int]] = defaultdict(list)
    for columns in panels:
        for n, j in enumerate(columns):
            places[n].append(j)
    return iter(found for found in places.values() if len(found) > 1)


def _closes(columns: Sequence[int], totals: Totals, leaves: frozenset[Spot], amounts: Amounts) -> bool:
    """Whether the leaves of the columns add up to the last of their totals, or to all of them together."""
    wholes = [[(n, j) for n in totals.get(j, ()) if (n, j) in amounts.values] for j in columns]
    added = [spot for spot in leaves if spot[1] in columns and spot in amounts.values]
    last = [spots[-1] for spots in wholes if spots]
    every = [spot for spots in wholes for spot in spots]
    return any(_is_equal(spots, added, amounts) for spots in (last, every))


def _is_equal(wholes: Sequence[Spot], parts: Sequence[Spot], amounts: Amounts) -> bool:
    difference = sum(amounts.values[s] for s in wholes) - sum(amounts.values[s] for s in parts)
    return abs(difference) <= sum(amounts.halves[s] for s in (*wholes, *parts))

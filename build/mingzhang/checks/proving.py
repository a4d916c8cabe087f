"""Amounts proved by other tables: exact sums over several tables, and amounts that two tables print for one thing."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from mingzhang.checks.record import Check
from mingzhang.figures.figure import Figure
from mingzhang.knowledge.identities import load_identities
from mingzhang.knowledge.identity_record import never_held
from mingzhang.structure.skeleton import Skeleton

_POWER = 2  # addends that are not zero: one alone may be the same amount printed twice


def prove_further(
    figures: Sequence[Figure], checks: Iterable[Check], skeletons: Iterable[Skeleton]
) -> tuple[Figure, ...]:
    """The figures; ``proofs`` counts the exact sums over several tables, too, and those of items within a table where
    its rows and columns prove nothing.

    Where two tables print one amount for the same thing, or a sum has one addend that is not zero, what proves the one
    proves the other. Only identities that held with power before count.
    """
    amounts = {f.id: f for f in figures if f.measure == "amount"}
    found = _Proofs()
    for check in filter(_counts, checks):
        found.take(check, amounts)
    for one, other in _weak(figures, skeletons):
        found.link(one, other)
    proofs = found.counted(amounts)
    return tuple(replace(f, proofs=proofs.get(f.id, f.proofs)) for f in figures)


@dataclass(slots=True)
class _Proofs:
    """What checks prove: sums within one table, sums over several, and which amounts stand for one another."""

    within: Counter[str] = field(default_factory=Counter)
    across: Counter[str] = field(default_factory=Counter)
    links: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def take(self, check: Check, amounts: Mapping[str, Figure]) -> None:
        """One more exact check."""
        sides = [[i for i in side if i in amounts] for side in (check.left_figures, check.right_figures)]
        left, right = ([i for i in side if amounts[i].amount] for side in sides)
        if max(len(left), len(right)) >= _POWER:
            (self.across if check.scope == "tables" else self.within).update({*sides[0], *sides[1]})
        elif left and right:
            self.link(left[0], right[0])

    def link(self, one: str, other: str) -> None:
        """What proves the one proves the other."""
        self.links[one].add(other)
        self.links[other].add(one)

    def counted(self, amounts: Mapping[str, Figure]) -> Mapping[str, int]:
        """The proofs of every amount that has any."""
        proofs = {i: max(f.proofs, self.within[i]) + self.across[i] for i, f in amounts.items()}
        return _spread({i: count for i, count in proofs.items() if count}, self.links)


def _counts(check: Check) -> bool:
    exact = check.result == "holds" and check.difference == 0 and not check.records
    return exact and check.identity in _equal()


@cache
def _equal() -> frozenset[str]:
    """The identities that say that two sides are equal, and that held with power somewhere."""
    strict = (i for i in load_identities() if i.strength != "plausibility" and i.formula.relation == "=")
    return frozenset(i.id for i in strict if not never_held(i.id))


def _weak(figures: Iterable[Figure], skeletons: Iterable[Skeleton]) -> Iterator[tuple[str, str]]:
    """Pairs of amounts that stand for one another within a table: a whole and its one addend that is not zero."""
    ids = {(f.table_id, f.row, f.column_index): f.id for f in figures if f.amount}
    for skeleton in skeletons:
        for relation in skeleton.relations:
            for line in () if relation.fails or relation.kind == "of-which" else relation.weak:
                spots = [ids.get((skeleton.table_id, *spot)) for spot in relation.spots(line)]
                whole, parts = spots[0], [i for i in spots[1:] if i]
                if whole and len(parts) == 1:
                    yield whole, parts[0]


def _spread(proved: Mapping[str, int], links: Mapping[str, set[str]]) -> Mapping[str, int]:
    """The proofs of all amounts that stand for a proved one, those of the best proved first."""
    found = dict(proved)
    waiting = deque(sorted(found, key=lambda i: (-found[i], i)))
    while waiting:
        one = waiting.popleft()
        for other in sorted(links.get(one, ())):
            if other not in found:
                found[other] = found[one]
                waiting.append(other)
    return found

"""How often each amount is proved: by the exact sums it stands in, or those its only counterpart stands in."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping

from mingzhang.structure.skeleton import Relation, Spot


def count_proofs(relations: Iterable[Relation]) -> Mapping[Spot, int]:
    """For each amount the number of exact sums, with two or more addends that are not zero, of confirmed relations.

    Where a sum has one addend that is not zero (20607 with 2060701 alone below it), each side stands for the other in
    every sum, and so do the zeros beside it: what proves one proves them.
    """
    sums = [r for r in relations if r.kind != "of-which"]
    proved = Counter(spot for r in sums if r.is_confirmed for line in r.holds for spot in r.spots(line))
    return _spread(proved, _linked(sums))


def _linked(relations: Iterable[Relation]) -> Mapping[Spot, list[Spot]]:
    """The amounts that stand for one another, of relations that nothing contradicts."""
    links: dict[Spot, list[Spot]] = defaultdict(list)
    for relation in relations:
        for line in () if relation.fails else relation.weak:
            first, *rest = relation.spots(line)
            for spot in rest:
                links[first].append(spot)
                links[spot].append(first)
    return links


def _spread(proved: Counter[Spot], links: Mapping[Spot, list[Spot]]) -> Mapping[Spot, int]:
    found = dict(proved)
    waiting = deque(sorted(found, key=lambda spot: (-found[spot], spot)))
    while waiting:
        spot = waiting.popleft()
        for other in links.get(spot, ()):
            if other not in found:
                found[other] = found[spot]
                waiting.append(other)
    return found

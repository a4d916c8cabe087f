"""Other parts that make up the same whole: one left out, or one more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.structure.additions import Amounts
from mingzhang.structure.skeleton import Relation
from mingzhang.structure.weigh import weigh

_MOST = 60  # other parts that are tried


def with_rivals(relation: Relation, places: Sequence[int], amounts: Amounts) -> Relation:
    """A relation that fails somewhere, with the other parts among ``places`` that fit wherever it holds or fails."""
    if not relation.fails or relation.kind == "of-which":
        return relation
    lines = (*relation.holds, *relation.weak, *relation.rounds, *relation.fails)
    rivals = [parts for parts in _others(relation, places)[:_MOST] if _fits(relation, parts, lines, amounts)]
    return replace(relation, rivals=tuple(rivals))


def _others(relation: Relation, places: Sequence[int]) -> list[tuple[int, ...]]:
    fewer = [tuple(p for p in relation.parts if p != left) for left in relation.parts if len(relation.parts) > 1]
    more = [(*relation.parts, p) for p in places if p != relation.whole and p not in relation.parts]
    return [*fewer, *more]


def _fits(relation: Relation, parts: Sequence[int], lines: Sequence[int], amounts: Amounts) -> bool:
    other = weigh(relation.axis, relation.kind, relation.whole, parts, relation.panel, lines, amounts)
    return not other.fails and len(other.holds) + len(other.weak) + len(other.rounds) == len(lines)

"""Which concepts may be added up to which: what makes a printed sum one of the sums that belong to a concept."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.knowledge.vocabulary import load_vocabulary

Concept = tuple[str, str]
"""Item and fund."""

_ENDS = (".current", ".grand-total")
_MOVED = {"income": ("carryover-in", "use-of-surplus"), "expenditure": ("carryover-out", "surplus-distribution")}
_ANY = "carryover-in"  # money carried over is a source of whatever is paid


def split_concept(concept: str) -> Concept:
    """``item@fund`` as item and fund."""
    item, _, fund = concept.partition("@")
    return item, fund


def makes_up(whole: str, parts: Sequence[str]) -> bool:
    """Whether amounts of these concepts may add up to one of the concept ``whole``.

    Kinds of one thing, one thing out of several purses, or the same thing of several classes; never a whole beside
    its own part.
    """
    if not whole or not all(parts):
        return False
    kinds = {split_concept(p) for p in parts}
    if kinds == {split_concept(whole)}:
        return True
    words = load_vocabulary()
    nested = any(words.is_part(a, b) for a in kinds for b in kinds)
    return not nested and all(_is_addend(kind, split_concept(whole)) for kind in kinds)


def _is_addend(part: Concept, whole: Concept) -> bool:
    if part == whole:
        return False
    words = load_vocabulary()
    purse = not whole[1] or part[1] == whole[1] or words.is_part(("", part[1]), ("", whole[1]))
    return purse and _is_kind(part[0], whole[0])


def _is_kind(part: str, whole: str) -> bool:
    base = whole
    for end in _ENDS:
        base = base.removesuffix(end)
    if part in (_ANY, whole, base):
        return True
    moved = _MOVED.get(base, ())
    return part in moved or load_vocabulary().is_part((part, ""), (base, ""))

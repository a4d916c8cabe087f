"""The place of each row in the tree of its panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingzhang.knowledge.words import says
from mingzhang.structure.row_keys import RowKey, is_total
from mingzhang.structure.skeleton import RowShape
from mingzhang.structure.tree import Forest


def shape_rows(keys: Sequence[RowKey], forest: Forest) -> tuple[RowShape, ...]:
    """The shape of every row of one panel, in order."""
    parts = _parts(keys, forest)
    return tuple(
        RowShape(_role(key, n in parts), forest.depths.get(n, 1), forest.parents.get(n))
        for n, key in enumerate(keys, 1)
    )


def _parts(keys: Sequence[RowKey], forest: Forest) -> set[int]:
    """The rows that an 其中 opened: itself, and those after it that make up the same whole with it."""
    found = set(forest.parts)
    opened: Mapping[int, int] = {}
    for n in sorted(forest.parents):
        parent = forest.parents[n]
        if says("rows", "of-which", keys[n - 1].label):
            opened = {**opened, parent: n}
        if parent in opened:
            found.add(n)
    return found


def _role(key: RowKey, part: bool) -> str:
    if not key.code and is_total(key.label):
        return "total"
    if says("rows", "subtotal", key.label):
        return "subtotal"
    return "of-which" if part else "item"

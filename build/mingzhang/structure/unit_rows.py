"""Whose rows are whose: rows below the row of a body belong to that body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.knowledge.words import says
from mingzhang.structure.row_keys import RowKey
from mingzhang.structure.skeleton import RowShape


def with_bodies(keys: Sequence[RowKey], shapes: Sequence[RowShape]) -> list[RowKey]:
    """The keys; rows with a code or a project that name no body are given that of the nearest row above them."""
    owners: dict[int, str] = {}
    made = []
    for n, (key, shape) in enumerate(zip(keys, shapes, strict=True), 1):
        inherited = owners.get(shape.parent, "") if shape.parent else ""
        owners[n] = _body(key) or inherited
        owned = bool(key.code or key.project) and not key.unit_name and bool(inherited)
        made.append(replace(key, unit_name=inherited) if owned else key)
    return made


def _body(key: RowKey) -> str:
    """The body that a row is for, where it has no code of its own: named in its column, or by its label."""
    if key.codes or key.project:
        return ""
    return key.unit_name or (key.label if says("rows", "body", key.label) else "")

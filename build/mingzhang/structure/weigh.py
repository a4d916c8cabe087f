"""A whole and its parts, weighed: in which lines the sum is exact and of how many addends, in which it fails."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingzhang.structure.additions import Amounts
from mingzhang.structure.skeleton import ROWS, Relation, Spot

_POWER = 2  # addends that are not zero: one alone may be the same amount printed twice


def weigh(
    axis: str, kind: str, whole: int, parts: Sequence[int], panel: int, lines: Iterable[int], amounts: Amounts
) -> Relation:
    """The relation with its evidence in ``lines``; a line without the whole, or without any part, tells nothing."""
    found: dict[str, list[int]] = {"holds": [], "weak": [], "rounds": [], "fails": []}
    for line in lines:
        if result := _in_line([_spot(axis, place, line) for place in (whole, *parts)], kind, amounts):
            found[result].append(line)
    holds, weak, rounds, fails = map(tuple, found.values())
    return Relation(axis, kind, panel, whole, tuple(parts), holds, weak, rounds, fails)


def _spot(axis: str, place: int, line: int) -> Spot:
    return (place, line) if axis == ROWS else (line, place)


def _in_line(spots: Sequence[Spot], kind: str, amounts: Amounts) -> str:
    whole, addends = amounts.values.get(spots[0]), [s for s in spots[1:] if s in amounts.values]
    if whole is None or not addends:
        return ""
    parts = [amounts.values[s] for s in addends]
    if kind == "of-which":
        return "weak" if all(_is_within(p, whole) for p in parts) else "fails"
    difference = abs(whole - sum(parts))
    if not difference:
        return "holds" if sum(p != 0 for p in parts) >= _POWER else "weak"
    allowed = sum(amounts.halves[s] for s in (spots[0], *addends))
    return "rounds" if difference <= allowed else "fails"


def _is_within(part: int, whole: int) -> bool:
    return abs(part) <= abs(whole)

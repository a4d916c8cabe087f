"""Amounts that stand above each other in a text laid out in columns: they belong to one column, whichever it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingzhang.tables.from_text.leaves import leaf_spans
from mingzhang.tables.from_text.pieces import Line, Piece
from mingzhang.tables.from_text.region import Region

_SHARED = 0.5  # share of the shorter amount that must stand above or below the other


@dataclass(slots=True)
class _Stack:
    start: int
    end: int

    def takes(self, piece: Piece) -> bool:
        shared = min(self.end, piece.end) - max(self.start, piece.at)
        return shared >= _SHARED * min(piece.end - piece.at, self.end - self.start)


@dataclass(frozen=True, slots=True)
class Stacks:
    """For each amount (row, panel, amount from the left) its stack, and where each stack stands in the line."""

    of: Mapping[tuple[int, int, int], int]
    spans: Sequence[tuple[int, int]]


def find_stacks(region: Region) -> Stacks | None:
    """The stacks of a region, from left to right; None where the text does not lay out its columns cleanly.

    It does when the amounts fall into no more stacks than there are columns, no row has two in one, and in every row
    they follow one another in the same order.
    """
    pieces = {
        (i, number, k): piece
        for i, row in enumerate(region.rows)
        for number, panel in enumerate(row.panels)
        for k, piece in enumerate(panel.amounts)
    }
    if not pieces or not all(piece.wide for piece in pieces.values()):
        return None
    stacks: list[_Stack] = []
    of: dict[tuple[int, int, int], int] = {}
    for spot, piece in sorted(pieces.items(), key=lambda item: (-(item[1].end - item[1].at), item[0])):
        fitting = [n for n, stack in enumerate(stacks) if stack.takes(piece)]
        if len(fitting) > 1:
            return None
        of[spot] = fitting[0] if fitting else len(stacks)
        if not fitting:
            stacks.append(_Stack(piece.at, piece.end))
    order = sorted(range(len(stacks)), key=lambda n: stacks[n].start)
    rank = {n: at for at, n in enumerate(order)}
    ranked = {spot: rank[n] for spot, n in of.items()}
    spans = [(stacks[n].start, stacks[n].end) for n in order]
    amounts = sum(role == "amount" for role in region.heading.roles)
    return Stacks(ranked, spans) if len(spans) <= amounts and _in_order(ranked) else None


def _in_order(ranked: Mapping[tuple[int, int, int], int]) -> bool:
    """Whether in every row the stacks follow one another, and no stack is shared by two panels."""
    panels: dict[int, int] = {}
    for (i, number, k), n in ranked.items():
        if panels.setdefault(n, number) != number:
            return False
        before = ranked.get((i, number, k - 1))
        if before is not None and before >= n:
            return False
    return True


def headed(stacks: Stacks, region: Region, lines: Sequence[Line]) -> dict[int, int]:
    """Stack → the column whose header stands above it, where one header and no other does; none if they cross."""
    spans = leaf_spans(region.heading, lines[region.first : region.body])
    found: dict[int, int] = {}
    for n, (start, end) in enumerate(stacks.spans):
        above = [j for j, (left, right) in spans.items() if left < end and start < right]
        if len(above) == 1:
            found[n] = above[0]
    columns = [found[n] for n in sorted(found)]
    return found if columns == sorted(set(columns)) else {}

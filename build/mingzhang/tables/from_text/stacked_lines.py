"""Amounts that stand above each other in a text laid out in columns: they belong to one column, whichever it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise

from mingzhang.tables.from_text.leaves import leaf_spans
from mingzhang.tables.from_text.pieces import Line, Piece
from mingzhang.tables.from_text.region import Region
from mingzhang.tables.from_text.text_sums import amount_of, come_out

_WAYS = 64  # ways to give stacks columns after which nothing is clear
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
    """Stack → the column whose header stands above it; none if they cross.

    As many stacks as columns are these columns, in their order, wherever the headers stand. Below a header that nobody
    has taught, the rows' sums have to come out, too: all may be shifted by a column.
    """
    spans = leaf_spans(region.heading, lines[region.first : region.body])
    found: dict[int, int] = {}
    for n, (start, end) in enumerate(stacks.spans):
        above = [j for j, (left, right) in spans.items() if left < end and start < right]
        if len(above) == 1:
            found[n] = above[0]
    complete = len(found) == len(stacks.spans)
    if not _is_ordered(found):
        found, complete = {}, False
    if region.heading.spans:
        way = [found[n] for n in sorted(found)]
        proved = complete and come_out(_rows(stacks, region, way), region.heading)
        return found if proved else _one_each(stacks, region)
    return found if complete else _one_each(stacks, region) or nearest(stacks, region, spans, found) or found


def _is_ordered(found: Mapping[int, int]) -> bool:
    columns = [found[n] for n in sorted(found)]
    return columns == sorted(set(columns))


def _one_each(stacks: Stacks, region: Region) -> dict[int, int]:
    """The columns in order, where there are as many stacks, panel by panel; none where one may be half of another."""
    heading = region.heading
    columns = [j for j, role in enumerate(heading.roles) if role == "amount"]
    panels = {n: number for (_, number, _), n in stacks.of.items()}
    fits = [heading.panels[j] for j in columns] == [panels[n] for n in sorted(panels)]
    apart = all(left[1] < right[0] for left, right in pairwise(stacks.spans))
    return dict(enumerate(columns)) if fits and apart else {}


def likely(stacks: Stacks, region: Region, lines: Sequence[Line]) -> dict[int, int]:
    """Stack → the last column whose header's middle is left of its right edge, if the rows' sums come out so.

    Enough to see that a header belongs to the rows; too little to say where an amount stands.
    """
    spans = leaf_spans(region.heading, lines[region.first : region.body])
    found = {}
    for n, (_, end) in enumerate(stacks.spans):
        left = [j for j, span in spans.items() if sum(span) / 2 <= end]
        if not left:
            return {}
        found[n] = left[-1]
    way = [found[n] for n in sorted(found)]
    return found if _is_ordered(found) and come_out(_rows(stacks, region, way), region.heading) else {}


def nearest(
    stacks: Stacks, region: Region, spans: Mapping[int, tuple[int, int]], known: Mapping[int, int]
) -> dict[int, int]:
    """The one way to give each stack a column whose header stands next to it so that the rows' sums come out."""
    ways = list(islice(_ways(stacks, region, spans, known, ()), _WAYS + 1))
    if len(ways) > _WAYS:
        return {}
    sound = [way for way in ways if come_out(_rows(stacks, region, way), region.heading)]
    return dict(enumerate(sound[0])) if len(sound) == 1 else {}


def _ways(
    stacks: Stacks,
    region: Region,
    spans: Mapping[int, tuple[int, int]],
    known: Mapping[int, int],
    before: tuple[int, ...],
) -> Iterator[tuple[int, ...]]:
    n = len(before)
    if n == len(stacks.spans):
        yield before
        return
    start, end = stacks.spans[n]
    left = [j for j, (_, right) in spans.items() if right <= start]
    right = [j for j, (at, _) in spans.items() if at >= end]
    above = [j for j, (at, to) in spans.items() if at < end and start < to]
    near = {*left[-1:], *above, *right[:1]} if n not in known else {known[n]}
    panel = next(number for (_, number, _), m in stacks.of.items() if m == n)
    for j in sorted(near):
        if region.heading.panels[j] == panel and (not before or j > before[-1]):
            yield from _ways(stacks, region, spans, known, (*before, j))


def _rows(stacks: Stacks, region: Region, way: Sequence[int]) -> Iterator[dict[int, Decimal]]:
    """The amounts of each row by their columns."""
    for i, row in enumerate(region.rows):
        for number, panel in enumerate(row.panels):
            if panel.amounts:
                yield {way[stacks.of[i, number, k]]: amount_of(p.plain) for k, p in enumerate(panel.amounts)}

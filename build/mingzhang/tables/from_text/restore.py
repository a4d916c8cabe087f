"""Document of lines → Document with grids: the tables of a text without rules, as if they were ruled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mingzhang.reading.document import Block, Document, Grid
from mingzhang.tables.from_text.bounds import Bounds, find_bounds
from mingzhang.tables.from_text.cell_streams import find_streams
from mingzhang.tables.from_text.grid import make_grid
from mingzhang.tables.from_text.pieces import Line, read_lines
from mingzhang.tables.from_text.place import State, place_amounts
from mingzhang.tables.from_text.regions import Region, find_regions
from mingzhang.tables.from_text.target_lines import TargetRegion, find_targets, target_grid
from mingzhang.tables.from_text.work import bounded
from mingzhang.tables.running import running_lines


@dataclass(frozen=True, slots=True)
class Restoration:
    """A document with its tables restored, and everything that was found out on the way, for ``explain``."""

    document: Document
    regions: tuple[Region, ...]
    bounds: Bounds
    state: State


def restore(document: Document) -> Restoration:
    """The restored document and how it came about; what cannot be solved within bounds stays open."""
    with bounded():
        return _restore(document)


def _restore(document: Document) -> Restoration:
    lines = read_lines(document)
    targets = find_targets(lines)
    taken = {i for t in targets for i in range(t.first, t.last)}
    running = running_lines(document)
    regions = [r for r in find_regions(lines, running) if r.first not in taken]
    streams = find_streams(lines, taken, running)
    while True:
        proved: frozenset[int] = frozenset().union(*(r.lines for r in streams))
        others = [r for r in regions if not r.lines & proved]
        found = _solve(document, lines, sorted([*others, *streams], key=lambda r: r.at), targets)
        wrong = contradicted(found.regions, found.bounds, found.state)
        sound = [r for r in streams if not any(r is c for c in wrong)]
        if len(sound) == len(streams):
            return found
        streams = sound


def _solve(
    document: Document, lines: Sequence[Line], regions: Sequence[Region], targets: Sequence[TargetRegion]
) -> Restoration:
    fixed = [_block(lines, t.first, range(t.first, t.last), target_grid(t, lines[t.first].place)) for t in targets]

    def assemble(grids: Sequence[Grid]) -> Document:
        found = [_block(lines, r.at, r.lines, g) for r, g in zip(regions, grids, strict=True)]
        return _assemble(document, [*found, *fixed])

    bounds = find_bounds(regions, assemble)
    state = place_amounts(regions, bounds, lines)
    grids = [make_grid(r, lines[r.first].place, state.placed[n]) for n, r in enumerate(regions)]
    return Restoration(assemble(grids), tuple(regions), bounds, state)


def contradicted(regions: Sequence[Region], bounds: Bounds, state: State) -> list[Region]:
    """The regions that were told by counting, and of which an identity says that they were not told rightly."""
    found = [r for n, r in enumerate(regions) if (t := bounds.table_of.get(n)) and state.broken.get(t.table_id)]
    for bound in bounds.bounds:
        if all(spot in state.known for spot, _ in bound.factors):
            total = sum(weight * state.known[spot] for spot, weight in bound.factors)
            slack = sum(abs(weight) * state.grains[spot[0]] for spot, weight in bound.factors if state.known[spot])
            if total > slack or (bound.relation == "=" and total < -slack):
                found += [regions[spot[0]] for spot, _ in bound.factors]
    return [region for region in found if region.used]


def _block(lines: Sequence[Line], at: int, used: Iterable[int], grid: Grid) -> tuple[int, frozenset[int], Grid]:
    """Where a grid stands in the document, and the blocks that it takes the place of."""
    return lines[at].position, frozenset(lines[i].position for i in used), grid


def _assemble(document: Document, grids: Sequence[tuple[int, frozenset[int], Grid]]) -> Document:
    """The document with the lines of each (position, lines, grid) replaced by the grid."""
    at = {position: grid for position, _, grid in grids}
    gone = {position for _, lines, _ in grids for position in lines}
    blocks: list[Block] = []
    for position, block in enumerate(document.blocks):
        if position in at:
            blocks.append(at[position])
        elif position not in gone:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))

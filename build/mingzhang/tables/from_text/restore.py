"""Document of lines → Document with grids: the tables of a text without rules, as if they were ruled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingzhang.reading.document import Block, Document, Grid
from mingzhang.tables.from_text.bounds import Bounds, find_bounds
from mingzhang.tables.from_text.grid import make_grid
from mingzhang.tables.from_text.pieces import Line, read_lines
from mingzhang.tables.from_text.place import State, place_amounts
from mingzhang.tables.from_text.regions import Region, find_regions
from mingzhang.tables.from_text.targets import TargetRegion, find_targets, target_grid
from mingzhang.tables.running import running_lines


@dataclass(frozen=True, slots=True)
class Restoration:
    """A document with its tables restored, and everything that was found out on the way, for ``explain``."""

    document: Document
    regions: tuple[Region, ...]
    bounds: Bounds
    state: State


def restore(document: Document) -> Restoration:
    """The restored document and how it came about."""
    lines = read_lines(document)
    targets = find_targets(lines)
    taken = {i for t in targets for i in range(t.first, t.last)}
    regions = [r for r in find_regions(lines, running_lines(document)) if r.first not in taken]
    fixed = [(lines[t.first].position, _gone(lines, t), target_grid(t, lines[t.first].place)) for t in targets]

    def assemble(grids: Sequence[Grid]) -> Document:
        found = [(lines[r.first].position, _gone(lines, r), g) for r, g in zip(regions, grids, strict=True)]
        return _assemble(document, [*found, *fixed])

    bounds = find_bounds(regions, assemble)
    state = place_amounts(regions, bounds, lines)
    grids = [make_grid(r, lines[r.first].place, state.placed[n]) for n, r in enumerate(regions)]
    return Restoration(assemble(grids), tuple(regions), bounds, state)


def _gone(lines: Sequence[Line], region: Region | TargetRegion) -> frozenset[int]:
    return frozenset(line.position for line in lines[region.first : region.last])


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

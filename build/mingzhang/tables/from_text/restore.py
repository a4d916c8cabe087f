"""Document of lines → Document with grids: the tables of a text without rules, as if they were ruled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingzhang.reading.document import Block, Document, Grid, Place
from mingzhang.tables.from_text.bounds import Bounds, find_bounds
from mingzhang.tables.from_text.grid import make_grid
from mingzhang.tables.from_text.pieces import Line, read_lines
from mingzhang.tables.from_text.place import State, place_amounts
from mingzhang.tables.from_text.regions import Region, find_regions


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
    regions = find_regions(lines)

    def assemble(grids: Sequence[Grid]) -> Document:
        return _assemble(document, lines, regions, grids)

    bounds = find_bounds(document, regions, assemble)
    state = place_amounts(regions, bounds)
    grids = [make_grid(r, _place(lines, r), state.placed[n]) for n, r in enumerate(regions)]
    return Restoration(assemble(grids), tuple(regions), bounds, state)


def _place(lines: Sequence[Line], region: Region) -> Place:
    return lines[region.first].place


def _assemble(document: Document, lines: Sequence[Line], regions: Sequence[Region], grids: Sequence[Grid]) -> Document:
    """The document with each region's lines replaced by its grid."""
    at = {lines[region.first].position: grid for region, grid in zip(regions, grids, strict=True)}
    gone = {line.position for region in regions for line in lines[region.first : region.last]}
    blocks: list[Block] = []
    for position, block in enumerate(document.blocks):
        if position in at:
            blocks.append(at[position])
        elif position not in gone:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))

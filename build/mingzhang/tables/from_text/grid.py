"""A region of lines as a ruled grid: its header, its keys, and its amounts where they were placed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mingzhang.reading.document import Cell, Grid, Place
from mingzhang.tables.from_text.headers import header_cells
from mingzhang.tables.from_text.region import Region
from mingzhang.tables.from_text.rows import PanelRow, TextRow

_NO_ROOM = "more amounts than columns"
_GOES_ON = "its words may go on above or below"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one amount stands: its column, and all columns in which it may stand when the text does not say."""

    column: int
    candidates: tuple[int, ...] = ()


Slot = tuple[int, int, int]
"""Row of the region, panel, amount from the left."""


def make_grid(region: Region, place: Place, placed: Mapping[Slot, Placed]) -> Grid:
    """The grid of a region; what ``placed`` does not hold stays beside its key as printed, and is doubtful."""
    cells = header_cells(region.heading, region.index, place)
    top = region.heading.depth + bool(region.index)
    for i, row in enumerate(region.rows):
        cells += _row_cells(region, i, row, top + i, placed)
    return Grid(place, top + len(region.rows), len(region.heading.roles), tuple(cells))


def _row_cells(region: Region, i: int, row: TextRow, at: int, placed: Mapping[Slot, Placed]) -> list[Cell]:
    place = row.lines[0].place
    cols = len(region.heading.roles)
    if row.doubt:
        text = "\n".join(line.text.strip() for line in row.lines)
        if region.heading.roles[0] == "amount":
            return [Cell(at, 0, 1, cols, text, place, (row.doubt,))]
        blank = [Cell(at, j, 1, 1, "", place) for j in range(1, cols)]
        return [Cell(at, 0, 1, 1, text, place, (row.doubt,)), *blank]
    texts: dict[int, Cell] = {}
    for number, panel in enumerate(row.panels):
        for j, text in panel.keys:
            texts[j] = Cell(at, j, 1, 1, text, place, (_GOES_ON,) if j in panel.unsure else ())
        texts |= _amount_cells(i, number, panel, at, placed)
    covered = {j for c in texts.values() for j in range(c.col, c.col + c.colspan)}
    blank = [Cell(at, j, 1, 1, "", place) for j in range(cols) if j not in covered]
    return sorted([*texts.values(), *blank], key=lambda c: c.col)


def _amount_cells(i: int, number: int, panel: PanelRow, at: int, placed: Mapping[Slot, Placed]) -> dict[int, Cell]:
    found: dict[int, Cell] = {}
    slots = [(i, number, k) for k in range(len(panel.amounts))]
    if not all(slot in placed for slot in slots):
        text = " ".join(piece.text for piece in panel.amounts)
        first, last = panel.columns[0], panel.columns[-1]
        return {first: Cell(at, first, 1, last - first + 1, text, panel.amounts[0].place, (_NO_ROOM,))}
    for slot, piece in zip(slots, panel.amounts, strict=True):
        spot = placed[slot]
        found[spot.column] = Cell(at, spot.column, 1, 1, piece.text, piece.place, candidates=spot.candidates)
    return found

"""Do two readings of a page say the same? Where they do not, the cell or the grid says so."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from mingzhang.reading.document import Block, Cell, Grid
from mingzhang.reading.doubts import ANNOTATIONS
from mingzhang.reading.formats.pdf.objects import Char, PageObjects, text_doubts

DOUBT = "readers-differ"
_NEAR = 2.0  # points: two readings of one grid's place differ by less


def mark_differences(blocks: Sequence[Block], reference: Sequence[Block]) -> list[Block]:
    """``blocks``, doubts added to cells that the reference reads otherwise and grids that it rules otherwise."""
    grids = [b for b in reference if isinstance(b, Grid)]
    return [_marked(b, grids) if isinstance(b, Grid) else b for b in blocks]


def carry_visibility(objects: PageObjects, seen: PageObjects) -> PageObjects:
    """``objects`` as pdfplumber reads them, with what only pdfium knows: what cannot be seen, what else is drawn."""
    marked: dict[tuple[str, int, int], Char] = {}
    for char in seen.chars:
        if char.hidden or char.clip or char.lying:
            x, y = round(char.x0), round(char.bottom)
            marked |= {(char.text, x + i, y + j): char for i in (-1, 0, 1) for j in (-1, 0, 1)}
    chars = []
    for char in objects.chars:
        same = marked.get((char.text, round(char.x0), round(char.bottom)))
        chars.append(char._replace(hidden=same.hidden, clip=same.clip, lying=same.lying) if same else char)
    doubts = text_doubts(chars)
    if ANNOTATIONS in (*objects.doubts, *seen.doubts):
        doubts = (*doubts, ANNOTATIONS)
    return dataclasses.replace(objects, chars=tuple(chars), doubts=doubts, ink=seen.ink)


def _marked(grid: Grid, others: Sequence[Grid]) -> Grid:
    other = next((o for o in others if _same_shape(grid, o)), None)
    if other is None:
        return dataclasses.replace(grid, doubts=(*grid.doubts, DOUBT))
    cells = tuple(_compared(a, b) for a, b in zip(grid.cells, other.cells, strict=True))
    return dataclasses.replace(grid, cells=cells)


def _compared(cell: Cell, other: Cell) -> Cell:
    if "".join(cell.text.split()) == "".join(other.text.split()):
        return cell
    return dataclasses.replace(cell, doubts=tuple(sorted({*cell.doubts, DOUBT})))


def _same_shape(one: Grid, other: Grid) -> bool:
    spans = [[(c.row, c.col, c.rowspan, c.colspan) for c in g.cells] for g in (one, other)]
    if spans[0] != spans[1] or one.place.box is None or other.place.box is None:
        return False
    return all(abs(a - b) < _NEAR for a, b in zip(one.place.box, other.place.box, strict=True))

"""Where a page shows personal numbers: the boxes that a picture of it must paint over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.reading.document import Box, Cell, Grid, stands_by
from mingzhang.reading.formats.pdf.objects import Char, PageObjects, Word
from mingzhang.reading.formats.pdf.pdf import page_blocks
from mingzhang.reading.formats.pdf.words import group_lines, make_words
from mingzhang.text.masking import LONGEST_HEADER, personal_spans


def personal_boxes(objects: PageObjects) -> tuple[Box, ...]:
    """The boxes of every character, in points on the upright page, that belongs to a personal number.

    Numbers are looked for in each printed line and in each cell, where the header of the column or the cell before it
    may announce them. A number that stands in a raster image, or is drawn as shapes, is not found.
    """
    chars: dict[Char, None] = {}
    for line in group_lines(make_words(objects.chars)):
        chars.update(dict.fromkeys(_in_line(line)))
    for block in page_blocks(objects):
        if isinstance(block, Grid):
            chars.update(dict.fromkeys(_in_grid(block, objects.chars)))
    return tuple((c.x0, c.top, c.x1, c.bottom) for c in chars)


def _in_line(line: Sequence[Word]) -> Iterator[Char]:
    text, owners = "", list[Char | None]()
    for word in line:
        if text:
            text, owners = text + " ", [*owners, None]
        for char in word.chars:
            text += char.text
            owners += [char] * len(char.text)
    for start, end in personal_spans(text):
        yield from (c for c in owners[start:end] if c is not None)


def _in_grid(grid: Grid, chars: Sequence[Char]) -> Iterator[Char]:
    """All digits and letters of a cell that holds a personal number, since its lines may cut the number in two."""
    for cell in grid.cells:
        text = cell.text.replace("\n", "")
        if not any(c.isdigit() or c == "@" for c in text):
            continue
        if any(personal_spans(text, context) for context in ("", *_announcing(grid, cell))):
            yield from (c for c in chars if _inside(c, cell) and c.text.isalnum())


def _announcing(grid: Grid, cell: Cell) -> Iterator[str]:
    """What stands above the cell and just before it."""
    for other in grid.cells:
        if other.text and len(other.text) <= LONGEST_HEADER and stands_by(other, cell):
            yield other.text.replace("\n", "")


def _inside(char: Char, cell: Cell) -> bool:
    x0, top, x1, bottom = cell.place.box or (0.0, 0.0, 0.0, 0.0)
    return x0 <= (char.x0 + char.x1) / 2 <= x1 and top <= (char.top + char.bottom) / 2 <= bottom

"""Where a page shows personal numbers: the boxes that a picture of it must paint over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from mingzhang.reading.contacts import announcing, left_open
from mingzhang.reading.document import Box, Cell, Grid
from mingzhang.reading.formats.pdf.objects import Char, PageObjects, Word
from mingzhang.reading.formats.pdf.page_words import group_lines, make_word, make_words
from mingzhang.reading.formats.pdf.pdf import page_blocks
from mingzhang.reading.masked_document import cell_spans
from mingzhang.text.masking import is_contact, personal_spans
from mingzhang.text.masking.folding import Span

_ABOVE, _BELOW, _ASIDE = 0.15, 0.3, 0.1  # of the font size: how far ink may overhang; below hang descenders
_GAP = 0.6  # of the font size: wider gaps part words


class Pages:
    """What the headers on the pages before announce on a page that continues their table.

    ``read`` gives a page by its number; it is asked only where a table without a header holds what may be a number.
    """

    def __init__(self, read: Callable[[int], PageObjects]) -> None:
        self._read = read
        self._grids: dict[int, list[Grid]] = {}

    def grids(self, number: int) -> list[Grid]:
        """The tables of a page, found once."""
        if number not in self._grids:
            self._grids[number] = _grids(self._read(number))
        return self._grids[number]

    def above(self, grid: Grid) -> Mapping[int, str]:
        """The headers by column for the first grid of a page."""
        number = grid.place.page - 1
        if number < 1 or not any(is_contact(c.text, "") for c in grid.cells):
            return {}
        grids = self.grids(number)
        if not grids or grids[-1].cols != grid.cols:
            return {}
        before = self.above(grids[0]) if len(grids) == 1 else {}
        return left_open(grids[-1], announcing(grids[-1], before))


def personal_boxes(objects: PageObjects, pages: Pages | None = None) -> tuple[Box, ...]:
    """The boxes, in points on the upright page, of every character that belongs to a personal number.

    Numbers are looked for as in the document: in the lines outside every grid, and in each cell, where the header of
    the column or the cell before it may announce them. A number that stands in a raster image, or is drawn as shapes,
    is not found.
    """
    words = make_words(objects.chars)
    grids = pages.grids(objects.number) if pages else _grids(objects)
    chars: dict[Char, None] = {}
    for place, grid in enumerate(grids):
        above = pages.above(grid) if pages and place == 0 else {}
        chars.update(dict.fromkeys(_in_grid(grid, words, above)))
    outside = [w for w in words if not any(_holds(g.place.box, w.x0, w.x1, w.top, w.bottom) for g in grids)]
    chars.update(dict.fromkeys(_in_lines(outside, personal_spans)))
    return tuple(_ink(c) for c in chars)


def _grids(objects: PageObjects) -> list[Grid]:
    return [b for b in page_blocks(objects) if isinstance(b, Grid)]


def _in_grid(grid: Grid, words: Sequence[Word], above: Mapping[int, str]) -> Iterator[Char]:
    headers = announcing(grid, above)
    for k, cell in enumerate(grid.cells):
        header, announced = headers.get(k, ""), k in headers
        if cell_spans(cell.text, header, announced):
            yield from _in_lines(_words_of(cell, words), partial(cell_spans, header=header, announced=announced))


def _words_of(cell: Cell, words: Sequence[Word]) -> Iterator[Word]:
    """The words of a cell, those that overflow it whole; of a word of several cells what stands in this one."""
    text = "".join(cell.text.split())
    for word in words:
        inside = [c for c in word.chars if _holds(cell.place.box, c.x0, c.x1, c.top, c.bottom)]
        if inside:
            yield word if word.text in text else make_word(inside)


def _in_lines(words: Iterable[Word], spans_of: Callable[[str], Iterable[Span]]) -> Iterator[Char]:
    """The characters in the spans that are found in the words when they are read line by line."""
    text, owners = "", list[Char | None]()
    for line in group_lines(words):
        before: Word | None = None
        for word in line:
            apart = before is not None and word.x0 - before.x1 > _GAP * word.size
            gap = " " if apart else "\n" if before is None and text else ""
            text, before = text + gap + word.text, word
            owners += [*[None] * len(gap), *(char for char in word.chars for _ in char.text)]
    for start, end in spans_of(text):
        yield from (c for c in owners[start:end] if c is not None)


def _holds(box: Box | None, x0: float, x1: float, top: float, bottom: float) -> bool:
    left, upper, right, lower = box or (0.0, 0.0, 0.0, 0.0)
    return left <= (x0 + x1) / 2 <= right and upper <= (top + bottom) / 2 <= lower


def _ink(char: Char) -> Box:
    """The box of a character and what its ink may overhang."""
    aside, size = _ASIDE * char.size, char.size
    return (char.x0 - aside, char.top - _ABOVE * size, char.x1 + aside, char.bottom + _BELOW * size)

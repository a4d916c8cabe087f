"""Where a page shows personal numbers: the boxes that a picture of it must paint over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from mingzhang.reading.contacts import announcing
from mingzhang.reading.document import Box, Cell, Grid
from mingzhang.reading.formats.pdf.objects import Char, PageObjects, Word
from mingzhang.reading.formats.pdf.pdf import page_blocks
from mingzhang.reading.formats.pdf.words import group_lines, make_word, make_words
from mingzhang.reading.personal import cell_spans
from mingzhang.text.masking import personal_spans
from mingzhang.text.masking.folding import Span

_ABOVE, _BELOW, _ASIDE = 0.15, 0.3, 0.1  # of the font size: how far ink may overhang; below hang descenders
_GAP = 0.6  # of the font size: wider gaps part words


def personal_boxes(objects: PageObjects) -> tuple[Box, ...]:
    """The boxes, in points on the upright page, of every character that belongs to a personal number.

    Numbers are looked for as in the document: in the lines outside every grid, and in each cell, where the header of
    the column or the cell before it may announce them. A number that stands in a raster image, or is drawn as shapes,
    is not found.
    """
    words = make_words(objects.chars)
    grids = [b for b in page_blocks(objects) if isinstance(b, Grid)]
    chars: dict[Char, None] = {}
    for grid in grids:
        chars.update(dict.fromkeys(_in_grid(grid, words)))
    outside = [w for w in words if not any(_holds(g.place.box, w.x0, w.x1, w.top, w.bottom) for g in grids)]
    chars.update(dict.fromkeys(_in_lines(outside, personal_spans)))
    return tuple(_ink(c) for c in chars)


def _in_grid(grid: Grid, words: Sequence[Word]) -> Iterator[Char]:
    headers = announcing(grid)
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

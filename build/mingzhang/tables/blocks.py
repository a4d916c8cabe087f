"""The grids of a document with the lines that stand around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from mingzhang.reading.document import Document, Grid, Text
from mingzhang.reading.media import SHEETS
from mingzhang.tables.breaks import caption_before
from mingzhang.tables.captions import is_furniture
from mingzhang.tables.layout import matrix_of
from mingzhang.tables.running import running_lines
from mingzhang.tables.stacked import opens_titled, split_stacked
from mingzhang.text.normalise import normalise


@dataclass(frozen=True, slots=True)
class Surrounded:
    """A grid with the lines above it and below it on its page, up to the next grid.

    ``last``: no other grid follows on the page.
    """

    grid: Grid
    above: tuple[Text, ...] = ()
    below: tuple[Text, ...] = ()
    last: bool = True


def grids_of(document: Document) -> Iterator[Surrounded]:
    """Each grid of the document in its order, stacked tables apart; running heads are left out."""
    running = running_lines(document)
    blocks = [b for b in document.blocks if isinstance(b, Grid) or _is_line(b, running)]
    flows = document.media_type not in SHEETS
    foot: tuple[Text, ...] = ()  # the lines below the last grid so far
    for i, block in enumerate(blocks):
        if isinstance(block, Grid):
            page = block.place.page
            above = _lines(reversed(blocks[:i]), page)[::-1]
            below = _lines(blocks[i + 1 :], page)
            last = not any(isinstance(b, Grid) and b.place.page == page for b in blocks[i + 1 :])
            yield from _parts(block, _torn_caption(foot, page, above) or above, below, last)
            foot = below if flows else ()


def _is_line(block: object, running: frozenset[str]) -> bool:
    return isinstance(block, Text) and normalise(block.text) not in running


def _lines(blocks: Iterable[object], page: int) -> tuple[Text, ...]:
    near = takewhile(lambda b: isinstance(b, Text) and b.place.page == page, blocks)
    return tuple(b for b in near if isinstance(b, Text))


def _torn_caption(foot: Sequence[Text], page: int, above: Sequence[Text]) -> tuple[Text, ...]:
    """The caption at the foot of the page before, where nothing but page furniture stands above the grid."""
    if not foot or foot[0].place.page != page - 1 or not all(is_furniture(line.text) for line in above):
        return ()
    return tuple(caption_before(foot))


def _parts(grid: Grid, above: tuple[Text, ...], below: tuple[Text, ...], last: bool) -> Iterator[Surrounded]:
    """The tables stacked in one grid: only the first has the lines above it, unless a part prints no title."""
    parts = split_stacked(grid)
    for n, part in enumerate(parts):
        own = n > 0 and opens_titled(matrix_of(part)[0])
        final = n == len(parts) - 1
        yield Surrounded(part, () if own else above, below if final else (), final and last)

"""A PDF file → Document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from mingzhang.errors import UnreadableSource
from mingzhang.reading.document import Block, Document, Grid, Page, Picture, Place, Text
from mingzhang.reading.doubts import BLANK, PICTURE_PAGE
from mingzhang.reading.formats.pdf.agreement import mark_differences
from mingzhang.reading.formats.pdf.aligned import find_aligned
from mingzhang.reading.formats.pdf.grids import Frame, find_frames
from mingzhang.reading.formats.pdf.marks import raise_marks
from mingzhang.reading.formats.pdf.objects import PageObjects, Word, level_chars
from mingzhang.reading.formats.pdf.page_words import group_lines, join_line, make_words
from mingzhang.reading.formats.pdf.readers import Choice, PageReader
from mingzhang.reading.formats.pdf.ruled_cells import fill_frames
from mingzhang.reading.formats.pdf.shaken import shake_grids
from mingzhang.reading.formats.pdf.struck import without_struck
from mingzhang.reading.formats.pdf.tiles import tiled
from mingzhang.reading.formats.pdf.torn_halves import find_gutter
from mingzhang.reading.formats.pdf.traps import is_portfolio, refers_to_itself
from mingzhang.reading.formats.pdf.turned import upright
from mingzhang.reading.formats.pdf.verification import Verified, verify
from mingzhang.reading.limits import Crowded
from mingzhang.reading.refusals import AGAIN, EXPECTED

_MOST = 0.5  # of a page: when pictures cover more, it is one
_FOLIO = 30  # characters: a running head and the number of the page


def read_pdf(
    path: Path, max_pages: int = 2000, progress: Callable[[int], None] | None = None, reader: Choice = "fast"
) -> Document:
    """Every page of a PDF as grids, text lines and pictures, upright.

    ``progress`` is told each page's number once it is read. ``reader``: ``fast`` reads by pdfium and leaves doubtful
    pages to pdfplumber, ``reference`` reads by pdfplumber, ``both`` reads twice and marks where they differ. Raises
    whatever the PDF libraries raise: the child process boundary turns it into one line.
    """
    pages: list[Page] = []
    blocks: list[Block] = []
    data = path.read_bytes()
    if refers_to_itself(data):
        raise UnreadableSource(str(path), "an object in it refers to itself", EXPECTED, AGAIN)
    verified = verify(path, data)
    with PageReader(path, reader, points=verified.points) as source:
        _refuse_unreadable(path, source, max_pages)
        verified = verified.with_count(len(source))
        for number in range(1, len(source) + 1):
            try:
                page, found_blocks = _read_page(source, number, reader == "both", verified)
            except Crowded as error:
                found = f"page {number} is no page of a disclosure: {error}"
                raise UnreadableSource(str(path), found, "pages that can be read", "ask its publisher") from None
            pages.append(page)
            blocks.extend(found_blocks)
            if progress:
                progress(number)
        metadata, name = source.metadata(), source.name
    if is_portfolio(data) and not any(isinstance(b, Grid) for b in blocks):
        found = "it is a portfolio: what it publishes is in the files attached to it"
        raise UnreadableSource(str(path), found, EXPECTED, "take them out with a PDF viewer and read them")
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(sha256, "application/pdf", name, tuple(pages), tuple(blocks), metadata, verified.doubts)


def _refuse_unreadable(path: Path, source: PageReader, max_pages: int) -> None:
    """UnreadableSource for a file of too many pages, or whose pages are not in it."""
    if len(source) > max_pages:
        found = f"it has {len(source)} pages"
        raise UnreadableSource(str(path), found, f"at most {max_pages}", "split it into single disclosures")
    if source.is_dynamic_form:
        found = "its pages are made by the viewer from a form (XFA)"
        raise UnreadableSource(str(path), found, EXPECTED, "open it, print it to a PDF file and read that")


def _read_page(source: PageReader, number: int, twice: bool, verified: Verified) -> tuple[Page, list[Block]]:
    """A page and its blocks, with what shakes them."""
    objects = without_struck(upright(source.read(number)))
    whole = verified.doubts_about(number)
    blocks = page_blocks(objects)
    if twice and source.was_read_fast(number):
        blocks = mark_differences(blocks, page_blocks(without_struck(upright(source.read_by_reference(number)))))
    seen = (PICTURE_PAGE,) if is_picture(objects, blocks) else ()
    blank = (BLANK,) if objects.is_blank and number not in verified.idle else ()
    doubts = tuple(dict.fromkeys((*objects.doubts, *seen, *whole, *blank)))
    page = Page(number, round(objects.width, 2), round(objects.height, 2), doubts)
    return page, [_shaken(b, whole) for b in blocks] if whole else blocks


def is_picture(objects: PageObjects, blocks: Sequence[Block]) -> bool:
    """Whether pictures cover most of a page on which hardly anything is printed: it says what nobody has read."""
    printed = sum(not c.text.isspace() for c in objects.chars)
    covered = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in objects.pictures)
    bare = printed <= _FOLIO and not any(isinstance(b, Grid) for b in blocks)
    return bare and covered > _MOST * objects.width * objects.height


def _shaken(block: Block, doubts: Sequence[str]) -> Block:
    """A grid of a page on which nothing is sure: every cell of it may be wrong."""
    if not isinstance(block, Grid):
        return block
    cells = tuple(replace(c, doubts=tuple(sorted({*c.doubts, *doubts}))) for c in block.cells)
    return replace(block, cells=cells, doubts=(*block.doubts, *doubts))


def page_blocks(objects: PageObjects) -> list[Block]:
    """The blocks of one page from top to bottom."""
    frames = [f for f in tiled(find_frames(objects.rules)) if not _frames_prose(f)]
    grids, outside = fill_frames(frames, make_words(raise_marks(level_chars(objects))), objects.number)
    aligned, rest = find_aligned(outside, objects.rules, objects.number)
    blocks: list[Block] = [Picture(Place(objects.number, box)) for box in objects.pictures]
    gutter = find_gutter([*grids, *aligned], rest)
    halves = [rest] if gutter is None else [[w for w in rest if (w.x0 > gutter) == right] for right in (False, True)]
    lines = [line for half in halves for line in group_lines(half)]
    area = objects.width * objects.height
    blocks.extend(shake_grids([*grids, *aligned], objects.pictures, objects.ink, lines, area))
    blocks.extend(_text(line, objects.number) for line in lines)
    return sorted(blocks, key=lambda b: _order(b, gutter))


def _order(block: Block, gutter: float | None) -> tuple[bool, float]:
    x0, top, _, _ = block.place.box or (0.0, 0.0, 0.0, 0.0)
    return gutter is not None and x0 > gutter, top


def _frames_prose(frame: Frame) -> bool:
    """A box or a single column frames prose; it is no table."""
    return len(frame.xs) == 2 or len(frame.cells) <= 2


def _text(line: Sequence[Word], page: int) -> Text:
    box = (min(w.x0 for w in line), min(w.top for w in line), max(w.x1 for w in line), max(w.bottom for w in line))
    sizes = sorted(c.size for w in line for c in w.chars)
    bold = sum(c.bold for w in line for c in w.chars) * 2 > len(sizes)
    rounded = (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
    return Text(Place(page, rounded), join_line(line), round(sizes[len(sizes) // 2], 2), bold)

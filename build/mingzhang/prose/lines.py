"""Printed lines of a Document, measured against their page, page furniture set aside."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mingzhang.reading.document import Document, Grid, Page, Text
from mingzhang.reading.media import FRAMED
from mingzhang.text.normalise import fold

_GAP = re.compile(r"\s+")
_WORD = re.compile(r"[A-Za-z0-9]")
_PAGE_NUMBER = re.compile(r"[-—~·.\s]*\d{1,4}[-—~·.\s]*|第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?|\d+\s*/\s*\d+")
_EDGE = 0.12
"""Share of the page's height, at the top and at the bottom, in which page numbers and running heads stand."""
_WINDOW = 12
"""In files without boxes, so many lines before and after a line tell how wide the lines are there."""
_LONG = 20
"""Em: a line at least so wide says something about the margins."""
_MEASURED = 6
"""A page needs this many long lines before its own margins are trusted; else those of all pages of its size hold."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line.

    ``indent`` and ``room`` are in em, from the left and to the right margin; None when the file gives no boxes.
    ``text`` is folded and rid of typesetting space; ``after_grid`` says that a ruled grid stands between it and
    the line before, ``before_grid`` that the next block on its page is one; ``whole`` that it is a paragraph, as in
    files without pages, where no line is broken by its width.
    """

    index: int
    page: int
    text: str
    size: float = 0.0
    bold: bool = False
    indent: float | None = None
    room: float | None = None
    centred: bool = False
    after_grid: bool = False
    before_grid: bool = False
    whole: bool = False
    left_out: str = ""


def tidy(text: str) -> str:
    """``text`` folded, without white space except one space between two Latin words or numbers.

    >>> tidy("2024 年 1月 至 Windows  10 系统")
    '2024年1月至Windows 10系统'
    """
    return _GAP.sub(_kept_gap, fold(text).strip())


def _kept_gap(match: re.Match[str]) -> str:
    before, after = match.string[match.start() - 1], match.string[match.end() : match.end() + 1]
    return " " if _WORD.match(before) and _WORD.match(after) else ""


def width(text: str) -> float:
    """Printed width of ``text`` in em: a full-width character is 1, any other half."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def read_lines(document: Document) -> tuple[Line, ...]:
    """Every text line of the document in reading order; page numbers and running heads carry ``left_out``."""
    pages = {page.number: page for page in document.pages}
    running = _running_heads(document, pages)
    margins = _margins(document, pages)
    rooms = {} if margins else _text_rooms(document)
    lines: list[Line] = []
    for position, block in enumerate(document.blocks):
        if isinstance(block, Text) and block.text.strip():
            line = _line(len(lines), block, margins.get(block.place.page), pages.get(block.place.page))
            furniture = _furniture(block, line.text, pages.get(block.place.page), running)
            room = rooms.get(position, line.room)
            after, before = _neighbours(document, position)
            whole = document.media_type in FRAMED and block.place.box is None
            line = replace(line, left_out=furniture, room=room, whole=whole)
            lines.append(replace(line, after_grid=after, before_grid=before))
    return tuple(lines)


def _line(index: int, block: Text, margin: tuple[float, float] | None, page: Page | None) -> Line:
    text, place = tidy(block.text), block.place
    if place.box is None or margin is None or page is None:
        return Line(index, place.page, text, block.size, block.bold)
    em = block.size or (place.box[3] - place.box[1]) or 10.0
    left, right = place.box[0] - margin[0], margin[1] - place.box[2]
    centred = left > 3 * em and right > 3 * em and abs(place.box[0] + place.box[2] - margin[0] - margin[1]) < 2 * em
    return Line(index, place.page, text, block.size, block.bold, left / em, right / em, centred)


def _neighbours(document: Document, position: int) -> tuple[bool, bool]:
    """Whether a grid stands right before the block, and right after it on the same page."""
    blocks, page = document.blocks, document.blocks[position].place.page
    after = position > 0 and isinstance(blocks[position - 1], Grid)
    following = blocks[position + 1] if position + 1 < len(blocks) else None
    return after, isinstance(following, Grid) and following.place.page == page


def _furniture(block: Text, text: str, page: Page | None, running: set[str]) -> str:
    if block.place.box is not None and page is not None and not _at_edge(block, page):
        return ""
    if _PAGE_NUMBER.fullmatch(text):
        return "page-number"
    return "running-head" if _shape(text) in running else ""


def _at_edge(block: Text, page: Page) -> bool:
    box = block.place.box
    return box is not None and (box[3] < page.height * _EDGE or box[1] > page.height * (1 - _EDGE))


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _running_heads(document: Document, pages: dict[int, Page]) -> set[str]:
    """Lines of one shape at the edge of many pages, also of pages without a grid (else they are the tables' titles)."""
    with_grid = {block.place.page for block in document.blocks if isinstance(block, Grid)}
    seen: dict[str, set[int]] = {}
    for block in document.blocks:
        if isinstance(block, Text) and block.place.page in pages and _at_edge(block, pages[block.place.page]):
            seen.setdefault(_shape(tidy(block.text)), set()).add(block.place.page)
    needed = max(3, 0.3 * len(pages))
    often = {shape for shape, found in seen.items() if len(found) >= needed and found - with_grid}
    return often | _heads_of_all_pages(document, pages, with_grid)


def _heads_of_all_pages(document: Document, pages: dict[int, Page], with_grid: set[int]) -> set[str]:
    """In short documents: what stands first, at one height and in the same words, on every page behind the cover."""
    first: dict[int, Text] = {}
    for block in document.blocks:
        if isinstance(block, Text) and block.place.page in pages:
            first.setdefault(block.place.page, block)
    inner = [block for number, block in first.items() if number != min(first) and number not in with_grid]
    heights = {round(block.place.box[1]) for block in inner if block.place.box is not None}
    words = {tidy(block.text) for block in inner}
    alone = len(inner) > 1 and len(heights) == 1 and len(words) == 1
    return {_shape(text) for text in words} if alone and _at_edge(inner[0], pages[inner[0].place.page]) else set()


def _margins(document: Document, pages: dict[int, Page]) -> dict[int, tuple[float, float]]:
    """Left and right edge of the running text on each page, in points."""
    by_page: dict[int, list[Text]] = {}
    by_size: dict[tuple[int, int], list[Text]] = {}
    for block in document.blocks:
        if isinstance(block, Text) and block.place.box is not None and block.place.page in pages:
            by_page.setdefault(block.place.page, []).append(block)
            if width(tidy(block.text)) >= _LONG:
                by_size.setdefault(_size(pages[block.place.page]), []).append(block)
    shared = {size: _usual_edges(blocks) for size, blocks in by_size.items() if len(blocks) >= _MEASURED}
    found = {}
    for number, blocks in by_page.items():
        long = [b for b in blocks if width(tidy(b.text)) >= _LONG]
        usual = shared.get(_size(pages[number])) or _symmetrical_edges(blocks, pages[number])
        found[number] = _edges(long) if len(long) >= _MEASURED else usual
    return found


def _size(page: Page) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _symmetrical_edges(blocks: Sequence[Text], page: Page) -> tuple[float, float]:
    """Too few long lines to tell: the right margin is taken to be as wide as the left."""
    boxes = [block.place.box for block in blocks if block.place.box is not None]
    left = min(b[0] for b in boxes)
    return left, max(*(b[2] for b in boxes), page.width - left)


def _edges(blocks: Sequence[Text]) -> tuple[float, float]:
    boxes = [block.place.box for block in blocks if block.place.box is not None]
    return -_outermost(-b[0] for b in boxes), _outermost(b[2] for b in boxes)


def _usual_edges(blocks: Sequence[Text]) -> tuple[float, float]:
    boxes = [block.place.box for block in blocks if block.place.box is not None]
    return _commonest(b[0] for b in boxes), _commonest(b[2] for b in boxes)


def _commonest(values: Iterable[float]) -> float:
    exact = list(values)
    grain = Counter(round(value / 3) for value in exact).most_common(1)[0][0]
    return max(value for value in exact if round(value / 3) == grain)


def _outermost(values: Iterable[float], grain: float = 3.0) -> float:
    """The outermost edge shared by two lines or more: a single overhanging line is no margin."""
    exact = list(values)
    counts = Counter(round(value / grain) for value in exact)
    return max([value for value in exact if counts[round(value / grain)] >= 2] or exact)


def _spaced_width(text: str) -> float:
    """Width of a line whose spaces are those that print sets between Chinese and Latin: a quarter em each."""
    return width(text) - 0.25 * text.count(" ")


def _text_rooms(document: Document) -> dict[int, float]:
    """For files without boxes: how many em each line leaves free, against the long lines around it."""
    printed = [(i, _spaced_width(b.text.strip())) for i, b in enumerate(document.blocks) if isinstance(b, Text)]
    found = {}
    for at, (position, wide) in enumerate(printed):
        near = [w for _, w in printed[max(0, at - _WINDOW) : at + _WINDOW + 1] if w >= _LONG]
        found[position] = (_outermost(near, 1.0) if near else wide) - wide
    return found

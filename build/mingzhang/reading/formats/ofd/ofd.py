"""An OFD file → Document: characters and ruling lines at their places, so its grids are found as those of a PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mingzhang.errors import UnreadableSource
from mingzhang.reading.document import Block, Box, Document, Page
from mingzhang.reading.doubts import BLANK, PICTURE_PAGE
from mingzhang.reading.formats.ofd.content import Walker, page_matrix, seal_box
from mingzhang.reading.formats.ofd.geometry import POINTS
from mingzhang.reading.formats.ofd.glyphs import lying_fonts
from mingzhang.reading.formats.ofd.opened import OfdFile, Sheet
from mingzhang.reading.formats.pdf.objects import PageObjects, hide_beyond, text_doubts
from mingzhang.reading.formats.pdf.pdf import is_picture, page_blocks
from mingzhang.reading.formats.pdf.struck import without_struck
from mingzhang.reading.formats.pdf.turned import upright
from mingzhang.reading.limits import Crowded
from mingzhang.reading.media import OFD

_FOLIO = 30  # characters: a running head and the number of the page
_OUTLINES = 30  # shapes without text: fewer are an ornament, more are letters drawn as outlines


def read_ofd(path: Path, max_pages: int = 2000, progress: Callable[[int], None] | None = None) -> Document:
    """Every page of an OFD file as grids, text lines and pictures, upright. Nothing outside the file is looked at."""
    opened = OfdFile(path)
    if len(opened.sheets) > max_pages:
        raise UnreadableSource(str(path), f"it has {len(opened.sheets)} pages", f"at most {max_pages}", "split it")
    lying = lying_fonts(opened.parts, dict.fromkeys(name for sheet in opened.sheets for name in sheet.parts))
    pages: list[Page] = []
    blocks: list[Block] = []
    for number, sheet in enumerate(opened.sheets, 1):
        try:
            objects = _objects(opened, sheet, number, lying)
            found = page_blocks(objects)
        except Crowded as error:
            said = f"page {number} is no page of a disclosure: {error}"
            raise UnreadableSource(str(path), said, "pages that can be read", "ask its publisher") from None
        seen = (PICTURE_PAGE,) if is_picture(objects, found) or _is_outlined(objects) else ()
        doubts = tuple(dict.fromkeys((*objects.doubts, *seen, *((BLANK,) if objects.is_blank else ()))))
        pages.append(Page(number, round(objects.width, 2), round(objects.height, 2), doubts))
        blocks += found
        if progress:
            progress(number)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Document(digest, OFD, "ofd", tuple(pages), tuple(blocks), opened.metadata)


def _objects(opened: OfdFile, sheet: Sheet, number: int, lying: dict[str, frozenset[str]]) -> PageObjects:
    """What a page draws, turned so that its amounts run from left to right."""
    matrix = page_matrix(sheet.area, POINTS)
    walker = Walker(sheet.shared, lying)
    for name in sheet.parts:
        walker.layers(opened.tree(name), matrix)
    for note in sheet.marks:
        walker.mark(note, matrix)
    drawing = walker.drawing
    width, height = sheet.area[2] * POINTS, sheet.area[3] * POINTS
    chars = hide_beyond(drawing.seen_chars(), width, height)
    pictures = (*drawing.pictures, *(seal_box(seal, matrix) for seal in sheet.seals))
    rules, ink = tuple(drawing.rules), tuple(drawing.ink)
    made = PageObjects(number, width, height, chars, rules, pictures, text_doubts(chars), ink)
    if _is_outlined(made):
        made = replace(made, pictures=(*pictures, _around(made.ink)))
    return without_struck(upright(made))


def _is_outlined(objects: PageObjects) -> bool:
    """Whether the text of a page is drawn as outlines, which say nothing: a picture, to whoever reads it."""
    printed = sum(not c.text.isspace() for c in objects.chars)
    return printed <= _FOLIO and len(objects.ink) >= _OUTLINES


def _around(boxes: tuple[Box, ...]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))

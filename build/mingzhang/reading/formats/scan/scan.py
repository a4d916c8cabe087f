"""Scanned pages of a PDF, and picture files → Document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from mingzhang.reading.document import Block, Box, Cell, Document, Grid, Page, Reading
from mingzhang.reading.doubts import INK, RECOGNISED
from mingzhang.reading.formats.pdf.pdf import page_blocks
from mingzhang.reading.formats.scan.models import Pixels
from mingzhang.reading.formats.scan.open_pictures import file_pictures, pdf_pictures
from mingzhang.reading.formats.scan.scan_page import Recognised, Recogniser
from mingzhang.reading.media import PDF
from mingzhang.reading.sniff import sniff

READER = "rapidocr"
_INSIDE = 1.0  # points


def read_picture(path: Path, max_pages: int, progress: Callable[[int], None]) -> Document:
    """A picture file. Raises whatever the libraries raise: the child process boundary turns it into one line."""
    return _document(path, sniff(path), file_pictures(path, max_pages), progress)


def read_scanned_pages(path: Path, numbers: Sequence[int], progress: Callable[[int], None]) -> Document:
    """These pages of a PDF as pictures, and nothing else of it."""
    return _document(path, PDF, pdf_pictures(path, numbers), progress)


def _document(
    path: Path, media_type: str, pictures: Iterable[tuple[int, Pixels]], progress: Callable[[int], None]
) -> Document:
    recogniser = Recogniser()
    pages: list[Page] = []
    blocks: list[Block] = []
    for number, picture in pictures:
        found = recogniser.read(number, picture)
        pages.append(Page(number, round(found.objects.width, 2), round(found.objects.height, 2), (RECOGNISED,)))
        blocks += recognised_blocks(found)
        progress(number)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Document(sha256, media_type, READER, tuple(pages), tuple(blocks))


def recognised_blocks(found: Recognised) -> list[Block]:
    """The blocks of a page; each cell says that it was recognised, and how else its number may read."""
    return [_marked(block, found) if isinstance(block, Grid) else block for block in page_blocks(found.objects)]


def _marked(grid: Grid, found: Recognised) -> Grid:
    cells = tuple(_marked_cell(cell, found) for cell in grid.cells)
    return replace(grid, cells=cells)


def _marked_cell(cell: Cell, found: Recognised) -> Cell:
    box = cell.place.box
    if box is None:
        return cell
    if not cell.text.strip():
        unread = any(_holds(box, ink) for ink in found.unread)
        return replace(cell, doubts=tuple(sorted({*cell.doubts, INK}))) if unread else cell
    doubts = tuple(sorted({*cell.doubts, RECOGNISED}))
    return replace(cell, doubts=doubts, readings=_readings(box, cell.text, found))


def _readings(box: Box, text: str, found: Recognised) -> tuple[Reading, ...]:
    """Those of the one number that stands in the cell."""
    held = [readings for place, readings in found.readings if _holds(box, place)]
    return held[0] if len(held) == 1 and any(r.text == text for r in held[0]) else ()


def _holds(cell: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return cell[0] - _INSIDE <= x <= cell[2] + _INSIDE and cell[1] - _INSIDE <= y <= cell[3] + _INSIDE

"""A PDF file → Document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber

from mingzhang.errors import UnreadableSource
from mingzhang.reading.cells import fill_frames
from mingzhang.reading.document import Block, Document, Grid, Page, Picture, Place, Text
from mingzhang.reading.grids import find_frames
from mingzhang.reading.objects import PageObjects, Word
from mingzhang.reading.plumber import page_objects
from mingzhang.reading.words import group_lines, join_line, make_words


def read_pdf(path: Path, max_pages: int = 2000, progress: Callable[[int], None] | None = None) -> Document:
    """Every page of a PDF as grids, text lines and pictures, upright.

    ``progress`` is told each page's number once it is read. Raises whatever the PDF libraries raise: the child process boundary turns
    it into one line.
    """
    pages: list[Page] = []
    blocks: list[Block] = []
    with pdfplumber.open(path) as pdf:
        metadata = {str(k): str(v) for k, v in (pdf.metadata or {}).items()}
        if len(pdf.pages) > max_pages:
            found = f"it has {len(pdf.pages)} pages"
            raise UnreadableSource(str(path), found, f"at most {max_pages}", "split it into single disclosures")
        for page in pdf.pages:
            objects = page_objects(page)
            page.close()
            pages.append(Page(objects.number, round(objects.width, 2), round(objects.height, 2), objects.doubts))
            blocks.extend(page_blocks(objects))
            if progress:
                progress(objects.number)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Document(sha256, "application/pdf", "pdfplumber", tuple(pages), tuple(blocks), metadata)


def page_blocks(objects: PageObjects) -> list[Block]:
    """The blocks of one page from top to bottom."""
    frames = find_frames(objects.rules)
    grids, outside = fill_frames(frames, make_words(objects.chars), objects.number)
    blocks: list[Block] = [Picture(Place(objects.number, box)) for box in objects.pictures]
    for grid in grids:
        blocks.extend(_dissolve(grid) if _is_prose_box(grid) else [grid])
    blocks.extend(_text(line, objects.number) for line in group_lines(outside))
    return sorted(blocks, key=lambda b: (b.place.box or (0, 0, 0, 0))[1])


def _is_prose_box(grid: Grid) -> bool:
    """A box or a single column frames prose; it is no table."""
    return grid.cols == 1 or len(grid.cells) <= 2


def _dissolve(grid: Grid) -> list[Block]:
    return [Text(c.place, line) for c in grid.cells for line in c.text.split("\n") if line.strip()]


def _text(line: Sequence[Word], page: int) -> Text:
    box = (min(w.x0 for w in line), min(w.top for w in line), max(w.x1 for w in line), max(w.bottom for w in line))
    sizes = sorted(c.size for w in line for c in w.chars)
    bold = sum(c.bold for w in line for c in w.chars) * 2 > len(sizes)
    rounded = (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
    return Text(Place(page, rounded), join_line(line), round(sizes[len(sizes) // 2], 2), bold)

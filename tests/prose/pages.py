"""Small Documents for tests: lines of running text as they stand on a page, or as bare text."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.prose.lines import width
from mingzhang.reading.document import Cell, Document, Grid, Page, Place, Text

EM, COLUMNS = 12.0, 36
WIDTH = 595.0
LEFT, TOP = (WIDTH - EM * COLUMNS) / 2, 100.0


def line(page: int, row: int, text: str, indent: float = 0.0, size: float = EM) -> Text:
    """A line of running text, ``indent`` em from the left margin."""
    x0, top = LEFT + indent * EM, TOP + row * 1.6 * EM
    return Text(Place(page, (x0, top, x0 + width(text) * size, top + size)), text, size)


def document(blocks: Sequence[Text], pages: int = 1) -> Document:
    """A document of A4 pages."""
    return Document(
        "0", "application/pdf", "test", tuple(Page(n, WIDTH, 842) for n in range(1, pages + 1)), tuple(blocks)
    )


def wrapped(paragraphs: Sequence[str], boxes: bool = True) -> Document:
    """Paragraphs set COLUMNS em wide, first lines indented by two, over as many pages as needed."""
    blocks: list[Text] = []
    for paragraph in paragraphs:
        rest, indent = paragraph, 2.0
        while rest:
            taken = next((i for i in range(1, len(rest) + 1) if width(rest[:i]) > COLUMNS - indent), len(rest) + 1) - 1
            page, row = len(blocks) // 40 + 1, len(blocks) % 40
            made = line(page, row, rest[:taken], indent)
            blocks.append(made if boxes else Text(Place(page, None, len(blocks) + 1), rest[:taken]))
            rest, indent = rest[taken:], 0.0
    return document(blocks, len(blocks) // 40 + 1)


def grid_of(page: int, top: float, rows: Sequence[Sequence[str]]) -> Grid:
    """A ruled grid, every column as wide as the next."""
    cells = [
        Cell(r, c, 1, 1, text, Place(page, (60 + c * 90, top + r * 20, 150 + c * 90, top + r * 20 + 20)))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return Grid(
        Place(page, (60, top, 60 + 90 * len(rows[0]), top + 20 * len(rows))), len(rows), len(rows[0]), tuple(cells)
    )

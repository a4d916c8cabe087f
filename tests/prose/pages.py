"""Small Documents for tests: lines of running text as they stand on a page, or as bare text."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.prose.lines import width
from mingzhang.reading.document import Document, Page, Place, Text

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

"""Whether a document shows personal numbers: then its file is linked at its publisher and not passed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.disclosures.disclosure import Disclosure
from mingzhang.reading.document import Cell, Document, Grid, Text, stands_by
from mingzhang.text.amounts import parse_amount
from mingzhang.text.masking import LONGEST_HEADER, announces, personal_spans


def shows_personal(document: Document) -> bool:
    """Whether a line or a cell of it holds a personal telephone, identity-card or mail number."""
    for block in document.blocks:
        if isinstance(block, Text) and personal_spans(block.text):
            return True
        if isinstance(block, Grid) and _in_grid(block):
            return True
    return False


def mark_personal(disclosure: Disclosure, document: Document, file: str) -> Disclosure:
    """The disclosure, its source of this file name (else its first) marked where the document read from it shows
    personal numbers."""
    if not shows_personal(document):
        return disclosure
    named = [s for s in disclosure.sources if s.file == file] or list(disclosure.sources[:1])
    sources = tuple(replace(s, personal=True) if s in named else s for s in disclosure.sources)
    return replace(disclosure, sources=sources)


def _in_grid(grid: Grid) -> bool:
    headers = [c for c in grid.cells if len(c.text) <= LONGEST_HEADER and announces(c.text)]
    return any(_is_personal(cell, headers) for cell in grid.cells if any(c.isdigit() or c == "@" for c in cell.text))


def _is_personal(cell: Cell, headers: Sequence[Cell]) -> bool:
    text = cell.text.replace("\n", "")
    if parse_amount(text) is None and (personal_spans(text) or personal_spans(cell.text)):
        return True
    return any(personal_spans(text, h.text) for h in headers if stands_by(h, cell))

"""Tables in text without rules: known headers are found in the lines, and rows are placed by reasoning."""

from __future__ import annotations

from mingzhang.reading.document import Document
from mingzhang.reading.media import FRAMED, TEXT
from mingzhang.tables.framed import part_grids

__all__ = ["TEXT", "restore_tables"]


def restore_tables(document: Document) -> Document:
    """The document with a grid for every table whose header is known; unchanged when its grids are tables as they are.

    A cell that was placed by reasoning carries its candidates: one column when no other is possible, several when the
    text does not decide. Nothing is dropped: a line is in a grid or stays a line.
    """
    if document.media_type in FRAMED:
        return part_grids(document)
    if document.media_type != TEXT:
        return document
    from mingzhang.tables.from_text.restore import restore  # loads the solver, which only texts need

    return restore(document).document

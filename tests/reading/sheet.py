"""PDF pages drawn operator by operator, for what only a real file can show: matrices, forms, clips, turns, colours."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mingzhang.reading.document import Cell, Document, Grid
from mingzhang.reading.formats.pdf.pdf import read_pdf
from mingzhang.reading.formats.pdf.readers import Choice

from . import pdfs

WIDTH, HEIGHT = 595.0, 842.0
XS = (100.0, 200.0, 300.0)
YS = (700.0, 680.0, 660.0)
TEXTS = (("Item", "Amount"), ("Total", "1,234.56"))
WANTED = [list(row) for row in TEXTS]
FIRST_AMOUNT = (200.0, 162.0, 300.0, 182.0)
"""The box of the cell that holds the amount, on the upright page."""


def table(rules: bytes = b"", texts: Sequence[Sequence[str]] = TEXTS) -> bytes:
    """A table of two rows and columns: ``rules`` (by default stroked lines), and a text in each cell."""
    shown = [
        say(x + 5, y - 15, text)
        for y, row in zip(YS, texts, strict=False)
        for x, text in zip(XS, row, strict=False)
        if text
    ]
    return b"\n".join([rules or lines(), *shown])


def say(x: float, y: float, text: str, size: float = 9, font: bytes = b"F1") -> bytes:
    """One line of text from a point on the baseline."""
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (font, size, x, y, text.encode("latin-1"))


def lines() -> bytes:
    """The table's rules as stroked lines."""
    across = [b"%g %g m %g %g l S" % (XS[0], y, XS[-1], y) for y in YS]
    down = [b"%g %g m %g %g l S" % (x, YS[0], x, YS[-1]) for x in XS]
    return b"\n".join(across + down)


def thin_rectangles() -> bytes:
    """The same as filled rectangles half a point thick, all in one path."""
    across = [b"%g %g %g 0.5 re" % (XS[0], y, XS[-1] - XS[0]) for y in YS]
    down = [b"%g %g 0.5 %g re" % (x, YS[-1], YS[0] - YS[-1]) for x in XS]
    return b"\n".join([*across, *down, b"f"])


def boxes() -> bytes:
    """The same as a stroked box around each cell."""
    return b"\n".join(b"%g %g 100 20 re S" % (x, y) for x in XS[:-1] for y in YS[1:])


def polylines() -> bytes:
    """The same as open paths of several segments, which no library calls rectangles."""
    return b"\n".join(
        b"%g %g m %g %g l %g %g l %g %g l S" % (XS[0], y, XS[-1], y, XS[-1], y - 20, XS[0], y - 20) for y in YS[:-1]
    ) + b"\n%g %g m %g %g l S\n%g %g m %g %g l S" % (XS[0], YS[0], XS[0], YS[-1], XS[1], YS[0], XS[1], YS[-1])


def curves() -> bytes:
    """The same as curves whose control points lie on one line."""
    across = [b"%g %g m %g %g %g %g %g %g c S" % (XS[0], y, 150, y, 250, y, XS[-1], y) for y in YS]
    down = [b"%g %g m %g %g %g %g %g %g c S" % (x, YS[0], x, 690, x, 670, x, YS[-1]) for x in XS]
    return b"\n".join(across + down)


def clipped_areas() -> bytes:
    """The same as a page-wide filled area, each time clipped to a thin strip."""
    across = [b"q %g %g %g 0.5 re W n 0 0 595 842 re f Q" % (XS[0], y, XS[-1] - XS[0]) for y in YS]
    down = [b"q %g %g 0.5 %g re W n 0 0 595 842 re f Q" % (x, YS[-1], YS[0] - YS[-1]) for x in XS]
    return b"\n".join(across + down)


def read(folder: Path, data: bytes, reader: Choice = "fast") -> Document:
    """The file of these bytes, read."""
    path = folder / "sheet.pdf"
    path.write_bytes(data)
    return read_pdf(path, reader=reader)


def read_page(folder: Path, content: bytes, reader: Choice = "fast", **more: bytes) -> Document:
    """A page with this content, read; ``resources``, ``page`` and ``catalog`` as for ``pdfs.one_page``."""
    return read(folder, pdfs.write(pdfs.one_page(content, **more)), reader)


def cells_of(document: Document) -> list[Cell]:
    """The cells of the one grid of a document."""
    [grid] = [b for b in document.blocks if isinstance(b, Grid)]
    return list(grid.cells)


def rows_of(document: Document) -> list[list[str]]:
    """The texts of the one grid of a document, row by row."""
    rows: dict[int, list[str]] = {}
    for cell in cells_of(document):
        rows.setdefault(cell.row, []).append(cell.text)
    return list(rows.values())

"""The kinds of file that can be read, by media type, and which reader reads each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from mingzhang.reading.document import Document

PDF = "application/pdf"
TEXT = "text/plain"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"

READABLE = "a PDF with a text layer, a spreadsheet (.xlsx, .xls) or a text"
"""What a message says is expected of a source."""

SHEETS = frozenset({XLSX, XLS})
"""Their pages are sheets: none goes on at the next one, and a cell has an address."""

FRAMED = SHEETS
"""Their grids also hold what stands around tables: titles, units, notes, prose."""

Reader = Callable[[Path, int, Callable[[int], None]], Document]

_READERS = {
    PDF: ("mingzhang.reading.formats.pdf.pdf", "read_pdf"),
    TEXT: ("mingzhang.reading.formats.text.plain", "read_text"),
    XLSX: ("mingzhang.reading.formats.sheet.xlsx", "read_xlsx"),
    XLS: ("mingzhang.reading.formats.sheet.xls", "read_xls"),
}


def reader_of(media_type: str) -> Reader:
    """The reader of a media type, its libraries loaded: they are trusted, and load before limits bind."""
    module, name = _READERS[media_type]
    reader: Reader = getattr(import_module(module), name)
    return reader

"""The kinds of file that can be read, by media type, and which reader reads each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

from mingzhang.reading.document import Document

PDF = "application/pdf"
TEXT = "text/plain"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
HTML = "text/html"
MHTML = "multipart/related"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OFD = "application/ofd"
DOC = "application/msword"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
XLSB = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
XML_SHEET = "application/vnd.ms-excel.2003+xml"
XML_WORD = "application/vnd.ms-word.2003+xml"

PNG, JPEG, TIFF = "image/png", "image/jpeg", "image/tiff"
PICTURES = frozenset({PNG, JPEG, TIFF})
"""Their words are recognised, which needs the extra ``mingzhang[scan]``."""

READABLE = (
    "a PDF or OFD with a text layer, a spreadsheet (.xlsx, .xls), a Word document (.docx, .doc), a web page or a text"
)
"""What a message says is expected of a source."""

SHEETS = frozenset({XLSX, XLS, MHTML})
"""Their pages are sheets (or frames that show sheets): none goes on at the next one, and a cell has an address."""

FRAMED = SHEETS | {HTML, DOCX}
"""Their grids also hold what stands around tables: titles, units, notes, prose. Their lines are whole paragraphs."""

CONVERTED = {
    DOC: (".doc", DOCX),
    RTF: (".rtf", DOCX),
    ODT: (".odt", DOCX),
    XML_WORD: (".xml", DOCX),
    ODS: (".ods", XLSX),
    XLSB: (".xlsb", XLSX),
    XML_SHEET: (".xml", XLSX),
}
"""What LibreOffice opens and nothing here does: the ending by which it knows it, and what it is read as."""

Reader = Callable[[Path, int, Callable[[int], None]], Document]

_READERS = {
    PDF: ("mingzhang.reading.formats.pdf.pdf", "read_pdf"),
    TEXT: ("mingzhang.reading.formats.text.plain", "read_text"),
    XLSX: ("mingzhang.reading.formats.sheet.xlsx", "read_xlsx"),
    XLS: ("mingzhang.reading.formats.sheet.xls", "read_xls"),
    HTML: ("mingzhang.reading.formats.web.page", "read_html"),
    MHTML: ("mingzhang.reading.formats.web.page", "read_mhtml"),
    DOCX: ("mingzhang.reading.formats.word.docx", "read_docx"),
    OFD: ("mingzhang.reading.formats.ofd.ofd", "read_ofd"),
    **dict.fromkeys(PICTURES, ("mingzhang.reading.formats.scan.scan", "read_picture")),
}


def reader_of(media_type: str) -> Reader:
    """The reader of a media type, its libraries loaded: they are trusted, and load before limits bind."""
    module, name = _READERS[media_type]
    reader: Reader = getattr(import_module(module), name)
    return reader


def scan_reader(numbers: Sequence[int]) -> Reader:
    """The reader of the scanned pages of a PDF, these alone."""
    reader = partial(import_module("mingzhang.reading.formats.scan.scan").read_scanned_pages, numbers=numbers)
    return lambda path, most, progress: reader(path, progress=progress)

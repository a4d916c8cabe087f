"""Which pages does damage in a file touch?"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream

from mingzhang.reading.doubts import CUT_OFF, DAMAGED, UNVERIFIED
from mingzhang.reading.formats.pdf.streams import OversizedStream, StreamReport, check_streams, is_flate, is_intact

_UPWARDS = frozenset({"Parent", "P", "Annots", "B", "StructParents", "Metadata", "PieceInfo", "Thumb"})
_PICTURE = "/'Image'"


def find_damage(data: bytes) -> tuple[StreamReport, tuple[str, ...], frozenset[int] | None]:
    """The report on the raw bytes, doubts about the file as a whole, and the 1-based pages that use a damaged stream.

    The pages are None when the damage may touch every page, or when the file's objects cannot be walked to tell.
    """
    report = check_streams(data)
    doubts = [CUT_OFF] if report.cut_off else []
    damaged: Collection[int] = report.damaged
    try:
        if report.encrypted:
            damaged = _damaged_when_deciphered(data)
        pages: frozenset[int] | None = _pages_with(data, damaged) if damaged else frozenset()
    except OversizedStream:
        raise
    except Exception:  # the file is damaged: pdfminer may stumble over it in any way
        pages = None if damaged else frozenset()
        doubts += [] if damaged else [UNVERIFIED]
    if damaged and report.shared:
        pages = None
    return report, (*doubts, DAMAGED) if pages is None else tuple(doubts), pages


def pages_using(data: bytes, numbers: Collection[int]) -> frozenset[int] | None:
    """The 1-based pages that draw with one of these objects; None when the file's objects cannot be walked to tell."""
    if not numbers:
        return frozenset()
    try:
        return _pages_with(data, numbers)
    except Exception:  # pdfminer may stumble over a file in any way
        return None


def _open(data: bytes) -> PDFDocument:
    return PDFDocument(PDFParser(io.BytesIO(data)))


def _pages_with(data: bytes, damaged: Collection[int]) -> frozenset[int]:
    document = _open(data)
    pages = enumerate(PDFPage.create_pages(document), 1)
    return frozenset(number for number, page in pages if not _objects_of(page).isdisjoint(damaged))


def _objects_of(page: PDFPage) -> set[int]:
    """Numbers of the objects that a page draws with: contents, fonts, forms, whatever they lead to."""
    seen: set[int] = set()
    todo: list[Any] = [page.attrs.get("Contents"), page.attrs.get("Resources")]
    while todo:
        item = todo.pop()
        if isinstance(item, PDFObjRef):
            if item.objid in seen:
                continue
            seen.add(item.objid)
            item = item.resolve()
        if isinstance(item, PDFStream):
            item = item.attrs
        if isinstance(item, dict):
            todo.extend(value for key, value in item.items() if key not in _UPWARDS)
        elif isinstance(item, list):
            todo.extend(item)
    return seen


def _damaged_when_deciphered(data: bytes) -> set[int]:
    return {number for number, head, raw in _deciphered(_open(data)) if is_flate(head) and not is_intact(raw)}


def _deciphered(document: PDFDocument) -> Iterator[tuple[int, bytes, bytes]]:
    """(object number, its filter as written, its deciphered but still compressed data) of each stream but pictures."""
    numbers = sorted({n for xref in document.xrefs for n in xref.get_objids()})
    for number in numbers:
        stream = document.getobj(number)
        if not isinstance(stream, PDFStream) or str(stream.attrs.get("Subtype")) == _PICTURE:
            continue
        filters = stream.get_filters()
        raw = stream.get_rawdata() or b""
        if stream.decipher and stream.objid is not None and stream.genno is not None:
            raw = stream.decipher(stream.objid, stream.genno, raw, stream.attrs)
        yield number, b"/Filter " + str(filters[0][0]).replace("'", "").encode() if filters else b"", raw

"""Small PDFs written by hand, object by object, so that each can be wrong in exactly one way."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object's body."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def flate(data: bytes) -> bytes:
    """The same, compressed."""
    return stream(zlib.compress(data, 9), b"/Filter /FlateDecode")


def show(text: bytes) -> bytes:
    """A content stream that prints one line."""
    return b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % text


def write(objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A whole file with a right cross-reference table."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def one_page(content: bytes = b"", resources: bytes = b"/Font << /F1 5 0 R >>", **more: bytes) -> dict[int, bytes]:
    """The objects of a document with one A4 page: 1 catalog, 2 pages, 3 page, 4 content, 5 font.

    ``catalog``, ``page`` add entries.
    """
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % more.get("catalog", b""),
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << %s >> /Contents 4 0 R %s >>"
        % (resources, more.get("page", b"")),
        4: stream(content or show(b"Budget 2024")),
        5: FONT,
    }

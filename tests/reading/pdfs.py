"""Small PDFs written by hand, object by object, so that each can be wrong in exactly one way."""

from __future__ import annotations

import hashlib
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


def update(data: bytes, objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """The file with objects written anew at its end, as editors do (an incremental update, ISO 32000-1, 7.5.6)."""
    out, entries = bytearray(data), b""
    for number, body in objects.items():
        entries += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, before = len(out), int(data.rsplit(b"startxref", 1)[1].split()[0])
    size = int(data.rsplit(b"/Size", 1)[1].split()[0])
    out += b"xref\n%strailer\n<< /Size %d %s /Prev %d >>\n" % (entries, size, trailer, before)
    out += b"startxref\n%d\n%%%%EOF\n" % start
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


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def encrypt(objects: dict[int, bytes], content: bytes, user: bytes = b"", owner: bytes = b"owner") -> bytes:
    """The document with its content stream (object 4) encrypted: standard handler, revision 2 (ISO 32000-1, 7.6.3)."""
    identifier, rights = b"0123456789abcdef", (-4 & 0xFFFFFFFF)
    owner_entry = _rc4(_md5(_padded(owner))[:5], _padded(user))
    key = _md5(_padded(user) + owner_entry + rights.to_bytes(4, "little") + identifier)[:5]
    object_key = _md5(key + (4).to_bytes(3, "little") + b"\0\0")[:10]
    entries = {b"O": owner_entry, b"U": _rc4(key, _PAD)}
    body = b" ".join(b"/%s <%s>" % (name, value.hex().encode()) for name, value in entries.items())
    objects = {**objects, 4: stream(_rc4(object_key, content))}
    objects[20] = b"<< /Filter /Standard /V 1 /R 2 /P -4 %s >>" % body
    return write(objects, b"/Root 1 0 R /Encrypt 20 0 R /ID [<%s> <%s>]" % ((identifier.hex().encode(),) * 2))


def _padded(password: bytes) -> bytes:
    return (password + _PAD)[:32]


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)

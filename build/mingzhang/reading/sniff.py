"""What a file is, by its content: names lie."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

from mingzhang.errors import UnreadableSource
from mingzhang.reading.encodings import EXPECTED, FOREIGN, decode, is_readable

PDF = "application/pdf"
TEXT = "text/plain"
LARGEST = 512 * 1024 * 1024  # bytes of a source: a scan of a thousand pages has some hundred million
_HEAD = 1024  # bytes within which a PDF's header must start (ISO 32000-2, 7.5.2 and annex I)
_START = 1 << 20  # bytes in which a PDF is looked for behind a text
_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls or .wps)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"{\\rtf", "an RTF text"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%!PS", "a PostScript file"),
)
_ZIPPED = (
    ("word/", "a Word document (.docx)"),
    ("xl/", "an Excel workbook (.xlsx)"),
    ("ppt/", "a PowerPoint file (.pptx)"),
    ("OFD.xml", "an OFD document"),
    ("content.xml", "an OpenDocument file"),
)


def sniff(path: Path) -> str:
    """The media type of a readable source (``application/pdf`` or ``text/plain``).

    UnreadableSource, saying what the file is instead, for all else.
    """
    if not path.is_file():
        kind = "a directory" if path.is_dir() else "no such file" if not path.exists() else "no regular file"
        raise UnreadableSource(str(path), kind, "a PDF file", "check the path")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD + 4)
            size = file.seek(0, os.SEEK_END)
    except OSError as error:
        raise UnreadableSource(str(path), error.strerror or "it cannot be opened", "a PDF file", "check it") from error
    if size > LARGEST:
        raise UnreadableSource(
            str(path), f"it has {size} bytes", f"at most {LARGEST}", "split it, or ask its publisher"
        )
    if b"%PDF-" in head:
        return PDF
    if is_plain_text(head):
        _refuse_hidden_pdf(path)
        return TEXT
    if _is_foreign_text(head):
        raise UnreadableSource(str(path), FOREIGN, EXPECTED, "convert it to UTF-8, or export it to PDF")
    raise UnreadableSource(str(path), _looks_like(path, head), "a PDF file with a text layer", _advice(head))


def _refuse_hidden_pdf(path: Path) -> None:
    """UnreadableSource when what begins as text holds a PDF: saved with something before it, or a mail, or a log."""
    with path.open("rb") as file:
        start = file.read(_START).find(b"%PDF-")
    if start >= 0:
        found = f"it is a PDF file with {start} bytes of something else before it"
        raise UnreadableSource(
            str(path), found, "a PDF file with a text layer", "cut them off, or fetch the file again"
        )


def _looks_like(path: Path, head: bytes) -> str:
    if not head:
        return "the file is empty"
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return f"it is {name}"
    if head.startswith(b"PK\x03\x04"):
        return f"it is {_zipped(path)}"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start:
        return "it is a web page (HTML)"
    if start.startswith((b"<?xml", b"<")):
        return "it is an XML file"
    return "it is no PDF (no %PDF- header)"


def is_plain_text(head: bytes) -> bool:
    """Whether a file that begins with ``head`` is text without markup, in UTF-8, GB 18030 or UTF-16."""
    text = decode(head, len(head) <= _HEAD)
    return bool(text) and not _is_marked(head) and is_readable(text or "")


def _is_marked(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"<", b"{\\rtf", b"%!PS")) or b"<html" in head.lower()


def _is_foreign_text(head: bytes) -> bool:
    """Whether it may be a text that nothing here can decode: no markup, no known beginning, no control characters."""
    known = any(head.startswith(magic) for magic, _ in _MAGIC) or head.startswith(b"PK")
    if known or _is_marked(head) or decode(head, len(head) <= _HEAD) is not None:
        return False
    return bool(head) and not any(byte < 32 and byte not in b"\t\n\f\r" for byte in head)


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[:1000]
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return "a damaged ZIP archive"
    return next((name for key, name in _ZIPPED if any(n.startswith(key) for n in names)), "a ZIP archive")


def _advice(head: bytes) -> str:
    if b"<html" in head.lower() or head.lstrip().startswith(b"<"):
        return "the download probably failed: fetch it again and look at what comes"
    return "export it to PDF, or find the PDF that was published"

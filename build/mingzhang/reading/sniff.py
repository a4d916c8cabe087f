"""What a file is, by its content: names lie."""

from __future__ import annotations

import os
import re
from pathlib import Path

from mingzhang.errors import UnreadableSource
from mingzhang.reading.encodings import EXPECTED, FOREIGN, decode, is_readable
from mingzhang.reading.media import CONVERTED, HTML, JPEG, MHTML, PDF, PNG, READABLE, TEXT, TIFF
from mingzhang.reading.office_kinds import NAMES, has_office, office_type, ole_kind, part_names
from mingzhang.reading.ole import MAGIC
from mingzhang.reading.scanned import EXTRA, can_recognise

LARGEST = 512 * 1024 * 1024  # bytes of a source: a scan of a thousand pages has some hundred million
_HEAD = 1024  # bytes within which a PDF's header must start (ISO 32000-2, 7.5.2 and annex I)
_START = 1 << 20  # bytes in which a PDF is looked for behind a text
_MAGIC = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%!PS", "a PostScript file"),
)
_PICTURES = ((b"\x89PNG", PNG), (b"\xff\xd8\xff", JPEG), (b"II*\x00", TIFF), (b"MM\x00*", TIFF))
_ZIPPED = (
    ("ppt/", "a PowerPoint file (.pptx)"),
    ("content.xml", "an OpenDocument file"),
)
_ADVICE = (
    ("password", "ask for a copy that opens without one"),
    ("GIF", "save it as PNG, or find the document itself"),
    ("BMP", "save it as PNG, or find the document itself"),
    ("picture", f"find the document itself, or let pictures be read: {EXTRA}"),
    ("archive", "unpack it, and read or add the files in it"),
    ("OpenDocument", "open it in LibreOffice and save it as .xlsx, or export it to PDF"),
)
_HTML = re.compile(r"<(?:!doctype html|html|head|body|table|meta|div|p)\b")
_MAIL = re.compile(r"(?:mime-version|from|content-type|date|subject):")
_TO_PDF = "export it to PDF, or find the PDF that was published"


def sniff(path: Path) -> str:
    """The media type of a readable source, one of those in ``media.py``.

    UnreadableSource, saying what the file is instead, for all else.
    """
    if not path.is_file():
        kind = "a directory" if path.is_dir() else "no such file" if not path.exists() else "no regular file"
        raise UnreadableSource(str(path), kind, READABLE, "check the path")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD + 4)
            size = file.seek(0, os.SEEK_END)
    except OSError as error:
        raise UnreadableSource(str(path), error.strerror or "it cannot be opened", READABLE, "check it") from error
    if size > LARGEST:
        raise UnreadableSource(
            str(path), f"it has {size} bytes", f"at most {LARGEST}", "split it, or ask its publisher"
        )
    if b"%PDF-" in head:
        return PDF
    if kind := office_type(path, head):
        _refuse_without_office(path, kind)
        return kind
    if kind := _web_type(head) or _picture_type(head):
        return kind
    if is_plain_text(head):
        _refuse_hidden_pdf(path)
        return TEXT
    if _is_foreign_text(head):
        raise UnreadableSource(str(path), FOREIGN, EXPECTED, "convert it to UTF-8, or export it to PDF")
    found = _looks_like(path, head)
    raise UnreadableSource(str(path), found, READABLE, _advice(found, head))


def _refuse_without_office(path: Path, kind: str) -> None:
    """UnreadableSource for what only LibreOffice opens, where that is not installed."""
    if kind in CONVERTED and not has_office():
        todo = "install LibreOffice (no soffice was found), or save the file as .docx, .xlsx or PDF and add that"
        raise UnreadableSource(str(path), f"it is {NAMES[kind]}", "LibreOffice, which opens it", todo)


def _refuse_hidden_pdf(path: Path) -> None:
    """UnreadableSource when what begins as text holds a PDF: saved with something before it, or a mail, or a log."""
    with path.open("rb") as file:
        start = file.read(_START).find(b"%PDF-")
    if start >= 0:
        found = f"it is a PDF file with {start} bytes of something else before it"
        raise UnreadableSource(
            str(path), found, "a PDF file from its first byte", "cut them off, or fetch the file again"
        )


def _looks_like(path: Path, head: bytes) -> str:
    if not head:
        return "the file is empty"
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return f"it is {name}"
    if head.startswith(MAGIC):
        return f"it is {ole_kind(path)}"
    if head.startswith(b"PK\x03\x04"):
        return f"it is {_zipped(path)}"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
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
    known = any(head.startswith(magic) for magic, _ in _MAGIC) or head.startswith((b"PK", MAGIC))
    if known or _is_marked(head) or decode(head, len(head) <= _HEAD) is not None:
        return False
    return bool(head) and not any(byte < 32 and byte not in b"\t\n\f\r" for byte in head)


def _web_type(head: bytes) -> str:
    """The media type of a web page; empty for all else."""
    text = (decode(head, len(head) <= _HEAD) or head.decode("latin-1")).lstrip("\ufeff \t\r\n").lower()
    if text.startswith("<") and _HTML.search(text):
        return HTML
    if _MAIL.match(text) and "multipart/related" in text:
        return MHTML
    return ""


def _picture_type(head: bytes) -> str:
    """The media type of a picture that can be read here; empty for all else."""
    kind = next((kind for magic, kind in _PICTURES if head.startswith(magic)), "")
    return kind if can_recognise() else ""


def _zipped(path: Path) -> str:
    names = part_names(path)
    if not names:
        return "a damaged ZIP archive"
    return next((name for key, name in _ZIPPED if any(n.startswith(key) for n in names)), "a ZIP archive")


def _advice(found: str, head: bytes) -> str:
    if b"<html" in head.lower() or head.lstrip().startswith(b"<"):
        return "the download probably failed: fetch it again and look at what comes"
    return next((todo for word, todo in _ADVICE if word in found), _TO_PDF)

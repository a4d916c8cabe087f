"""Which office file a file is, by its content: the root of an OLE file, the parts of a ZIP, the start of XML."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from mingzhang.reading.media import DOC, DOCX, ODS, ODT, OFD, RTF, XLS, XLSB, XLSX, XML_SHEET, XML_WORD
from mingzhang.reading.ole import MAGIC, root_names

ZIP = b"PK\x03\x04"
_MOST_PARTS = 10_000
_SEARCHED = 1 << 26  # bytes in which names of streams are looked for where the table of contents is damaged
_MIMETYPE = 200  # bytes of the part that names the type
_PARTS = (("xl/workbook.xml", XLSX), ("word/document.xml", DOCX), ("OFD.xml", OFD), ("xl/workbook.bin", XLSB))
_DOCUMENTS = {name for name, _ in _PARTS} | {"[Content_Types].xml", "mimetype"}
_STREAMS = (
    ("EncryptedPackage", "an Office file that asks for a password"),
    ("WordDocument", DOC),
    ("PowerPoint Document", "an old PowerPoint file (.ppt)"),
    ("Workbook", XLS),
    ("Book", XLS),
)
_XML = (("urn:schemas-microsoft-com:office:spreadsheet", XML_SHEET), ("office/word/2003/wordml", XML_WORD))
NAMES = {
    DOC: "an old Word document (.doc or .wps)",
    RTF: "an RTF text",
    ODT: "an OpenDocument text (.odt)",
    ODS: "an OpenDocument spreadsheet (.ods)",
    XLSB: "a binary Excel workbook (.xlsb)",
    XML_SHEET: "an Excel workbook of 2003 in XML",
    XML_WORD: "a Word document of 2003 in XML",
}


def has_office() -> bool:
    """Whether LibreOffice is there to open what nothing here does."""
    return bool(shutil.which("soffice") or shutil.which("libreoffice"))


def office_type(path: Path, head: bytes) -> str:
    """The media type of an office file that can be read or converted; empty for all else."""
    if head.startswith(ZIP):
        return _zipped_type(path)
    if head.startswith(MAGIC):
        kind = ole_kind(path)
        return kind if "/" in kind else ""
    if head.startswith(b"{\\rtf"):
        return RTF
    start = head.decode("latin-1").lstrip("\xef\xbb\xbf \t\r\n")
    return next((kind for word, kind in _XML if start.startswith("<") and word in start), "")


def ole_kind(path: Path) -> str:
    """The media type of an OLE file, or what it is in words."""
    names: Iterable[str] = root_names(path) or _searched(path)
    return next((kind for name, kind in _STREAMS if name in names), "an old Office file")


def _searched(path: Path) -> Sequence[str]:
    """The names that stand anywhere in a damaged file, as UTF-16."""
    with path.open("rb") as file:
        data = file.read(_SEARCHED)
    return [name for name, _ in _STREAMS if f"{name}\0".encode("utf-16-le") in data]


def part_names(path: Path) -> list[str]:
    """The names of the parts of a zipped file; none when it is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()[:_MOST_PARTS]
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return []


def is_office_zip(path: Path) -> bool:
    """Whether a zipped file is one document in parts, of whatever kind, and no bundle of files."""
    parts = set(part_names(path))
    return bool(parts & _DOCUMENTS) or any(name.startswith("ppt/") for name in parts)


def _zipped_type(path: Path) -> str:
    parts = set(part_names(path))
    if "mimetype" in parts and "content.xml" in parts:
        named = _mimetype(path)
        return next((kind for kind in (ODT, ODS) if named == kind), "")
    return next((kind for name, kind in _PARTS if name in parts), "")


def _mimetype(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive, archive.open("mimetype") as part:
            return part.read(_MIMETYPE).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError):
        return ""

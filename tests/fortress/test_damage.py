"""Each way in which damage can hide, in the smallest file that shows it: doubted or refused, never a silent loss."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest

from mingzhang.errors import UnreadableSource
from mingzhang.reading.formats.text.plain import read_text
from tests.reading import pdfs, sheet

MAP = b"/CIDInit /ProcSet findresource begin begincmap endcmap"
PICTURE = b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"


def objects() -> dict[int, bytes]:
    """Pages 3 and 6 with a table each (contents 4 and 7), font 5 with its map 8, a form 9 that page 3 draws."""
    made = pdfs.one_page()
    made[2] = b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>"
    page = made[3].replace(b"/Font <<", b"/XObject << /X1 9 0 R >> /Font <<")
    made[3], made[6] = page, page.replace(b"4 0 R", b"7 0 R")
    made[4] = pdfs.flate(sheet.table() + b"\n/X1 Do")
    made[7] = pdfs.flate(sheet.table() + b"\n")
    made[5] = made[5].replace(b">>", b"/ToUnicode 8 0 R >>")
    made[8] = pdfs.flate(MAP)
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode"
    made[9] = pdfs.stream(zlib.compress(b"0 0 9 9 re f"), form)
    return made


def replaced(old: bytes, new: bytes, at: int = 0) -> bytes:
    """The file with one of the places where ``old`` stands reading ``new``, everything else where it was."""
    assert len(old) == len(new)
    data = pdfs.write(objects())
    start = [m.start() for m in re.finditer(re.escape(old), data)][at]
    return data[:start] + new + data[start + len(new) :]


def rewritten(number: int, old: bytes, new: bytes) -> bytes:
    """The file made anew with one object written otherwise."""
    made = objects()
    assert old in made[number]
    return pdfs.write({**made, number: made[number].replace(old, new)})


DAMAGE = {
    "stream keyword": replaced(b"stream\nx", b"strdam\nx"),
    "end of stream": replaced(b"endstream", b"endstreal"),
    "object keyword": replaced(b"7 0 obj", b"7 0 Obj"),
    "object number": replaced(b"7 0 obj", b"5 0 obj"),
    "end of object": replaced(b"endobj", b"enlobj", 2),
    "beginning of a dictionary": replaced(b"<< /Length", b"<4 /Length"),
    "name of the filter": replaced(b"/FlateDecode", b"/FlatdDecode"),
    "filter": replaced(b"/Filter", b"/Filtgr"),
    "filter without its slash": replaced(b"/Filter", b"oFilter"),
    "filter zeroed": replaced(b"/Filter /FlateDecode", bytes(20)),
    "length": replaced(b"/Length 1", b"/Length 3"),
    "contents misspelt": replaced(b"/Contents", b"/Con|ents"),
    "contents zeroed": replaced(b"/Contents 4 0 R", bytes(15)),
    "contents that are a font": replaced(b"/Contents 4 0 R", b"/Contents 5 0 R"),
    "contents that are a form": replaced(b"/Contents 4 0 R", b"/Contents 9 0 R"),
    "contents of another page": replaced(b"/Contents 4 0 R", b"/Contents 7 0 R"),
    "contents that are not there": replaced(b"/Contents 4 0 R", b"/Contents 0 0 R"),
    "resources misspelt": replaced(b"/Resources", b"/Resour#es"),
    "font misspelt": replaced(b"/Font <<", b"/Fon| <<"),
    "font under another name": replaced(b"/F1 5 0 R", b"/F3 5 0 R"),
    "font that is a page": replaced(b"/F1 5 0 R", b"/F1 3 0 R"),
    "form under another name": replaced(b"/X1 9 0 R", b"/X3 9 0 R"),
    "form that is a page": replaced(b"/X1 9 0 R", b"/X1 3 0 R"),
    "map lost": replaced(b"/ToUnicode 8 0 R", bytes(16)),
    "map that is a page": replaced(b"/ToUnicode 8 0 R", b"/ToUnicode 3 0 R"),
    "page met twice": replaced(b"6 0 R] /Count", b"3 0 R] /Count"),
    "page that is a font": replaced(b"6 0 R] /Count", b"5 0 R] /Count"),
    "page lost": replaced(b"6 0 R] /Count", b"     ] /Count"),
    "number of pages": replaced(b"/Count 2", b"/Count 3"),
    "cyclic tree of pages": replaced(b"6 0 R] /Count", b"2 0 R] /Count"),
    "type of a page": replaced(b"/Type /Page ", b"/Type /Pagg "),
    "pages misspelt": replaced(b"/Pages 2", b"/Pagds 2"),
    "entry of the cross-reference": replaced(b"00000 n ", b"00000 f ", 3),
    "font freed in the cross-reference": replaced(b"00000 n ", b"00000 f ", 4),
    "map freed in the cross-reference": replaced(b"00000 n ", b"00000 f ", 7),
    "offset in the cross-reference": replaced(b"\n00000", b"\n00004", 5),
    "cross-reference keyword": replaced(b"\nxref", b"\nxreg"),
    "root": replaced(b"/Root 1", b"/Root 5"),
}


def is_doubted(folder: Path, data: bytes) -> bool:
    """Whether the file is refused, or doubted as a whole or in one of its pages."""
    try:
        document = sheet.read(folder, data)
        return bool(document.doubts) or any(page.doubts for page in document.pages)
    except UnreadableSource:
        return True
    except Exception:  # of a library: the child process makes it a refusal
        return True


@pytest.mark.parametrize("kind", DAMAGE)
def test_damage_outside_the_streams_is_told(tmp_path: Path, kind: str) -> None:
    assert is_doubted(tmp_path, DAMAGE[kind])


def test_a_sound_file_is_not_doubted(tmp_path: Path) -> None:
    document = sheet.read(tmp_path, pdfs.write(objects()))
    assert (document.doubts, [page.doubts for page in document.pages]) == ((), [(), ()])


IDLE = {
    "states only": b"q 1 0 0 -1 0 841.9 cm\n/GS1 gs /P <</MCID 0>> BDC q Q EMC Q",
    "a blank": b" ",
}
LOST = {
    "no contents": b"",
    "a text that is no drawing": b"<?xml version='1.0'?><note>page 2</note>",
    "bytes that are no drawing": bytes(range(100, 200)),
}


def with_blank(content: bytes) -> bytes:
    """The file with other contents of page 6, which draw nothing."""
    return pdfs.write({**objects(), 7: pdfs.flate(content)})


@pytest.mark.parametrize("kind", LOST)
def test_a_page_that_shows_nothing_is_doubted(tmp_path: Path, kind: str) -> None:
    document = sheet.read(tmp_path, with_blank(LOST[kind]))
    assert [page.doubts for page in document.pages] == [(), ("blank-page",)]


def test_a_page_without_contents_is_doubted(tmp_path: Path) -> None:
    document = sheet.read(tmp_path, rewritten(6, b"/Contents 7 0 R", b""))
    assert [page.doubts for page in document.pages] == [(), ("blank-page",)]


@pytest.mark.parametrize("kind", IDLE)
def test_a_page_left_blank_on_purpose_is_not(tmp_path: Path, kind: str) -> None:
    document = sheet.read(tmp_path, with_blank(IDLE[kind]))
    assert [page.doubts for page in document.pages] == [(), ()]


SLOPPY = {
    "contents that no page uses": pdfs.write({**objects(), 20: pdfs.flate(sheet.table())}),
    "font that no page uses": pdfs.write({**objects(), 20: pdfs.FONT}),
    "outline that is not there": rewritten(1, b"/Pages 2 0 R", b"/Pages 2 0 R /Outlines 77 0 R /Metadata 78 0 R"),
    "note that is not there": rewritten(6, b"/Contents 7 0 R", b"/Contents 7 0 R /Annots [77 0 R]"),
    "a key of its producer's": rewritten(6, b"/Contents 7 0 R", b"/Contents 7 0 R /WPSPage 3"),
    "form that is not there, nor drawn": rewritten(6, b"/X1 9 0 R", b"/X1 9 0 R /X2 77 0 R"),
    "size too large": pdfs.write(objects()).replace(b"/Size 10", b"/Size 99"),
    "contents in parts": pdfs.write(
        {**objects(), 6: objects()[6].replace(b"7 0 R", b"[7 0 R 20 0 R]"), 20: pdfs.flate(b"q Q")}
    ),
    "length kept elsewhere": pdfs.write(
        {**objects(), 7: b"<< /Length 20 0 R >>\nstream\n%s\nendstream" % sheet.table(), 20: b"%d" % len(sheet.table())}
    ),
    "written anew at its end": pdfs.update(pdfs.write(objects()), {7: pdfs.flate(sheet.table() + b" q Q")}),
}


@pytest.mark.parametrize("kind", SLOPPY)
def test_what_is_sloppy_and_harmless_is_not_doubted(tmp_path: Path, kind: str) -> None:
    document = sheet.read(tmp_path, SLOPPY[kind])
    assert (document.doubts, [page.doubts for page in document.pages]) == ((), [(), ()])


def test_a_cyclic_tree_of_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="met before"):
        sheet.read(tmp_path, DAMAGE["cyclic tree of pages"])


TEXT = "部门收支总体情况表\n收入  632.04\n支出  632.04\n" * 40
GARBLED = {
    "a zero byte": TEXT.encode().replace(b"632.04", b"632\x0004", 1),
    "a control character": TEXT.encode().replace(b"632.04", b"6\x132.04", 1),
    "a delete": TEXT.encode("gb18030").replace(b"632.04", b"6\x7f2.04", 1),
    "half a character": TEXT.encode().replace("收".encode(), "收".encode()[:2], 1),
    "half a character in GB 18030": TEXT.encode("gb18030") + b"\xff",
}


def save(folder: Path, data: bytes) -> Path:
    """A text file of these bytes."""
    path = folder / "disclosure.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kind", GARBLED)
def test_a_text_with_bytes_that_are_none_is_doubted_or_refused(tmp_path: Path, kind: str) -> None:
    try:
        document = read_text(save(tmp_path, GARBLED[kind]))
    except UnreadableSource:
        return
    assert document.doubts == ("garbled-text",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_sound_text_is_not(tmp_path: Path, encoding: str) -> None:
    assert read_text(save(tmp_path, TEXT.encode(encoding))).doubts == ()

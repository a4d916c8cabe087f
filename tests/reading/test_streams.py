"""Damage in a compressed stream is noticed, and laid to the pages that use it."""

from __future__ import annotations

import random
import re
import zlib
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mingzhang.errors import UnreadableSource
from mingzhang.reading.document import Document, Grid, Text
from mingzhang.reading.formats.pdf import streams
from mingzhang.reading.formats.pdf.damage import find_damage
from mingzhang.reading.formats.pdf.pdf import read_pdf
from mingzhang.reading.formats.pdf.streams import check_streams, is_cut_off, is_intact

from . import pdfs, sheet

PLAIN = sheet.table()
PACKED = zlib.compress(PLAIN, 9)


def two_pages(**streams_of: bytes) -> bytes:
    """A file with contents 4 and 6 on its pages 1 and 2, a form 7 that both use, and a picture 8."""
    objects = pdfs.one_page()
    objects[2] = b"<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 >>"
    objects[3] = objects[3].replace(b"/Font <<", b"/XObject << /X1 7 0 R /X2 8 0 R >> /Font <<")
    objects[9] = objects[3].replace(b"4 0 R", b"6 0 R")
    objects[4] = pdfs.flate(streams_of.get("first", PLAIN))
    objects[6] = pdfs.flate(PLAIN + b"\n")
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode"
    objects[7] = pdfs.stream(zlib.compress(b"0 0 9 9 re f"), form)
    picture = b"/Type /XObject /Subtype /Image /Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    objects[8] = pdfs.stream(zlib.compress(bytes(81)), picture + b" /Filter /FlateDecode")
    return pdfs.write(objects)


def flip(data: bytes, number: int, bit: int = 0) -> bytes:
    """``data`` with a bit of the middle of object ``number``'s stream turned over."""
    start = data.index(b"stream\n", data.index(b"\n%d 0 obj" % number)) + 7
    at = (start + data.index(b"\nendstream", start)) // 2
    return data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


def test_a_sound_file_has_no_doubts() -> None:
    report, doubts, pages = find_damage(two_pages())
    assert (report.checked, report.damaged, doubts, pages) == (3, (), (), frozenset())


@pytest.mark.parametrize(("number", "pages"), [(4, {1}), (6, {2}), (7, {1, 2}), (8, set())])
def test_damage_is_laid_to_the_pages_that_use_it(number: int, pages: set[int]) -> None:
    assert find_damage(flip(two_pages(), number))[1:] == ((), frozenset(pages))


def test_the_pages_say_so(tmp_path: Path) -> None:
    document = sheet.read(tmp_path, flip(two_pages(), 6))
    assert [page.doubts for page in document.pages] == [(), ("damaged-stream",)]
    cells = [c for b in document.blocks if isinstance(b, Grid) for c in b.cells]
    assert all(c.doubts == (("damaged-stream",) if c.place.page == 2 else ()) for c in cells)


@pytest.mark.parametrize("seed", range(10))
def test_damage_in_a_real_file_is_never_silent(shared: Path, tmp_path: Path, seed: int) -> None:
    """Every page reads as it did, or says that it may not."""
    path = shared / "disclosures" / "real" / "shanghai-25e800a6.pdf"
    data, draw = path.read_bytes(), random.Random(seed)
    spans = [m.span(1) for m in re.finditer(rb"/FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)]
    start, end = draw.choice(spans)
    spoilt, at = bytearray(data), draw.randrange(start, end)
    spoilt[at] ^= 1 << draw.randrange(8)
    try:
        document = sheet.read(tmp_path, bytes(spoilt))
    except UnreadableSource:
        return
    sound, found = _by_page(read_pdf(path)), _by_page(document)
    doubted = {page.number for page in document.pages if "damaged-stream" in page.doubts}
    changed = {number for number in sound.keys() | found.keys() if sound.get(number) != found.get(number)}
    assert changed <= doubted or "damaged-stream" in document.doubts


def _by_page(document: Document) -> dict[int, list[str]]:
    pages: dict[int, list[str]] = defaultdict(list)
    for block in document.blocks:
        if isinstance(block, Grid):
            pages[block.place.page] += [cell.text for cell in block.cells]
        elif isinstance(block, Text):
            pages[block.place.page].append(block.text)
    return pages


def spoilt(at: int, bit: int) -> bytes:
    """``PACKED`` with one bit turned over."""
    return PACKED[:at] + bytes([PACKED[at] ^ 1 << bit]) + PACKED[at + 1 :]


def carries_nothing(at: int, bit: int) -> bool:
    """Whether a bit of ``PACKED`` can be turned over unnoticed."""
    return is_intact(spoilt(at, bit))


@given(st.integers(0, len(PACKED) - 1), st.integers(0, 7))
@example(at=121, bit=6)
def test_a_flipped_bit_is_noticed_or_changes_nothing(at: int, bit: int) -> None:
    assert is_intact(PACKED)
    assert not carries_nothing(at, bit) or zlib.decompress(spoilt(at, bit)) == PLAIN


def test_only_the_bits_that_fill_up_the_last_byte_carry_nothing() -> None:
    """The last block of Deflate ends within a byte; what is left of it is skipped (RFC 1951, 3.2.3), then the checksum
    of four bytes follows.
    """
    last = len(PACKED) - 5
    idle = {(at, bit) for at in range(len(PACKED)) for bit in range(8) if carries_nothing(at, bit)}
    used = 8 - len(idle)
    assert idle == {(last, bit) for bit in range(used, 8)}
    assert all(zlib.decompress(spoilt(at, bit)) == PLAIN for at, bit in idle)


@pytest.mark.parametrize("length", [0, 1, 2, len(PACKED) // 2, len(PACKED) - 1])
def test_a_stream_cut_short_is_damaged(length: int) -> None:
    assert not is_intact(PACKED[:length])


def test_damage_to_shared_objects_may_touch_every_page(tmp_path: Path) -> None:
    objects = pdfs.one_page(PLAIN)
    held = zlib.compress(b"20 0 << /Note (kept) >>")
    objects[19] = pdfs.stream(held, b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode")
    data = pdfs.write(objects)
    assert find_damage(data)[1:] == ((), frozenset())
    document = sheet.read(tmp_path, flip(data, 19))
    assert (document.doubts, document.pages[0].doubts) == (("damaged-stream",), ("damaged-stream",))


def test_units_in_shared_objects_are_seen() -> None:
    objects = pdfs.one_page(PLAIN)
    objects[19] = pdfs.stream(zlib.compress(b"20 0 << /UserUnit 2 >>"), b"/Type /ObjStm /Filter /FlateDecode")
    assert check_streams(pdfs.write(objects)).user_units


@pytest.mark.parametrize("damaged", [False, True])
def test_encrypted_streams_are_checked_once_deciphered(tmp_path: Path, damaged: bool) -> None:
    objects = pdfs.one_page()
    data = pdfs.encrypt(objects, PACKED)
    data = data.replace(b"/Length %d " % len(PACKED), b"/Length %d /Filter /FlateDecode " % len(PACKED))
    data = flip(data, 4) if damaged else data
    report, doubts, pages = find_damage(data)
    assert report.encrypted
    assert pages == frozenset({1} if damaged else ())
    assert doubts == ("cut-off-file",)  # the longer entry has moved the cross-reference


@pytest.mark.parametrize(
    ("spoil", "cut"),
    [
        (lambda data: data, False),
        (lambda data: data + b"\n\n", False),
        (lambda data: b"junk\n" + data, False),
        (lambda data: data[:-40], True),
        (lambda data: data[: len(data) // 2], True),
        (lambda data: data.replace(b"startxref\n", b"startxref\n9"), True),
    ],
)
def test_a_missing_end_is_noticed(spoil: object, cut: bool) -> None:
    assert callable(spoil)
    assert is_cut_off(spoil(two_pages())) is cut


def test_a_stream_made_to_fill_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_MOST", 1 << 20)
    with pytest.raises(UnreadableSource, match="inflates to more than 1 MiB"):
        sheet.read(tmp_path, two_pages(first=bytes(3 << 20)))


def test_the_word_stream_in_a_text_is_no_stream() -> None:
    objects = pdfs.one_page(b"BT (a stream\nendstream of words) Tj ET")
    assert check_streams(pdfs.write(objects)).damaged == ()

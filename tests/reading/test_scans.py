"""Scanned pages and pictures: recognised page by page, proved by sums or doubted, and never without a word."""

from __future__ import annotations

import io
import json
import struct
import zlib
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from benchmarks.scans import degraded, judge, keyed_amounts, read_figures
from mingzhang.checks.record import Check, stated
from mingzhang.checks.soundness import hold_back
from mingzhang.errors import UnreadableSource
from mingzhang.reading import read_source, sniff
from mingzhang.reading.document import Document, Grid, Page, Text
from mingzhang.reading.doubts import RECOGNISED
from mingzhang.reading.pictures import draw_pictures
from mingzhang.reading.refusals import without_text
from mingzhang.reading.scanned import EXTRA, can_recognise
from tests.reading import pdfs

needs_extra = pytest.mark.skipif(not can_recognise(), reason=f"scans need the extra: {EXTRA}")
_KEYED = 5  # the page of the founding disclosure that is read


def _scanned(founding: Path, dpi: int = 200) -> Image.Image:
    document = pypdfium2.PdfDocument(founding / "source.pdf")
    picture: Image.Image = document[_KEYED - 1].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    return picture


def _amounts(document: Document) -> set[str]:
    return {c.text for b in document.blocks if isinstance(b, Grid) for c in b.cells}


@needs_extra
def test_a_degraded_scan_is_proved_or_doubted_and_never_wrong_in_silence(
    root: Path, founding: Path, tmp_path: Path
) -> None:
    truth = json.loads((root / "tests" / "keyed" / "changji-science-association-2024.json").read_text(encoding="utf-8"))
    degraded(_scanned(founding), 200, 1).save(tmp_path / "scan.pdf", "PDF", resolution=200)
    figures, shaken = read_figures(tmp_path / "scan.pdf")
    tally = judge(keyed_amounts(truth)[_KEYED], figures, shaken)
    assert tally.silent == 0
    assert tally.missed == 0
    assert tally.proved > 0.5 * tally.keyed
    assert {f.reading for f in figures} <= {"recognised", "doubtful"}
    assert all(f.proofs for f in figures if f.reading == "recognised")
    assert not any(f.proofs for f in figures if f.reading == "doubtful" and f.doubts == (RECOGNISED,))


@needs_extra
def test_a_page_that_lies_on_its_side_is_turned(founding: Path, tmp_path: Path) -> None:
    _scanned(founding, 150).rotate(90, expand=True).save(tmp_path / "scan.tiff")
    document = read_source(tmp_path / "scan.tiff")
    assert document.media_type == "image/tiff"
    assert document.pages[0].height > document.pages[0].width
    assert "632.04" in _amounts(document)


@needs_extra
def test_only_the_pages_without_text_are_recognised(tmp_path: Path) -> None:
    _picture("Total 1234.56").save(tmp_path / "scan.pdf", "PDF", resolution=72)
    (tmp_path / "text.pdf").write_bytes(pdfs.write(pdfs.one_page(pdfs.show(b"Budget 2024 of a body"))))
    mixed = pypdfium2.PdfDocument(tmp_path / "text.pdf")
    mixed.import_pages(pypdfium2.PdfDocument(tmp_path / "scan.pdf"))
    mixed.save(tmp_path / "mixed.pdf")
    document = read_source(tmp_path / "mixed.pdf")
    assert [RECOGNISED in p.doubts for p in document.pages] == [False, True]
    lines = [(b.place.page, b.text.replace(" ", "")) for b in document.blocks if isinstance(b, Text)]
    assert lines == [(1, "Budget2024ofabody"), (2, "Total1234.56")]


@needs_extra
def test_a_number_of_a_person_is_painted_over(tmp_path: Path) -> None:
    def grey(text: str) -> int:
        path = tmp_path / "page.png"
        _picture(text).save(path)
        made = draw_pictures(path, [1], tmp_path / text.replace(" ", ""))
        assert made.folder is not None
        with Image.open(made.folder / "1.webp") as image:
            return sum(image.convert("L").histogram()[110:140])

    assert grey("Tel 13912345678") > 10 * grey("Total 1234.56")


@needs_extra
@pytest.mark.parametrize("name", ["cut.jpg", "cut.png", "cut.tiff", "bomb.png", "huge.png"])
def test_a_broken_or_boundless_picture_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(_hostile(name))
    with pytest.raises(UnreadableSource) as refused:
        read_source(path)
    assert "\n" not in str(refused.value)


def test_without_the_extra_one_line_says_what_would_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sniff, "can_recognise", lambda: False)
    _picture("Total").save(tmp_path / "page.png")
    with pytest.raises(UnreadableSource, match=r"mingzhang\[scan\]"):
        sniff.sniff(tmp_path / "page.png")
    assert EXTRA in str(without_text(tmp_path / "a.pdf", 2, pictures=True))


def test_what_was_not_seen_on_a_scan_is_not_laid_to_the_source() -> None:
    checks = [_check("source-incomplete"), _check("source-contradiction"), _check("holds")]
    scan = Document("", "application/pdf", "", (Page(1, 1, 1), Page(2, 1, 1, (RECOGNISED,))), ())
    plain = Document("", "application/pdf", "", (Page(1, 1, 1),), ())
    assert [c.result for c in hold_back(checks, scan)] == ["not-testable", "not-testable", "holds"]
    assert list(hold_back(checks, plain)) == checks


def _check(result: str) -> Check:
    return stated("an.identity", ("名", "name"), result, ("句", "sentence"))


def _picture(text: str) -> Image.Image:
    """A page with one line of large print."""
    picture = Image.new("RGB", (595, 842), "white")
    ImageDraw.Draw(picture).text((80, 80), text, "black", ImageFont.load_default(24))
    return picture


def _hostile(name: str) -> bytes:
    if name == "bomb.png":
        return _png(20_000, zlib.compress(b"\0" * 1_000_000, 9))
    if name == "huge.png":
        return _png(2_000_000_000, b"")
    kind = {"jpg": "JPEG", "png": "PNG", "tiff": "TIFF"}[name.rpartition(".")[2]]
    whole = io.BytesIO()
    Image.effect_noise((400, 400), 60).save(whole, kind)
    return whole.getvalue()[: len(whole.getvalue()) // 2]


def _png(side: int, data: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")

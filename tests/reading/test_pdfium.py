"""The fast reader sees what the reference sees, in every way that a page can be drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.figures.extract import extract_figures
from mingzhang.reading.document import Document, Grid
from mingzhang.reading.formats.pdf.pdf import read_pdf
from mingzhang.reading.formats.pdf.readers import Choice
from mingzhang.tables.recognise import recognise_tables

from . import pdfs, sheet

READERS: tuple[Choice, ...] = ("fast", "reference")
RESOURCES = b"/Font << /F1 5 0 R >>"


def boxes_of(document: Document) -> list[tuple[float, ...]]:
    """The boxes of all cells, in whole points."""
    return [tuple(round(v) for v in cell.place.box or ()) for cell in sheet.cells_of(document)]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("rules", [sheet.lines, sheet.thin_rectangles, sheet.boxes, sheet.polylines, sheet.curves])
def test_rules_of_every_make(tmp_path: Path, rules: object, reader: Choice) -> None:
    assert callable(rules)
    document = sheet.read_page(tmp_path, sheet.table(rules()), reader)
    assert sheet.rows_of(document) == sheet.WANTED
    assert boxes_of(document)[-1] == pytest.approx(sheet.FIRST_AMOUNT, abs=1)


def test_areas_clipped_to_strips_are_rules(tmp_path: Path) -> None:
    assert sheet.rows_of(sheet.read_page(tmp_path, sheet.table(sheet.clipped_areas()))) == sheet.WANTED


def test_rules_outside_their_clip_are_not_there(tmp_path: Path) -> None:
    away = b"q 0 0 10 10 re W n 100 670 m 300 670 l S 250 700 m 250 660 l S Q"
    document = sheet.read_page(tmp_path, sheet.table(sheet.lines() + b"\n" + away))
    assert sheet.rows_of(document) == sheet.WANTED


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("depth", [1, 3])
def test_forms_inside_forms(tmp_path: Path, depth: int, reader: Choice) -> None:
    """Each form doubles what it holds and each use halves it again, so nothing moves."""
    objects = pdfs.one_page(b"q 0.5 0 0 0.5 0 0 cm /X10 Do Q")
    for k in range(10, 10 + depth):
        last = k == 9 + depth
        content = sheet.table() if last else b"q 0.5 0 0 0.5 0 0 cm /X%d Do Q" % (k + 1)
        inner = RESOURCES if last else b"/XObject << /X%d %d 0 R >>" % (k + 1, k + 1)
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 900 900] /Matrix [2 0 0 2 0 0] /Resources << %s >>" % inner
        objects[k] = pdfs.stream(content, entries)
    objects[3] = objects[3].replace(RESOURCES, b"/XObject << /X10 10 0 R >>")
    document = sheet.read(tmp_path, pdfs.write(objects), reader)
    assert sheet.rows_of(document) == sheet.WANTED
    assert boxes_of(document)[-1] == pytest.approx(sheet.FIRST_AMOUNT, abs=1)


TURNS = {
    90: b"0 1 -1 0 842 0 cm",
    180: b"-1 0 0 -1 595 842 cm",
    270: b"0 -1 1 0 0 595 cm",
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("turn", TURNS)
def test_turned_pages_are_upright(tmp_path: Path, turn: int, reader: Choice) -> None:
    media = b"[0 0 595 842]" if turn == 180 else b"[0 0 842 595]"
    objects = pdfs.one_page(TURNS[turn] + b"\n" + sheet.table(), page=b"/Rotate %d" % turn)
    objects[3] = objects[3].replace(b"[0 0 595 842]", media)
    document = sheet.read(tmp_path, pdfs.write(objects), reader)
    assert (document.pages[0].width, document.pages[0].height) == (595, 842)
    assert sheet.rows_of(document) == sheet.WANTED
    assert boxes_of(document)[-1] == pytest.approx(sheet.FIRST_AMOUNT, abs=1)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("turn", "size", "shift"),
    [
        (0, (400, 700), (50, 42)),
        (90, (700, 400), (100, 50)),
        (180, (400, 700), (145, 100)),
        (270, (700, 400), (42, 145)),
    ],
)
def test_places_count_from_the_crop_box(
    tmp_path: Path, turn: int, size: tuple[int, int], shift: tuple[int, int], reader: Choice
) -> None:
    """The media box begins at (10, 20); the crop box leaves 50 at the left, 100 at the foot, 145 right, 42 above."""
    page = b"/Rotate %d /CropBox [60 120 460 820]" % turn
    objects = pdfs.one_page(b"1 0 0 1 10 20 cm\n" + sheet.lines(), page=page)
    objects[3] = objects[3].replace(b"[0 0 595 842]", b"[10 20 605 862]")
    document = sheet.read(tmp_path, pdfs.write(objects), reader)
    [grid] = [b for b in document.blocks if isinstance(b, Grid)]
    whole = {
        0: (100, 142, 300, 182),
        90: (660, 100, 700, 300),
        180: (295, 660, 495, 700),
        270: (142, 295, 182, 495),
    }[turn]
    wanted = (whole[0] - shift[0], whole[1] - shift[1], whole[2] - shift[0], whole[3] - shift[1])
    assert (document.pages[0].width, document.pages[0].height) == size
    assert grid.place.box == pytest.approx(wanted, abs=1)


def test_user_units_are_points_on_the_page(tmp_path: Path) -> None:
    document = sheet.read_page(tmp_path, sheet.table(), page=b"/UserUnit 2")
    assert (document.pages[0].width, document.reader) == (2 * sheet.WIDTH, "pdfplumber")
    assert boxes_of(document)[-1] == pytest.approx([2 * v for v in sheet.FIRST_AMOUNT], abs=1)


def test_a_unit_may_be_an_object_of_its_own(tmp_path: Path) -> None:
    objects = pdfs.one_page(page=b"/UserUnit 6 0 R") | {6: b"2"}
    assert sheet.read(tmp_path, pdfs.write(objects)).pages[0].width == 2 * 595


@pytest.mark.parametrize(
    ("kind", "flags", "doubts"), [(b"FreeText", 4, ("annotations",)), (b"FreeText", 2, ()), (b"Link", 4, ())]
)
def test_what_is_printed_over_a_page_and_not_read_is_told(
    tmp_path: Path, kind: bytes, flags: int, doubts: tuple[str, ...]
) -> None:
    """By the reference reader, which reads the page for its unit."""
    look = b"/Type /XObject /Subtype /Form /BBox [0 0 200 30] /Resources << /Font << /F1 5 0 R >> >>"
    objects = pdfs.one_page(page=b"/UserUnit 2 /Annots [6 0 R]") | {
        6: b"<< /Type /Annot /Subtype /%s /Rect [100 300 300 330] /F %d /AP << /N 7 0 R >> >>" % (kind, flags),
        7: pdfs.stream(b"BT /F1 12 Tf 2 5 Td (1234.56) Tj ET", look),
    }
    assert sheet.read(tmp_path, pdfs.write(objects)).pages[0].doubts == doubts


def with_map(codes: dict[bytes, bytes]) -> dict[int, bytes]:
    """A document whose font maps its codes to these UTF-16 texts, both in hexadecimal."""
    pairs = b"\n".join(b"<%s> <%s>" % pair for pair in codes.items())
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n%d beginbfchar\n%s\nendbfchar\nendcmap end end"
    )
    objects = pdfs.one_page()
    objects[5] = pdfs.FONT.replace(b">>", b"/ToUnicode 6 0 R >>")
    objects[6] = pdfs.stream(cmap % (len(codes), pairs))
    return objects


@pytest.mark.parametrize("reader", READERS)
def test_a_glyph_may_stand_for_several_characters(tmp_path: Path, reader: Choice) -> None:
    objects = with_map({b"41": b"4E074F59", b"42": b"D840DC00", b"31": b"0031"})
    objects[4] = pdfs.stream(sheet.table(texts=(("A", "B"), ("A1", "1"))))
    document = sheet.read(tmp_path, pdfs.write(objects), reader)
    assert sheet.rows_of(document) == [["万余", "\U00020000"], ["万余1", "1"]]


def test_a_digit_glyph_for_two_digits_is_left_to_the_reference(tmp_path: Path) -> None:
    objects = with_map({b"41": b"00310031", b"32": b"0032"})
    objects[4] = pdfs.stream(sheet.table(texts=(("A", "2"), ("2", "A"))))
    document = sheet.read(tmp_path, pdfs.write(objects))
    assert document.reader == "pdfium; pdfplumber on 1"
    assert sheet.rows_of(document) == [["11", "2"], ["2", "11"]]


@pytest.mark.parametrize("reader", READERS)
def test_glyphs_without_a_unicode_value_shake_their_cell(tmp_path: Path, reader: Choice) -> None:
    unknown = b"BT /F2 9 Tf 205 665 Td <00310032> Tj ET"
    objects = pdfs.one_page(sheet.table(texts=(("Item", "Amount"), ("Total", ""))) + b"\n" + unknown)
    objects[3] = objects[3].replace(b"/F1 5 0 R", b"/F1 5 0 R /F2 6 0 R")
    objects[6] = b"<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /DescendantFonts [7 0 R] >>"
    objects[7] = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own /DW 500 /FontDescriptor 8 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    objects[8] = (
        b"<< /Type /FontDescriptor /FontName /Own /Flags 4 /Ascent 800 /Descent -200 /FontBBox [0 -200 500 800] >>"
    )
    document = sheet.read(tmp_path, pdfs.write(objects), reader)
    assert sheet.cells_of(document)[-1].text == "\ufffd\ufffd"
    assert [c.doubts for c in sheet.cells_of(document)] == [(), (), (), ("unmapped",)]
    assert document.pages[0].doubts == ("unmapped-text",)


def test_replacement_text_is_not_what_is_printed(tmp_path: Path) -> None:
    lying = b"/Span << /ActualText (9,999.99) >> BDC " + sheet.say(205, 665, "1,234.56") + b" EMC"
    document = sheet.read_page(tmp_path, sheet.table(texts=(("Item", "Amount"), ("Total", ""))) + b"\n" + lying)
    assert sheet.rows_of(document) == sheet.WANTED
    assert document.reader == "pdfium; pdfplumber on 1"


def test_the_reference_reads_what_pdfium_cannot_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mingzhang.reading.formats.pdf.readers._open_fast", lambda path: None)
    document = sheet.read_page(tmp_path, sheet.table())
    assert (document.reader, sheet.rows_of(document)) == ("pdfplumber", sheet.WANTED)


@pytest.mark.parametrize("reader", READERS)
def test_a_fake_bold_counts_once(tmp_path: Path, reader: Choice) -> None:
    twice = sheet.say(205.3, 665, "1,234.56")
    assert sheet.rows_of(sheet.read_page(tmp_path, sheet.table() + b"\n" + twice, reader)) == sheet.WANTED


def test_both_readers_and_where_they_differ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    agreed = sheet.read_page(tmp_path, sheet.table(), "both")
    assert not any(c.doubts for c in sheet.cells_of(agreed))
    monkeypatch.setattr("mingzhang.reading.formats.pdf.pdfium._Chars._text", lambda self, i: "7")
    differing = sheet.read_page(tmp_path, sheet.table(), "both")
    assert {c.doubts for c in sheet.cells_of(differing)} == {("readers-differ",)}


def test_metadata_of_both_readers(tmp_path: Path) -> None:
    objects = {**pdfs.one_page(sheet.table()), 9: b"<< /Producer (Press) /Title (Budget) >>"}
    data = pdfs.write(objects, b"/Root 1 0 R /Info 9 0 R")
    assert sheet.read(tmp_path, data).metadata == sheet.read(tmp_path, data, "reference").metadata
    assert sheet.read(tmp_path, data).metadata == {"Producer": "Press", "Title": "Budget"}


@pytest.mark.parametrize("name", ["shanghai-25e800a6", "hangzhou-be0459dd"])
def test_both_readers_yield_the_same_figures(shared: Path, name: str) -> None:
    path = shared / "disclosures" / "real" / f"{name}.pdf"
    fast, reference = (extract_figures(recognise_tables(read_pdf(path, reader=reader))) for reader in READERS)
    assert [(f.id, f.page, f.amount, f.doubts) for f in fast] == [(f.id, f.page, f.amount, f.doubts) for f in reference]
    assert fast

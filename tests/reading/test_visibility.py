"""What stands in the text layer and cannot be seen on the page, or only partly."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.reading.document import Document, Text
from mingzhang.reading.formats.pdf.readers import Choice

from . import pdfs, sheet

EMPTY = (("Item", "Amount"), ("Total", ""))


def amount_cell(folder: Path, content: bytes) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Text and doubts of the amount's cell when ``content`` prints it, and the doubts of the page."""
    document = sheet.read_page(folder, sheet.table(texts=EMPTY) + b"\n" + content)
    cell = sheet.cells_of(document)[-1]
    return cell.text, cell.doubts, document.pages[0].doubts


AMOUNT = sheet.say(205, 665, "1,234.56")


@pytest.mark.parametrize(
    "content",
    [
        b"3 Tr " + AMOUNT,
        b"1 g " + AMOUNT,
        b"1 1 1 rg " + AMOUNT,
        b"0 0 0 0 k " + AMOUNT,
        b"0 0 0 rg 200 660 100 20 re f 1 g 200 660 100 20 re f " + AMOUNT,
    ],
    ids=["invisible", "white in gray", "white in RGB", "white in CMYK", "white on white on black"],
)
def test_hidden_amounts_are_read_and_doubted(tmp_path: Path, content: bytes) -> None:
    assert amount_cell(tmp_path, content) == ("1,234.56", ("hidden",), ("hidden-text",))


@pytest.mark.parametrize(
    "content",
    [
        b"0.9 g " + AMOUNT,
        b"0 0.2 0.6 rg 200 660 100 20 re f 1 g " + AMOUNT,
        b"2 Tr 1 g 0 G " + AMOUNT,
        b"1 Tr 1 g 0 G " + AMOUNT,
    ],
    ids=["light gray", "white on blue", "white with a black outline", "outline only"],
)
def test_what_can_be_seen_is_not_doubted(tmp_path: Path, content: bytes) -> None:
    assert amount_cell(tmp_path, content) == ("1,234.56", (), ())


def test_a_text_clipped_away_from_a_cell_is_not_in_it(tmp_path: Path) -> None:
    """As in a merged cell that runs over two pages: its text is drawn on both, and clipped to the rows below."""
    rows_below = b"q 100 300 200 360 re W n %s Q" % AMOUNT
    assert amount_cell(tmp_path, rows_below) == ("", (), ("clipped-text",))


def layered(folder: Path, content: bytes, default: bytes, layer: bytes = b"", reader: Choice = "fast") -> Document:
    """A table into whose last cell ``content`` prints, with a layer MC0 and a form X1 that prints the amount."""
    catalog = b"/OCProperties << /OCGs [6 0 R] /D << %s >> >>" % default
    layers = b"/Properties << /MC0 6 0 R /MC1 << /Type /OCMD /OCGs 6 0 R >> >>"
    resources = b"/Font << /F1 5 0 R >> /XObject << /X1 7 0 R >> " + layers
    objects = pdfs.one_page(sheet.table(texts=EMPTY) + b"\n" + content, resources, catalog=catalog)
    objects[6] = b"<< /Type /OCG /Name (Draft) %s >>" % layer
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >>"
    objects[7] = pdfs.stream(AMOUNT, entries)
    return sheet.read(folder, pdfs.write(objects), reader)


@pytest.mark.parametrize("reader", ["fast", "reference"])
@pytest.mark.parametrize(
    ("default", "layer"),
    [
        (b"/OFF [6 0 R]", b""),
        (b"/BaseState /OFF", b""),
        (b"", b"/Usage << /View << /ViewState /OFF >> >>"),
    ],
    ids=["off", "all off", "off when viewed"],
)
@pytest.mark.parametrize("content", [b"/OC /MC0 BDC %s EMC" % AMOUNT, b"/OC /MC0 BDC /X1 Do EMC"], ids=["text", "form"])
def test_an_amount_in_a_layer_that_is_off_is_doubted(
    tmp_path: Path, content: bytes, default: bytes, layer: bytes, reader: Choice
) -> None:
    document = layered(tmp_path, content, default, layer, reader)
    cell = sheet.cells_of(document)[-1]
    assert (cell.text, cell.doubts, document.pages[0].doubts) == ("1,234.56", ("hidden",), ("hidden-text",))


@pytest.mark.parametrize(
    ("content", "default"),
    [
        (b"/OC /MC0 BDC %s EMC" % AMOUNT, b""),
        (b"/OC /MC0 BDC %s EMC" % AMOUNT, b"/BaseState /OFF /ON [6 0 R]"),
        (b"/OC /MC1 BDC %s EMC" % AMOUNT, b""),
        (b"/Span /MC0 BDC %s EMC" % AMOUNT, b"/OFF [6 0 R]"),
    ],
    ids=["on", "the only one on", "of a group that is on", "no layer"],
)
def test_what_layers_show_is_not_doubted(tmp_path: Path, content: bytes, default: bytes) -> None:
    document = layered(tmp_path, content, default)
    assert (sheet.cells_of(document)[-1].doubts, document.pages[0].doubts) == ((), ())


def test_an_amount_that_its_own_cell_cuts_off_is_not_printed(tmp_path: Path) -> None:
    own = b"q 200 660 100 20 re W n %s Q" % sheet.say(205, 651, "1,234.56")
    document = sheet.read_page(tmp_path, sheet.table(texts=EMPTY) + b"\n" + own)
    assert sheet.rows_of(document) == [["Item", "Amount"], ["Total", ""]]
    assert not [b for b in document.blocks if isinstance(b, Text)]


def test_a_name_of_which_its_cell_shows_a_part_stays_whole(tmp_path: Path) -> None:
    name = b"q 100 660 40 20 re W n %s Q" % sheet.say(105, 665, "Generalpublic")
    document = sheet.read_page(tmp_path, sheet.table(texts=(("Item", "Amount"), ("", "1"))) + b"\n" + name)
    assert sheet.rows_of(document) == [["Item", "Amount"], ["Generalpublic", "1"]]


def test_a_clip_that_lets_everything_through_changes_nothing(tmp_path: Path) -> None:
    assert amount_cell(tmp_path, b"q 200 660 100 20 re W n %s Q" % AMOUNT) == ("1,234.56", (), ())


def test_the_clip_of_a_form_holds_inside_it(tmp_path: Path) -> None:
    document = _with_form(tmp_path, b"q 0 0 50 50 re W n /X1 Do Q")
    assert sheet.rows_of(document) == [["Item", "Amount"], ["Total", ""]]
    assert sheet.rows_of(_with_form(tmp_path, b"/X1 Do")) == sheet.WANTED


def _with_form(folder: Path, use: bytes) -> Document:
    objects = pdfs.one_page(sheet.table(texts=EMPTY) + b"\n" + use)
    objects[3] = objects[3].replace(b"/Font <<", b"/XObject << /X1 6 0 R >> /Font <<")
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >>"
    objects[6] = pdfs.stream(AMOUNT, entries)
    return sheet.read(folder, pdfs.write(objects))


def test_an_amount_under_its_neighbours_overflowing_text_is_doubted(tmp_path: Path) -> None:
    texts = (("Item", "Amount"), ("AVeryLongNameRunningOn", "1,234.56"))
    cells = sheet.cells_of(sheet.read_page(tmp_path, sheet.table(texts=texts)))
    assert (cells[-1].text, cells[-1].doubts) == ("1,234.56", ("overprinted",))


def test_the_reference_is_told_what_cannot_be_seen(tmp_path: Path) -> None:
    content = sheet.table(texts=EMPTY) + b"\n3 Tr " + AMOUNT + b" 0 Tr q 0 0 9 9 re W n " + sheet.say(105, 651, "7.00")
    fast, reference = (sheet.read_page(tmp_path, content, reader) for reader in ("fast", "reference"))
    assert fast.pages == reference.pages
    assert sheet.cells_of(fast) == sheet.cells_of(reference)


@pytest.mark.parametrize(("kind", "doubts"), [(b"FreeText", ("annotations",)), (b"Link", ())])
def test_annotations_without_a_look_are_not_read(tmp_path: Path, kind: bytes, doubts: tuple[str, ...]) -> None:
    note = b"/Annots [<< /Type /Annot /Subtype /%s /Rect [200 660 300 680] /Contents (9.99) >>]" % kind
    document = sheet.read_page(tmp_path, sheet.table(), page=note)
    assert document.pages[0].doubts == doubts


def test_what_form_fields_show_is_read(tmp_path: Path) -> None:
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (old) /Rect [205 660 295 680] /AP << /N 6 0 R >> >>"
    objects = pdfs.one_page(
        sheet.table(texts=EMPTY), page=b"/Annots [%s]" % field, catalog=b"/AcroForm << /Fields [] >>"
    )
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 90 20] /Resources << /Font << /F1 5 0 R >> >>"
    objects[6] = pdfs.stream(sheet.say(0, 5, "1,234.56"), entries)
    document = sheet.read(tmp_path, pdfs.write(objects))
    assert sheet.cells_of(document)[-1].text == "1,234.56"
    assert document.pages[0].doubts == ()


def test_a_field_that_says_what_it_shows_but_not_how_shakes_its_cell(tmp_path: Path) -> None:
    field = b"/Annots [<< /Type /Annot /Subtype /FreeText /Contents (1,234.56) /Rect [205 661 295 679] >>]"
    document = sheet.read_page(tmp_path, sheet.table(texts=EMPTY), page=field)
    assert (sheet.cells_of(document)[-1].doubts, document.pages[0].doubts) == (("ink",), ("annotations",))


@pytest.mark.parametrize("reader", ["fast", "reference"])
def test_what_runs_across_the_page_is_left_out_and_said_so(tmp_path: Path, reader: Choice) -> None:
    mark = b"BT /F1 30 Tf 0.8 0.6 -0.6 0.8 120 640 Tm (Sample 2024) Tj ET"
    document = sheet.read_page(tmp_path, sheet.table() + b"\n" + mark, reader)
    assert sheet.rows_of(document) == sheet.WANTED
    assert document.pages[0].doubts == ("slanted-text",)


def test_a_page_scanned_askew_keeps_its_text(tmp_path: Path) -> None:
    document = sheet.read_page(tmp_path, b"0.995 0.0995 -0.0995 0.995 0 0 cm " + sheet.say(100, 600, "Budget"))
    assert "".join(b.text for b in document.blocks if isinstance(b, Text)) == "Budget"

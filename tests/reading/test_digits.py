"""A font's map that calls one digit by another is found out, by the outline of the digit or by the map itself."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from mingzhang.reading.document import Document
from mingzhang.reading.formats.pdf import pdfium_api as api
from mingzhang.reading.formats.pdf.cmaps import maps_digit_twice
from mingzhang.reading.formats.pdf.digits import DIGITS, DigitJudge

from . import pdfs, sheet


def cmap(codes: dict[str, str]) -> bytes:
    """A map from codes to characters, all other printable characters mapped to themselves."""
    pairs = {chr(n): chr(n) for n in range(32, 127)} | codes
    lines = b"\n".join(b"<%02X> <%04X>" % (ord(code), ord(char)) for code, char in pairs.items())
    head = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
    return head + b"%d beginbfchar\n%s\nendbfchar endcmap end" % (len(pairs), lines)


def with_map(codes: dict[str, str], packed: bool) -> bytes:
    """A page with a table whose font has such a map."""
    objects = pdfs.one_page(sheet.table(texts=(("Item", "Amount"), ("Total", "8,231.56"))))
    objects[5] = pdfs.FONT.replace(b">>", b"/ToUnicode 6 0 R /Encoding /WinAnsiEncoding >>")
    objects[6] = pdfs.flate(cmap(codes)) if packed else pdfs.stream(cmap(codes))
    return pdfs.write(objects)


def amount(document: Document) -> tuple[str, tuple[str, ...]]:
    cell = sheet.cells_of(document)[-1]
    return cell.text, cell.doubts


def test_an_honest_map_is_believed(tmp_path: Path) -> None:
    document = sheet.read(tmp_path, with_map({}, True))
    assert amount(document) == ("8,231.56", ())
    assert document.pages[0].doubts == ()


@pytest.mark.parametrize("reader", ["fast", "reference"])
@pytest.mark.parametrize(("one", "other"), [("1", "9"), ("3", "8"), ("2", "7"), ("5", "6")])
def test_two_digits_that_change_places_are_found_out(tmp_path: Path, one: str, other: str, reader: str) -> None:
    document = sheet.read(tmp_path, with_map({one: other, other: one}, True), reader)  # type: ignore[arg-type]
    text, doubts = amount(document)
    assert text == "8,231.56".translate({ord(one): other, ord(other): one})
    assert doubts == ("lying-font",)
    assert "lying-font" in document.pages[0].doubts


@pytest.mark.parametrize("packed", [True, False])
def test_a_digit_called_by_a_second_one_is_found_out(tmp_path: Path, packed: bool) -> None:
    document = sheet.read(tmp_path, with_map({"1": "9"}, packed))
    text, doubts = amount(document)
    assert text == "8,239.56"
    assert doubts == ("lying-font",)


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        (b"1 beginbfchar <31> <0039> endbfchar", False),
        (b"2 beginbfchar <31> <0039> <39> <0039> endbfchar", True),
        (b"1 beginbfrange <30> <39> <0030> endbfrange", False),
        (b"2 beginbfrange <30> <39> <0030> <0041> <0045> <0033> endbfrange", True),
        (b"1 beginbfrange <30> <39> <0030> endbfrange 1 beginbfchar <81> <0035> endbfchar", True),
        (b"2 beginbfchar <41> <0061> <42> <0061> endbfchar", False),
        (b"1 beginbfrange <0000> <FFFF> <0000> endbfrange", False),
        (b"", False),
    ],
)
def test_maps_with_two_codes_for_one_digit(text: bytes, twice: bool) -> None:
    assert maps_digit_twice(text) is twice


def test_the_standard_fonts_tell_the_truth() -> None:
    document = pypdfium2.PdfDocument.new()
    judge = DigitJudge(api.Numbers())
    for name in (b"Helvetica", b"Times-Italic", b"Times-Bold", b"Courier-Oblique", b"Symbol"):
        font = api.address(pdfium.FPDFText_LoadStandardFont(document.raw, name))
        assert [d for d in sorted(DIGITS) if judge.lies(font, d)] == []
    document.close()

"""Fonts that claim to reach far below the line, and glyphs as broad as their size: the page shows where they stand."""

from __future__ import annotations

from pathlib import Path

from . import pdfs, sheet

_UNSOUND = (
    b"<< /Type /Font /Subtype /TrueType /BaseFont /E-BZ /FirstChar 32 /LastChar 126 /Widths [%s]"
    b" /FontDescriptor 7 0 R /Encoding /WinAnsiEncoding >>" % b" ".join([b"1000"] * 95)
)
_DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /E-BZ /Flags 32 /FontBBox [0 -1033 1000 1333] /ItalicAngle 0"
    b" /Ascent 1333 /Descent -1033 /CapHeight 700 /StemV 80 >>"
)


def mixed(x: float, y: float, text: str) -> bytes:
    """A text whose letters are set in a sound font and whose other characters in an unsound one, each at its place."""
    drawn = []
    for n, char in enumerate(text):
        font = b"F1" if char.isalpha() else b"F2"
        drawn.append(b"BT /%s 10 Tf %.1f %.1f Td (%s) Tj ET" % (font, x + 5.6 * n, y, char.encode()))
    return b"\n".join(drawn)


def test_a_text_in_two_fonts_stays_on_its_line(tmp_path: Path) -> None:
    grid = sheet.table(texts=(("Item", "Amount"), ("Total", "")))
    objects = pdfs.one_page(grid + b"\n" + mixed(205, 665, "A1,234.56B"), b"/Font << /F1 5 0 R /F2 6 0 R >>")
    objects[6], objects[7] = _UNSOUND, _DESCRIPTOR
    document = sheet.read(tmp_path, pdfs.write(objects))
    amount = sheet.cells_of(document)[-1]
    assert (amount.text, amount.doubts) == ("A1,234.56B", ())

"""A disclosure drawn as a PDF with Chinese text and ruled tables: what a body publishes, with whatever is planted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from tests.reading.pdfs import stream, write

_CHINESE = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [7 0 R] >>"
_DESCENDANT = (
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 8 0 R"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
)
_DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
    b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
)
_LATIN = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_HEIGHT = 842
SIZE = 10.0
_LINE = 14.0  # points from line to line in a cell
_DIGIT = 0.556  # of the size: the width of Helvetica's digits

Row = Sequence[str]


class Sheet:
    """One page that is being drawn; measures in points from the top left."""

    def __init__(self) -> None:
        self._drawn: list[bytes] = []

    def text(self, x: float, y: float, text: str, size: float = SIZE) -> Sheet:
        """One line whose baseline is ``y``: Latin and digits in Helvetica, all else in a Chinese font."""
        for latin, run in groupby(text, key=lambda c: " " <= c < "\x7f"):
            part = "".join(run)
            if latin:
                shown = b"(%s)" % re.sub(rb"([()\\])", rb"\\\1", part.encode())
                width = sum(_width(c) for c in part) * size
            else:
                shown, width = b"<" + part.encode("utf-16-be").hex().encode() + b">", len(part) * size
            font = b"F1" if latin else b"F2"
            self._drawn.append(b"BT /%s %g Tf %.2f %.2f Td %s Tj ET" % (font, size, x, _HEIGHT - y, shown))
            x += width
        return self

    def lines(self, y: float, texts: Iterable[str]) -> float:
        """Lines of prose from ``y`` downwards; where the next one may stand."""
        for text in texts:
            self.text(60, y, text)
            y += 20
        return y

    def table(self, y: float, widths: Sequence[float], rows: Sequence[Row]) -> float:
        """A ruled table with its top at ``y``; where the next thing may stand."""
        xs = [60.0]
        for width in widths:
            xs.append(xs[-1] + width)
        top = y
        ys = [top]
        for row in rows:
            height = 8 + _LINE * max(cell.count("\n") + 1 for cell in row)
            for x, cell in zip(xs, row, strict=False):
                for k, line in enumerate(cell.split("\n")):
                    self.text(x + 4, top + _LINE * (k + 1), line)
            top += height
            ys.append(top)
        self._drawn += list(_rules(xs, ys))
        return top + 24

    def content(self) -> bytes:
        """The page's content stream."""
        return b"\n".join(self._drawn)


def document(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as a file."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (10 + 2 * k) for k in range(len(sheets))), len(sheets)),
        5: _LATIN, 6: _CHINESE, 7: _DESCENDANT, 8: _DESCRIPTOR,
    }  # fmt: skip
    for k, sheet in enumerate(sheets):
        objects[10 + 2 * k] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>" % (11 + 2 * k)
        )
        objects[11 + 2 * k] = stream(sheet.content())
    return write(objects)


def _rules(xs: Sequence[float], ys: Sequence[float]) -> Iterator[bytes]:
    for x in xs:
        yield b"0.5 w %.2f %.2f m %.2f %.2f l S" % (x, _HEIGHT - ys[0], x, _HEIGHT - ys[-1])
    for y in ys:
        yield b"0.5 w %.2f %.2f m %.2f %.2f l S" % (xs[0], _HEIGHT - y, xs[-1], _HEIGHT - y)


def _width(char: str) -> float:
    """Roughly as wide as Helvetica draws it, in font sizes."""
    narrow = {**dict.fromkeys("iljI.,:;|!'", 0.25), **dict.fromkeys(" ft()-/", 0.3), "@": 1.015, "m": 0.833}
    return narrow.get(char, _DIGIT)

"""What the pages of a PDF draw with: every name they use is there, and is what its place says."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from mingzhang.reading.formats.pdf.pagetree import Page

_FONT = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+[-+.\d]+\s+Tf\b")
_OBJECT = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_NUMBER = re.compile(rb"[-+]?\d*\.?\d*")
_BRACKETS = re.compile(rb"<<|>>|[\[\]]")
_STATE = frozenset(
    b"q Q cm w J j M d ri i gs CS cs SC sc SCN scn G g RG rg K k W W* n re m l c v y h BT ET Tc Tw Tz TL Tf Tr Ts Td TD"
    b" Tm T* BMC BDC EMC MP DP".split()
)
"""Operators that paint nothing by themselves (ISO 32000-1, annex A)."""
_SHORT = 10_000  # bytes of contents that paint nothing; no more is looked through
_MOST = 1 << 22  # bytes of a page's contents that are searched for names
_FONT_KINDS = ("/Type0", "/Type1", "/MMType1", "/Type3", "/TrueType", "/CIDFontType0", "/CIDFontType2")


class Resources:
    """What is wrong with what the pages draw with, and which of them (1-based) have contents that paint nothing.

    ``faults``: ``lost-font``, ``lost-object`` (a page names what its resources do not hold), ``wrong-font``,
    ``wrong-object`` (they hold something else under that name), ``wrong-widths``, ``wrong-map``, ``wrong-resources``.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        self.faults: list[str] = []
        self._judged: set[tuple[int, int]] = set()
        idle = [number for number, page in enumerate(pages, 1) if not self._judge(page)]
        self.idle = frozenset(idle)

    def _judge(self, page: Page) -> bool:
        """Whether the page paints something, or has no contents that can be trusted to say that it does not."""
        content = b"\n".join(_content(part) for part in page.contents)[:_MOST]
        if page.resources is not None and not isinstance(page.resources, pikepdf.Dictionary):
            self.faults.append("wrong-resources")
        else:
            self.faults += _lacking(page, content)
            for font in _held(page, "/Font").values():
                self._judge_font(font)
        return not (page.contents and content and _is_idle(content))

    def _judge_font(self, font: Any) -> None:
        number = getattr(font, "objgen", (0, 0))
        if number == (0, 0) or number not in self._judged:
            self._judged.add(number)
            self.faults += font_faults(font)


def _is_idle(content: bytes) -> bool:
    """Whether contents hold nothing but what sets a state: a page that was left blank on purpose."""
    if len(content) > _SHORT:
        return False
    words = _BRACKETS.sub(b" ", content).split()
    return all(w in _STATE or w.startswith(b"/") or _NUMBER.fullmatch(w) for w in words)


def _lacking(page: Page, content: bytes) -> Iterator[str]:
    fonts, objects = _held(page, "/Font"), _held(page, "/XObject")
    if any(_name(n) not in fonts for n in set(_FONT.findall(content))):
        yield "lost-font"
    drawn = {_name(n) for n in set(_OBJECT.findall(content))}
    if any(n not in objects for n in drawn):
        yield "lost-object"
    if any(not _is_drawable(objects[n]) for n in drawn & objects.keys()):
        yield "wrong-object"


def _content(stream: Any) -> bytes:
    """What a stream holds, or its beginning; of one that is packed in another way than by Flate what is written."""
    try:
        raw: bytes = stream.read_raw_bytes()
        flate = stream.get("/Filter") in ("/FlateDecode", pikepdf.Array([pikepdf.Name.FlateDecode]))
        return zlib.decompressobj().decompress(raw, _MOST) if flate else raw
    except (pikepdf.PdfError, zlib.error):  # its checksum tells
        return b""


def _held(page: Page, kind: str) -> dict[str, Any]:
    held = page.resources.get(kind) if page.resources is not None else None
    return dict(held.items()) if isinstance(held, pikepdf.Dictionary) else {}


def _name(written: bytes) -> str:
    text = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), written)
    return "/" + text.decode("utf-8", "surrogateescape")


def _is_drawable(item: Any) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") in ("/Form", "/Image", "/PS")


def font_faults(font: Any) -> Iterator[str]:
    """``wrong-font`` for what is no font, or whose parts are not what they should be."""
    if not isinstance(font, pikepdf.Dictionary) or font.get("/Subtype") not in _FONT_KINDS:
        yield "wrong-font"
        return
    if "/BaseFont" not in font and "/CharProcs" not in font:
        yield "wrong-font"
    yield from _descent_faults(font)
    first, last, widths = font.get("/FirstChar"), font.get("/LastChar"), font.get("/Widths")
    if widths is not None and not _spans(first, last, widths):
        yield "wrong-widths"
    unicode = font.get("/ToUnicode")
    if unicode is not None and not isinstance(unicode, (pikepdf.Stream, pikepdf.Name)):
        yield "wrong-map"


def _descent_faults(font: Any) -> Iterator[str]:
    below = font.get("/DescendantFonts")
    if (below is not None) != (font.get("/Subtype") == "/Type0"):
        yield "wrong-font"
    if below is None:
        return
    kids = list(below) if isinstance(below, pikepdf.Array) else []
    if len(kids) != 1 or "/Encoding" not in font:
        yield "wrong-font"
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and "/DescendantFonts" in kid:
            yield "wrong-font"
        else:
            yield from font_faults(kid)


def _spans(first: Any, last: Any, widths: Any) -> bool:
    if not isinstance(widths, pikepdf.Array) or not isinstance(first, int) or not isinstance(last, int):
        return False
    return len(widths) == last - first + 1

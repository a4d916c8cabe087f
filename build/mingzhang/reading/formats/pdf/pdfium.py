"""Page objects through pdfium: the fast reader.

Boxes mean what pdfplumber's mean: a character is as wide as its advance and as high as its font size, from the descent
up. Where pdfium's text page may say something else than what the page draws (replacement text, a digit twice on one
spot, text it has left out), ``Inconsistent`` hands the page to the reference reader.
"""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from pypdfium2.raw import FORMTYPE_XFA_FULL

from mingzhang.reading.document import Box
from mingzhang.reading.doubts import ANNOTATIONS
from mingzhang.reading.formats.pdf import pdfium_api as api
from mingzhang.reading.formats.pdf.clips import EVERYWHERE
from mingzhang.reading.formats.pdf.covers import Covers
from mingzhang.reading.formats.pdf.digits import DIGITS, DigitJudge
from mingzhang.reading.formats.pdf.drawing import (
    Drawing,
    Inconsistent,
    Walker,
    compose,
    is_white,
    on_dark,
    tint_of_fill,
)
from mingzhang.reading.formats.pdf.layers import Layers
from mingzhang.reading.formats.pdf.objects import (
    LONGEST_GLYPH,
    UNMAPPED,
    Char,
    PageObjects,
    hide_beyond,
    is_slanted,
    text_doubts,
)
from mingzhang.reading.formats.pdf.overlays import Overlays, boxes_on_page, find_overlays, flatten
from mingzhang.reading.limits import MOST_CHARS, MOST_OBJECTS, Crowded

_INVISIBLE = (3, 7)  # text rendering modes that paint nothing
_FILLED = (0, 4)  # modes that show the fill colour only
_NAME = 256  # bytes of a font name that are looked at
_LEVEL = 0.05  # a baseline that rises less than this per unit is level
_DEEPEST, _DEPTH = 0.5, 0.22  # of the font size: no glyph reaches further below the line, and how far most do
_HIGHEST = 1.5  # of the font size: no font is higher from its deepest to its highest glyph
_EXACT = 0.001  # ascent less descent that differs from 1 by no more is 1
_ACTUAL_TEXT = b"ActualText"


class PdfiumFile:
    """An open PDF. pypdfium2.PdfiumError when pdfium cannot open it."""

    def __init__(self, path: Path) -> None:
        self._file = pypdfium2.PdfDocument(path)
        with contextlib.suppress(pypdfium2.PdfiumError):
            self._file.init_forms()
        self._numbers = api.Numbers()
        self._fonts: dict[int, _Font] = {}
        self._overlays: dict[int, Overlays] = {}
        self._judge = DigitJudge(self._numbers)
        self._layers = Layers(path)

    def __enter__(self) -> PdfiumFile:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._file)

    @property
    def is_dynamic_form(self) -> bool:
        """Whether a viewer makes the pages from an XFA form; those in the file only say that it cannot."""
        return bool(self._file.get_formtype() == FORMTYPE_XFA_FULL)

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def metadata(self) -> dict[str, str]:
        """The document information dictionary, entries that say something; those in broken UTF-16 are left out."""
        entries: dict[str, str] = {}
        for key in self._file.METADATA_KEYS:
            with contextlib.suppress(UnicodeError):
                if value := self._file.get_metadata_value(key):
                    entries[key] = value
        return entries

    def page_objects(self, number: int) -> PageObjects:
        """Page ``number`` (1-based), upright. Inconsistent or PdfiumError when the reference reader must read it."""
        page, overlays = self._open(number)
        try:
            if api.page_count(api.address(page.raw)) > MOST_OBJECTS:
                raise Crowded(f"it draws more than {MOST_OBJECTS} objects")
            text_page = page.get_textpage()
            try:
                return self._read(page, api.address(text_page.raw), number, overlays)
            finally:
                text_page.close()
        finally:
            page.close()

    def _open(self, number: int) -> tuple[pypdfium2.PdfPage, Overlays]:
        """A page, and what annotations print on it, which from now on is part of its content."""
        page = self._file[number - 1]
        if number not in self._overlays:
            overlays = find_overlays(page)
            if overlays.count:
                flatten(page)
                page.close()
                page = self._file[number - 1]
            self._overlays[number] = overlays
        return page, self._overlays[number]

    def _read(self, page: pypdfium2.PdfPage, text_page: int, number: int, overlays: Overlays) -> PageObjects:
        upright, width, height = _upright(page)
        self._fonts.clear()
        drawing = Walker(upright, self._numbers, self._layers).walk_page(api.address(page.raw))
        reader = _Chars(text_page, drawing, upright, self._numbers, self._fonts)
        chars = hide_beyond(reader.read(self._judge), width, height)
        rules, pictures = tuple(drawing.rules), tuple(drawing.pictures)
        doubts = (*text_doubts(chars), ANNOTATIONS) if overlays.bare else text_doubts(chars)
        ink = (*drawing.ink, *boxes_on_page(overlays, _box_maker(upright)))
        return PageObjects(number, width, height, chars, rules, pictures, doubts, ink)


@dataclass(frozen=True, slots=True)
class _Font:
    """``regular`` fonts are as high as their font size from descent to ascent, so pdfium's boxes are what is wanted.

    ``sunk``: of the font size, how much too low a font puts its glyphs that claims to reach far below the line.
    """

    bold: bool
    regular: bool
    sunk: float = 0.0


class _Style(NamedTuple):
    """What the characters of a text object share.

    Bold; drawn invisibly or in white; along no axis; the font size where pdfium's boxes are not as high; how far they
    are too low, of the size; what their colour may mean.
    """

    bold: bool = False
    hidden: bool = False
    slanted: bool = False
    size: float = 0.0
    sunk: float = 0.0
    tint: str = ""


class _Chars:
    """The characters of one page in drawing order."""

    def __init__(
        self,
        text_page: int,
        drawing: Drawing,
        upright: api.Matrix,
        numbers: api.Numbers,
        fonts: dict[int, _Font],
    ) -> None:
        self.text_page, self.drawing, self.upright = text_page, drawing, upright
        self.numbers, self.fonts = numbers, fonts
        self.runs: dict[int, list[Char]] = {}
        self.font_of: dict[int, int] = {}
        self.stances: dict[tuple[float, float, float, float], tuple[bool, float]] = {}
        self.make_box = _box_maker(upright)

    def read(self, judge: DigitJudge) -> list[Char]:
        """All of them; pdfium sorts text objects by lines, so they are put back in the order of the content stream."""
        text_page, box, at_box = self.text_page, self.numbers.box, self.numbers.at_box
        current, run, clip, style = 0, list[Char](), EVERYWHERE, _Style()
        count = api.char_count(text_page)
        if count > MOST_CHARS:
            raise Crowded(f"it prints {count} characters")
        for i in range(count):
            handle = api.char_object(text_page, i)
            if not handle:
                continue  # pdfium's own line ends and spaces
            text = self._text(i)
            if not text:
                continue
            if handle != current:
                current, run = handle, self.runs.setdefault(handle, [])
                style, clip = self._style(handle, i), self.drawing.texts[handle][1]
            api.char_box(text_page, i, at_box)
            x0, top, x1, bottom = self.make_box(box.left, box.bottom, box.right, box.top)
            height = style.size or bottom - top
            if style.sunk:
                x0, x1, bottom = *self._sides(i), bottom - style.sunk * height
            inside = clip[0] <= (x0 + x1) / 2 <= clip[2] and clip[1] <= bottom - height / 2 <= clip[3]
            if run and run[-1].x0 == x0 and run[-1].x1 == x1 and run[-1].bottom == bottom:
                _extend(run, text)
            else:
                place = (x0, bottom - height, x1, bottom, height)
                seen = None if inside else clip
                run.append(Char(text, *place, style.bold, style.hidden, seen, False, style.slanted, style.tint))
        self._complete()
        self._mark_liars(judge)
        return self._in_order()

    def _sides(self, i: int) -> tuple[float, float]:
        """Left and right side of what a character draws, in a font whose own measures are unsound."""
        left, right, bottom, top = self.numbers.doubles
        api.char_ink(self.text_page, i, *self.numbers.at_doubles)
        x0, _, x1, _ = self.make_box(left.value, bottom.value, right.value, top.value)
        return x0, x1

    def _in_order(self) -> list[Char]:
        """The characters as the page draws them, each hidden or not by what is drawn around it."""
        order = {h: self.drawing.texts[h][0] for h in self.runs}
        covers = Covers(self.drawing.areas, min(order.values(), default=0), self.numbers)
        return [
            self._seen(c, h, covers) if c.hidden or order[h] < covers.last or h in self.drawing.off else c
            for h in sorted(order, key=order.__getitem__)
            for c in self.runs[h]
        ]

    def _tint(self, handle: int) -> str:
        return tint_of_fill(handle, self.numbers) if api.text_mode(handle) in _FILLED else ""

    def _text(self, i: int) -> str:
        code: int = api.char_unicode(self.text_page, i)
        if api.char_unmapped(self.text_page, i) == 1 or code in (0, 0xFFFF):
            return UNMAPPED
        if code == 0x20:
            return "" if api.char_generated(self.text_page, i) == 1 else " "
        if code in (2, 0xFFFE):
            return "-"  # a hyphen at a line's end, as pdfium marks it
        return chr(code)

    def _style(self, handle: int, i: int) -> _Style:
        if handle not in self.drawing.texts:
            raise Inconsistent("text of an object that is not on the page")
        for k in range(api.mark_count(handle)):
            if api.mark_value_type(api.mark(handle, k), _ACTUAL_TEXT):
                raise Inconsistent("replacement text")
        address = self.font_of[handle] = api.text_font(handle) or 0
        font = self.fonts.get(address)
        if font is None:
            font = self.fonts[address] = _font(address, self.numbers)
        mode = api.text_mode(handle)
        hidden = mode in _INVISIBLE or (mode in _FILLED and is_white(handle, self.numbers))
        api.char_matrix(self.text_page, i, self.numbers.at_matrix)
        slanted, scale = self._stance()
        size = sunk = 0.0
        if scale and not font.regular:
            api.text_size(handle, self.numbers.at_floats[0])
            size, sunk = scale * self.numbers.floats[0].value, font.sunk
        return _Style(font.bold, hidden, slanted, size, sunk, self._tint(handle))

    def _stance(self) -> tuple[bool, float]:
        """Along no axis; font size on the upright page per unit, 0 unless from left to right. By the matrix last read.

        A page sets nearly all of its text by the same few matrices, so each is worked out once.
        """
        matrix = self.numbers.matrix
        key = (matrix.a, matrix.b, matrix.c, matrix.d)
        if key not in self.stances:
            a, b, c, d, _, _ = compose((*key, 0.0, 0.0), self.upright)
            level = a > 0 > d and abs(b) < _LEVEL * a and abs(c) < -d
            self.stances[key] = (is_slanted(key[0], key[1]), -d if level else 0.0)
        return self.stances[key]

    def _mark_liars(self, judge: DigitJudge) -> None:
        """Marks the digits that their font draws as others."""
        drawn = {(self.font_of[handle], c.text) for handle, run in self.runs.items() for c in run if c.text in DIGITS}
        lies = {(font, digit) for font, digit in drawn if font and judge.lies(font, digit)}
        for handle, run in self.runs.items() if lies else ():
            font = self.font_of[handle]
            run[:] = [c._replace(lying=True) if (font, c.text) in lies else c for c in run]

    def _complete(self) -> None:
        """Inconsistent when the text page has left out an object that draws more than blanks."""
        left, bottom, right, top = self.numbers.floats
        for handle in self.drawing.texts.keys() - self.runs.keys():
            api.object_bounds(handle, *self.numbers.at_floats)
            if min(right.value - left.value, top.value - bottom.value) > 1 and not self._drawn_twice():
                raise Inconsistent("text left out")

    def _drawn_twice(self) -> bool:
        """Whether the object whose bounds were just read is a second print of another one (a fake bold)."""
        left, bottom, right, top = (f.value for f in self.numbers.floats)
        x0, y0, x1, y1 = self.make_box(left, bottom, right, top)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        return any(c.x0 - 1 <= x <= c.x1 + 1 and c.top <= y <= c.bottom for run in self.runs.values() for c in run)

    def _seen(self, char: Char, handle: int, covers: Covers) -> Char:
        """The character, hidden or not by what lies behind it and what was drawn over it."""
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        order = self.drawing.texts[handle][0]
        hidden = char.hidden
        if hidden and api.text_mode(handle) not in _INVISIBLE:
            hidden = not on_dark(self.drawing.areas, order, x, y, self.numbers)
        hidden = hidden or handle in self.drawing.off or covers.hide(order, x, y)
        return char if hidden == char.hidden else char._replace(hidden=hidden)


def _extend(run: list[Char], text: str) -> None:
    """One glyph that stands for several characters (a ligature), or half of a surrogate pair."""
    last = run[-1]
    if text.isdigit() and last.text.endswith(text):
        raise Inconsistent("a digit twice on one spot")
    whole = (last.text + text).encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    run[-1] = last._replace(text=whole if len(whole) <= LONGEST_GLYPH else UNMAPPED)


def _font(address: int | None, numbers: api.Numbers) -> _Font:
    if not address:
        return _Font(False, True)
    name = ctypes.create_string_buffer(_NAME)
    known = 0 < api.font_name(address, name, _NAME) <= _NAME
    ascent, descent = numbers.floats[:2]
    measured = api.font_ascent(address, 1, numbers.at_floats[0]) and api.font_descent(address, 1, numbers.at_floats[1])
    regular = not measured or abs(ascent.value - descent.value - 1) < _EXACT
    bold = known and (b"Bold" in name.value or b"Hei" in name.value)
    unsound = measured and (descent.value < -_DEEPEST or ascent.value - descent.value > _HIGHEST)
    sunk = max(-descent.value - _DEPTH, 0.0) if unsound else 0.0
    return _Font(bold, regular, sunk)


def _upright(page: pypdfium2.PdfPage) -> tuple[api.Matrix, float, float]:
    """User space → upright page with the origin at the top left of the crop box, and its width and height."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    matrix: api.Matrix
    match page.get_rotation():
        case 90:
            matrix, size = (0, 1, 1, 0, -bottom, -left), (height, width)
        case 180:
            matrix, size = (-1, 0, 0, 1, right, -bottom), (width, height)
        case 270:
            matrix, size = (0, -1, -1, 0, top, right), (height, width)
        case _:
            matrix, size = (1, 0, 0, -1, -left, top), (width, height)
    return matrix, *size


def _box_maker(matrix: api.Matrix) -> Callable[[float, float, float, float], Box]:
    a, b, _, _, e, f = matrix
    if a > 0:
        return lambda left, bottom, right, top: (left + e, f - top, right + e, f - bottom)
    if a < 0:
        return lambda left, bottom, right, top: (e - right, bottom + f, e - left, top + f)
    if b > 0:
        return lambda left, bottom, right, top: (bottom + e, left + f, top + e, right + f)
    return lambda left, bottom, right, top: (e - top, f - right, e - bottom, f - left)

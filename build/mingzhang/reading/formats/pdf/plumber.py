"""Page objects through pdfplumber: the reference reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page

from mingzhang.reading.document import Box
from mingzhang.reading.doubts import ANNOTATIONS
from mingzhang.reading.formats.pdf.objects import (
    LONGEST_GLYPH,
    UNMAPPED,
    Char,
    PageObjects,
    Rule,
    hide_beyond,
    is_slanted,
    text_doubts,
)
from mingzhang.reading.formats.pdf.strokes import path_rules, picture_rule

_LARGEST_UNIT = 1000.0  # points: a page of 200 inches in it would be as high as a mountain
_OVERLAYS = ("FreeText", "Stamp", "Widget", "Redact")
_UNSEEN = 2 | 32  # flags of annotations: hidden, not to be shown on a screen (ISO 32000-1, 12.5.3)
_CID = re.compile(r"\(cid:\d+\)")  # pdfminer's stand-in for a glyph without a Unicode value


def page_objects(page: Page) -> PageObjects:
    """Characters, rules and pictures of a pdfplumber page, upright, the origin at the top left of its crop box."""
    frame = _Frame(page)
    chars = hide_beyond([frame.char(c) for c in page.chars], frame.width, frame.height)
    pictures = [frame.box(i) for i in page.images]
    rules = [r for o in (*page.lines, *page.rects, *page.curves) for r in frame.rules(o)]
    rules += [r for box in pictures if (r := picture_rule(box))]
    kept = tuple(box for box in pictures if picture_rule(box) is None)
    doubts = (*text_doubts(chars), ANNOTATIONS) if _has_overlays(page) else text_doubts(chars)
    return PageObjects(page.page_number, frame.width, frame.height, chars, tuple(rules), kept, doubts)


def _has_overlays(page: Page) -> bool:
    """Whether annotations may print something over the page, which pdfplumber does not read."""
    found = resolve1(page.page_obj.annots)
    made = [resolve1(one) for one in found] if isinstance(found, list) else []
    return any(isinstance(one, dict) and _prints(one) for one in made)


def _prints(annotation: dict[str, Any]) -> bool:
    flags = resolve1(annotation.get("F"))
    unseen = isinstance(flags, int) and flags & _UNSEEN
    return getattr(resolve1(annotation.get("Subtype")), "name", "") in _OVERLAYS and not unseen


class _Frame:
    """The visible part of a page: its crop box and its user unit."""

    def __init__(self, page: Page) -> None:
        box = getattr(page, "mediabox", page.bbox)
        self.unit = _unit(page)
        shift_x, shift_y, width, height = _crop(page)
        self.left, self.top = float(box[0]) + shift_x, float(box[1]) + shift_y
        self.width, self.height = width * self.unit, height * self.unit

    def char(self, c: dict[str, Any]) -> Char:
        """A pdfplumber character. A glyph without a Unicode value becomes U+FFFD."""
        name = c["fontname"]
        bold = "Bold" in name or "Hei" in name
        text = _CID.sub(UNMAPPED, c["text"]) if "(cid:" in c["text"] else c["text"]
        text = text if len(text) <= LONGEST_GLYPH else UNMAPPED
        slanted = is_slanted(c["matrix"][0], c["matrix"][1])
        return Char(text, *self.box(c), c["size"] * self.unit, bold, slanted=slanted)

    def box(self, o: dict[str, Any]) -> Box:
        """The box of any pdfplumber object."""
        return (*self._point((o["x0"], o["top"])), *self._point((o["x1"], o["bottom"])))

    def rules(self, o: dict[str, Any]) -> Iterator[Rule]:
        """The rules that a line, a rectangle or a curve draws."""
        if o["object_type"] == "rect":
            (x0, top), (x1, bottom) = self._point((o["x0"], o["top"])), self._point((o["x1"], o["bottom"]))
            points = [(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)]
        else:
            points = [self._point(p) for p in o["pts"]]
        yield from path_rules(points, bool(o.get("stroke")))

    def _point(self, p: tuple[float, float]) -> tuple[float, float]:
        return ((float(p[0]) - self.left) * self.unit, (float(p[1]) - self.top) * self.unit)


def _unit(page: Page) -> float:
    """Points in a unit of the page; 1 where the file says what can be no unit."""
    unit = resolve1(page.page_obj.attrs.get("UserUnit"))
    return float(unit) if isinstance(unit, (int, float)) and 0 < unit <= _LARGEST_UNIT else 1.0


def _crop(page: Page) -> tuple[float, float, float, float]:
    """How far the crop box starts right of and below the media box, and its width and height: all upright."""
    mx0, my0, mx1, my1 = _sorted(page.page_obj.mediabox)
    cx0, cy0, cx1, cy1 = _sorted(page.page_obj.cropbox or page.page_obj.mediabox)
    cx0, cy0, cx1, cy1 = max(cx0, mx0), max(cy0, my0), min(cx1, mx1), min(cy1, my1)
    if cx1 <= cx0 or cy1 <= cy0:
        cx0, cy0, cx1, cy1 = mx0, my0, mx1, my1
    width, height = cx1 - cx0, cy1 - cy0
    return {
        90: (cy0 - my0, cx0 - mx0, height, width),
        180: (mx1 - cx1, cy0 - my0, width, height),
        270: (my1 - cy1, mx1 - cx1, height, width),
    }.get(page.rotation, (cx0 - mx0, my1 - cy1, width, height))


def _sorted(box: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(v) for v in box)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

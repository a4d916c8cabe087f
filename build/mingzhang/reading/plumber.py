"""Page objects through pdfplumber: the reference reader."""

from __future__ import annotations

from typing import Any

from pdfplumber.page import Page

from mingzhang.reading.objects import Char, PageObjects, Rule

THIN = 2.5  # points: a filled rectangle no thicker than this is drawn as a line


def page_objects(page: Page) -> PageObjects:
    """Characters, rules and pictures of a pdfplumber page, on the upright page, origin at the top left of its box."""
    left, top = float(page.bbox[0]), float(page.bbox[1])
    chars = tuple(_char(c, left, top) for c in page.chars)
    rules = [_rule(e, left, top) for o in (*page.lines, *page.rects, *page.curves) for e in _edges(o)]
    pictures = tuple((i["x0"] - left, i["top"] - top, i["x1"] - left, i["bottom"] - top) for i in page.images)
    return PageObjects(
        page.page_number, float(page.width), float(page.height), chars, tuple(rules), pictures
    )


def _char(c: dict[str, Any], left: float, top: float) -> Char:
    name = c["fontname"]
    bold = "Bold" in name or "Hei" in name
    return Char(c["text"], c["x0"] - left, c["top"] - top, c["x1"] - left, c["bottom"] - top, c["size"], bold)


def _rule(e: tuple[float, float, float, float], left: float, top: float) -> Rule:
    return Rule(e[0] - left, e[1] - top, e[2] - left, e[3] - top)


def _edges(o: dict[str, Any]) -> list[tuple[float, float, float, float]]:
    """Straight edges that an object shows: thin fills are lines; a stroked box has four sides; a filled area has none."""
    x0, top, x1, bottom = o["x0"], o["top"], o["x1"], o["bottom"]
    if bottom - top <= THIN or x1 - x0 <= THIN:
        if bottom - top <= x1 - x0:
            return [(x0, (top + bottom) / 2, x1, (top + bottom) / 2)]
        return [((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)]
    if not o.get("stroke"):
        return []
    if o["object_type"] == "curve":
        return [e for a, b in zip(o["pts"], o["pts"][1:], strict=False) if (e := _segment(a, b))]
    if o["object_type"] == "line":
        return []
    return [(x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)]


def _segment(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float, float, float] | None:
    (ax, ay), (bx, by) = a, b
    if abs(ay - by) < 1:
        return (min(ax, bx), (ay + by) / 2, max(ax, bx), (ay + by) / 2)
    if abs(ax - bx) < 1:
        return ((ax + bx) / 2, min(ay, by), (ax + bx) / 2, max(ay, by))
    return None

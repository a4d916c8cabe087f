"""Pages whose text runs up, down or back: a table set sideways or upside down on a page that is not rotated itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from mingzhang.reading.document import Box
from mingzhang.reading.formats.pdf.objects import Char, PageObjects, Rule

DOWN, UP, BACK = "turned-clockwise", "turned-counterclockwise", "upside-down"
_LEAST = 8  # steps from digit to digit: fewer are no text that runs sideways
_NUMBER = "0123456789.,"
_ACROSS, _ALONG = 0.3, 1.3  # of the size: how far the next digit may stand off the line, and along it


def upright(objects: PageObjects) -> PageObjects:
    """The objects as they stand when the page is turned so that its amounts run from left to right.

    A turned page carries the doubt ``turned-clockwise``, ``turned-counterclockwise`` or ``upside-down`` (how its text
    is set); its width and height, and every place on it, are those of the turned page. Vertical headings alone do not
    turn a page.
    """
    steps = Counter([_step(a, b) for a, b in pairwise(objects.chars) if a.text in _NUMBER and b.text in _NUMBER])
    way = max((DOWN, UP, BACK), key=lambda w: steps[w])
    if steps[way] < _LEAST or steps[way] <= steps["right"]:
        return objects
    size = (objects.width, objects.height)
    width, height = size if way == BACK else size[::-1]
    return replace(
        objects,
        width=width,
        height=height,
        chars=tuple(_turned_char(c, way, size) for c in objects.chars),
        rules=tuple(Rule(*_turned((r.x0, r.top, r.x1, r.bottom), way, size)) for r in objects.rules),
        pictures=tuple(_turned(box, way, size) for box in objects.pictures),
        ink=tuple(_turned(box, way, size) for box in objects.ink),
        doubts=(*objects.doubts, way),
    )


def _step(a: Char, b: Char) -> str:
    size = max(a.size, a.x1 - a.x0, a.bottom - a.top)
    dx, dy = (b.x0 + b.x1 - a.x0 - a.x1) / 2, (b.top + b.bottom - a.top - a.bottom) / 2
    if abs(dy) < _ACROSS * size and 0 < abs(dx) < _ALONG * size:
        return "right" if dx > 0 else BACK
    if abs(dx) < _ACROSS * size and 0 < abs(dy) < _ALONG * size:
        return DOWN if dy > 0 else UP
    return ""


def _turned(box: Box, way: str, size: tuple[float, float]) -> Box:
    """A box on the turned page; ``size`` is the width and height of the page as it lies."""
    x0, top, x1, bottom = box
    width, height = size
    if way == DOWN:
        return (top, width - x1, bottom, width - x0)
    if way == UP:
        return (height - bottom, x0, height - top, x1)
    return (width - x1, height - bottom, width - x0, height - top)


def _turned_char(char: Char, way: str, size: tuple[float, float]) -> Char:
    x0, top, x1, bottom = _turned((char.x0, char.top, char.x1, char.bottom), way, size)
    clip = _turned(char.clip, way, size) if char.clip else None
    return char._replace(x0=x0, top=top, x1=x1, bottom=bottom, size=bottom - top, clip=clip)

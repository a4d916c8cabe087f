"""The characters of a text object, each where it is set."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mingzhang.reading.formats.ofd.geometry import (
    Matrix,
    compose,
    mapped_box,
    number,
    sides,
    steps,
    turned_by,
)
from mingzhang.reading.formats.pdf.objects import UNMAPPED, Char, is_slanted

_RISE, _FALL = 0.86, 0.14  # of the size: how far characters reach above and below their line
_OWN_USE = ("Co", "Cn", "Cs", "Cc")  # categories of code points that mean no character
_WIDTHS = {"digit": 0.5, "letter": 0.55, "mark": 0.3}  # of the size
_MARKS = ".,;:!'|()[]-ilj"
_WIDEST = 1.05  # of the size: a wider step is a gap, not a character


@dataclass(frozen=True, slots=True)
class Setting:
    """How the characters of an object are set, beside where."""

    bold: bool = False
    hidden: bool = False
    slanted: bool = False
    tint: str = ""
    lying: frozenset[str] = frozenset()


def set_chars(element: Any, matrix: Matrix, setting: Setting) -> Iterator[Char]:
    """The characters of a text object; ``matrix`` maps its space to the page.

    Those beyond its boundary, which viewers cut off, are hidden.
    """
    size = number(element.get("Size"), 0.0)
    turn = number(element.get("CharDirection"), 0.0)
    _, _, width, height = sides(element.get("Boundary"))
    along = compose(turned_by(turn, 0.0, 0.0), matrix)
    slanted = setting.slanted or is_slanted(along[0], along[1])
    scale = math.hypot(matrix[2], matrix[3])
    stretch = number(element.get("HScale"), 1.0)
    bounds = _reach(element, width, height, size)
    for text, spots in _lines(element, size, stretch):
        for char, (x, y, wide) in zip(text, spots, strict=True):
            own = compose(turned_by(turn, x, y), matrix) if turn else matrix
            box = mapped_box(own, x, y - _RISE * size, x + wide, y + _FALL * size)
            inside = bounds[0] <= x + wide / 2 <= bounds[2] and bounds[1] <= y - size / 3 <= bounds[3]
            hidden = setting.hidden or not (inside or element.get("CTM"))
            shown = UNMAPPED if unicodedata.category(char) in _OWN_USE else char
            yield Char(
                shown, *box, size * scale, setting.bold, hidden, None, char in setting.lying, slanted, setting.tint
            )


def _reach(element: Any, width: float, height: float, size: float) -> tuple[float, float, float, float]:
    """Where a text without a matrix of its own may show; a producer may be out by a part of a character."""
    if not width or not height:
        return (-math.inf, -math.inf, math.inf, math.inf)
    return (-size / 2, -size / 2, width + size / 2, height + size / 2)


def _lines(element: Any, size: float, stretch: float) -> Iterator[tuple[str, list[tuple[float, float, float]]]]:
    """Each run of a text object with the point and the width of each character."""
    x = y = 0.0
    for code in element.iterchildren("{*}TextCode"):
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        text = code.text or ""
        if text:
            yield text, _spots(code, text, (x, y), size * stretch)


def _spots(code: Any, text: str, start: tuple[float, float], size: float) -> list[tuple[float, float, float]]:
    widths = [size * _width(char) for char in text]
    across, down = steps(code.get("DeltaX"), len(text) - 1), steps(code.get("DeltaY"), len(text) - 1)
    if not across and not down:
        across = widths[:-1]  # set one over the other nobody could read them
    x, y = start
    made = []
    for k, natural in enumerate(widths):
        step = _at(across, k)
        made.append((x, y, step if 0 < step <= _WIDEST * size else natural))
        x, y = x + step, y + _at(down, k)
    return made


def _at(row: Sequence[float], k: int) -> float:
    return row[k] if k < len(row) else 0.0


def _width(char: str) -> float:
    """How wide a character usually is, of its size."""
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    return _WIDTHS["mark" if char in _MARKS else "digit" if char.isdigit() or char.isspace() else "letter"]

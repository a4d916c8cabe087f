"""Numbers, boxes and matrices as an OFD file writes them, in millimetres with the origin at the top left."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from mingzhang.reading.document import Box

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
POINTS = 72 / 25.4  # to a millimetre
_LARGEST = 1e6  # millimetres: a page that reaches further is none
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute in their order; none that no page could hold."""
    found = [float(n) for n in _NUMBER.findall(text or "")]
    return [n if math.isfinite(n) and abs(n) < _LARGEST else 0.0 for n in found]


def number(text: str | None, otherwise: float) -> float:
    """The first number of an attribute."""
    found = numbers(text)
    return found[0] if found else otherwise


def sides(text: str | None) -> tuple[float, float, float, float]:
    """Left, top, width and height of a box; all 0 where there is none."""
    found = numbers(text)
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else (0.0, 0.0, 0.0, 0.0)


def steps(text: str | None, count: int) -> list[float]:
    """The first ``count`` steps of a row such as ``g 4 3.72 3.64``, where ``g 4 3.72`` are four of 3.72."""
    found: list[float] = []
    words = (text or "").split()
    while words and len(found) < count:
        word = words.pop(0)
        if word == "g" and len(words) >= 2:
            times = int(words[0]) if words[0].isascii() and words[0].isdigit() and len(words[0]) < 19 else 0
            found += [number(words[1], 0.0)] * min(times, count)
            words = words[2:]
        else:
            found.append(number(word, 0.0))
    return found[:count]


def matrix_of(element: Any, outer: Matrix) -> Matrix:
    """What maps an object's own space to that of the page: by its CTM, from its boundary's corner, as its parent is."""
    ctm = numbers(element.get("CTM"))
    own = (ctm[0], ctm[1], ctm[2], ctm[3], ctm[4], ctm[5]) if len(ctm) == 6 else IDENTITY
    left, top, _, _ = sides(element.get("Boundary"))
    return compose(compose(own, (1.0, 0.0, 0.0, 1.0, left, top)), outer)


def compose(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that maps by ``first`` and then by ``then``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def mapped(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point mapped."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def around(points: Sequence[tuple[float, float]]) -> Box:
    """The box around points."""
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def mapped_box(matrix: Matrix, left: float, top: float, right: float, bottom: float) -> Box:
    """The box around a box mapped."""
    return around([mapped(matrix, x, y) for x in (left, right) for y in (top, bottom)])


def turned_by(degrees: float, x: float, y: float) -> Matrix:
    """The matrix that turns clockwise by a right angle or several around a point."""
    quarter = round(degrees / 90) % 4
    cos, sin = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[quarter]
    return (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)

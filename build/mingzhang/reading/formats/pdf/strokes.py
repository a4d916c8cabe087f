"""Which straight rules a drawn path shows, the same for every reader."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mingzhang.reading.document import Box
from mingzhang.reading.formats.pdf.objects import Rule

THIN = 2.5  # points: a filled shape no thicker than this is drawn as a line
_THICK, _LONG = 5.0, 2.0  # points, and of its thickness: a thicker one may be a line when it is so much longer
_STRAIGHT = 1.0  # points: a stroked segment that deviates less than this from an axis runs along it
_SLANT = 0.3  # points: a segment that leaves an axis by less runs along it, even in a small letter
_MIN_PICTURE = 4.0  # points: a thin picture at least this long is a line drawn as a picture

Point = tuple[float, float]


def path_rules(points: Sequence[Point], stroked: bool) -> list[Rule]:
    """Rules of one subpath, its points upright, the origin at the top left; a closed one repeats its first point.

    A thin shape is a line, stroked or filled; of a wider one only its stroked sides along an axis are; a filled area
    has none.
    """
    xs, ys = zip(*points, strict=True)
    box = (min(xs), min(ys), max(xs), max(ys))
    if is_line(box):
        return [_middle_line(box)]
    if not stroked or len(points) == 2:
        return []
    return [r for a, b in pairwise(points) if (r := _side(a, b))]


def is_line(box: Box) -> bool:
    """Whether a shape as large as this box is a line and no area."""
    wide, high = box[2] - box[0], box[3] - box[1]
    thick, long = (wide, high) if wide < high else (high, wide)
    return thick <= THIN or (thick <= _THICK and long >= _LONG * thick)


def is_shape(points: Sequence[Point]) -> bool:
    """Whether a subpath is neither a line nor made of lines along the axes: a letter's outline, a mark, a drawing."""
    if len(points) <= 2:
        return False
    return any(abs(a[0] - b[0]) >= _SLANT and abs(a[1] - b[1]) >= _SLANT for a, b in pairwise(points))


def picture_rule(box: Box) -> Rule | None:
    """The rule that a thin, long picture stands for; None for any other picture."""
    thick, long = sorted((box[2] - box[0], box[3] - box[1]))
    return _middle_line(box) if thick <= THIN and long >= _MIN_PICTURE else None


def _middle_line(box: Box) -> Rule:
    x0, top, x1, bottom = box
    if bottom - top <= x1 - x0:
        return Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
    return Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)


def _side(a: Point, b: Point) -> Rule | None:
    (ax, ay), (bx, by) = a, b
    if abs(ay - by) < _STRAIGHT:
        return Rule(min(ax, bx), (ay + by) / 2, max(ax, bx), (ay + by) / 2)
    if abs(ax - bx) < _STRAIGHT:
        return Rule((ax + bx) / 2, min(ay, by), (ax + bx) / 2, max(ay, by))
    return None

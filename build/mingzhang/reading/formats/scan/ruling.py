"""Ink → the rules of tables, in points, and where they run in the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from mingzhang.reading.formats.pdf.objects import Rule
from mingzhang.reading.formats.scan.models import Pixels, pixels
from mingzhang.reading.formats.scan.shades import SCALE

_SHORTEST, _LONG = 36, 130  # pixels: a stroke of a letter may be as long as the first, never as the second
_HOLE, _BROKEN = 3, 25  # pixels: holes in a run, and gaps between two runs of a rule that a scan tore
_THICKEST = 14  # pixels
_SLENDER = 4  # times its thickness: what is shorter is a blot
_NEAR = 10  # pixels: how far a rule may end before the one that it runs into


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A straight run of ink: its ends along its axis, its middle across it, and its place in the picture."""

    level: bool
    start: int
    end: int
    middle: float
    box: tuple[int, int, int, int]
    number: int

    @property
    def is_long(self) -> bool:
        return self.end - self.start >= _LONG

    def rule(self) -> Rule:
        """The stroke as a rule, in points."""
        start, end, middle = self.start / SCALE, self.end / SCALE, self.middle / SCALE
        return Rule(start, middle, end, middle) if self.level else Rule(middle, start, middle, end)


def find_rules(printed: Pixels) -> tuple[list[Rule], Pixels]:
    """The rules of the page, and a mask of their ink.

    What is no longer than a stroke of a letter may be is a rule where it runs from one rule to another.
    """
    labels: dict[bool, Pixels] = {}
    strokes: list[_Stroke] = []
    for level in (True, False):
        count, labels[level], boxes, _ = cv2.connectedComponentsWithStats(_runs(printed, level), connectivity=8)
        strokes += [s for k in range(1, count) if (s := _stroke(boxes[k], k, level))]
    mask = np.zeros(printed.shape, np.uint8)
    kept = _among_rules(strokes)
    for stroke in kept:
        x, y, wide, high = stroke.box
        part = labels[stroke.level][y : y + high, x : x + wide] == stroke.number
        mask[y : y + high, x : x + wide] |= part.astype(np.uint8)
    return [s.rule() for s in kept], pixels(cv2.dilate(mask, np.ones((3, 3), np.uint8)))


def _among_rules(strokes: Sequence[_Stroke]) -> list[_Stroke]:
    kept = [s for s in strokes if s.is_long]
    for _ in range(2):  # short ones may run from one short one to another
        kept += [s for s in strokes if s not in kept and all(_meets(s, at, kept) for at in (s.start, s.end))]
    return kept


def _meets(stroke: _Stroke, at: int, others: Sequence[_Stroke]) -> bool:
    """Whether a stroke runs into another across it, at one of its ends."""
    return any(
        other.level != stroke.level
        and abs(other.middle - at) <= _NEAR
        and other.start - _NEAR <= stroke.middle <= other.end + _NEAR
        for other in others
    )


def _runs(printed: Pixels, level: bool) -> Pixels:
    """The straight runs of ink along one axis; those that the scan tore joined."""
    short, hole, gap = _along(level, _SHORTEST, _HOLE, _BROKEN)
    filled = cv2.morphologyEx(printed, cv2.MORPH_CLOSE, hole)
    straight = cv2.morphologyEx(filled, cv2.MORPH_OPEN, short)
    return pixels(cv2.morphologyEx(straight, cv2.MORPH_CLOSE, gap))


def _along(level: bool, *lengths: int) -> Iterator[Pixels]:
    for length in lengths:
        yield np.ones((1, length) if level else (length, 1), np.uint8)


def _stroke(sizes: Sequence[int], number: int, level: bool) -> _Stroke | None:
    x, y, wide, high = (int(v) for v in sizes[:4])
    start, long, across, thick = (x, wide, y, high) if level else (y, high, x, wide)
    if thick > _THICKEST or long < _SLENDER * thick:
        return None
    return _Stroke(level, start, start + long, across + thick / 2, (x, y, wide, high), number)

"""One page as a picture → the objects of a page: characters where they were recognised, rules where they are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from mingzhang.reading.document import Box, Reading
from mingzhang.reading.formats.pdf.grids import Frame, find_frames
from mingzhang.reading.formats.pdf.objects import Char, PageObjects
from mingzhang.reading.formats.scan.line_reading import Line, Reader
from mingzhang.reading.formats.scan.models import STEP, Network, Pixels, pixels
from mingzhang.reading.formats.scan.ruling import find_rules
from mingzhang.reading.formats.scan.shades import SCALE, grey, ink
from mingzhang.reading.formats.scan.straighten import straightened
from mingzhang.reading.formats.scan.text_lines import Area, lines_in, lines_outside

_INSET = 2  # pixels: the border of a cell may bleed into it
_ROOM = 4  # pixels left around a line
_NOISE = 0.35  # a piece outside every table that is less sure is no text
_PROBE, _SURE = 8, 0.8  # lines that are tried to see which way a page stands, and how sure they are when it does
_TURNS = (None, cv2.ROTATE_180, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE)
_HEIGHT, _DIGITS = 0.92, 0.74  # of the font size: how high the ink of ideographs is, and that of digits


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page as it was read: ``objects`` in points on ``picture``, which stands upright and straight.

    ``readings`` are those of the numbers, by their box; ``unread`` the boxes of ink in cells that says nothing.
    """

    objects: PageObjects
    picture: Pixels
    readings: tuple[tuple[Box, tuple[Reading, ...]], ...]
    unread: tuple[Box, ...]


class Recogniser:
    """Reads pages with one network."""

    def __init__(self) -> None:
        self._network = Network()
        self._reader = Reader(self._network.alphabet)

    def read(self, number: int, colours: Pixels) -> Recognised:
        """Page ``number`` from its picture at 200 pixels to the inch, in colours."""
        picture = self._upright(straightened(colours, ink(grey(colours))))
        shades = grey(picture)
        printed = ink(shades)
        rules, mask = find_rules(printed)
        letters = np.where(mask > 0, 0, printed).astype(np.uint8)
        cells, outside = _areas(find_frames(rules), letters)
        areas = [*cells, *outside]
        lines = self._read_lines(shades, mask, areas)
        kept = [
            (area, line)
            for k, (area, line) in enumerate(zip(areas, lines, strict=True))
            if line.text.strip() and (k < len(cells) or line.confidence >= _NOISE)
        ]
        size = (picture.shape[1] / SCALE, picture.shape[0] / SCALE)
        chars = tuple(char for area, line in kept for char in _chars(area, line))
        objects = PageObjects(number, *size, chars, tuple(rules), ((0.0, 0.0, *size),))
        numbers = tuple((_points(area), line.readings) for area, line in kept if line.readings)
        blank = zip(cells, lines, strict=False)
        return Recognised(objects, picture, numbers, tuple(_points(a) for a, line in blank if not line.text.strip()))

    def _upright(self, colours: Pixels) -> Pixels:
        """The page turned by quarters until its lines can be read; as it is where none can."""
        best, surest = colours, 0.0
        for turn in _TURNS:
            turned = colours if turn is None else pixels(cv2.rotate(colours, turn))
            sure = self._legible(turned)
            if sure > surest:
                best, surest = turned, sure
            if sure >= _SURE:
                break
        return best

    def _legible(self, colours: Pixels) -> float:
        """How sure the longest lines of a page are, were it the right way up."""
        shades = grey(colours)
        printed = ink(shades)
        rules, mask = find_rules(printed)
        letters = np.where(mask > 0, 0, printed).astype(np.uint8)
        pieces = [a for part in _areas(find_frames(rules), letters) for a in part]
        probes = sorted(pieces, key=lambda a: (-min(a[2] - a[0], 12 * (a[3] - a[1])), a))[:_PROBE]
        lines = self._read_lines(shades, mask, probes)
        weights = [len(line.text) for line in lines]
        total = sum(line.confidence * w for line, w in zip(lines, weights, strict=True))
        return total / sum(weights) if sum(weights) > _PROBE else 0.0

    def _read_lines(self, shades: Pixels, mask: Pixels, areas: Sequence[Area]) -> list[Line]:
        clean = np.where(mask > 0, 255, shades).astype(np.uint8)
        return [self._reader.read(odds) for odds in self._network.read([_cut(clean, area) for area in areas])]


def _areas(frames: Sequence[Frame], letters: Pixels) -> tuple[list[Area], list[Area]]:
    """The lines of text in the cells of the frames, and those outside."""
    rest = letters.copy()
    cells: list[Area] = []
    for frame in frames:
        for shape in frame.cells:
            x0, top, x1, bottom = (round(v * SCALE) for v in frame.cell_box(shape))
            inside = (x0 + _INSET, top + _INSET, x1 - _INSET, bottom - _INSET)
            cells += lines_in(letters, inside)
            rest[top:bottom, x0:x1] = 0
    return cells, lines_outside(rest)


def _cut(shades: Pixels, area: Area) -> Pixels:
    x0, top, x1, bottom = area
    high, wide = shades.shape
    part = shades[max(top - _ROOM, 0) : min(bottom + _ROOM, high), max(x0 - _ROOM, 0) : min(x1 + _ROOM, wide)]
    low, light = np.percentile(part, (1, 95))
    stretched = (part.astype(np.float32) - low) * (255 / max(float(light - low), 1.0))
    return pixels(np.clip(stretched, 0, 255))


def _chars(area: Area, line: Line) -> Iterator[Char]:
    """The characters of a line, each as wide as the steps up to the next one leave it."""
    x0, top, x1, bottom = area
    left, right = x0 - _ROOM, x1 + _ROOM
    height = bottom - top + 2 * _ROOM
    step = STEP * height / 48
    ideographs = any(char >= "一" for char in line.text)
    size = (bottom - top) / (_HEIGHT if ideographs else _DIGITS)
    middle = (top + bottom) / 2
    centres = [min(left + (k + 0.5) * step, right) for k in line.steps]
    for k, (char, centre) in enumerate(zip(line.text, centres, strict=True)):
        before = (centres[k - 1] + centre) / 2 if k else min(float(x0), centre)
        after = (centres[k + 1] + centre) / 2 if k + 1 < len(centres) else max(float(x1), centre)
        yield Char(char, *_points((before, middle - size / 2, after, middle + size / 2)), round(size / SCALE, 2))


def _points(area: Area | Box) -> Box:
    x0, top, x1, bottom = (round(v / SCALE, 2) for v in area)
    return (x0, top, x1, bottom)

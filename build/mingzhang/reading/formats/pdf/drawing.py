"""What pdfium's page objects draw: rules, pictures, areas of colour, and in which order the text objects come."""

from __future__ import annotations

from dataclasses import dataclass, field

from mingzhang.reading.document import Box
from mingzhang.reading.formats.pdf import pdfium_api as api
from mingzhang.reading.formats.pdf.clips import EVERYWHERE, ClipReader, clip_box, clip_rule, is_empty
from mingzhang.reading.formats.pdf.layers import Layers
from mingzhang.reading.formats.pdf.objects import Rule
from mingzhang.reading.formats.pdf.strokes import THIN, Point, is_line, is_shape, path_rules, picture_rule
from mingzhang.reading.formats.pdf.tints import tint_of
from mingzhang.reading.limits import MOST_OBJECTS, Crowded

_DEEPEST = 16  # levels of forms inside forms; a file that nests deeper does so to do harm
_RECTANGLE = 5  # segments of a closed rectangle, its start point twice
_LETTER = 30.0  # points: letters of tables are smaller
_OPAQUE = 255  # the opacity of a colour that nothing shines through
_WHITE = 250  # of 255: every colour channel at least this light


class Inconsistent(Exception):
    """pdfium's view of a page cannot be taken for what is drawn; the reference reader must read it."""


@dataclass(slots=True)
class Drawing:
    """The objects of one page.

    ``texts`` maps a text object to its place in the drawing order and its clip box; ``areas`` are what may lie behind
    text or on it: (place in the order, box, the filled shape or 0 for a picture). ``ink`` are shapes that are no rules.
    ``off`` are the text objects of layers that a viewer leaves out.
    """

    rules: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    texts: dict[int, tuple[int, Box]] = field(default_factory=dict)
    areas: list[tuple[int, Box, int]] = field(default_factory=list)
    ink: list[Box] = field(default_factory=list)
    off: set[int] = field(default_factory=set)
    order: int = 0


class Walker:
    """Walks the objects of a page, forms included. ``upright`` maps user space to the upright page, top left."""

    def __init__(self, upright: api.Matrix, numbers: api.Numbers, layers: Layers) -> None:
        self.upright = upright
        self.numbers = numbers
        self.layers = layers
        self.within_off = False
        self.clips = ClipReader(numbers)
        self.drawing = Drawing()

    def walk_page(self, page: int) -> Drawing:
        """The drawing of the page behind a pdfium page handle."""
        for i in range(api.page_count(page)):
            self._object(api.page_object(page, i), self.upright, EVERYWHERE, 0)
        return self.drawing

    def _object(self, handle: int | None, matrix: api.Matrix, outer: Box, depth: int) -> None:
        if not handle:
            return
        kind = api.object_type(handle)
        self.drawing.order += 1
        if self.drawing.order > MOST_OBJECTS:
            raise Crowded(f"it draws more than {MOST_OBJECTS} objects")
        clip = self.clips.box(handle, matrix)
        if outer is not EVERYWHERE:
            clip = clip_box(clip, outer)
        if kind == api.TEXT:
            self.drawing.texts[handle] = (self.drawing.order, clip)
            if self.within_off or self.layers.hide(handle):
                self.drawing.off.add(handle)
        elif kind == api.PATH:
            self._path(handle, matrix, clip)
        elif kind == api.IMAGE:
            self._picture(handle, matrix, clip)
        elif kind == api.FORM:
            self._form(handle, matrix, clip, depth + 1)

    def _form(self, handle: int, matrix: api.Matrix, clip: Box, depth: int) -> None:
        if depth > _DEEPEST:
            raise Inconsistent("forms nested too deep")
        api.object_matrix(handle, self.numbers.at_matrix)
        inner = compose(self.numbers.read_matrix(), matrix)
        outside = self.within_off
        self.within_off = outside or self.layers.hide(handle)
        for i in range(api.form_count(handle)):
            self._object(api.form_object(handle, i), inner, clip, depth)
        self.within_off = outside

    def _picture(self, handle: int, matrix: api.Matrix, clip: Box) -> None:
        box = clip_box(self._bounds(handle, matrix), clip)
        if is_empty(box):
            return
        if rule := picture_rule(box):
            self.drawing.rules.append(rule)
        else:
            self.drawing.pictures.append(box)
            self.drawing.areas.append((self.drawing.order, box, 0))

    def _path(self, handle: int, matrix: api.Matrix, clip: Box) -> None:
        numbers = self.numbers
        api.draw_mode(handle, *numbers.at_ints)
        fill, stroke = numbers.ints[0].value, numbers.ints[1].value
        if not (fill or stroke):
            return
        count = api.segment_count(handle)
        if fill:
            box = clip_box(self._bounds(handle, matrix), clip)
            wide = box[2] - box[0] > THIN and box[3] - box[1] > THIN
            if wide:
                self.drawing.areas.append((self.drawing.order, box, handle))
            if not stroke and count == _RECTANGLE and not (wide and _is_small(box)):
                if is_line(box) and not is_empty(box):
                    self.drawing.rules += path_rules((box[:2], box[2:]), False)
                return
        api.object_matrix(handle, numbers.at_matrix)
        own = compose(numbers.read_matrix(), matrix)
        for points in self._subpaths(handle, count, own):
            rules = (clip_rule(rule, clip) for rule in path_rules(points, bool(stroke)))
            self.drawing.rules += [rule for rule in rules if rule]
            if is_shape(points) and (stroke or not is_white(handle, numbers)):
                self._ink(points, clip)

    def _ink(self, points: list[Point], clip: Box) -> None:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = clip_box((min(xs), min(ys), max(xs), max(ys)), clip)
        if not is_empty(box):
            self.drawing.ink.append(box)

    def _subpaths(self, handle: int, count: int, matrix: api.Matrix) -> list[list[Point]]:
        """The corner points of each subpath; of a curve its end point."""
        a, b, c, d, e, f = matrix
        x, y = self.numbers.floats[:2]
        at_x, at_y = self.numbers.at_floats[:2]
        paths: list[list[Point]] = []
        bends = 0
        for i in range(count):
            piece = api.segment(handle, i)
            kind = api.segment_type(piece)
            if kind == api.BEZIER:
                bends += 1
                if bends % 3:
                    continue
            api.segment_point(piece, at_x, at_y)
            px, py = x.value, y.value
            point = (a * px + c * py + e, b * px + d * py + f)
            if kind == api.MOVE or not paths:
                paths.append([point])
            else:
                paths[-1].append(point)
            if api.segment_closes(piece) and paths[-1][-1] != paths[-1][0]:
                paths[-1].append(paths[-1][0])
        return [p for p in paths if len(p) > 1]

    def _bounds(self, handle: int, matrix: api.Matrix) -> Box:
        left, bottom, right, top = self.numbers.floats
        api.object_bounds(handle, *self.numbers.at_floats)
        return transform(matrix, left.value, bottom.value, right.value, top.value)


def on_dark(areas: list[tuple[int, Box, int]], order: int, x: float, y: float, numbers: api.Numbers) -> bool:
    """Whether a point of the object drawn as number ``order`` lies on something that is not white."""
    for drawn, box, handle in reversed(areas):
        if drawn < order and box[0] <= x <= box[2] and box[1] <= y <= box[3]:
            return not handle or not is_white(handle, numbers)
    return False


def _is_small(box: Box) -> bool:
    """Whether a shape of few sides may be a letter and must be looked at, not taken for an area."""
    return max(box[2] - box[0], box[3] - box[1]) < _LETTER


def is_opaque_rectangle(handle: int, numbers: api.Numbers) -> bool:
    """Whether a filled path is a rectangle that nothing shines through."""
    if api.segment_count(handle) != _RECTANGLE or api.is_transparent(handle):
        return False
    return bool(api.fill_colour(handle, *numbers.at_bytes)) and numbers.bytes[3].value == _OPAQUE


def is_white(handle: int, numbers: api.Numbers) -> bool:
    """Whether an object is filled with white, or with nothing that can be seen."""
    if not api.fill_colour(handle, *numbers.at_bytes):
        return False
    red, green, blue, opacity = numbers.bytes
    return (red.value >= _WHITE and green.value >= _WHITE and blue.value >= _WHITE) or opacity.value == 0


def tint_of_fill(handle: int, numbers: api.Numbers) -> str:
    """What the colour that an object is filled with may mean; see tints.py."""
    if not api.fill_colour(handle, *numbers.at_bytes):
        return ""
    red, green, blue, _ = numbers.bytes
    return tint_of(red.value, green.value, blue.value)


def compose(first: api.Matrix, then: api.Matrix) -> api.Matrix:
    """The matrix that maps by ``first`` and then by ``then``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def transform(matrix: api.Matrix, x0: float, y0: float, x1: float, y1: float) -> Box:
    """The box around a transformed box."""
    a, b, c, d, e, f = matrix
    if a > 0 > d and not b and not c and x0 <= x1 and y0 <= y1:  # nearly every one: neither turned nor slanted
        return (a * x0 + e, d * y1 + f, a * x1 + e, d * y0 + f)
    xs = (a * x0 + c * y0, a * x1 + c * y0, a * x0 + c * y1, a * x1 + c * y1)
    ys = (b * x0 + d * y0, b * x1 + d * y0, b * x0 + d * y1, b * x1 + d * y1)
    return (min(xs) + e, min(ys) + f, max(xs) + e, max(ys) + f)

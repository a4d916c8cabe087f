"""What part of the page an object may draw on: its clipping path, as far as it is a rectangle."""

from __future__ import annotations

from mingzhang.reading.document import Box
from mingzhang.reading.formats.pdf import pdfium_api as api
from mingzhang.reading.formats.pdf.objects import Rule

_EDGE = 2.5  # points: a line on the edge of its clip is still to be seen
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)


class ClipReader:
    """Clip boxes of a page's objects. Neighbouring objects mostly share one, so each is worked out once."""

    def __init__(self, numbers: api.Numbers) -> None:
        self._numbers = numbers
        self._known: dict[tuple[object, ...], Box] = {}

    def box(self, handle: int, matrix: api.Matrix) -> Box:
        """The box that an object is clipped to; ``matrix`` maps its parent's space to the upright page."""
        clip = api.clip_path(handle)
        paths = api.clip_count(clip) if clip else 0
        if paths <= 0:
            return EVERYWHERE
        last = paths - 1
        key = (matrix, paths, self._point(clip, last, 0), self._point(clip, last, 2))
        if key not in self._known:
            self._known[key] = self._intersection(clip, paths, matrix)
        return self._known[key]

    def _intersection(self, clip: int, paths: int, matrix: api.Matrix) -> Box:
        x0, top, x1, bottom = EVERYWHERE
        for k in range(paths):
            corners = [self._point(clip, k, i) for i in range(api.clip_segment_count(clip, k))]
            if not corners:
                continue
            box = _around(corners, matrix)
            x0, top, x1, bottom = max(x0, box[0]), max(top, box[1]), min(x1, box[2]), min(bottom, box[3])
        return (x0, top, x1, bottom)

    def _point(self, clip: int, path: int, index: int) -> tuple[float, float]:
        numbers = self._numbers
        piece = api.clip_segment(clip, path, index)
        if not piece:
            return (0.0, 0.0)
        api.segment_point(piece, numbers.at_floats[0], numbers.at_floats[1])
        return (numbers.floats[0].value, numbers.floats[1].value)


def clip_rule(rule: Rule, clip: Box) -> Rule | None:
    """The part of a rule that its clip lets through, or None."""
    if clip is EVERYWHERE:
        return rule
    x0, top = max(rule.x0, clip[0] - _EDGE), max(rule.top, clip[1] - _EDGE)
    x1, bottom = min(rule.x1, clip[2] + _EDGE), min(rule.bottom, clip[3] + _EDGE)
    if x1 < x0 or bottom < top:
        return None
    return rule if (x0, top, x1, bottom) == (rule.x0, rule.top, rule.x1, rule.bottom) else Rule(x0, top, x1, bottom)


def clip_box(box: Box, clip: Box) -> Box:
    """The part of a box inside its clip; turned inside out when there is none."""
    if clip is EVERYWHERE:
        return box
    return (max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3]))


def is_empty(box: Box) -> bool:
    """Whether a clipped box has nothing left, not even a line on the edge of its clip."""
    return box[2] < box[0] - _EDGE or box[3] < box[1] - _EDGE


def _around(points: list[tuple[float, float]], matrix: api.Matrix) -> Box:
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x, y in points]
    ys = [b * x + d * y + f for x, y in points]
    return (min(xs), min(ys), max(xs), max(ys))

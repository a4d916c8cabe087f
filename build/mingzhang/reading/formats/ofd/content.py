"""What the parts of a page draw, as the same objects that a page of a PDF is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from mingzhang.reading.document import Box
from mingzhang.reading.formats.ofd.geometry import Matrix, around, compose, mapped_box, matrix_of
from mingzhang.reading.formats.ofd.paths import subpaths
from mingzhang.reading.formats.ofd.set_text import Setting, set_chars
from mingzhang.reading.formats.ofd.shared import Paint, Shared
from mingzhang.reading.formats.parts import local
from mingzhang.reading.formats.pdf.clips import EVERYWHERE, clip_box, clip_rule, is_empty
from mingzhang.reading.formats.pdf.objects import Char, Rule
from mingzhang.reading.formats.pdf.strokes import THIN, is_shape, path_rules, picture_rule
from mingzhang.reading.formats.pdf.tints import tint_of
from mingzhang.reading.limits import MOST_CHARS, MOST_OBJECTS, Crowded

_DEEPEST = 16  # levels of drawings inside drawings
_WHITE = 250  # of 255: every channel at least this light
_RECTANGLE = 5  # corners of a closed rectangle, its first twice


@dataclass(frozen=True, slots=True)
class _Area:
    """A filled shape or a picture: where it comes in the order, whether it is white, whether it hides what it is on."""

    order: int
    box: Box
    white: bool
    covers: bool


@dataclass(slots=True)
class Drawing:
    """The objects of one page; ``orders`` says when each of ``chars`` was drawn."""

    chars: list[Char] = field(default_factory=list)
    orders: list[int] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    ink: list[Box] = field(default_factory=list)
    areas: list[_Area] = field(default_factory=list)
    order: int = 0

    def seen_chars(self) -> list[Char]:
        """The characters, those that something was painted over marked as hidden, unless they are printed again."""
        covers = [area for area in self.areas if area.covers]
        drawn = [
            c._replace(hidden=True) if _is_covered(c, order, covers) else c
            for c, order in zip(self.chars, self.orders, strict=True)
        ]
        seen = {_spot(c) for c in drawn if not c.hidden}
        return [c for c in drawn if not c.hidden or _spot(c) not in seen]


class Walker:
    """Walks the objects of a page. ``lying`` are by font the digits that it draws as others."""

    def __init__(self, shared: Shared, lying: dict[str, frozenset[str]]) -> None:
        self.drawing = Drawing()
        self._shared = shared
        self._lying = lying
        self._watermark = False

    def layers(self, page: Any, upright: Matrix) -> None:
        """Adds what the layers of a page or a template draw."""
        for layer in page.iterfind("{*}Content/{*}Layer"):
            self._all(layer, upright, EVERYWHERE, layer.get("DrawParam", ""), 0)

    def mark(self, note: Any, upright: Matrix) -> None:
        """Adds a note on the page; a watermark is known as one."""
        self._watermark = note.get("Type") == "Watermark"
        for look in note.iterfind("{*}Appearance"):
            self._all(look, matrix_of(look, upright), EVERYWHERE, "", 0)
        self._watermark = False

    def _all(self, parent: Any, matrix: Matrix, clip: Box, usual: str, depth: int) -> None:
        if depth > _DEEPEST:
            raise Crowded("drawings are nested in it without end")
        for element in parent:
            kind = local(element)
            self.drawing.order += 1
            if self.drawing.order > MOST_OBJECTS:
                raise Crowded(f"it draws more than {MOST_OBJECTS} objects")
            if kind == "PageBlock":
                self._all(element, matrix, clip, usual, depth + 1)
            elif kind in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
                own = matrix_of(element, matrix)
                self._object(kind, element, own, _clipped(element, own, clip), usual, depth)

    def _object(self, kind: str, element: Any, own: Matrix, clip: Box, usual: str, depth: int) -> None:
        paint = self._shared.fill(element, usual)
        if kind == "TextObject":
            self._text(element, own, clip, paint)
        elif paint.unseen:
            return
        elif kind == "PathObject":
            self._path(element, own, clip, paint)
        elif kind == "ImageObject":
            self._picture(clip_box(mapped_box(own, 0.0, 0.0, 1.0, 1.0), clip))
        elif (unit := self._shared.unit(element.get("ResourceID", ""))) is not None:
            self._all(unit, own, clip, usual, depth + 1)

    def _text(self, element: Any, own: Matrix, clip: Box, paint: Paint) -> None:
        empty = element.get("Fill") == "false" and element.get("Stroke") != "true"
        lying = self._lying.get(element.get("Font", ""), frozenset())
        tint = tint_of(*paint.colour) if paint.colour else ""
        setting = Setting(self._shared.is_bold(element), paint.unseen or empty, self._watermark, tint, lying)
        made = [_clip_char(char, clip) for char in set_chars(element, own, setting)]
        if made and _is_white(paint) and not self._on_dark(made[0]):
            made = [char._replace(hidden=True) for char in made]
        self.drawing.chars += made
        self.drawing.orders += [self.drawing.order] * len(made)
        if len(self.drawing.chars) > MOST_CHARS:
            raise Crowded(f"it prints more than {MOST_CHARS} characters")

    def _on_dark(self, char: Char) -> bool:
        """Whether a character stands on something that is not white."""
        on = (area for area in reversed(self.drawing.areas) if _holds(area.box, char))
        return not next((area.white for area in on), True)

    def _path(self, element: Any, own: Matrix, clip: Box, paint: Paint) -> None:
        filled, stroked = element.get("Fill") == "true", element.get("Stroke", "true") == "true"
        if not filled and not stroked:
            return
        white = _is_white(paint)
        for points in subpaths(_outline(element), own):
            box = clip_box(around(points), clip)
            found = (clip_rule(rule, clip) for rule in path_rules(points, stroked))
            self.drawing.rules += [rule for rule in found if rule]
            if is_shape(points) and (stroked or not white) and not is_empty(box):
                self.drawing.ink.append(box)
            if filled and min(box[2] - box[0], box[3] - box[1]) > THIN:
                covers = _is_rectangle(points) and _is_opaque(element)
                self.drawing.areas.append(_Area(self.drawing.order, box, white, covers))
        if len(self.drawing.rules) + len(self.drawing.ink) > MOST_OBJECTS:
            raise Crowded(f"it draws more than {MOST_OBJECTS} lines")

    def _picture(self, box: Box) -> None:
        if is_empty(box):
            return
        if rule := picture_rule(box):
            self.drawing.rules.append(rule)
        else:
            self.drawing.pictures.append(box)
            self.drawing.areas.append(_Area(self.drawing.order, box, white=False, covers=False))


def _clipped(element: Any, own: Matrix, outer: Box) -> Box:
    """The box that an object is clipped to: in every clip it may draw in one of the areas."""
    box = outer
    clips = element.find("{*}Clips")
    if clips is None or clips.get("TransFlag") == "false":
        return box
    for clip in clips:
        areas = [_area(area, own) for area in clip.iterchildren("{*}Area")] if local(clip) == "Clip" else []
        known = [area for area in areas if area]
        if known and len(known) == len(areas):
            whole = (min(a[0] for a in known), min(a[1] for a in known))
            box = clip_box((*whole, max(a[2] for a in known), max(a[3] for a in known)), box)
    return box


def _area(area: Any, own: Matrix) -> Box | None:
    path = area.find("{*}Path")
    if path is None:
        return None
    inner = matrix_of(path, matrix_of(area, own))
    points = [p for part in subpaths(_outline(path), inner) for p in part]
    return around(points) if points else None


def _outline(element: Any) -> str:
    found = element.find("{*}AbbreviatedData")
    return (found.text or "") if found is not None else ""


def _is_rectangle(points: Sequence[tuple[float, float]]) -> bool:
    return len(points) in (_RECTANGLE - 1, _RECTANGLE) and not is_shape(points)


def _clip_char(char: Char, clip: Box) -> Char:
    if clip is EVERYWHERE or _holds(clip, char):
        return char
    return char._replace(clip=clip)


def _holds(box: Box, char: Char) -> bool:
    """Whether the middle of a character lies in a box."""
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _spot(char: Char) -> tuple[str, int, int]:
    return char.text, round(char.x0), round(char.top)


def _is_covered(char: Char, order: int, covers: Sequence[_Area]) -> bool:
    for area in reversed(covers):
        if area.order <= order:
            return False
        if _holds(area.box, char):
            return True
    return False


def _is_white(paint: Paint) -> bool:
    return paint.colour is not None and min(paint.colour) >= _WHITE


def _is_opaque(element: Any) -> bool:
    """Whether nothing shines through what an object is filled with."""
    colour = element.find("{*}FillColor")
    own = element.get("Alpha", "255"), colour.get("Alpha", "255") if colour is not None else "255"
    return own == ("255", "255")


def seal_box(seal: tuple[float, float, float, float], upright: Matrix) -> Box:
    """Where a seal stands on the upright page."""
    left, top, width, height = seal
    return mapped_box(upright, left, top, left + width, top + height)


def page_matrix(area: tuple[float, float, float, float], points: float) -> Matrix:
    """What maps the space of a page to points from its top left corner."""
    left, top, _, _ = area
    return compose((1.0, 0.0, 0.0, 1.0, -left, -top), (points, 0.0, 0.0, points, 0.0, 0.0))

"""What the pages of an OFD file share: fonts, how things are drawn, and drawings used several times."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any

from mingzhang.reading.formats.ofd.geometry import numbers
from mingzhang.reading.formats.parts import Parts, local

Colour = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)
_DEEPEST = 8  # ways of drawing that go back to one another


@dataclass(frozen=True, slots=True)
class Paint:
    """How something is coloured; None where that is no plain colour. ``unseen``: nothing of it can be seen."""

    colour: Colour | None = BLACK
    unseen: bool = False


class Shared:
    """Resources by their ids."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._fonts: dict[str, Any] = {}
        self._drawing: dict[str, Any] = {}
        self._units: dict[str, Any] = {}

    def add(self, name: str) -> None:
        """Adds what a part of resources defines; a part that is missing defines nothing."""
        if name not in self._parts:
            return
        for element in self._parts.tree(name).iter("{*}Font", "{*}DrawParam", "{*}CompositeGraphicUnit"):
            kinds = {"Font": self._fonts, "DrawParam": self._drawing, "CompositeGraphicUnit": self._units}
            kinds[local(element)][element.get("ID", "")] = element

    def with_part(self, name: str) -> Shared:
        """The same with what a page defines for itself."""
        made = copy(self)
        made._fonts, made._drawing, made._units = dict(self._fonts), dict(self._drawing), dict(self._units)
        made.add(name)
        return made

    def unit(self, key: str) -> Any:
        """The content of a drawing that is used several times; None where there is none."""
        unit = self._units.get(key)
        return unit.find("{*}Content") if unit is not None else None

    def is_bold(self, text: Any) -> bool:
        """Whether a text is set bold."""
        font = self._fonts.get(text.get("Font", ""))
        name = (font.get("FontName") or "") if font is not None else ""
        named = font is not None and (font.get("Bold") == "true" or any(w in name for w in ("Bold", "Hei", "黑")))
        return named or text.get("Weight", "400") in ("600", "700", "800", "900", "1000")

    def fill(self, element: Any, usual: str = "") -> Paint:
        """The colour that fills an object: its own, or that of the way it is drawn, or that of its layer's."""
        found = element.find("{*}FillColor")
        key = element.get("DrawParam", usual)
        for _ in range(_DEEPEST):
            drawn = self._drawing.get(key)
            if found is not None or drawn is None:
                break
            found, key = drawn.find("{*}FillColor"), drawn.get("Relative", "")
        unseen = element.get("Alpha") == "0" or element.get("Visible") == "false"
        if found is None:
            return Paint(BLACK, unseen)
        return Paint(_colour(found), unseen or found.get("Alpha") == "0")


def _colour(element: Any) -> Colour | None:
    """Red, green and blue; None for shades, patterns, and colours of another kind."""
    value = numbers(element.get("Value"))
    channels = [max(0, min(255, round(v))) for v in value]
    if len(channels) == 1:
        channels *= 3
    return (channels[0], channels[1], channels[2]) if len(channels) == 3 and not len(element) else None

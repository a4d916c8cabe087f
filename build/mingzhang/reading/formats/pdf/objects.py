"""What a page is made of before anything is understood: characters, rules and pictures on the upright page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mingzhang.reading.document import Box
from mingzhang.reading.doubts import LYING, SLANTED

_SLANT = 0.05  # a baseline that rises less than this per unit runs along an axis
_FEW = 0.1  # of the characters of a page: when no more run along an axis, the page was scanned askew
LONGEST_GLYPH = 20  # characters: the longest ligature of Unicode stands for 18
UNMAPPED = "\ufffd"  # stands for a glyph that the file gives no Unicode value


class Char(NamedTuple):
    """One glyph as the text layer names it; box in points, ``size`` the font size, in content-stream order.

    ``hidden`` glyphs are in the text layer and not to be seen: invisible, white on white, painted over, off the page,
    in a layer that viewers leave out.
    ``clip`` is the box to which a glyph was clipped that lies outside it, so that it is not to be seen either.
    ``lying`` glyphs are digits that the page draws as another digit than the text layer says. ``slanted`` ones run
    along no axis, as watermarks and stamps do. ``tint`` is what the colour may mean (see tints.py). A tuple, since a
    document has a million of them.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    hidden: bool = False
    clip: Box | None = None
    lying: bool = False
    slanted: bool = False
    tint: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn straight line, or one side of a drawn box: horizontal when ``top == bottom``, else vertical."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageObjects:
    """All that one page draws. ``number`` is 1-based; sizes in points, upright.

    ``ink`` are the boxes of drawn shapes that are neither rules nor areas: outlines of letters, marks, drawings.
    """

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]
    pictures: tuple[Box, ...] = ()
    doubts: tuple[str, ...] = ()
    ink: tuple[Box, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether the page draws nothing at all."""
        return not (self.chars or self.rules or self.pictures or self.ink)


@dataclass(frozen=True, slots=True)
class Word:
    """Characters drawn one after the other on one line without a gap: what cells and text lines are made of."""

    chars: tuple[Char, ...]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        """Vertical middle."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """Font size of the first character, in points."""
        return self.chars[0].size


def level_chars(objects: PageObjects) -> Sequence[Char]:
    """The characters but what is printed across the page, unless nearly all of it is."""
    if SLANTED not in objects.doubts:
        return objects.chars
    level = [c for c in objects.chars if not c.slanted]
    return level if len(level) > _FEW * len(objects.chars) else objects.chars


def is_slanted(along: float, across: float) -> bool:
    """Whether a line of text that goes so far along one axis and across it runs along neither."""
    least, most = sorted((abs(along), abs(across)))
    return least > _SLANT * most


def hide_beyond(chars: Sequence[Char], width: float, height: float) -> tuple[Char, ...]:
    """The characters, those beyond the edges of the page marked as hidden; what is clipped away stays so."""
    return tuple([c if c.clip or _is_on(c, width, height) else c._replace(hidden=True) for c in chars])


def _is_on(char: Char, width: float, height: float) -> bool:
    return 0 <= char.x0 + char.x1 <= 2 * width and 0 <= char.top + char.bottom <= 2 * height


def text_doubts(chars: Sequence[Char]) -> tuple[str, ...]:
    """What shakes these characters: ``clipped-``, ``hidden-``, ``unmapped-``, ``slanted-text``, ``lying-font``."""
    doubts = []
    if any(c.clip for c in chars):
        doubts.append("clipped-text")
    if any(c.hidden and not c.text.isspace() for c in chars):
        doubts.append("hidden-text")
    if any(UNMAPPED in c.text for c in chars):
        doubts.append("unmapped-text")
    if any(c.lying for c in chars):
        doubts.append(LYING)
    if any(c.slanted for c in chars):
        doubts.append(SLANTED)
    return tuple(doubts)

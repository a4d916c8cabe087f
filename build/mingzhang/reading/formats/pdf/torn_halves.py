"""Two pages printed side by side on one sheet: what stands left of the gutter is read before what stands right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from mingzhang.reading.document import Box, Grid
from mingzhang.reading.formats.pdf.objects import Word

_GAP = 10.0  # points: grids nearer than this are parts of one page
_LEVEL = 0.5  # of the lower grid: two grids that share less of their height stand below each other


def find_gutter(grids: Sequence[Grid], words: Sequence[Word]) -> float | None:
    """Where a page falls into two halves with a grid each, that no grid and no word outside the grids crosses."""
    boxes = [g.place.box for g in grids if g.place.box]
    for one, other in combinations(sorted(boxes), 2):
        middle = (one[2] + other[0]) / 2
        crossed = any(b[0] < middle < b[2] for b in boxes)
        if _beside(one, other) and not crossed and _both_named(one, other, middle, words):
            return middle
    return None


def _beside(left: Box, right: Box) -> bool:
    shared = min(left[3], right[3]) - max(left[1], right[1])
    return right[0] - left[2] > _GAP and shared > _LEVEL * min(left[3] - left[1], right[3] - right[1])


def _both_named(left: Box, right: Box, middle: float, words: Sequence[Word]) -> bool:
    """Whether words stand over each grid, and none over both."""
    above = [w for w in words if w.bottom < max(left[1], right[1])]
    if any(w.x0 < middle < w.x1 for w in words):
        return False
    return any(w.x1 < middle for w in above) and any(w.x0 > middle for w in above)

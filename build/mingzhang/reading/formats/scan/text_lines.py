"""Where lines of text stand: in each cell, and outside every table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from mingzhang.reading.formats.scan.models import Flags, Pixels

Area = tuple[int, int, int, int]
"""x0, top, x1, bottom in pixels."""

_ONE_LINE = 36  # pixels: what is no higher is one line (13 points)
_TOUCHING = 2  # pixels: rows of ink this near are one line
_FLAT = 0.45  # of the usual height: a flatter strip is a part of the line beside it
_APART = 1.6  # of the height of a line: a wider gap parts two texts
_LEAST = 12  # pixels of ink: fewer are dust
_LOWEST = 5  # pixels: what is both lower and narrower is no text


def lines_in(printed: Pixels, area: Area) -> list[Area]:
    """The lines of text in an area, from top to bottom, each as wide as its ink."""
    x0, top, x1, bottom = area
    part = printed[top:bottom, x0:x1]
    found = [(x0 + a, top + b, x0 + c, top + d) for a, b, c, d in _bands(part)]
    return [f for f in found if _is_text(printed, f)]


def lines_outside(printed: Pixels) -> list[Area]:
    """The pieces of text of a page on which the tables are blanked, in lines that gaps part."""
    whole = (0, 0, printed.shape[1], printed.shape[0])
    return [piece for band in lines_in(printed, whole) for piece in _pieces(printed, band)]


def _bands(part: Pixels) -> list[Area]:
    runs = _runs(_filled(part, 1), _TOUCHING)
    if not runs:
        return []
    if runs[-1][1] - runs[0][0] <= _ONE_LINE:
        runs = [(runs[0][0], runs[-1][1])]
    runs = _whole_lines(runs)
    made = []
    for start, end in runs:
        columns = np.flatnonzero(part[start:end].any(axis=0))
        made.append((int(columns[0]), start, int(columns[-1]) + 1, end))
    return made


def _whole_lines(runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Strips that are only a part of a letter joined with the nearer line beside them."""
    lines = list(runs)
    usual = sorted(end - start for start, end in lines)[-max(1, len(lines) // 2)]
    k = 0
    while len(lines) > 1 and k < len(lines):
        start, end = lines[k]
        if end - start >= _FLAT * usual:
            k += 1
            continue
        above = start - lines[k - 1][1] if k else usual
        below = lines[k + 1][0] - end if k + 1 < len(lines) else usual
        if min(above, below) >= _FLAT * usual:
            k += 1
            continue
        first = k - 1 if above <= below else k
        lines[first : first + 2] = [(lines[first][0], lines[first + 1][1])]
        k = max(first, 0)
    return lines


def _pieces(printed: Pixels, band: Area) -> Iterator[Area]:
    """A band of the page parted where nothing is printed for longer than a space, each piece as high as its ink."""
    x0, top, x1, bottom = band
    part = printed[top:bottom, x0:x1]
    for start, end in _runs(_filled(part, 0), round(_APART * min(bottom - top, _ONE_LINE))):
        rows = np.flatnonzero(part[:, start:end].any(axis=1))
        piece = (x0 + start, top + int(rows[0]), x0 + end, top + int(rows[-1]) + 1)
        if _is_text(printed, piece):
            yield piece


def _runs(filled: Flags, gap: int) -> list[tuple[int, int]]:
    """Where ``filled`` is true, as (start, end); runs no further apart than ``gap`` are one."""
    places = np.flatnonzero(filled)
    if not len(places):
        return []
    cuts = [k + 1 for k, (a, b) in enumerate(pairwise(places)) if b - a > gap + 1]
    bounds = [0, *cuts, len(places)]
    return [(int(places[a]), int(places[b - 1]) + 1) for a, b in pairwise(bounds)]


def _filled(part: Pixels, axis: int) -> Flags:
    """Which rows (axis 1) or columns (axis 0) hold any ink."""
    return np.asarray(part.any(axis=axis))


def _is_text(printed: Pixels, area: Area) -> bool:
    x0, top, x1, bottom = area
    large = bottom - top >= _LOWEST or x1 - x0 >= _LOWEST
    return large and int(printed[top:bottom, x0:x1].sum()) >= _LEAST

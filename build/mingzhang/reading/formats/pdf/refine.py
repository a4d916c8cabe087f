"""Rules that are not drawn inside a grid: rows and columns told by the alignment of the amounts that share a cell."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from mingzhang.reading.formats.pdf.grids import Frame
from mingzhang.reading.formats.pdf.objects import Word
from mingzhang.reading.formats.pdf.page_words import group_lines, join_line
from mingzhang.text.amounts import parse_amount

ALIGNED = "placed-by-alignment"
Shape = tuple[int, int, int, int]
_CODE = re.compile(r"(?:2[0-3]\d|30[1-9]|31[0-3]|399|50[1-9]|51[0-4]|599)(?:\d\d){0,2}")  # of a classification
_ENOUGH = 3  # whole numbers below each other that are no longer one number, broken
_FIT = 1.0  # points: how far an amount may reach over the side of its column


def refine_frame(frame: Frame, held: Mapping[int, Sequence[Word]]) -> tuple[Frame, frozenset[Shape]]:
    """The frame with cells parted where amounts stand beside or below each other, and the cells that came of it.

    ``held`` maps the index of a cell to its words. Nothing is parted on the evidence of a single cell's lines.
    """
    shapes = dict(enumerate(frame.cells))
    wide = {i for i, s in shapes.items() if s[2] == 1 < s[3] and _stand_beside(held.get(i, ()), s, frame.xs)}
    rows = {s[0] for i, s in shapes.items() if s[2] == 1}
    cuts = {
        r: c for r in rows if (c := _cuts({i: held.get(i, ()) for i, s in shapes.items() if s[0] == r and s[2] == 1}))
    }
    if not wide and not cuts:
        return frame, frozenset()
    cells: list[Shape] = []
    made: set[Shape] = set()
    for index, shape in shapes.items():
        parts = _parted(shape, index in wide, cuts)
        cells.extend(parts)
        made |= set(parts) if len(parts) > 1 else set()
    ys = sorted([*frame.ys, *(y for c in cuts.values() for y in c)])
    return Frame(frame.xs, tuple(ys), tuple(sorted(cells)), frame.doubts), frozenset(made)


def _parted(shape: Shape, wide: bool, cuts: Mapping[int, Sequence[float]]) -> list[Shape]:
    """The shape counted in the rows there are after the cuts; several when it is cut itself."""
    row, col, rowspan, colspan = shape
    top = row + sum(len(c) for r, c in cuts.items() if r < row)
    added = sum(len(c) for r, c in cuts.items() if row <= r < row + rowspan)
    rows = [(top + k, 1) for k in range(added + 1)] if rowspan == 1 else [(top, rowspan + added)]
    cols = [(col + k, 1) for k in range(colspan)] if wide else [(col, colspan)]
    return [(r, c, height, width) for r, height in rows for c, width in cols]


def _stand_beside(words: Sequence[Word], shape: Shape, xs: Sequence[float]) -> bool:
    """Whether a cell that spans columns prints an amount of its own in at least two of them."""
    money = [w for w in words if parse_amount(w.text) is not None and ("." in w.text or "," in w.text)]
    columns = [bisect_right(xs, (w.x0 + w.x1) / 2) - 1 for w in money]
    fits = all(xs[j] - _FIT <= w.x0 and w.x1 <= xs[j + 1] + _FIT for w, j in zip(money, columns, strict=True))
    others = {bisect_right(xs, (w.x0 + w.x1) / 2) - 1 for w in words if w not in money}
    return len(money) >= 2 and len(set(columns)) == len(columns) and fits and not others & set(columns)


def _cuts(cells: Mapping[int, Sequence[Word]]) -> list[float]:
    """Heights between the lines of a row in which two cells or more print as many amounts below each other."""
    stacks = [lines for words in cells.values() if len(lines := group_lines(words)) > 1 and _is_stack(lines)]
    if not stacks:
        return []
    count = max(len(lines) for lines in stacks)
    model = next(lines for lines in stacks if len(lines) == count)
    partners = [lines for words in cells.values() if len(lines := group_lines(words)) == count and _level(lines, model)]
    if len(partners) < 2:
        return []
    return [(max(w.bottom for w in a) + min(w.top for w in b)) / 2 for a, b in pairwise(model)]


def _is_stack(lines: Sequence[Sequence[Word]]) -> bool:
    """Lines that are codes, or amounts of one precision; a broken number ends in a line of fewer decimals."""
    texts = [join_line(line) for line in lines]
    if all(_CODE.fullmatch(t) for t in texts) and not _CODE.fullmatch("".join(texts)):
        return True
    decimals = {len(t.partition(".")[2]) for t in texts}
    return (
        all(parse_amount(t) is not None for t in texts)
        and len(decimals) == 1
        and (decimals != {0} or len(texts) >= _ENOUGH)
    )


def _level(lines: Sequence[Sequence[Word]], model: Sequence[Sequence[Word]]) -> bool:
    pairs = zip(lines, model, strict=True)
    return all(abs(a[0].middle - b[0].middle) < 0.5 * (b[0].bottom - b[0].top) for a, b in pairs)

"""Rules → grids: which rectangles of a page are cells of one table.

Edges are snapped and joined by pdfplumber; rules that touch belong to one grid; inside it, every elementary rectangle
between neighbouring lines is united with its neighbour unless a rule is drawn between them. So a missing outer border,
or a joint that does not quite meet, loses no cell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pdfplumber.table import merge_edges

from mingzhang.reading.document import Box
from mingzhang.reading.formats.pdf.dots import join_dots
from mingzhang.reading.formats.pdf.objects import Rule
from mingzhang.reading.limits import MOST_CELLS, Crowded

_SNAP = 3.0  # points: two lines nearer than this are one
_MIN_LENGTH = 4.0  # points: shorter strokes are decoration or glyphs
_ROW = 40.0  # points: no row of one line of text is higher
_GAP = 4.5  # points: nothing is printed in a strip this thin
_COVER = 0.6  # of an elementary side: more than this drawn means the side is ruled


@dataclass(frozen=True, slots=True)
class Frame:
    """A grid without text: its lines, and its cells as (row, col, rowspan, colspan)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, int, int, int], ...]
    doubts: tuple[str, ...] = ()

    @property
    def box(self) -> Box:
        """The outer box, in points."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_box(self, cell: tuple[int, int, int, int]) -> Box:
        """The box of one cell, in points."""
        row, col, rowspan, colspan = cell
        return (self.xs[col], self.ys[row], self.xs[col + colspan], self.ys[row + rowspan])


def find_frames(rules: Iterable[Rule]) -> list[Frame]:
    """Every grid that the rules of a page draw, from top to bottom; a lone box counts (it has one cell)."""
    edges = _edges(join_dots(rules))
    frames = [f for group in _with_open_rows(_touching(edges)) if (f := _frame(group))]
    return sorted(_outermost(frames), key=lambda f: (f.ys[0], f.xs[0]))


def _edges(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    made = []
    for r in rules:
        horizontal = abs(r.bottom - r.top) <= abs(r.x1 - r.x0)
        made.append(
            {
                "x0": r.x0, "x1": r.x1, "top": r.top, "bottom": r.bottom,
                "width": r.x1 - r.x0, "height": r.bottom - r.top,
                "orientation": "h" if horizontal else "v", "object_type": "line",
            }
        )  # fmt: skip
    if not made:
        return []
    near = dict.fromkeys(("snap_x_tolerance", "snap_y_tolerance", "join_x_tolerance", "join_y_tolerance"), _SNAP)
    merged = merge_edges(made, **near)
    return [e for e in merged if max(e["x1"] - e["x0"], e["bottom"] - e["top"]) >= _MIN_LENGTH]


def _touching(edges: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    parent = list(range(len(edges)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    verticals = sorted((e["x0"], i) for i, e in enumerate(edges) if e["orientation"] == "v")
    keys = [x for x, _ in verticals]
    for i, h in enumerate(edges):
        if h["orientation"] != "h":
            continue
        for x, j in verticals[bisect_left(keys, h["x0"] - _SNAP) :]:
            if x > h["x1"] + _SNAP:
                break
            v = edges[j]
            if v["top"] - _SNAP <= h["top"] <= v["bottom"] + _SNAP:
                parent[root(i)] = root(j)
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for i, e in enumerate(edges):
        groups[root(i)].append(e)
    return list(groups.values())


def _with_open_rows(groups: Sequence[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """Without outer borders no vertical rule reaches a row that one cell fills: its line joins the grid beside it."""
    lone = [g for g in groups if all(e["orientation"] == "h" for e in g)]
    joined: list[list[dict[str, Any]]] = []
    for group in groups:
        if all(e["orientation"] == "h" for e in group):
            continue
        while _open_sided(group) and (near := _next_line(lone, group)):
            group = [*group, *near]
            lone.remove(near)
        joined.append(group)
    return [*joined, *lone]


def _next_line(lone: Sequence[list[dict[str, Any]]], group: Sequence[dict[str, Any]]) -> list[dict[str, Any]] | None:
    """The line as long as the group that stands nearest above or below it, within the height of a row."""
    aligned = ((gap, g) for g in lone if _aligned(g, group) and (gap := _gap(g, group)) <= _ROW)
    return min(aligned, key=lambda pair: pair[0], default=(0.0, None))[1]


def _open_sided(group: Sequence[dict[str, Any]]) -> bool:
    left, right = _extent(group)
    verticals = [e["x0"] for e in group if e["orientation"] == "v"]
    return bool(min(verticals) > left + 2 * _SNAP and max(verticals) < right - 2 * _SNAP)


def _extent(group: Sequence[dict[str, Any]]) -> tuple[float, float]:
    return min(e["x0"] for e in group), max(e["x1"] for e in group)


def _aligned(line: Sequence[dict[str, Any]], group: Sequence[dict[str, Any]]) -> bool:
    return all(abs(a - b) <= _SNAP for a, b in zip(_extent(line), _extent(group), strict=True))


def _gap(line: Sequence[dict[str, Any]], group: Sequence[dict[str, Any]]) -> float:
    """How far the line stands above or below the group."""
    y = float(line[0]["top"])
    top, bottom = (float(limit(e[side] for e in group)) for limit, side in ((min, "top"), (max, "bottom")))
    return max(top - y, y - bottom)


def _frame(edges: Sequence[dict[str, Any]]) -> Frame | None:
    horizontal = [e for e in edges if e["orientation"] == "h"]
    vertical = [e for e in edges if e["orientation"] == "v"]
    if not horizontal or not vertical:
        return None
    xs = _lines([e["x0"] for e in vertical], [e["x0"] for e in horizontal], [e["x1"] for e in horizontal])
    ys = _lines([e["top"] for e in horizontal], [e["top"] for e in vertical], [e["bottom"] for e in vertical])
    if len(xs) < 2 or len(ys) < 2:
        return None
    if (len(xs) - 1) * (len(ys) - 1) > MOST_CELLS:
        raise Crowded(f"its rules part it into {(len(xs) - 1) * (len(ys) - 1)} cells")
    ruled_v = _ruled(vertical, "x0", "top", "bottom", xs, ys)
    ruled_h = _ruled(horizontal, "top", "x0", "x1", ys, xs)
    cells, torn = _unite(len(ys) - 1, len(xs) - 1, ruled_v, ruled_h)
    frame = Frame(tuple(xs), tuple(ys), tuple(cells))
    return replace(frame, doubts=("open-cell",)) if any(map(_has_room, map(frame.cell_box, torn))) else frame


def _has_room(box: Box) -> bool:
    """Whether a text could stand there: not so in the gap between the outer border and the cells."""
    return min(box[2] - box[0], box[3] - box[1]) > _GAP


def _lines(drawn: Sequence[float], starts: Sequence[float], ends: Sequence[float]) -> list[float]:
    """Positions of the drawn lines, and of an outer border that is not drawn but up to which the crossing lines run."""
    positions = list(drawn)
    if min(starts) < min(positions) - 2 * _SNAP:
        positions.append(min(starts))
    if max(ends) > max(positions) + 2 * _SNAP:
        positions.append(max(ends))
    merged: list[float] = []
    for p in sorted(positions):
        if not merged or p - merged[-1] >= _SNAP:
            merged.append(p)
    return merged


def _ruled(
    edges: Sequence[dict[str, Any]], at: str, start: str, end: str, lines: Sequence[float], crossing: Sequence[float]
) -> set[tuple[int, int]]:
    """Pairs (line index, interval index along it) where a rule is drawn."""
    covered: dict[tuple[int, int], float] = defaultdict(float)
    for e in edges:
        line = _nearest(lines, e[at])
        first = max(bisect_left(crossing, e[start]) - 1, 0)
        for k in range(first, len(crossing) - 1):
            if crossing[k] >= e[end]:
                break
            covered[line, k] += min(e[end], crossing[k + 1]) - max(e[start], crossing[k])
    return {(i, k) for (i, k), length in covered.items() if length > _COVER * (crossing[k + 1] - crossing[k])}


def _nearest(lines: Sequence[float], position: float) -> int:
    """Index of the line (ascending) that is nearest to a position; the first of two equally near ones."""
    after = bisect_left(lines, position)
    if after == 0 or (after < len(lines) and lines[after] - position < position - lines[after - 1]):
        return after
    return after - 1


def _unite(
    rows: int, cols: int, ruled_v: set[tuple[int, int]], ruled_h: set[tuple[int, int]]
) -> tuple[list[tuple[int, int, int, int]], list[tuple[int, int, int, int]]]:
    """Cells as (row, col, rowspan, colspan), and those of them that are parts of what is no rectangle."""
    region = [[0] * cols for _ in range(rows)]
    cells: list[tuple[int, int, int, int]] = []
    torn: list[tuple[int, int, int, int]] = []
    for r in range(rows):
        for c in range(cols):
            if region[r][c]:
                continue
            members = _flood(r, c, rows, cols, ruled_v, ruled_h)
            rectangles = _rectangles(members)
            for rectangle in rectangles:
                cells.append(rectangle)
                for i in range(rectangle[0], rectangle[0] + rectangle[2]):
                    for j in range(rectangle[1], rectangle[1] + rectangle[3]):
                        region[i][j] = len(cells)
            torn += rectangles if len(rectangles) > 1 else []
    return sorted(cells), torn


def _flood(
    r: int, c: int, rows: int, cols: int, ruled_v: set[tuple[int, int]], ruled_h: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    members, todo = {(r, c)}, [(r, c)]
    while todo:
        i, j = todo.pop()
        steps = (
            (i, j + 1, j + 1 < cols and (j + 1, i) not in ruled_v),
            (i, j - 1, j > 0 and (j, i) not in ruled_v),
            (i + 1, j, i + 1 < rows and (i + 1, j) not in ruled_h),
            (i - 1, j, i > 0 and (i, j) not in ruled_h),
        )
        for a, b, open_side in steps:
            if open_side and (a, b) not in members:
                members.add((a, b))
                todo.append((a, b))
    return members


def _rectangles(members: set[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """One rectangle when the members fill their bounding box, else one per row and run."""
    top, left = min(i for i, _ in members), min(j for _, j in members)
    height, width = max(i for i, _ in members) - top + 1, max(j for _, j in members) - left + 1
    if height * width == len(members):
        return [(top, left, height, width)]
    runs: list[tuple[int, int, int, int]] = []
    for i, j in sorted(members):
        if runs and runs[-1][0] == i and runs[-1][1] + runs[-1][3] == j:
            runs[-1] = (i, runs[-1][1], 1, runs[-1][3] + 1)
        else:
            runs.append((i, j, 1, 1))
    return runs


def _outermost(frames: Sequence[Frame]) -> list[Frame]:
    """A grid drawn inside one cell of another stays; a lone box around a grid is dropped (it only frames it)."""
    return [f for f in frames if len(f.cells) > 1 or not any(g is not f and _inside(g.box, f.box) for g in frames)]


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - _SNAP and inner[1] >= outer[1] - _SNAP
        and inner[2] <= outer[2] + _SNAP and inner[3] <= outer[3] + _SNAP
    )  # fmt: skip

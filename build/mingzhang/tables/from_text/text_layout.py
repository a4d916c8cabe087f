"""How the cells of a header stand above each other: every way to see columns and groups of columns in them.

A cell that others stand below is a group and stands over the middle of them; a cell without any is a column and stands
in the middle of its height. Text tells both only roughly, so that every way is weighed and none is thrown away that
the words do not rule out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_KEPT = 4  # best ways kept for each part of a header
_STEPS = 30_000  # parts that are tried for one header
_ASIDE = 0.34  # how far from the middle of its columns, in widths of them, a group may stand
_MIXED = 0.4  # what speaks against a group of keys and amounts, but for one side of a two-sided table
_SIDE = re.compile("收入|支出")
_PARTS = ("类", "款", "项")
_TOUCH = 0.5  # share of the narrower cell from which one stands below the other


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a header: its text, its first and last line, and where its words begin and end."""

    text: str
    first: int
    last: int
    at: int
    end: int

    @property
    def height(self) -> float:
        """The middle of its lines."""
        return (self.first + self.last) / 2

    @property
    def middle(self) -> float:
        """The middle of its words."""
        return (self.at + self.end) / 2

    def is_above(self, other: HeadCell) -> bool:
        """Whether the other one stands below this one."""
        shared = min(self.end, other.end) - max(self.at, other.at)
        return self.last < other.first and shared >= _TOUCH * min(self.end - self.at, other.end - other.at)


Path = tuple[HeadCell, ...]
"""A column: the cells above it, outermost first."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to see columns, from left to right; ``cost`` is how much speaks against it."""

    paths: tuple[Path, ...]
    cost: float


@dataclass(slots=True)
class _Search:
    """The search for the layouts of one header: its bottom line, what was found, and how often it may still try."""

    bottom: int
    is_key: Callable[[str], bool]
    found: dict[tuple[tuple[HeadCell, ...], int], list[Layout]] = field(default_factory=dict)
    steps: int = _STEPS


def lay_out(cells: Sequence[HeadCell], is_key: Callable[[str], bool]) -> list[Layout]:
    """The likeliest ways to see columns in the cells, best first; none where there are too many to try.

    ``is_key`` tells from its words whether a column says what a row is, rather than an amount.
    """
    if not cells:
        return []
    search = _Search(max(c.last for c in cells), is_key)
    found = _layouts(tuple(sorted(cells, key=lambda c: (c.at, c.first))), min(c.first for c in cells), search)
    return found if search.steps > 0 else []


def _layouts(cells: tuple[HeadCell, ...], top: int, search: _Search) -> list[Layout]:
    """The ways to see the cells as columns and groups side by side, from line ``top`` on."""
    if not cells:
        return [Layout((), 0)]
    key = (cells, top)
    if key not in search.found:
        ways = []
        for n in range(1, len(cells) + 1):
            search.steps -= 1
            if search.steps <= 0:
                return []
            if any(a.is_above(b) or b.is_above(a) for a in cells[:n] for b in cells[n:]):
                continue
            firsts = _first(cells[:n], top, search)
            rests = _layouts(cells[n:], top, search) if firsts else []
            ways += [Layout(a.paths + b.paths, a.cost + b.cost) for a in firsts for b in rests if not _is_cut(a, b)]
        search.found[key] = sorted(ways, key=lambda w: w.cost)[:_KEPT]
    return search.found[key]


def _is_cut(left: Layout, right: Layout) -> bool:
    """Whether one code would be cut: the columns of its parts, 类 款 项, stand side by side."""
    if not left.paths or not right.paths:
        return False
    one, other = left.paths[-1], right.paths[0]
    return (one[-1].text, other[-1].text) in pairwise(_PARTS) and not len(one) == len(other) == len(left.paths) == 1


def _first(cells: tuple[HeadCell, ...], top: int, search: _Search) -> list[Layout]:
    """The ways to see the cells as one column, or as one group."""
    if len(cells) == 1:
        cell = cells[0]
        off = (cell.height - (top + search.bottom) / 2) / (search.bottom - top + 1)
        return [Layout(((cell,),), max(off, -2 * off))]
    group = min(cells, key=lambda c: (c.first, c.last))
    below = tuple(c for c in cells if c is not group)
    if any(c.first <= group.last for c in below):
        return []
    return list(_grouped(group, _layouts(below, group.last + 1, search), top, search))


def _grouped(group: HeadCell, below: Sequence[Layout], top: int, search: _Search) -> Iterator[Layout]:
    for layout in below:
        if len(layout.paths) < 2:
            continue
        left, right = layout.paths[0][-1], layout.paths[-1][-1]
        aside = abs(group.middle - (left.at + right.end) / 2) / max(right.end - left.at, group.end - group.at)
        if aside <= _ASIDE and left.at < group.end and group.at < right.end:
            high = (group.first - top) / (search.bottom - top + 1)
            keys = [search.is_key(path[-1].text) for path in layout.paths]
            mixed = 0 if len(set(keys)) == 1 or (keys[0] and _SIDE.search(group.text)) else _MIXED
            yield Layout(tuple((group, *path) for path in layout.paths), layout.cost + aside + high + mixed)

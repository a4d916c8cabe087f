"""Names broken over lines: how many of the lines above and below its amounts are those of a row's name.

Between the amounts of two rows stand lines of words, and each belongs to the row above, to the row below, or is a row
by itself. A table sets its names in one style throughout: beside the middle of the name, beside its last line, or
beside its first one stand the amounts. A line goes on in the next only when it fills its cell, and a name that is known
by its code is whole. What follows from this and nothing else is told; where two ways are left, the row is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from unicodedata import category, east_asian_width

from mingzhang.knowledge.code_names import Classification, all_codes
from mingzhang.text.normalise import normalise
from mingzhang.text.ordinals import DIGIT_BRACKETS, DIGIT_DOT, HAN_BRACKETS, HAN_DOT

_FEW = 8  # lines between two rows above which no name is sought in them
_SLACK = 2  # half widths by which a full line may be shorter than its cell
_NARROW, _BROAD = 0.6, 2.0  # half widths that a letter, digit or mark takes at least, and at most
_TORN = 10  # what it costs that lines are nobody's
_CLOSE = 2  # costs by which two styles are as good as each other
_BESIDE = 1  # what it costs that amounts stand beside no line of the name, nor between two
_BEGINS = re.compile(rf"{HAN_DOT}|{HAN_BRACKETS}|{DIGIT_BRACKETS}|{DIGIT_DOT}|其中[:：]?")
_UNIT = re.compile(r"[\x21-\x7e]+[)）》”、，。；：:]*|.[)）》”、，。；：:]*")

Share = tuple[int, int]
"""Lines above and below that are of the row's name."""
Alone = Callable[[str], float]
"""What it costs that a line of words is a row by itself; infinity where it can be none."""
_Way = tuple[int | None, int | None]
"""A share of which either side may be unknown."""
_Style = Callable[[int, int, bool], int | None]
"""What a share costs, with whether the row has words beside its amounts; None where the style has no such rows."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A row: the words of its name beside its amounts (may be empty), and the names that it can have, if known.

    ``whole``: no line around it is of its name, as with a total.
    """

    text: str
    names: frozenset[str] = frozenset()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Shares:
    """For each owner its lines above and below, None where it is not told; ``rest``: lines of the page before."""

    of: tuple[Share | None, ...]
    rest: int | None


def is_closed(text: str) -> bool:
    """Whether every bracket that opens closes, and none closes that did not open."""
    depth = 0
    for char in text:
        depth += (char in "（(") - (char in "）)")
        if depth < 0:
            return False
    return depth == 0


def share_lines(owners: Sequence[Owner], between: Sequence[Sequence[str]], alone: Alone, before: str | None) -> Shares:
    """Which line ``between`` the owners (one group more than owners: above the first … below the last) is whose.

    Spaces before a text say how far it is indented.

    ``before`` is the last line of the name with which the page before ended, if it may go on here; empty when it is
    not known.
    """
    texts = [*(o.text for o in owners), *(line for group in between for line in group)]
    width = max((_width(text, _NARROW) for text in texts), default=0)
    ends = [before, *(o.text for o in owners), None]
    costs = [_rows(*two, group, alone, width) for two, group in zip(pairwise(ends), between, strict=True)]
    found = []
    for style in (_beside_middle, _beside_last, _beside_first):
        ways = [_ways(o, *sides, width, style) for o, sides in zip(owners, pairwise(between), strict=True)]
        found.append(_cheapest([_top(before, between[0], width), *ways, _bottom(between[-1])], costs))
    least = min(cost for cost, _ in found)
    kept = [sets for cost, sets in found if cost <= least + _CLOSE]
    told = [_single({way for sets in kept for way in sets[k]}) for k in range(len(owners) + 1)]
    return Shares(tuple(told[1:]), told[0][1] if told[0] else None)


def _single(ways: set[_Way]) -> Share | None:
    way = next(iter(ways)) if len(ways) == 1 else (None, None)
    return (way[0], way[1]) if way[0] is not None and way[1] is not None else None


def _width(text: str, letter: float) -> float:
    """The width of a text in half widths of its font, of which a letter, digit or mark takes ``letter``."""
    return sum(2 if east_asian_width(c) == "W" and category(c)[0] == "L" else letter for c in text.strip())


def _goes_on(line: str | None, following: str, width: float) -> bool:
    """Whether a line can go on in the next: what stands first there had no room any more."""
    unit = _UNIT.match(following.strip())
    indent = len(line) - len(line.lstrip()) if line else 0
    return not line or indent + _width(line, _BROAD) + _width(unit[0] if unit else "", _BROAD) >= width - _SLACK


def begins(text: str) -> bool:
    """Whether a line says that a name begins with it."""
    return _BEGINS.match(text.strip()) is not None


def _top(before: str | None, group: Sequence[str], width: float) -> list[tuple[_Way, int]]:
    """What of the first group may be the rest of the name before."""
    goes_on = before is not None and group and _goes_on(before, group[0], width)
    ways: list[tuple[_Way, int]] = [((0, n), 0) for n in range(len(group) + 1) if n == 0 or goes_on]
    return [*ways, ((0, None), 0)]


def _bottom(group: Sequence[str]) -> list[tuple[_Way, int]]:
    return [((0, 0), 0), ((None, 0), 0)]


def _ways(
    owner: Owner, above: Sequence[str], below: Sequence[str], width: float, style: _Style
) -> list[tuple[_Way, int]]:
    """Every share that an owner can have, with its cost: those that make up a known name, if any do."""
    shares: dict[Share, tuple[str, ...]] = {
        (a, b): (*above[len(above) - a :], *([owner.text] if owner.text else []), *below[:b])
        for a in range(min(len(above), _FEW) + 1)
        for b in range(min(len(below), _FEW) + 1)
        if (a, b) == (0, 0) or not owner.whole
    }
    names = {s: "".join(line.strip() for line in lines) for s, lines in shares.items()}
    known = {s for s, name in names.items() if {name, _BEGINS.sub("", name, count=1)} & owner.names}
    styled = {s: style(*s, bool(owner.text)) for s, lines in shares.items() if s in known or _is_name(lines, width)}
    ways: list[tuple[_Way, int]] = [
        (s, cost) for s, cost in styled.items() if cost is not None and (s in known or not known)
    ]
    sides = {s for s in shares if s in known} if known else set(shares)
    torn: set[_Way] = {(None, b) for _, b in sides if above} | {(a, None) for a, _ in sides if below}
    torn |= {(None, None)} if above and below else set()
    return [*ways, *((way, 0) for way in sorted(torn, key=str))]


def _is_name(lines: Sequence[str], width: float) -> bool:
    """Whether lines can be one name: each but the last fills the cell, none but the first begins one."""
    return all(_goes_on(line, following, width) and not begins(following) for line, following in pairwise(lines))


def _beside_middle(above: int, below: int, named: bool) -> int | None:
    if named or above == below > 0:
        return 0 if abs(above - below) <= 1 else None
    return _BESIDE if abs(above - below) <= 1 else None


def _beside_last(above: int, below: int, named: bool) -> int | None:
    return (0 if named or above else _BESIDE) if not below else None


def _beside_first(above: int, below: int, named: bool) -> int | None:
    return (0 if named else _BESIDE if not below else None) if not above else None


def _cheapest(
    every: Sequence[Sequence[tuple[_Way, int]]], between: Sequence[Sequence[float]]
) -> tuple[float, list[set[_Way]]]:
    """The least cost of all, and the ways of each owner with which it is reached."""
    ahead = [{way: float(cost) for way, cost in every[0]}]
    for group, ways in zip(between, every[1:], strict=True):
        ahead.append({w: c + min((a + _cost(group, v, w) for v, a in ahead[-1].items())) for w, c in ways})
    back = [{way: 0.0 for way, _ in every[-1]}]
    for group, ways, own in zip(reversed(between), reversed(every[1:]), reversed(every[:-1]), strict=True):
        costs = dict(ways)
        back.append({v: min(b + costs[w] + _cost(group, v, w) for w, b in back[-1].items()) for v, _ in own})
    back.reverse()
    least = min(ahead[-1].values())
    if least == float("inf"):
        return least, [{(None, None)} for _ in every]
    return least, [{w for w in a if a[w] + b[w] == least} for a, b in zip(ahead, back, strict=True)]


def _cost(group: Sequence[float], upper: _Way, lower: _Way) -> float:
    """What it costs that of a group the upper owner has its share and the lower one its own; the rest are rows."""
    below, above = upper[1], lower[0]
    if below is None or above is None:
        return _TORN if below is above and group else float("inf")
    return sum(group[below : len(group) - above]) if below + above <= len(group) else float("inf")


def _rows(upper: str | None, lower: str | None, group: Sequence[str], alone: Alone, width: float) -> list[float]:
    """For each line of a group what it costs that it is a row by itself: nothing when it is no part of another.

    ``upper`` and ``lower`` are what the rows beside it print, empty where their names are among these lines, None where
    there is no row.
    """
    lines = [upper, *group, lower]
    return [
        0
        if alone is not never_alone and not _joins(a, line, width) and not _joins(line, b, width)
        else alone(line.strip())
        for a, line, b in zip(lines, group, lines[2:], strict=False)
    ]


def _joins(line: str | None, following: str | None, width: float) -> bool:
    return line is not None and following is not None and (not following or _goes_on(line, following, width))


def stands_alone(line: str) -> float:
    """A line that is a row by itself says so: by its number, or as the name of a class."""
    return 0 if begins(line) or line in known_names() else float("inf")


def never_alone(line: str) -> float:
    """For tables in which every row has a code or an amount."""
    return float("inf")


@cache
def known_names() -> frozenset[str]:
    """The names of all classification codes."""
    classes: tuple[Classification, ...] = ("functional", "economic", "gov-economic")
    return frozenset(normalise(code.name) for c in classes for code in all_codes(c).values())

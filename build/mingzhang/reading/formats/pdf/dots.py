"""Rules drawn as rows of dots: each dot a path of its own, as broad as it is high, so that only their row is a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from mingzhang.reading.formats.pdf.objects import Rule

_DOT = 2.5  # points: what is longer is a line, or a dash that shows which way its line runs
_STEP = 7.0  # points: dots further apart are no line
_ENOUGH = 4  # dots that make a line
_EXACT = 0.05  # points: how far dots side by side stand off each other's level; others lie close above and below
_LEVEL = 0.5  # points: how far dots below each other do, when those of the lines across are gone

Key = Callable[[Rule], float]


def join_dots(rules: Iterable[Rule]) -> list[Rule]:
    """The rules, each row or column of dots as one of them; dots that stand in none are left out."""
    lines: list[Rule] = []
    dots: list[Rule] = []
    for rule in rules:
        (dots if max(rule.x1 - rule.x0, rule.bottom - rule.top) < _DOT else lines).append(rule)
    if len(dots) < _ENOUGH:
        return lines
    across = list(_runs(dots, attrgetter("top"), attrgetter("x0"), _EXACT))
    taken = {id(dot) for run in across for dot in run}
    down = _runs([d for d in dots if id(d) not in taken], attrgetter("x0"), attrgetter("top"), _LEVEL)
    lines += [Rule(run[0].x0, run[0].top, run[-1].x1, run[0].top) for run in across]
    lines += [Rule(run[0].x0, run[0].top, run[0].x0, run[-1].bottom) for run in down]
    return lines


def _runs(dots: Sequence[Rule], level: Key, along: Key, off: float) -> Iterator[list[Rule]]:
    """Dots on one level, a step or less apart."""
    for row in _split(sorted(dots, key=level), level, off):
        for run in _split(sorted(row, key=along), along, _STEP):
            if len(run) >= _ENOUGH and along(run[-1]) > along(run[0]) + _DOT:
                yield run


def _split(dots: Sequence[Rule], key: Key, most: float) -> Iterator[list[Rule]]:
    run = list(dots[:1])
    for before, dot in pairwise(dots):
        if key(dot) - key(before) > most:
            yield run
            run = []
        run.append(dot)
    yield run

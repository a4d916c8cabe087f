"""The outline of a drawn object as the corners of its subpaths."""

from __future__ import annotations

import re

from mingzhang.reading.formats.ofd.geometry import Matrix, mapped, number

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_TAKES = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow each operator (GB/T 33190, 9.1); the last two are the point where it ends."""

Point = tuple[float, float]


def subpaths(data: str, matrix: Matrix) -> list[list[Point]]:
    """The corner points of each subpath, of a curve its end point; a closed one repeats its first point."""
    made: list[list[Point]] = []
    tokens = _TOKEN.findall(data)
    at = 0
    while at < len(tokens):
        operator = tokens[at]
        takes = _TAKES.get(operator)
        values = [number(t, 0.0) for t in tokens[at + 1 : at + 1 + (takes or 0)]]
        at += 1 + (takes or 0)
        if operator == "C" and made and made[-1][-1] != made[-1][0]:
            made[-1].append(made[-1][0])
        elif takes and len(values) == takes:
            _draw(made, operator, mapped(matrix, values[-2], values[-1]))
    return [points for points in made if len(points) > 1]


def _draw(made: list[list[Point]], operator: str, point: Point) -> None:
    if operator in ("M", "S") or not made:
        made.append([point])
    else:
        made[-1].append(point)

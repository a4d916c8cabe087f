"""Tables without vertical rules: columns by the alignment of amounts, rows by printed lines or horizontal rules.

The white space between columns is weaker evidence than a rule, so every amount placed here carries a doubt.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingzhang.reading.document import Box, Cell, Grid, Place
from mingzhang.reading.objects import Rule, Word
from mingzhang.reading.refine import ALIGNED
from mingzhang.reading.words import group_lines, join_line
from mingzhang.text import parse_amount, parse_percent

_PITCH = 3.0  # of the line height: lines further apart than this are not of one table
_HEADER_LINES = 4
_LEADER = ("....", "……", "····")
_SENTENCE = ("，", "。", "；")  # amounts inside a sentence stand under each other by chance
_SLACK = 2.0  # points: columns whose amounts stand nearer than this are one

Line = list[Word]


@dataclass(frozen=True, slots=True)
class _Table:
    """Lines of one table: the first ``header`` of them stand above the first amount."""

    lines: list[Line]
    header: int
    columns: list[tuple[float, float]]


def find_aligned(words: Sequence[Word], rules: Sequence[Rule], page: int) -> tuple[list[Grid], list[Word]]:
    """Grids of the lines that print amounts in columns without vertical rules, and the words that belong to none."""
    lines = group_lines(words)
    horizontals = [r for r in rules if abs(r.bottom - r.top) < 1 < r.x1 - r.x0]
    grids: list[Grid] = []
    used: set[int] = set()
    for first, last in _runs(lines):
        columns = _columns(lines[first : last + 1])
        if len(columns) < 2 or not _holds(lines[first : last + 1], columns):
            continue
        start = _header_start(lines, first, max(used, default=-1), columns, horizontals)
        table = _Table(lines[start : last + 1], first - start, columns)
        grids.append(_grid(table, horizontals, page))
        used |= set(range(start, last + 1))
    return grids, [w for n, line in enumerate(lines) if n not in used for w in line]


def _is_number(word: Word) -> bool:
    return parse_amount(word.text) is not None or parse_percent(word.text) is not None


def _is_data(line: Line) -> bool:
    """A line with an amount that stands free: two, or one with decimals or separators behind a name."""
    if any(mark in w.text for w in line for mark in (*_LEADER, *_SENTENCE)):
        return False
    numbers = [w for w in line if _is_number(w)]
    money = [w for w in numbers if "." in w.text or "," in w.text]
    return (len(numbers) >= 2 and bool(money)) or (len(money) == 1 and len(line) >= 2 and line[-1] is money[0])


def _runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """First and last index of every run of lines with amounts; up to two lines between two of them may have none."""
    data = [n for n, line in enumerate(lines) if _is_data(line)]
    runs: list[list[int]] = []
    for n in data:
        if runs and n - runs[-1][-1] <= 3 and _near(lines, runs[-1][-1], n):
            runs[-1].append(n)
        else:
            runs.append([n])
    return [(run[0], run[-1]) for run in runs if len(run) > 1]


def _near(lines: Sequence[Line], upper: int, lower: int) -> bool:
    return all(_top(b) - _bottom(a) < _PITCH * _height(a) for a, b in pairwise(lines[upper : lower + 1]))


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Horizontal extents of the columns: words of the lines with amounts that overlap stand in one."""
    columns: list[tuple[float, float]] = []
    for x0, x1 in sorted((w.x0, w.x1) for line in lines if _is_data(line) for w in line):
        if columns and x0 < columns[-1][1] + _SLACK:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _holds(lines: Sequence[Line], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether the amounts really stand in columns: each column of amounts has them in at least two lines."""
    filled = [sum(any(_is_number(w) and a <= w.x0 <= b for w in line) for line in lines) for a, b in columns]
    return max(filled, default=0) >= 2 and sum(n == 1 for n in filled) <= sum(n > 1 for n in filled)


def _header_start(
    lines: Sequence[Line], first: int, floor: int, columns: Sequence[tuple[float, float]], rules: Sequence[Rule]
) -> int:
    """Index of the first header line: up to the highest long rule above, else the lines that stand over the columns."""
    top = _top(lines[first])
    width = columns[-1][1] - columns[0][0]
    above = [r.top for r in rules if r.top < top + 2 and r.x1 - r.x0 > 0.6 * width]
    start = first
    for n in range(first - 1, max(floor, first - 1 - _HEADER_LINES), -1):
        ruled = any(y < _top(lines[n]) + 2 for y in above)
        over = len(lines[n]) > 1 and not any(w.text.endswith(("。", "；", "：", ":")) for w in lines[n])
        if not _near(lines, n, n + 1) or not (ruled or (over and not above)):
            break
        start = n
    return start


def _grid(table: _Table, rules: Sequence[Rule], page: int) -> Grid:
    xs = _edges(table.columns)
    ys = _row_edges(table)
    cells: list[Cell] = []
    for i, line in enumerate(table.lines):
        taken = -1
        for first, last, words in _spans(line, table, xs, i < table.header, rules):
            for j in range(taken + 1, first):
                cells.append(_cell(i, j, j, [], xs, ys, page))
            cells.append(_cell(i, first, last, words, xs, ys, page))
            taken = last
        for j in range(taken + 1, len(table.columns)):
            cells.append(_cell(i, j, j, [], xs, ys, page))
    box = (round(xs[0], 2), round(ys[0], 2), round(xs[-1], 2), round(ys[-1], 2))
    return Grid(Place(page, box), len(table.lines), len(table.columns), tuple(cells), (ALIGNED,))


def _edges(columns: Sequence[tuple[float, float]]) -> list[float]:
    return [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]


def _row_edges(table: _Table) -> list[float]:
    middles = [(_bottom(a) + _top(b)) / 2 for a, b in pairwise(table.lines)]
    return [_top(table.lines[0]), *middles, _bottom(table.lines[-1])]


def _spans(
    line: Line, table: _Table, xs: Sequence[float], header: bool, rules: Sequence[Rule]
) -> list[tuple[int, int, list[Word]]]:
    """(first column, last column, words) of each cell of a line, from left to right."""
    spans: list[tuple[int, int, list[Word]]] = []
    for word in line:
        first, last = _reach(word, table.columns, xs, rules) if header else (_nearest(word, xs),) * 2
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]), [*spans[-1][2], word])
        else:
            spans.append((first, last, [word]))
    return spans


def _reach(
    word: Word, columns: Sequence[tuple[float, float]], xs: Sequence[float], rules: Sequence[Rule]
) -> tuple[int, int]:
    """The columns that a header word names: those whose middle it, or the short rule under it, covers."""
    under = [r for r in rules if 0 <= r.top - word.bottom < word.size and r.x0 <= (word.x0 + word.x1) / 2 <= r.x1]
    short = min(under, key=lambda r: r.x1 - r.x0, default=None)
    x0, x1 = (short.x0, short.x1) if short and short.x1 - short.x0 < 0.9 * (xs[-1] - xs[0]) else (word.x0, word.x1)
    covered = [j for j, (a, b) in enumerate(columns) if x0 <= (a + b) / 2 <= x1]
    return (covered[0], covered[-1]) if covered else (_nearest(word, xs),) * 2


def _nearest(word: Word, xs: Sequence[float]) -> int:
    return min(max(bisect_right(xs, (word.x0 + word.x1) / 2) - 1, 0), len(xs) - 2)


def _cell(
    row: int, first: int, last: int, words: list[Word], xs: Sequence[float], ys: Sequence[float], page: int
) -> Cell:
    box: Box = (round(xs[first], 2), round(ys[row], 2), round(xs[last + 1], 2), round(ys[row + 1], 2))
    doubts = (ALIGNED,) if any(_is_number(w) for w in words) else ()
    indent = round(max(0.0, words[0].x0 - box[0]), 1) if words else 0.0
    return Cell(row, first, 1, last - first + 1, join_line(words), Place(page, box), doubts, indent)


def _top(line: Line) -> float:
    return min(w.top for w in line)


def _bottom(line: Line) -> float:
    return max(w.bottom for w in line)


def _height(line: Line) -> float:
    return min(w.bottom - w.top for w in line)

"""Tables without vertical rules: columns by the alignment of amounts, rows by printed lines or horizontal rules.

The white space between columns is weaker evidence than a rule, so every amount placed here carries a doubt.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingzhang.reading.document import Box, Cell, Grid, Place
from mingzhang.reading.formats.pdf.objects import Rule, Word
from mingzhang.reading.formats.pdf.page_words import group_lines, join_line
from mingzhang.reading.formats.pdf.refine import ALIGNED
from mingzhang.text.amounts import parse_amount, parse_percent

_PITCH = 3.0  # of the line height: lines further apart than this are not of one table
_HEADER_LINES = 4
_LEADER = ("....", "……", "····")
_SENTENCE = ("，", "。", "；")  # amounts inside a sentence stand under each other by chance
_SLACK = 2.0  # points: columns whose amounts stand nearer than this are one

Line = list[Word]
Span = tuple[int, int, list[Word]]


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
        if not _near(lines, n, n + 1) or any(mark in w.text for w in lines[n] for mark in "。；：:"):
            break
        if any(y < _top(lines[n]) + 2 for y in above) or (len(lines[n]) > 1 and not above):
            start = n  # a line of one word is of the header only when a line of several stands above it
    return start


def _grid(table: _Table, rules: Sequence[Rule], page: int) -> Grid:
    xs = _edges(table.columns)
    ys = _row_edges(table)
    spans = [_spans(line, table, xs, i < table.header, rules) for i, line in enumerate(table.lines)]
    spans[: table.header] = _widened(spans[: table.header], table.columns)
    tall = _tall(spans[: table.header], len(table.columns))
    covered = {(k, j) for (i, j), bottom in tall.items() for k in range(i, bottom)}
    cells: list[Cell] = []
    for i, row in enumerate(spans):
        texts = {first: (last, words) for first, last, words in row}
        j = 0
        while j < len(table.columns):
            last, words = texts.get(j, (j, []))
            if (i, j) in tall:
                words = next(w for r in range(i, tall[i, j]) for f, _, w in spans[r] if f == j)
                cells.append(_cell((i, tall[i, j]), (j, j), words, xs, ys, page))
            elif (i, j) not in covered:
                cells.append(_cell((i, i + 1), (j, last), words, xs, ys, page))
            j = last + 1
    box = (round(xs[0], 2), round(ys[0], 2), round(xs[-1], 2), round(ys[-1], 2))
    return Grid(Place(page, box), len(table.lines), len(table.columns), tuple(cells), (ALIGNED,))


def _widened(header: Sequence[Sequence[Span]], columns: Sequence[tuple[float, float]]) -> list[list[Span]]:
    """Header words above others span the columns that they are centred over, up to the next word of their line."""
    made: list[list[Span]] = []
    for i, row in enumerate(header):
        lower = {j for below in header[i + 1 :] for first, last, _ in below for j in range(first, last + 1)}
        widened: list[Span] = []
        for k, (first, last, words) in enumerate(row):
            low = widened[-1][1] + 1 if widened else 0
            high = row[k + 1][0] - 1 if k + 1 < len(row) else len(columns) - 1
            named = lower >= set(range(first, last + 1))
            widened.append((*_centred(first, last, words, (low, high), lower, columns), words) if named else row[k])
        made.append(widened)
    return made


def _centred(
    first: int,
    last: int,
    words: list[Word],
    room: tuple[int, int],
    lower: set[int],
    columns: Sequence[tuple[float, float]],
) -> tuple[int, int]:
    middle = (words[0].x0 + words[-1].x1) / 2
    options = [
        (a, b) for a in range(room[0], first + 1) for b in range(last, room[1] + 1) if lower >= set(range(a, b + 1))
    ]

    def off(option: tuple[int, int]) -> tuple[int, int]:
        a, b = option
        distance = abs((columns[a][0] + columns[b][1]) / 2 - middle)
        return round(distance / (2 * words[0].size)), a - b

    return min(options, key=off, default=(first, last))


def _tall(header: Sequence[Sequence[Span]], columns: int) -> dict[tuple[int, int], int]:
    """(first row, column) → row after the last, of the header cells alone in their column, which fill its height."""
    tall: dict[tuple[int, int], int] = {}
    for j in range(columns):
        own = [(i, first, last) for i, row in enumerate(header) for first, last, _ in row if first <= j <= last]
        if len(own) == 1 and own[0][1] == own[0][2] and len(header) > 1:
            tall[0, j] = len(header)
    return tall


def _edges(columns: Sequence[tuple[float, float]]) -> list[float]:
    return [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]


def _row_edges(table: _Table) -> list[float]:
    middles = [(_bottom(a) + _top(b)) / 2 for a, b in pairwise(table.lines)]
    return [_top(table.lines[0]), *middles, _bottom(table.lines[-1])]


def _spans(line: Line, table: _Table, xs: Sequence[float], header: bool, rules: Sequence[Rule]) -> list[Span]:
    """(first column, last column, words) of each cell of a line, from left to right."""
    spans: list[Span] = []
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
    rows: tuple[int, int],
    columns: tuple[int, int],
    words: list[Word],
    xs: Sequence[float],
    ys: Sequence[float],
    page: int,
) -> Cell:
    """A cell from its first row to the one after its last, and from its first column to its last."""
    (top, bottom), (first, last) = rows, columns
    box: Box = (round(xs[first], 2), round(ys[top], 2), round(xs[last + 1], 2), round(ys[bottom], 2))
    doubts = (ALIGNED,) if any(_is_number(w) for w in words) else ()
    indent = round(max(0.0, words[0].x0 - box[0]), 1) if words else 0.0
    return Cell(top, first, bottom - top, last - first + 1, join_line(words), Place(page, box), doubts, indent)


def _top(line: Line) -> float:
    return min(w.top for w in line)


def _bottom(line: Line) -> float:
    return max(w.bottom for w in line)


def _height(line: Line) -> float:
    return min(w.bottom - w.top for w in line)

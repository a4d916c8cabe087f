"""Tables of performance targets in text without rules: what stands at their head, and a row for each target.

Cells follow one another in reading order and break over lines anywhere. A row is parsed as the sequence of its columns:
of all ways to cut the pieces into cells the one is taken in which most cells say what their column holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, pairwise
from typing import Any

import yaml

from mingzhang.knowledge.loading import knowledge_text
from mingzhang.reading.document import Cell, Grid, Place
from mingzhang.tables.from_text.headers import letters
from mingzhang.tables.from_text.pieces import Line, Piece
from mingzhang.text.normalise import normalise
from mingzhang.text.ordinals import HAN, HAN_BRACKETS, PART

_LONGEST: Mapping[str, int] = {
    "level1": 6, "level2": 7, "level3": 9, "value": 5, "basis": 6, "previous": 1, "weight": 1, "rule": 4, "evidence": 3,
}  # fmt: skip
"""Pieces that one cell of a column may be broken into."""
Row = dict[str, list[Piece]]
"""A row: for each column the pieces of its cell."""
_BLANK = frozenset({"level1", "level2", "previous"})
"""Columns merged over several rows, or often left blank."""
_STRANGE = 3.0  # what it costs that a cell does not say what its column holds
_UNUSUAL = 0.5  # what each more usual way of saying it costs
_PIECE = 0.01  # what each further piece of a cell costs: of two cuts the one with even cells
_LOOK = 60  # lines that the head of a table may take before its list of targets
_LONGEST_ROW = 40  # pieces of one row
_CUT, _LAST_ROW = 4, 16  # pieces of a row that a page's end cut off, and of the row before it
_END = re.compile(rf"{PART}|{HAN_BRACKETS}[^0-9]{{2,20}}$|{HAN}、")


@dataclass(slots=True)
class TargetRegion:
    """One table: lines ``first`` to ``last`` (excluded), its key–value pairs, its columns and its rows."""

    first: int
    last: int
    head: list[tuple[list[Piece], list[Piece]]]
    columns: tuple[str, ...]
    titles: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)


def find_targets(lines: Sequence[Line]) -> list[TargetRegion]:
    """Every table of targets that can be cut into rows without a rest; others stay lines."""
    titles = [i for i, line in enumerate(lines) if _is_title(line)]
    found = []
    for i in titles:
        end = next(
            (j for j in range(i + 1, len(lines)) if _is_title(lines[j]) or _END.match(lines[j].plain)), len(lines)
        )
        region = _read(lines, i + 1, end)
        if region:
            found.append(region)
    return found


def _is_title(line: Line) -> bool:
    return re.fullmatch(_wording()["title"], line.plain) is not None


@cache
def _wording() -> dict[str, Any]:
    text = knowledge_text("forms/targets.yml")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def _read(lines: Sequence[Line], first: int, end: int) -> TargetRegion | None:
    while first < end and re.fullmatch(r"[（(]\d{4}年?度?[)）]", lines[first].plain):
        first += 1
    for start in range(first, min(end, first + _LOOK)):
        if match := _find_list(lines[start:end]):
            columns, titles, taken = match
            rows = _cut_lines(lines[start + taken : end], columns)
            if rows is None:
                return None
            head = _cut_head([p for line in lines[first:start] for p in line.pieces])
            return TargetRegion(first, end, head, columns, titles, rows)
    return None


def _find_list(lines: Sequence[Line]) -> tuple[tuple[str, ...], tuple[str, ...], int] | None:
    """Columns and their titles of the list that begins with the first line, and how many lines its header takes."""
    for entry in _wording()["headers"]:
        pairs = [column.split() for column in entry.split("|")]
        wanted = letters("".join(title for _, title in pairs))
        spelt = letters("")
        for taken, line in enumerate(lines, 1):
            spelt += letters(line.text)
            if spelt.total() >= wanted.total():
                if spelt == wanted:
                    return tuple(role for role, _ in pairs), tuple(title for _, title in pairs), taken
                break
    return None


def _cut_head(pieces: Sequence[Piece]) -> list[tuple[list[Piece], list[Piece]]]:
    """(key, value) in the order printed; what stands before the first key has an empty one."""
    keys = {_loose(k) for k in _wording()["keys"]}
    found: list[tuple[list[Piece], list[Piece]]] = []
    i = 0
    while i < len(pieces):
        spans = [n for n in range(1, 7) if i + n <= len(pieces) and _loose(_text(pieces[i : i + n])) in keys]
        if spans:
            found.append((list(pieces[i : i + spans[-1]]), []))
            i += spans[-1]
        else:
            if not found:
                found.append(([], []))
            found[-1][1].append(pieces[i])
            i += 1
    return found


def _loose(text: str) -> str:
    return text.translate(str.maketrans("（）：", "():"))


def _text(pieces: Sequence[Piece]) -> str:
    return normalise("".join(p.text for p in pieces))


def _cut_lines(lines: Sequence[Line], columns: Sequence[str]) -> list[Row] | None:
    """The rows of the lines; the last line may hold the rest of a row that the end of a page cut."""
    everything = [p for line in lines for p in line.pieces]
    whole = _rows_upto(_cheapest(everything, columns), len(everything)) or None
    if len(lines) < 2 or len(lines[-1].pieces) > _CUT or (whole and _strangeness(whole) < _STRANGE):
        return whole
    body = [p for line in lines[:-1] for p in line.pieces]
    found = [whole] if whole else []
    ways = _cheapest(body, columns)
    for start in [n for n in ways if len(columns) - len(_BLANK) <= len(body) - n <= _LAST_ROW]:
        if last := _completed(body[start:], lines[-1].pieces, columns):
            found.append([*(_rows_upto(ways, start) or []), last])
    return min(found, key=_strangeness, default=None)


def _completed(pieces: Sequence[Piece], rest: Sequence[Piece], columns: Sequence[str]) -> Row | None:
    """A row whose cut cells go on with the pieces of ``rest``, each at the end of a cell."""
    best: tuple[float, Row] | None = None
    for gaps in combinations(range(1, len(pieces) + 1), len(rest)):
        whole = [*pieces]
        for gap, piece in zip(reversed(gaps), reversed(rest), strict=True):
            whole.insert(gap, piece)
        for end, cost, row in _rows_from(whole, 0, columns):
            if end == len(whole) and (best is None or cost < best[0]):
                best = (cost, row)
    return best[1] if best else None


def _strangeness(rows: Sequence[Row]) -> float:
    return sum(_price(column, pieces) for row in rows for column, pieces in row.items())


_Ways = Mapping[int, tuple[float, int, Row]]
"""For each number of pieces that rows can take up: the cost, where the last row begins, and that row."""


def _cheapest(pieces: Sequence[Piece], columns: Sequence[str]) -> _Ways:
    best: dict[int, tuple[float, int, Row]] = {0: (0.0, 0, {})}
    for at in range(len(pieces)):
        if at in best:
            for end, cost, row in _rows_from(pieces, at, columns):
                total = best[at][0] + cost
                if total < best.get(end, (float("inf"), 0, {}))[0]:
                    best[end] = (total, at, row)
    return best


def _rows_upto(ways: _Ways, count: int) -> list[Row] | None:
    """The cheapest rows that take up exactly the first ``count`` pieces; None when none do."""
    if count not in ways:
        return None
    rows: list[Row] = []
    at = count
    while at:
        _, before, row = ways[at]
        rows.append(row)
        at = before
    return rows[::-1]


def _rows_from(pieces: Sequence[Piece], start: int, columns: Sequence[str]) -> Iterator[tuple[int, float, Row]]:
    """Every cheapest row from ``start``, by where it ends."""
    open_rows: dict[int, tuple[float, Row]] = {start: (0.0, {})}
    for column in columns:
        grown: dict[int, tuple[float, Row]] = {}
        for at, (cost, row) in open_rows.items():
            for n in range(0 if column in _BLANK else 1, _LONGEST[column] + 1):
                end = at + n
                if end > len(pieces) or end > start + _LONGEST_ROW:
                    break
                price = cost + _price(column, pieces[at:end])
                if price < grown.get(end, (float("inf"), {}))[0]:
                    grown[end] = (price, {**row, column: list(pieces[at:end])})
        open_rows = grown
    for end, (cost, row) in open_rows.items():
        if end > start:
            yield end, cost, row


def _price(column: str, pieces: Sequence[Piece]) -> float:
    """What it costs to take the pieces for a cell of the column; a level must say that it is one."""
    if not pieces:
        return 0.0
    text = _text(pieces)
    extra = _PIECE * (len(pieces) - 1)
    patterns = _wording()["columns"].get(column)
    if patterns:
        usual = next((n for n, pattern in enumerate(patterns) if re.fullmatch(pattern, text)), None)
        fixed = column in ("previous", "weight", "level1", "level2")
        return extra + _UNUSUAL * usual if usual is not None else float("inf") if fixed else _STRANGE
    strange = any(re.match(r"[><=≥≤]", p.plain) or re.fullmatch(r"\d{1,3}", p.plain) for p in pieces)
    return extra + (_STRANGE if strange else 0.0)


def target_grid(region: TargetRegion, place: Place) -> Grid:
    """The table as a grid: each key with its value in a row, the header of the list, a row for each target."""
    cols = len(region.columns)
    cells: list[Cell] = []
    head = list(_head_rows(region.head, cols))
    for row, texts in enumerate(head):
        cells += [Cell(row, j, 1, 1, _join(pieces), pieces[0].place) for j, pieces in enumerate(texts[:-1])]
        last = len(texts) - 1
        cells.append(Cell(row, last, 1, cols - last, _join(texts[-1]), texts[-1][0].place))
    top = len(head)
    cells += [Cell(top, j, 1, 1, title, place) for j, title in enumerate(region.titles)]
    for i, row_pieces in enumerate(region.rows):
        at = next(p.place for column in region.columns for p in row_pieces[column])
        for j, column in enumerate(region.columns):
            if not row_pieces[column] and column in ("level1", "level2") and i:
                continue
            span = _span(region, i, column)
            cells.append(Cell(top + 1 + i, j, span, 1, _join(row_pieces[column]), at))
    return Grid(place, top + 1 + len(region.rows), cols, tuple(cells))


def _head_rows(head: Sequence[tuple[list[Piece], list[Piece]]], cols: int) -> Iterator[list[list[Piece]]]:
    """Keys and values row by row: a key that blank lines part from what is before it opens a row."""
    row: list[list[Piece]] = []
    for key, value in head:
        texts = [pieces for pieces in (key, value) if pieces]
        line = texts[0][0].place.line or 0
        if row and (line - (row[-1][-1].place.line or 0) > 1 or len(row) + len(texts) > cols):
            yield row
            row = []
        row += texts
    if row:
        yield row


def _span(region: TargetRegion, i: int, column: str) -> int:
    """How many rows a cell covers: those below in which its level is not printed again."""
    if column not in ("level1", "level2"):
        return 1
    end = i + 1
    while end < len(region.rows) and not region.rows[end][column]:
        end += 1
    return end - i


def _join(pieces: Sequence[Piece]) -> str:
    text = pieces[0].text if pieces else ""
    for before, piece in pairwise(pieces):
        text += (" " if piece.place == before.place else "\n") + piece.text
    return text

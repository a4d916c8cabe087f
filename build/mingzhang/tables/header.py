"""Where the header ends, and the header path of every column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingzhang.knowledge.words import says
from mingzhang.reading.document import Cell
from mingzhang.tables.layout import Layout, Matrix, cells_of, text_of
from mingzhang.text.amounts import parse_amount

CODE = re.compile(
    r"[\[［(（【]?(?P<code>(?:2[0-3]\d|30[1-9]|31[0-3]|399|50[1-9]|51[0-4]|599)(?:[-.·]?\d\d){0,2})[\]］)）】]?[-—_.、:：|/]?(?P<name>(?![年\d.,%]).*)"
)
"""A classification code (3, 5 or 7 digits, perhaps 201-03-01), alone or before its name."""


_MANY, _GAP = 4, 3  # numbers of an index row that may leave some out, and how many
_TORN = 3  # numbers one after the other that make an index row wherever they begin: a broad table on several pages
_KEYS = ("index", "unit-code", "code", "unit", "project", "label")
_INDEX = re.compile(r"(\d{1,2})(?:=|$)")


@dataclass(frozen=True, slots=True)
class Header:
    """``rows`` counts header rows including index rows; ``paths`` has one header path per column, outermost first."""

    rows: int
    paths: tuple[tuple[str, ...], ...]
    cells: tuple[Cell, ...]


def find_header(layout: Layout) -> Header:
    """The header of a layout, by merged cells, index rows and the first row that carries data."""
    rows = layout.rows
    depth = _depth(rows)
    named = [i for i in range(depth) if not is_index_row(rows[i])]
    if named and named != [0]:
        rows = _spread(rows, named)
    paths = parted_names([_path(rows, named, c) for c in range(layout.cols)])
    cells = tuple(c for i in range(depth) for c in cells_of(rows[i]) if c.row == i)
    return Header(depth, paths, cells)


def split_code(text: str) -> tuple[str, str] | None:
    """(code, digits only; name) of a text that is a classification code, alone or before its name; else None."""
    match = CODE.fullmatch(text)
    return (re.sub(r"\D", "", match["code"]), match["name"]) if match else None


def header_text(rows: Matrix, depth: int) -> tuple[str, ...]:
    """The texts of the first ``depth`` rows, to compare headers of continued pages."""
    return tuple("|".join(text_of(c) for c in cells_of(row)) for row in rows[:depth])


def is_index_row(row: tuple[Cell | None, ...]) -> bool:
    """A row that only numbers its columns: ``1 2 3``, ``※``, ``栏次``, ``A=B+C``; numbers must ascend."""
    texts = [t for c in cells_of(row) if (t := text_of(c))]
    if not texts or not all(says("rows", "index", t) or t in ("类", "款", "项") for t in texts):
        return False
    numbers = [int(m[1]) for t in texts if (m := _INDEX.match(t))]
    marks = len(texts) - len(numbers) - sum(t in ("类", "款", "项") for t in texts)
    if len(numbers) < 2:
        return marks >= 1 and (marks > 1 or len(numbers) == 1)
    runs = sum(b == 1 for b in numbers[1:])  # side-by-side panels begin again at 1
    steps = [b - a for a, b in pairwise(numbers) if b != 1]
    ascending = all(step == 1 for step in steps) or (len(numbers) >= _MANY and all(0 < s <= _GAP for s in steps))
    goes_on = len(numbers) == len(texts) >= _TORN and all(step == 1 for step in steps)
    return ascending and (numbers[0] <= 2 or goes_on) and runs <= 3


def is_data_row(row: tuple[Cell | None, ...]) -> bool:
    """A row that carries an amount or a classification code."""
    return not is_index_row(row) and any(_is_data(text_of(c)) for c in cells_of(row))


def _is_data(text: str) -> bool:
    if parse_amount(text) is not None:
        return not re.fullmatch(r"(19|20)\d\d", text)
    match = CODE.fullmatch(text)
    return bool(match)


def _depth(rows: Matrix) -> int:
    depth = 0
    while depth < len(rows):
        row = rows[depth]
        if is_index_row(row):
            depth += 1
            continue
        texts = [t for c in cells_of(row) if (t := text_of(c))]
        index_done = depth > 0 and is_index_row(rows[depth - 1])
        if index_done or (is_data_row(row) and not _is_first_of_tall(rows, depth)) or _only_totals(texts):
            break
        if depth > 0 and _complete(rows, depth) and not _all_header_words(texts):
            break
        if depth > 0 and not texts:
            break
        depth += 1
    return min(_unbroken(rows, depth), len(rows))


def _is_first_of_tall(rows: Matrix, depth: int) -> bool:
    """The first row, with headers that reach further down beside codes printed over their names: 501, 502 …"""
    if depth or len(rows) < 2 or is_data_row(rows[1]):
        return False
    numbers = [t for c in cells_of(rows[0]) if _is_data(t := text_of(c))]
    tall = [c for c in cells_of(rows[0]) if c.rowspan > 1 and text_of(c)]
    return len(tall) > 1 and all(CODE.fullmatch(t) for t in numbers)


def _only_totals(texts: list[str]) -> bool:
    return len(texts) == 1 and (says("rows", "total", texts[0]) or says("rows", "nothing", texts[0]))


def _all_header_words(texts: list[str]) -> bool:
    return len(texts) >= 2 and all(says("", "header", t) for t in texts)


def _complete(rows: Matrix, depth: int) -> bool:
    """Every column has a header cell of its own, and none reaches down into row ``depth``."""
    own = all(
        any((c := rows[i][j]) is not None and c.colspan == 1 and (text_of(c) or i > 0) for i in range(depth))
        for j in range(len(rows[0]))
    )
    return own and not any(c is not None and c.row < depth for c in rows[depth])


def _unbroken(rows: Matrix, depth: int) -> int:
    """Header cells that reach below ``depth`` (a tall cell beside an index row) take their rows into the header."""
    for i in range(depth, min(depth + 2, len(rows))):
        tall = [c for c in rows[i] if c is not None and c.row < depth and text_of(c)]
        if not tall or is_data_row(rows[i]):
            break
        depth = i + 1
    return depth


def _spread(rows: Matrix, named: list[int]) -> Matrix:
    """A blank header cell right of a named one, over a named lower header, was meant to be merged with it."""
    spread = [list(row) for row in rows]
    for i in named[:-1]:
        for j in range(1, len(rows[i])):
            cell, left = spread[i][j], spread[i][j - 1]
            if cell is None or left is None or text_of(cell) or cell.rowspan > 1 or left.rowspan > cell.rowspan:
                continue
            if any(text_of(rows[k][j]) for k in named if k > i) and text_of(left):
                spread[i][j] = left
    return tuple(tuple(row) for row in spread)


def parted_names(paths: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The paths; two names of keys that stand in one cell (序号单位编码), beside a column without, are two columns'."""
    made = list(paths)
    for j, (path, after) in enumerate(pairwise(paths)):
        names = _two_names(path[-1]) if path and not after else None
        if names:
            made[j], made[j + 1] = (*path[:-1], names[0]), (*path[:-1], names[1])
    return tuple(made)


def _two_names(text: str) -> tuple[str, str] | None:
    """The names of two different kinds of keys that a header cell runs together."""
    if _kind_of_key(text) in ("label", "unit", "project"):
        return None
    parts = ((text[:k], text[k:]) for k in range(2, len(text) - 1))
    kinds = ((a, b, _kind_of_key(a), _kind_of_key(b)) for a, b in parts)
    return next(((a, b) for a, b, one, other in kinds if one and other and one != other), None)


def _kind_of_key(text: str) -> str:
    return next((kind for kind in _KEYS if says("columns", kind, text)), "")


def _path(rows: Matrix, named: list[int], col: int) -> tuple[str, ...]:
    """The texts over a column; a lower cell wider than the one above it is a row's name, not a header."""
    path: list[str] = []
    last: Cell | None = None
    for i in named:
        cell = rows[i][col]
        if cell is not None and cell is not last and text_of(cell):
            if last is not None and text_of(last) and cell.colspan > last.colspan:
                continue
            path.append(text_of(cell))
        last = cell
    return tuple(path)

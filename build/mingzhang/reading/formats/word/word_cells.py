"""A table of a Word document as a grid."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from mingzhang.reading.document import Cell, Grid, Place
from mingzhang.reading.formats.parts import local
from mingzhang.reading.formats.word.numbering import Numbering, attr, value
from mingzhang.reading.formats.word.runs import Runs, is_on, runs_of, within
from mingzhang.reading.limits import MOST_CELLS, Crowded

_TWIPS = 20.0  # to a point
_EM = 10.5  # points of a character where an indent counts characters

Spot = tuple[int, int, int]
"""Row, column and the columns that it spans."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table read: its grid, the tables in its cells, and what its paragraphs tell beside their text."""

    grid: Grid
    nested: tuple[Any, ...]
    runs: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class _Set:
    element: Any
    row: int
    col: int
    colspan: int
    goes_on: bool


def read_table(table: Any, page: int, numbering: Numbering) -> WordTable:
    """A table; cells merged downwards are one, rows that were deleted are left out."""
    rows = [row for row in _rows(table) if not _is_gone(row)]
    cells = [cell for number, row in enumerate(rows) for cell in _set_out(row, number)]
    cols = max((c.col + c.colspan for c in cells), default=0)
    if len(rows) * cols > MOST_CELLS:
        raise Crowded(f"a table of {len(rows)} rows by {cols} columns is in it")
    place = Place(page)
    made: list[Cell] = []
    runs: list[Runs] = []
    nested: list[Any] = []
    spots = {(c.row, c.col, c.colspan) for c in cells}
    rests = {(c.row, c.col, c.colspan) for c in cells if c.goes_on}
    for cell in cells:
        if not (cell.goes_on and (cell.row - 1, cell.col, cell.colspan) in spots):
            text, indent, found = _content(cell.element, numbering)
            runs += found
            nested += [e for e in within(cell.element) if local(e) == "tbl"]
            made.append(Cell(cell.row, cell.col, _height(cell, rests), cell.colspan, text, place, indent=indent))
    made += _blanks(made, len(rows), cols, place)
    grid = Grid(place, len(rows), cols, tuple(sorted(made, key=lambda c: (c.row, c.col))))
    return WordTable(grid, tuple(nested), tuple(runs))


def _rows(element: Any) -> Iterator[Any]:
    for child in element:
        if local(child) == "tr":
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _rows(child)


def _cells_in(element: Any) -> Iterator[Any]:
    for child in element:
        if local(child) == "tc":
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml"):
            yield from _cells_in(child)


def _is_gone(row: Any) -> bool:
    properties = row.find("{*}trPr")
    return properties is not None and (properties.find("{*}del") is not None or is_on(properties, "hidden"))


def _set_out(row: Any, number: int) -> Iterator[_Set]:
    properties = row.find("{*}trPr")
    before = properties.find("{*}gridBefore") if properties is not None else None
    col = _count(value(before), 0) if before is not None else 0
    for element in _cells_in(row):
        own = element.find("{*}tcPr")
        span = own.find("{*}gridSpan") if own is not None else None
        merged = own.find("{*}vMerge") if own is not None else None
        colspan = _count(value(span), 1) if span is not None else 1
        yield _Set(element, number, col, colspan, merged is not None and value(merged) != "restart")
        col += colspan


def _count(text: str, least: int) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else least
    if number > MOST_CELLS:
        raise Crowded(f"a cell that spans {number} columns is in it")
    return max(number, least)


def _height(cell: _Set, rests: Set[Spot]) -> int:
    """How many rows a cell reaches down: as far as those below go on with it."""
    height = 1
    while (cell.row + height, cell.col, cell.colspan) in rests:
        height += 1
    return height


def _content(element: Any, numbering: Numbering) -> tuple[str, float, list[Runs]]:
    """The text of a cell, how far it is moved in, and its paragraphs."""
    paragraphs = [e for e in within(element) if local(e) == "p"]
    found = [runs_of(p) for p in paragraphs]
    texts = [numbering.next_of(p.find("{*}pPr")) + r.text for p, r in zip(paragraphs, found, strict=True)]
    texts += [runs_of(p).text for r in found for box in r.boxes for p in within(box) if local(p) == "p"]
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    first = next((p for p, r in zip(paragraphs, found, strict=True) if r.text.strip()), None)
    indent = _indent(first) + _spaces(lines[0]) if first is not None and lines else 0.0
    return "\n".join(line.strip() for line in lines), round(indent, 2), found


def _indent(paragraph: Any) -> float:
    found = paragraph.find("{*}pPr/{*}ind")
    if found is None:
        return 0.0
    twips = sum(_number(attr(found, name)) for name in ("left", "start", "firstLine")) / _TWIPS
    chars = sum(_number(attr(found, name)) for name in ("leftChars", "startChars", "firstLineChars")) / 100 * _EM
    return max(twips, chars, 0.0)


def _spaces(line: str) -> float:
    return sum(_EM if c == "\u3000" else _EM / 2 for c in line[: len(line) - len(line.lstrip())])


def _number(text: str) -> int:
    return int(text) if text.lstrip("-").isascii() and text.lstrip("-").isdigit() and len(text) < 8 else 0


def _blanks(cells: list[Cell], rows: int, cols: int, place: Place) -> list[Cell]:
    """A blank cell wherever none stands."""
    taken = {(i, j) for c in cells for i in range(c.row, c.row + c.rowspan) for j in range(c.col, c.col + c.colspan)}
    return [Cell(i, j, 1, 1, "", place) for i in range(rows) for j in range(cols) if (i, j) not in taken]

"""Where tables stand in the lines: a known header, and the rows below it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from mingzhang.tables.captions import is_furniture
from mingzhang.tables.from_text.headers import Heading, find_heading
from mingzhang.tables.from_text.pieces import Line, is_index_line
from mingzhang.tables.from_text.rows import TextRow
from mingzhang.tables.from_text.wraps import join_rows
from mingzhang.tables.words import says

_LOOK = 140  # lines that a header broken into pieces may take
_SENTENCE = 46  # characters: a longer line without amounts is prose
_SOUND = 0.5  # share of rows with amounts from which lines on the next page go on with a table
_PART = re.compile(r"第[一二三四五六七八九十]+部分")
_END = re.compile(r"[。；]$")


@dataclass(slots=True)
class Region:
    """One table on one page of text: header, index row and rows; ``first`` and ``last`` line, last excluded."""

    heading: Heading
    first: int
    last: int
    index: tuple[str, ...] = ()
    rows: list[TextRow] = field(default_factory=list)
    page: int = 1


def find_regions(lines: Sequence[Line], running: Container[str] = ()) -> list[Region]:
    """Every table whose header is known, in document order, one region for each page it stands on.

    ``running`` are the normalised texts of running heads and feet.
    """
    texts = [line.text for line in lines]
    found: list[Region] = []
    i = 0
    while i < len(lines):
        match = find_heading(texts[i : i + _LOOK]) if _may_begin(lines, i, running) else None
        if match is not None:
            found.append(_read(lines, i, *match))
            i = found[-1].last
        elif found and (rest := _go_on(lines, i, found[-1], running)):
            found.append(rest)
            i = rest.last
        else:
            i += 1
    return found


def _may_begin(lines: Sequence[Line], i: int, running: Container[str]) -> bool:
    """Whether a header may begin with the line: below a caption, or at the top of a page."""
    if i == 0 or lines[i].place.page != lines[i - 1].place.page:
        return True
    text = lines[i - 1].plain
    captions = any(says("captions", name, text) for name in ("unit", "aside", "title", "number"))
    return captions or is_furniture(text) or text in running or "单位" in text


def _go_on(lines: Sequence[Line], i: int, before: Region, running: Container[str]) -> Region | None:
    """The rows with which a table goes on at the top of the next page without its header; None when they are none."""
    first = before.last
    while first < i and (is_furniture(lines[first].plain) or lines[first].plain in running):
        first += 1
    top = lines[i].place.page == before.page + 1 and not (is_furniture(lines[i].plain) or lines[i].plain in running)
    if first != i or not top or _ends(lines, i, i + 1):
        return None
    region = _body(lines, Region(before.heading, i, i, (), page=lines[i].place.page), i, running)
    sound = sum(not row.doubt and any(p.amounts for p in row.panels) for row in region.rows)
    return region if region.rows and sound > _SOUND * len(region.rows) else None


def _read(lines: Sequence[Line], first: int, heading: Heading, taken: int) -> Region:
    body = first + taken
    index: tuple[str, ...] = ()
    while body < len(lines) and is_index_line(lines[body]):
        index = tuple(lines[body].text.split())
        body += 1
    region = Region(
        heading, first, body, index if len(index) == len(heading.roles) else (), page=lines[first].place.page
    )
    return _body(lines, region, body)


def _body(lines: Sequence[Line], region: Region, body: int, running: Container[str] = ()) -> Region:
    last = body
    while last < len(lines) and lines[last].plain not in running and not _ends(lines, last, body):
        last += 1
    region.last = last
    region.rows = join_rows(lines[body:last], region.heading)
    return region


def _ends(lines: Sequence[Line], i: int, body: int) -> bool:
    """Whether line ``i`` is no row of the table that began at line ``body``."""
    line = lines[i]
    text = line.plain
    if line.place.page != lines[max(body - 1, 0)].place.page:
        return True
    turns = i + 1 == len(lines) or lines[i + 1].place.page != line.place.page
    if is_furniture(text) and (turns or not text.isdigit()) and "." not in text:
        return True
    captions = any(says("captions", name, text) for name in ("number", "unit"))
    titled = says("captions", "title", text) and len(text) > 4
    notes = says("notes", "starts", text) or (says("notes", "empty", text) and not line.pieces[-1].is_amount)
    prose = _END.search(text) is not None or (len(text) > _SENTENCE and not line.pieces[-1].is_amount)
    return captions or titled or notes or prose or _PART.match(text) is not None

"""Where tables stand in the lines: a known header, and the rows below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mingzhang.tables.captions import is_furniture
from mingzhang.tables.from_text.headers import Heading, find_heading
from mingzhang.tables.from_text.pieces import Line, is_index_line
from mingzhang.tables.from_text.rows import TextRow
from mingzhang.tables.from_text.wraps import join_rows
from mingzhang.tables.words import says

_LOOK = 140  # lines that a header broken into pieces may take
_SENTENCE = 46  # characters: a longer line without amounts is prose
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


def find_regions(lines: Sequence[Line]) -> list[Region]:
    """Every table whose header is known, in document order."""
    texts = [line.text for line in lines]
    found: list[Region] = []
    i = 0
    while i < len(lines):
        match = find_heading(texts[i : i + _LOOK]) if i == 0 or _may_precede(lines[i - 1]) else None
        if match is None:
            i += 1
            continue
        region = _read(lines, i, *match)
        found.append(region)
        i = region.last
    return found


def _may_precede(line: Line) -> bool:
    """A line after which a header may begin: a caption, or a page's furniture."""
    text = line.plain
    return (
        any(says("captions", name, text) for name in ("unit", "aside", "title", "number"))
        or is_furniture(text)
        or "单位" in text
    )


def _read(lines: Sequence[Line], first: int, heading: Heading, taken: int) -> Region:
    body = first + taken
    index: tuple[str, ...] = ()
    while body < len(lines) and is_index_line(lines[body]):
        index = tuple(lines[body].text.split())
        body += 1
    last = body
    while last < len(lines) and not _ends(lines, last, body):
        last += 1
    region = Region(heading, first, last, index if len(index) == len(heading.roles) else ())
    region.page = lines[first].place.page
    region.rows = join_rows(lines[body:last], heading)
    return region


def _ends(lines: Sequence[Line], i: int, body: int) -> bool:
    """Whether line ``i`` is no row of the table that began at line ``body``."""
    line = lines[i]
    text = line.plain
    if line.place.page != lines[max(body - 1, 0)].place.page:
        return True
    if is_furniture(text) and len(line.pieces) == 1 and not any("." in p.plain for p in line.pieces):
        return True
    captions = any(says("captions", name, text) for name in ("number", "unit"))
    titled = says("captions", "title", text) and len(text) > 4
    notes = says("notes", "starts", text) or (says("notes", "empty", text) and not line.pieces[-1].is_amount)
    prose = _END.search(text) is not None or (len(text) > _SENTENCE and not line.pieces[-1].is_amount)
    return captions or titled or notes or prose or _PART.match(text) is not None

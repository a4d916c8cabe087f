"""Lines that are no prose: the list of contents, and the titles, units and notes that belong to tables."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from mingzhang.prose.lines import Line, width
from mingzhang.reading.document import Document, Grid
from mingzhang.tables.table import Table
from mingzhang.text.normalise import normalise
from mingzhang.text.ordinals import HAN, PART, numbering
from mingzhang.text.units import CAPTION

_LEADER = re.compile(r"[.．…·。\-—_\s]{3,}\d{0,3}$|(?<=[^\d])\d{1,3}$")
_DOTS = re.compile(r"[.．…·]{3,}")
_MAX_CONTENTS = 250
_CAPTION, _NOTES = 4, 4
"""In files without boxes: lines before and after a grid that may be its caption and its notes."""
_OF_TABLES = re.compile(
    rf"(.{{0,40}}[:：])?.{{0,30}}(金额)?单位[:：]{CAPTION}"
    rf"|[（(]?.{{0,4}}(公开|预算|决算|附)?表(\d|{HAN})+([-—.]\d+)?[）)]?|附件?(\d|{HAN})*[:：]?"
    r"|.{0,3}(编制|填报|公开|预算|编报)?(部门|单位)([（(]单位[）)])?(名称)?([（(]盖章[）)])?[:：].{0,40}"
    r"|[（(]\d{4}年度?[）)]"
)
_PART = re.compile(PART)


def set_aside(lines: Sequence[Line], document: Document, tables: Iterable[Table]) -> tuple[Line, ...]:
    """The lines, those of the contents list and of tables marked ``left_out``."""
    marked = _mark_contents(lines)
    return _mark_tables(marked, document, tuple(tables), contents_parts(marked))


def contents_parts(lines: Iterable[Line]) -> dict[str, str]:
    """Title → number of the parts in the list of contents."""
    numbers = (numbering(entry_text(line.text)) for line in lines if line.left_out == "contents")
    return {n.rest: n.printed for n in numbers if n is not None and n.style == "part" and n.rest}


def _mark_contents(lines: Sequence[Line]) -> tuple[Line, ...]:
    start = next((i for i, line in enumerate(lines) if line.text in ("目录", "目次") and not line.left_out), None)
    end = _end_of_contents(lines, start) if start is not None else 0
    found = []
    for i, line in enumerate(lines):
        listed = (start is not None and start <= i < end) or bool(
            _DOTS.search(line.text) and line.text[-1:].isdecimal()
        )
        found.append(replace(line, left_out="contents") if listed and not line.left_out else line)
    return tuple(found)


def _end_of_contents(lines: Sequence[Line], start: int) -> int:
    """The first line that says again what the list's first entry says; else the end of the page that 目录 stands on."""
    entries = [i for i in range(start + 1, min(len(lines), start + _MAX_CONTENTS)) if not lines[i].left_out]
    if not entries:
        return start + 1
    first = entry_text(lines[entries[0]].text)
    for at, i in enumerate(entries[1:], 1):
        if _DOTS.search(lines[i].text):
            continue
        following = "".join(lines[k].text for k in entries[at : at + 3])
        if lines[i].text == first or (following.startswith(first) and numbering(lines[i].text)):
            return i
    page = lines[start].page
    return next((i for i in entries if lines[i].page != page), entries[-1] + 1)


def entry_text(text: str) -> str:
    """An entry of the contents list without its dot leader and page number."""
    return _LEADER.sub("", text)


def _mark_tables(
    lines: Sequence[Line], document: Document, tables: Sequence[Table], parts: Container[str]
) -> tuple[Line, ...]:
    titles: dict[str, set[int]] = {}
    for table in tables:
        for printed in (table.title, table.number):
            titles.setdefault(normalise(printed), set()).update(table.pages)
    notes = "\n".join(_PART.split(normalise(table.note))[0] for table in tables if table.note)
    grids: dict[int, list[float]] = {}
    for block in document.blocks:
        if isinstance(block, Grid):
            grids.setdefault(block.place.page, []).append(block.place.box[3] if block.place.box else 0.0)
    near = _near_grids(lines)
    found: list[Line] = []
    for line in lines:
        if not line.left_out and line.page in grids and line.text not in parts and line.index in near:
            goes_on = bool(found) and found[-1].left_out == "table-note"
            line = replace(line, left_out=_of_table(line, titles, notes, goes_on))
        found.append(line)
    return tuple(found)


def _near_grids(lines: Sequence[Line]) -> Container[int]:
    """The lines that may belong to a table: in files without boxes, where pages may be long, those beside a grid."""
    if any(line.indent is not None for line in lines):
        return range(len(lines))
    edges = [i for i, line in enumerate(lines) if line.after_grid]
    return {k for i in edges for k in range(i - _CAPTION, i + _NOTES)}


def _of_table(line: Line, titles: dict[str, set[int]], notes: str, goes_on: bool) -> str:
    text = normalise(line.text)
    number = numbering(text)
    bare = number.rest if number else text
    if line.page in titles.get(text, set()) | titles.get(bare, set()) or _OF_TABLES.fullmatch(text):
        return "table"
    looks_like_title = number is None and width(text) <= 40 and re.search(r"表([（(].{1,15}[）)])?$", text)
    if looks_like_title and not re.search(r"[，。；]|空表$", text):
        return "table"
    return "table-note" if (len(text) >= 6 or goes_on) and text in notes else ""

"""Grids of performance targets as tables: heads and indicators brought together, over pages and within a grid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mingzhang.prose.lines import tidy
from mingzhang.prose.matrix import Field, Matrix, distinct, matrix
from mingzhang.prose.target_columns import (
    CARRIED,
    Columns,
    centres_of,
    columns_below,
    columns_in_order,
    columns_of,
    names_kinds,
    split_levels,
)
from mingzhang.prose.target_head import (
    AMOUNTS,
    OWNERS,
    is_title,
    meaning_of,
    opens_project,
    project_in,
    read_head,
    title_in,
)
from mingzhang.prose.wordings import wording
from mingzhang.reading.document import Document, Grid, Text
from mingzhang.text.normalise import normalise
from mingzhang.text.units import unit_said

_PRINTED = ("comparator", "value", "unit")
_PLACEHOLDER = re.compile(r"(?:指标\d*)?[:：]?|[….·\-—]+")


@dataclass(slots=True)
class TargetTable:
    """One target table: what stands at its head, and its indicator rows as meaning → text, each with its page.

    ``reading``: ``printed``, or ``inferred`` where its project is told from the title. ``pages`` are all that it stands
    on, those without an indicator too.
    """

    key: str
    title: str
    page: int
    head: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    columns: Columns = field(default_factory=dict)
    centres: dict[str, float] = field(default_factory=dict)
    reading: str = "printed"
    pages: set[int] = field(default_factory=set)

    @property
    def last_page(self) -> int:
        """The page of its last row so far."""
        return self.rows[-1][0] if self.rows else self.page


@dataclass(slots=True)
class _Block:
    """A part of a grid about one project: rows of its head, its header row, the rows below."""

    title: str = ""
    head: Matrix = field(default_factory=list)
    header: list[Field] = field(default_factory=list)
    columns: Columns = field(default_factory=dict)
    body: Matrix = field(default_factory=list)


def read_target_tables(document: Document) -> tuple[TargetTable, ...]:
    """Every table of indicators, in document order.

    A head without indicators is kept for the indicators on the next page; indicators without a head go on from the
    page before, whether or not the page repeats title and header; a grid with several heads is several tables.
    """
    reader = _Reader()
    for grid, title, unit in _titled_grids(document):
        reader.take(grid, title, unit)
    return tuple(reader.found)


class _Reader:
    """Takes the grids in order. ``waiting`` is a head whose indicators have not come yet, with its page."""

    def __init__(self) -> None:
        self.found: list[TargetTable] = []
        self.waiting: tuple[int, _Block] | None = None

    def take(self, grid: Grid, title: str, unit: str) -> None:
        """Reads one grid; what it is no table of indicators for is passed over."""
        page = grid.place.page
        if self.waiting and self.waiting[0] < page - 1:
            self.waiting = None
        for block in _blocks(matrix(grid)):
            block.title = block.title or title
            if block.columns:
                self._take_headed(block, page, unit)
            elif not self._goes_on(block, grid, page):
                self._wait(block, page)

    def _take_headed(self, block: _Block, page: int, unit: str) -> None:
        waiting = self.waiting[1] if self.waiting else None
        if waiting is not None and not _names_owner(block.head):
            block.head = waiting.head + block.head
            block.title = block.title or waiting.title
        self.waiting = None
        last = self.found[-1] if self.found else None
        if last is not None and not _names_owner(block.head) and _same_table(last, block, page):
            last.columns, last.centres = block.columns, centres_of(block.header, block.columns)
            _read_rows(last, block.body, page)
            return
        table = TargetTable(f"tt{len(self.found) + 1:02d}", block.title, page, columns=block.columns)
        table.centres = centres_of(block.header, block.columns)
        table.head, own_unit = read_head(_same_width(block.head))
        table.unit = own_unit or unit
        if not table.head.get("project") and table.head:
            table.head["project"] = project_in(table.title)
            table.reading = "inferred" if table.head["project"] else table.reading
        _read_rows(table, block.body, page)
        self.found.append(table)

    def _goes_on(self, block: _Block, grid: Grid, page: int) -> bool:
        """Whether rows without a header are indicators of the table before, which then has them."""
        last = self.found[-1] if self.found else None
        rows = block.head
        if last is None or self.waiting or not rows or page - last.last_page not in (0, 1):
            return False
        other = block.title and block.title != last.title and not names_kinds(rows)
        if other or _names_owner(rows):
            return False
        columns = columns_below(last.centres, grid, rows) if last.centres else {}
        columns = columns or columns_in_order(last.columns, rows)
        if not columns:
            return False
        last.columns = columns
        _read_rows(last, rows, page)
        return True

    def _wait(self, block: _Block, page: int) -> None:
        if _names_owner(block.head) and (is_title(block.title) or _names_aim(block.head)):
            self.waiting = (page, block)
        elif self.waiting and self.waiting[0] in (page, page - 1):
            before = self.waiting[1]
            self.waiting = (page, _Block(before.title, before.head + block.head))


def _blocks(rows: Matrix) -> list[_Block]:
    """The parts of a grid: each title and each name of a project begins one, once the part before has indicators."""
    blocks = [_Block()]
    for row in rows:
        columns, title = columns_of(row), title_in(row)
        now = blocks[-1]
        if now.columns and (title or opens_project(row)):
            now = _Block(title)
            blocks.append(now)
        if title:
            now.title = title
        elif columns and not now.columns:
            now.header, now.columns = row, columns
        elif columns and columns != now.columns:
            blocks.append(_Block(now.title, [], row, columns))
        elif now.columns and not columns:
            now.body.append(row)
        elif not columns:
            now.head.append(row)
    return blocks


def _same_width(rows: Matrix) -> Matrix:
    """Rows of a head that two pages share, each as broad as the broadest."""
    width = max((len(row) for row in rows), default=0)
    return [[*row, *(Field("", None) for _ in range(width - len(row)))] for row in rows]


def _names_owner(rows: Matrix) -> bool:
    """Whether the rows name whose targets they are, or money of theirs: a head, no indicators."""
    wanted = {*OWNERS, *AMOUNTS}
    return any(meaning_of(f.text) in wanted for row in rows for f in distinct(row))


def _names_aim(rows: Matrix) -> bool:
    return any(meaning_of(f.text) == "objective" for row in rows for f in distinct(row))


def _same_table(last: TargetTable, block: _Block, page: int) -> bool:
    """Whether a header without a head only repeats the one of the page before."""
    near = page - last.last_page in (0, 1)
    same_title = not block.title or block.title == last.title
    return near and same_title and block.columns.keys() == last.columns.keys()


def _titled_grids(document: Document) -> Iterator[tuple[Grid, str, str]]:
    """Each grid with the line above it that names it and the unit that a line above announces, where there are any."""
    title = unit = ""
    for block in document.blocks:
        if isinstance(block, Text):
            text = tidy(block.text)
            unit = unit_said(text) or unit
            if is_title(text):
                title = text
            elif re.search(r"[。；]", text):
                title = ""
        elif isinstance(block, Grid):
            yield block, title, unit
            title = unit = ""


def _read_rows(table: TargetTable, rows: Matrix, page: int) -> None:
    table.pages.add(page)
    for row in rows:
        values = _values(table.columns, row)
        last = table.rows[-1][1] if table.rows else {}
        turned = bool(last) and page != table.rows[-1][0]
        if not _says_something(row, values):
            continue
        if turned and _is_rest(table, values):
            _append(last, values)
            continue
        _inherit(table, values, last)
        if _is_indicator(table, values):
            table.rows.append((page, values))


def _values(columns: Columns, row: Sequence[Field]) -> dict[str, str]:
    values = {meaning: row[column].text for meaning, column in columns.items() if column < len(row)}
    printed = (columns.get(meaning, len(row)) for meaning in _PRINTED)
    values["printed"] = "".join(row[column].printed for column in printed if column < len(row))
    if "levels" in values:
        values["level1"], values["level2"], values["level3"] = split_levels(values.pop("levels"))
    return values


def _says_something(row: Sequence[Field], values: dict[str, str]) -> bool:
    """A row that is no repeated header and no remark across the whole table."""
    value = values.get("value", "")
    heads = bool(re.search(wording()["target_columns"]["value"], normalise(value)))
    remark = len(distinct(row)) <= 2 and not value
    return any(values.values()) and not heads and not remark


def _inherit(table: TargetTable, values: dict[str, str], last: dict[str, str]) -> None:
    """What a row leaves blank because the row above says it: kinds of indicators, and whose they are."""
    if not values.get("level1"):
        values["level1"] = last.get("level1", "")
        values["level2"] = values.get("level2") or last.get("level2", "")
    if last and "project" in table.columns and not values.get("project"):
        _inherit_project(values, last)


def _inherit_project(values: dict[str, str], last: dict[str, str]) -> None:
    """A row without a project's name is of the project above, unless its money or aims are another's: then of none."""
    told = {meaning: values.get(meaning, "") for meaning in CARRIED}
    if any(told[m] and told[m] != last.get(m, "") for m in CARRIED):
        values["reading"] = "doubtful"
        return
    values.update({meaning: last.get(meaning, "") for meaning in CARRIED})
    if "reading" in last:
        values["reading"] = last["reading"]


def _is_indicator(table: TargetTable, values: dict[str, str]) -> bool:
    """A row with an indicator's name, or at least its kind and value; a form's empty line is none."""
    name = values.get("level3" if "level3" in values else "level2", "")
    if values.get("value"):
        return bool(name or values.get("level2"))
    return not _PLACEHOLDER.fullmatch(normalise(name))


def _is_rest(table: TargetTable, values: dict[str, str]) -> bool:
    """At the top of a page: what is left of a row that the end of the page before cut, not an indicator of its own."""
    named = values.get("level3" if "level3" in table.columns or "levels" in table.columns else "level2")
    return not values.get("weight") and not (named and values.get("value"))


def _append(last: dict[str, str], values: dict[str, str]) -> None:
    """The rest of a row that the end of the page cut."""
    for meaning, text in values.items():
        if text and not last.get(meaning, "").endswith(text):
            last[meaning] = last.get(meaning, "") + text

"""Performance targets: from the target tables, one record per indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from mingzhang.prose.ids import unique_id
from mingzhang.prose.lines import tidy
from mingzhang.prose.matrix import Field, Matrix, distinct, matrix
from mingzhang.prose.outline import Passage
from mingzhang.prose.records import Target
from mingzhang.prose.setting import Setting
from mingzhang.prose.wording import wording
from mingzhang.reading.document import Document, Grid, Text
from mingzhang.text.amounts import parse_amount
from mingzhang.text.normalise import normalise
from mingzhang.text.units import unit_said

_AMOUNTS = ("total", "fiscal", "superior", "own", "other")
_CARRIED = ("project", "unit_name", "objective", "total", "fiscal", "other")
"""What a table of many projects prints once for all indicators of a project."""
_TEXTS = {
    "level1": "level1",
    "level2": "level2",
    "target": "printed",
    "basis": "basis",
    "previous": "previous",
    "scoring_rule": "rule",
    "evidence": "evidence",
}
"""Fields of a Target that hold the text of a column."""
_PRINTED = ("comparator", "value", "unit")
_COMPARATORS = (
    (">=", r">=|＞=|≥|＞＝|>＝|≧|不少于|不低于|大于等于|不小于|达到"),
    ("<=", r"<=|＜=|≤|＜＝|<＝|≦|不超过|不高于|小于等于|不大于|不多于"),
    (">", r">|＞|大于|高于|超过"),
    ("<", r"<|＜|小于|低于|少于"),
    ("=", r"=|＝|等于"),
)
_VALUE = re.compile(
    rf"(?:(?P<words>(?:{'|'.join(p for _, p in _COMPARATORS)})))?(?P<n>-?\d[\d,]*(?:\.\d+)?)(?P<unit>[^\d]*)"
)


@dataclass(slots=True)
class TargetTable:
    """One target table: what stands at its head, and its indicator rows as column → text."""

    key: str
    title: str
    page: int
    head: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    centres: dict[str, float] = field(default_factory=dict)
    width: int = 0


def read_target_tables(document: Document) -> tuple[TargetTable, ...]:
    """Every grid with a column of third-level indicators; a grid that goes on from the page before is joined to it."""
    found: list[TargetTable] = []
    for grid, title in _titled_grids(document):
        rows = matrix(grid)
        at, columns = _header(rows)
        if columns:
            table = TargetTable(f"tt{len(found) + 1:02d}", title, grid.place.page, width=grid.cols, columns=columns)
            table.centres = _centres(rows[at], columns)
            _read_head(table, rows[:at])
            _read_rows(table, rows[at + 1 :], grid.place.page)
            _start_or_join(found, table)
        elif (
            found
            and not title
            and grid.place.page == _last_page(found[-1]) + 1
            and _same_columns(found[-1], grid, rows)
        ):
            _read_rows(found[-1], rows, grid.place.page)
    return tuple(table for table in found if table.rows)


def to_targets(
    tables: Sequence[TargetTable], passages: Sequence[Passage], project_ids: dict[str, str], setting: Setting
) -> tuple[Target, ...]:
    """The records of ``targets.csv``; ``project_ids`` gives the project of each table or row (by ``project_key``)."""
    seen: dict[str, int] = {}
    found: list[Target] = []
    for table in tables:
        section = section_at(passages, table.page)
        for position, (page, row) in enumerate(table.rows, 1):
            target = _target(table, page, row)
            words = (target.table_title, target.project, target.level1, target.level2, target.level3)
            id_, project = unique_id(seen, "t", *words), project_ids.get(project_key(table, row), "")
            made = replace(target, id=id_, position=position, project_id=project, section=section)
            found.append(replace(made, source=setting.source))
    return tuple(found)


def project_key(table: TargetTable, row: dict[str, str]) -> str:
    """Names the project that a row is about: the table's, or in tables of many projects the row's own."""
    return f"{table.key}:{row.get('project', '')}"


def scope_of(table: TargetTable) -> str:
    """``department``, ``unit`` or ``project``, by title and head."""
    if "整体" in table.title and not table.head.get("project"):
        return "unit" if re.search("单位整体", table.title) else "department"
    return "project"


def parse_target(text: str, comparator: str = "", unit: str = "") -> tuple[str, Decimal | None, str]:
    """(comparator, value, unit) of a printed target: ＞=11个 → (>=, 11, 个); all empty for words such as 逐步提升."""
    plain = normalise(text).replace("%", "%")
    match = _VALUE.fullmatch(normalise(comparator) + plain) or _VALUE.fullmatch(plain)
    if match is None:
        return "", None, ""
    value = parse_amount(match["n"])
    said = match["words"] or normalise(comparator)
    sign = next((c for c, p in _COMPARATORS if re.fullmatch(p, said)), "") if said else "="
    return (sign, value, match["unit"].strip() or normalise(unit)) if value is not None else ("", None, "")


def section_at(passages: Sequence[Passage], page: int) -> str:
    """The passage open at the end of a page's text: where a grid on that page stands."""
    last = ""
    for passage in passages:
        if passage.page <= page and passage.kind not in ("preamble", "signature"):
            last = passage.id
    return last


def _titled_grids(document: Document) -> Iterator[tuple[Grid, str]]:
    """Each grid with the line above it that names it, if one does."""
    title = ""
    for block in document.blocks:
        if isinstance(block, Text):
            text = tidy(block.text)
            if (
                re.search(r"绩效", text)
                and re.search(r"表|目标|情况", text)
                and len(text) <= 50
                and not re.search("[。；，]", text)
            ):
                title = text
            elif re.search(r"[。；]", text):
                title = ""
        elif isinstance(block, Grid):
            yield block, title
            title = ""


def _header(rows: Matrix) -> tuple[int, dict[str, int]]:
    """The header row and its columns by meaning; no columns when no row has third-level indicators and their values."""
    patterns = wording()["target_columns"]
    for at, row in enumerate(rows):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            text = normalise(cell.text)
            bare = re.sub(r"[（(].*?[）)]", "", text)
            meaning = next((m for m, p in patterns.items() if text and (re.search(p, text) or re.search(p, bare))), "")
            if meaning and meaning not in columns:
                columns[meaning] = column
        if {"level3", "value"} <= columns.keys() or {"level1", "level2", "value"} <= columns.keys():
            return at, columns
    return 0, {}


def _centres(row: Sequence[Field], columns: dict[str, int]) -> dict[str, float]:
    boxes = {meaning: row[column].cell.place.box for meaning, column in columns.items() if row[column].cell}  # type: ignore[union-attr]
    return {meaning: (box[0] + box[2]) / 2 for meaning, box in boxes.items() if box}


def _same_columns(table: TargetTable, grid: Grid, rows: Matrix) -> bool:
    """Whether a grid without header stands under the columns of ``table``, which then point into this grid."""
    if not table.centres:
        return grid.cols == table.width
    moved = {meaning: _column_at(rows, centre) for meaning, centre in table.centres.items()}
    columns = {meaning: column for meaning, column in moved.items() if column is not None}
    lost = table.centres.keys() - columns.keys() - set(_CARRIED)
    if lost or len(set(columns.values())) < len(columns):
        return False
    table.columns = columns
    return True


def _column_at(rows: Matrix, x: float) -> int | None:
    """The narrowest column of the grid over the point ``x``."""
    widths: dict[int, float] = {}
    for row in rows:
        for column, found in enumerate(row):
            box = found.cell.place.box if found.cell and found.cell.colspan == 1 else None
            if box and box[0] <= x <= box[2]:
                widths[column] = box[2] - box[0]
    return min(widths, key=lambda column: widths[column], default=None)


def _read_head(table: TargetTable, rows: Matrix) -> None:
    patterns = wording()["target_head"]
    for at, row in enumerate(rows):
        fields = distinct(row)
        for i, cell in enumerate(fields):
            text = normalise(cell.text)
            meaning = next((m for m, p in patterns.items() if text and re.search(p, text)), "")
            table.unit = unit_said(text) or table.unit
            covers_rows = cell.cell is not None and cell.cell.row < at
            value = "" if covers_rows else _value_right(fields[i + 1 :], meaning)
            if value and meaning not in table.head:
                table.head[meaning] = value
    table.unit = table.unit or ("元" if any(meaning in table.head for meaning in _AMOUNTS) else "")


def _value_right(fields: Sequence[Field], meaning: str) -> str:
    if not meaning:
        return ""
    if meaning in _AMOUNTS:
        for cell in fields:
            if parse_amount(cell.text) is not None:
                return cell.text
            if any(re.search(p, normalise(cell.text)) for m, p in wording()["target_head"].items() if m != meaning):
                return ""
        return ""
    return fields[0].text if fields else ""


def _read_rows(table: TargetTable, rows: Matrix, page: int) -> None:
    for row in rows:
        values = {meaning: row[column].text for meaning, column in table.columns.items() if column < len(row)}
        printed = (table.columns.get(meaning, len(row)) for meaning in _PRINTED)
        values["printed"] = "".join(row[column].printed for column in printed if column < len(row))
        whole = len(distinct(row)) <= 2
        if not any(values.values()) or _repeats_header(table, values) or (whole and not values.get("value")):
            continue
        last = table.rows[-1][1] if table.rows else {}
        turned = bool(last) and page != table.rows[-1][0]
        if turned and _is_rest(table, values):
            _append(last, values)
            continue
        if turned:
            values["level1"], values["level2"] = (values.get(m) or last.get(m, "") for m in ("level1", "level2"))
        if last and "project" in table.centres and not values.get("project"):
            values.update({meaning: last.get(meaning, "") for meaning in _CARRIED})
        if values.get("level3") or values.get("level2"):
            table.rows.append((page, values))


def _is_rest(table: TargetTable, values: dict[str, str]) -> bool:
    """At the top of a page: what is left of a row that the end of the page before cut, not an indicator of its own."""
    named = values.get("level3" if "level3" in table.columns else "level2")
    return not values.get("weight") and not (named and values.get("value"))


def _append(last: dict[str, str], values: dict[str, str]) -> None:
    """The rest of a row that the end of the page cut."""
    for meaning, text in values.items():
        if text and not last.get(meaning, "").endswith(text):
            last[meaning] = last.get(meaning, "") + text


def _repeats_header(table: TargetTable, values: dict[str, str]) -> bool:
    pattern = wording()["target_columns"]["value"]
    return bool(re.search(pattern, normalise(values.get("value", ""))))


def _start_or_join(found: list[TargetTable], table: TargetTable) -> None:
    """A grid with the header repeated but no head of its own goes on from the page before."""
    goes_on = found and not table.head and not table.title and found[-1].columns == table.columns
    if goes_on and table.page == _last_page(found[-1]) + 1:
        found[-1].rows.extend(table.rows)
    else:
        found.append(table)


def _last_page(table: TargetTable) -> int:
    return table.rows[-1][0] if table.rows else table.page


def _target(table: TargetTable, page: int, row: dict[str, str]) -> Target:
    """The record of one row, still without id, position and section."""
    said = {**{k: v for k, v in row.items() if v}, **{k: v for k, v in table.head.items() if v}}
    sign, value, unit = parse_target(row.get("value", ""), row.get("comparator", ""), row.get("unit", ""))
    amounts: dict[str, Any] = {f"{name}_amount": parse_amount(said.get(name, "") or "-") for name in _AMOUNTS}
    texts: dict[str, Any] = {name: row.get(meaning, "") for name, meaning in _TEXTS.items()}
    return Target(
        id="",
        target_table=table.key,
        scope=scope_of(table),
        table_title=table.title,
        unit_name=said.get("unit_name", ""),
        project_id="",
        project=said.get("project", ""),
        responsible_person=said.get("person", ""),
        unit=table.unit,
        objective=said.get("objective", ""),
        position=0,
        level3=row.get("level3") or row.get("level2", ""),
        comparator=sign,
        value=value,
        value_unit=unit,
        weight=parse_amount(row.get("weight", "") or "-"),
        page=page,
        **amounts,
        **texts,
    )

"""Performance targets: from the target tables, one record per indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from mingzhang.prose.ids import unique_id
from mingzhang.prose.outline import Passage
from mingzhang.prose.records import Target
from mingzhang.prose.setting import Setting
from mingzhang.prose.target_head import AMOUNTS
from mingzhang.prose.target_tables import TargetTable
from mingzhang.text.amounts import parse_amount
from mingzhang.text.normalise import normalise

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


def _target(table: TargetTable, page: int, row: dict[str, str]) -> Target:
    """The record of one row, still without id, position and section."""
    said = {**{k: v for k, v in row.items() if v}, **{k: v for k, v in table.head.items() if v}}
    sign, value, unit = parse_target(row.get("value", ""), row.get("comparator", ""), row.get("unit", ""))
    amounts: dict[str, Any] = {f"{name}_amount": parse_amount(said.get(name, "") or "-") for name in AMOUNTS}
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
        reading=row.get("reading", table.reading),
        **amounts,
        **texts,
    )

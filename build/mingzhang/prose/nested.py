"""What tables of projects tell in their rows: projects below the body they are of, in groups or not, and their aims."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mingzhang.figures.figure import Figure
from mingzhang.knowledge.body_kinds import kind_of
from mingzhang.knowledge.code_names import codes_named
from mingzhang.tables.table import Table

_AIM = re.compile("(?:项目|年度|总体|预期)?(?:绩效)?目标")


def nested_projects(figures: Iterable[Figure], tables: Iterable[Table]) -> dict[str, str]:
    """Figure id → name of the body, for the figures of these rows; the project is what their label says.

    Tables of projects may break bodies down by economic class instead: where most rows are named so, none is a project.
    """
    forms = {t.table_id: t.form for t in tables}
    rows: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if "project" in forms.get(figure.table_id, ""):
            rows[figure.table_id].append(figure)
    return {id_: body for found in rows.values() for id_, body in _of_table(found).items()}


def _of_table(figures: Sequence[Figure]) -> Mapping[str, str]:
    bodies = {f.row: f.label for f in figures if not f.is_leaf and not f.code and kind_of(f.label)}
    above = {f.row: f.parent_row for f in figures if not f.code}
    leaves = [f for f in figures if f.is_leaf and f.label and not f.project and not f.code]
    owners = {f.id: _nearest(f.parent_row, above, bodies) for f in leaves}
    below = [f for f in leaves if owners[f.id]]
    coded = sum(any(code[0] == "3" for code in codes_named(f.label)) for f in below)
    return {} if 2 * coded >= len(below) else {f.id: owners[f.id] for f in below}


def _nearest(row: int | None, above: Mapping[int, int | None], bodies: Mapping[int, str]) -> str:
    """The body whose row stands nearest above, groups of projects between them passed over; empty where none does."""
    while row is not None and row not in bodies:
        row = above.get(row)
    return bodies[row] if row is not None else ""


def stated_aims(tables: Iterable[Table]) -> dict[tuple[str, int], str]:
    """(Table id, row) → what a column of the table says is to be achieved."""
    found: dict[tuple[str, int], str] = {}
    for table in tables:
        columns = [
            c.index for c in table.columns if c.role in ("text", "label") and _AIM.fullmatch("".join(c.path[-1:]))
        ]
        for number, row in enumerate(table.rows, 1) if len(columns) == 1 and "project" in table.form else ():
            cell = row.cells[columns[0]]
            found[table.table_id, number] = cell.text.replace("\n", "").strip() if cell else ""
    return found

"""Projects: rows of the project table, notes of the prose and target tables joined into one record each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from typing import Any

from mingzhang.figures.figure import Figure
from mingzhang.prose.ids import unique_id
from mingzhang.prose.money_of_year import money_of_the_year
from mingzhang.prose.namesakes import occurrences_of
from mingzhang.prose.nested import nested_projects, stated_aims
from mingzhang.prose.notes import ProjectNote
from mingzhang.prose.outline import Passage
from mingzhang.prose.periods import period
from mingzhang.prose.records import Allotment, Project
from mingzhang.prose.subjects import likeness
from mingzhang.prose.target_tables import TargetTable
from mingzhang.prose.targets import project_key, scope_of
from mingzhang.tables.table import Table
from mingzhang.text.amounts import parse_amount
from mingzhang.text.normalise import normalise
from mingzhang.text.units import MONEY, YUAN, in_yuan, unit_of

_WITHHELD = re.compile(
    rf"(?P<n>\d+)个[^，。；]*项目[^。；]{{0,20}}?(?P<amount>\d[\d,]*(?:\.\d+)?)(?P<unit>{MONEY})[^。]*(?:不予公开|不公开|不宜公开|未公开)"
)
_MOST_COMBINED = 12
"""Above so many projects without targets, which of them are withheld is not searched for."""


@dataclass(slots=True)
class _Row:
    """A project of the project table: its figures, the first of each row being the row's total."""

    name: str
    unit_name: str
    figures: list[Figure]
    objective: str = ""

    @property
    def amount(self) -> Decimal | None:
        """The money of the year in the first table that prints it; none where the columns tell only other things."""
        own = money_of_the_year(self.figures)
        first: dict[tuple[str, int], Figure] = {}
        for figure in sorted(own, key=lambda f: f.column_index):
            first.setdefault((figure.table_id, figure.row), figure)
        amounts = [f.amount for (table, _), f in first.items() if table == own[0].table_id]
        return sum(amounts, Decimal(0)) if amounts else None


@dataclass(slots=True)
class _Aim:
    """A project of the target tables."""

    name: str
    table: TargetTable
    said: dict[str, str]
    keys: set[str]

    @property
    def amount(self) -> Decimal | None:
        """The project's total; its fiscal money where that is all that is printed of it."""
        printed = self.said.get("total", "") or ("" if self.said.get("other") else self.said.get("fiscal", ""))
        return parse_amount(printed or "-")


@dataclass(slots=True)
class Joined:
    """The three places of one project; each may be missing."""

    row: _Row | None = None
    note: ProjectNote | None = None
    aim: _Aim | None = None
    by: tuple[str, ...] = ()

    def amounts(self) -> list[tuple[str, Decimal, str]]:
        """(place, amount, unit) as each place prints it."""
        found: list[tuple[str, Decimal | None, str]] = []
        if self.row:
            found.append(("项目支出表", self.row.amount, self.row.figures[0].unit))
        if self.note:
            found.append(("项目说明", *self.note.size))
        if self.aim:
            found.append(("绩效目标表", self.aim.amount, self.aim.table.unit))
        return [(place, amount, unit) for place, amount, unit in found if amount is not None]

    @property
    def yuan(self) -> Decimal | None:
        """The amount of the table, else of the note, else of the target table, in yuan."""
        return next((in_yuan(amount, unit) for _, amount, unit in self.amounts()), None)

    @property
    def name(self) -> str:
        """The name in the table, else in the note, else in the target table."""
        return (self.row or self.note or self.aim).name  # type: ignore[union-attr]


def join_projects(
    figures: Iterable[Figure], tables: Iterable[Table], notes: Sequence[ProjectNote], targets: Sequence[TargetTable]
) -> list[Joined]:
    """One entry per project: equal names first, then equal amounts under one responsibility, where only one fits."""
    aims = _aims(targets)
    told = {_plain(name) for name in (*(n.name for n in notes), *(a.name for a in aims)) if name}
    joined = [Joined(row=row) for row in _rows(figures, tables, told)]
    for note in notes:
        _place(joined, "note", note, note.name, in_yuan(*note.size), note.parts.get("body", ""))
    for aim in aims:
        _place(joined, "aim", aim, aim.name, in_yuan(aim.amount, aim.table.unit), aim.said.get("unit_name", ""))
    return joined


def _rows(figures: Iterable[Figure], tables: Iterable[Table], told: Collection[str]) -> list[_Row]:
    """The projects of the tables: of columns of projects, below bodies, and rows that are called as a note or a target
    table calls a project (``told``)."""
    figures, tables = list(figures), list(tables)
    skipped = {t.table_id for t in tables if re.search("绩效|采购|购买服务", t.title)}
    bodies, aims = nested_projects(figures, tables), stated_aims(tables)
    found: dict[tuple[str, str, int], _Row] = {}
    of_projects = [
        (figure, name, body)
        for figure in figures
        for name, body in [_named(figure, bodies, told)]
        if _names_project(figure, name) and figure.table_id not in skipped
    ]
    occurrences = occurrences_of([(figure, normalise(name), body) for figure, name, body in of_projects])
    for figure, name, body in of_projects:
        row = found.setdefault((body, normalise(name), occurrences[figure.id]), _Row(name, body, []))
        row.figures.append(figure)
        row.objective = row.objective or aims.get((figure.table_id, figure.row), "")
    return _merged(found)


def _names_project(figure: Figure, name: str) -> bool:
    counted = figure.row_role not in ("total", "subtotal") and figure.measure == "amount"
    return bool(name) and counted and normalise(name) not in ("合计", "总计", "小计")


def _named(figure: Figure, bodies: Mapping[str, str], told: Collection[str]) -> tuple[str, str]:
    """The project that a figure is of, and its body; no name where it is of none."""
    if figure.id in bodies:
        return figure.label, bodies[figure.id]
    called = not figure.project and not figure.code and _plain(figure.label) in told
    return (figure.label if called else figure.project), figure.unit_name


def _merged(found: Mapping[tuple[str, str, int], _Row]) -> list[_Row]:
    """A project whose body one table names and another does not is one, where only one body has it."""
    bodies: dict[str, list[str]] = {}
    for body, name, _ in found:
        if body and body not in bodies.setdefault(name, []):
            bodies[name].append(body)
    merged: dict[tuple[str, str, int], _Row] = {}
    for (body, name, nth), row in found.items():
        own = body or (bodies[name][0] if len(bodies.get(name, ())) == 1 else "")
        whole = merged.setdefault((own, name, nth), _Row(row.name, own, []))
        whole.figures.extend(row.figures)
        whole.objective = whole.objective or row.objective
    return list(merged.values())


def _aims(tables: Sequence[TargetTable]) -> list[_Aim]:
    found: dict[tuple[str, str], _Aim] = {}
    for table in tables:
        if scope_of(table) != "project":
            continue
        for _, row in table.rows:
            said = {**{k: v for k, v in row.items() if v}, **table.head}
            if said.get("project"):
                key = (said.get("unit_name", ""), normalise(said["project"]))
                aim = found.setdefault(key, _Aim(said["project"], table, said, set()))
                aim.keys.add(project_key(table, row))
    return list(found.values())


def _place(joined: list[Joined], slot: str, thing: object, name: str, amount: Decimal | None, body: str) -> None:
    free = [j for j in joined if getattr(j, slot) is None]
    same_name = [j for j in free if _same(j.name, name)]
    if len(same_name) > 1:
        same_name = [j for j in same_name if j.yuan == amount]
    if len(same_name) == 1:
        grounds = ("name", "amount") if same_name[0].yuan == amount else ("name",)
        _set(same_name[0], slot, thing, grounds)
        return
    same_amount = [j for j in free if amount and j.yuan == amount and _grounds(j, name, body)]
    if len(same_amount) == 1:
        _set(same_amount[0], slot, thing, ("amount", *_grounds(same_amount[0], name, body)))
    else:
        fresh = Joined()
        _set(fresh, slot, thing, ())
        joined.append(fresh)


def _set(joined: Joined, slot: str, thing: object, grounds: Sequence[str]) -> None:
    setattr(joined, slot, thing)
    joined.by += tuple(g for g in grounds if g not in joined.by)


def _grounds(joined: Joined, name: str, body: str) -> tuple[str, ...]:
    """What speaks for one project beside the amount: the same body in charge, with names that are alike."""
    alike = likeness(normalise(joined.name), normalise(name)) >= 0.5
    bodies = {normalise(b) for b in _bodies(joined)}
    return ("responsibility",) if alike and normalise(body) in bodies else ("name",) if alike and not body else ()


def _bodies(joined: Joined) -> list[str]:
    found = [joined.row.unit_name] if joined.row else []
    if joined.note:
        found.append(joined.note.parts.get("body", ""))
    if joined.aim:
        found.append(joined.aim.said.get("unit_name", ""))
    return [b for b in found if b]


def _same(one: str, two: str) -> bool:
    return _plain(one) == _plain(two)


def _plain(name: str) -> str:
    """A name without the project code some tables print before it (11000022T000000437890-, 3478-)."""
    return re.sub(r"^[\dA-Z]{4,}[-—](?=\D)|^[\dA-Z]{12,}-?", "", normalise(name)).replace("(", "（").replace(")", "）")


def to_projects(joined: Sequence[Joined], passages: Sequence[Passage], source: str) -> tuple[Project, ...]:
    """The records of ``projects.csv``, in the order of table, prose and target tables."""
    seen: dict[str, int] = {}
    records = [_project(entry, unique_id(seen, "p", entry.name), source) for entry in joined]
    return _mark_withheld(records, passages)


def _project(entry: Joined, id_: str, source: str) -> Project:
    row, note, aim = entry.row, entry.note, entry.aim
    first = row.figures[0] if row else None
    parts, said = (note.parts if note else {}), (aim.said if aim else {})
    start, end = period(parts.get("period", ""))
    return Project(
        id=id_,
        name=entry.name,
        table_name=row.name if row else "",
        prose_name=note.name if note else "",
        target_name=aim.name if aim else "",
        joined_by=entry.by or ("single",),
        difference=_difference(entry),
        unit_name=(row.unit_name if row else "") or said.get("unit_name", ""),
        responsible_body=parts.get("body", ""),
        responsible_person=said.get("person", ""),
        functional_code=_one({f.functional_code for f in row.figures} if row else set()),
        policy_basis=parts.get("basis", ""),
        period=parts.get("period", ""),
        period_start=start,
        period_end=end,
        objective=said.get("objective", "") or parts.get("objective", "") or (row.objective if row else ""),
        targets_state="disclosed" if aim or (row and row.objective) else "absent",
        figure_ids=tuple(f.id for f in row.figures) if row else (),
        section=note.passage.id if note else "",
        page=note.page if note else first.page if first else aim.table.page if aim else None,
        source=source,
        **_amounts(entry),
    )


def _amounts(entry: Joined) -> dict[str, Any]:
    """The amounts of each place, all in the unit of the first place that has the project."""
    said = entry.aim.said if entry.aim else {}
    unit = next((unit for _, _, unit in entry.amounts()), entry.aim.table.unit if entry.aim else "")
    printed = {place: _in(unit, amount, own) for place, amount, own in entry.amounts()}
    aim_unit = entry.aim.table.unit if entry.aim else ""
    amount = next(iter(printed.values()), None)
    return {
        "amount": amount,
        "unit": unit,
        "amount_yuan": in_yuan(amount, unit),
        "table_amount": printed.get("项目支出表"),
        "prose_amount": printed.get("项目说明"),
        "target_amount": printed.get("绩效目标表"),
        "fiscal_amount": _in(unit, parse_amount(said.get("fiscal", "") or "-"), aim_unit),
        "other_amount": _in(unit, parse_amount(said.get("other", "") or "-"), aim_unit),
    }


def _in(unit: str, amount: Decimal | None, own: str) -> Decimal | None:
    """``amount`` of unit ``own`` in ``unit``; as it is where either unit is unknown."""
    if amount is None or own == unit or own not in YUAN or unit not in YUAN:
        return amount
    return amount * YUAN[own] / YUAN[unit]


def _one(values: set[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""


def _difference(entry: Joined) -> str:
    """Where names or amounts of the three places differ, in one sentence; empty when they agree."""
    places = (("项目支出表", entry.row), ("项目说明", entry.note), ("绩效目标表", entry.aim))
    names = [(place, thing.name) for place, thing in places if thing]
    amounts = entry.amounts()
    told = []
    if len({_plain(name) for _, name in names}) > 1:
        told.append("名称不一：" + "，".join(f"{place}作“{name}”" for place, name in names))
    if len({in_yuan(amount, unit) for _, amount, unit in amounts}) > 1:
        told.append("金额不一：" + "，".join(f"{place}作{amount}{unit}" for place, amount, unit in amounts))
    return "；".join(told)


def _mark_withheld(records: list[Project], passages: Sequence[Passage]) -> tuple[Project, ...]:
    """n projects of a stated sum are said to be withheld: those n without targets that alone add up to it."""
    for passage in passages:
        for match in _WITHHELD.finditer(passage.text):
            chosen = _only_combination(
                records, int(match["n"]), in_yuan(parse_amount(match["amount"]), unit_of(match["unit"]))
            )
            records = [replace(r, targets_state="withheld") if r.id in chosen else r for r in records]
    return tuple(records)


def _only_combination(records: Sequence[Project], count: int, total: Decimal | None) -> frozenset[str]:
    free = [r for r in records if r.targets_state == "absent" and r.amount_yuan is not None]
    if total is None or len(free) > _MOST_COMBINED:
        return frozenset()
    fitting = [
        c for c in combinations(free, count) if sum((r.amount_yuan or Decimal(0) for r in c), Decimal(0)) == total
    ]
    return frozenset(r.id for r in fitting[0]) if len(fitting) == 1 else frozenset()


def to_allotments(joined: Sequence[Joined], projects: Sequence[Project], source: str) -> tuple[Allotment, ...]:
    """The records of ``allotments.csv``: the purposes to which each project's note allots its money."""
    seen: dict[str, int] = {}
    found: list[Allotment] = []
    for entry, project in zip(joined, projects, strict=True):
        if entry.note is None:
            continue
        for position, (purpose, amount, unit, printed) in enumerate(entry.note.allotments(), 1):
            id_ = unique_id(seen, "al", project.id, purpose)
            yuan = in_yuan(amount, unit)
            found.append(
                Allotment(
                    id_,
                    project.id,
                    position,
                    purpose,
                    amount,
                    unit,
                    yuan,
                    printed,
                    project.section,
                    entry.note.page,
                    source,
                )
            )
    return tuple(found)


def target_projects(joined: Sequence[Joined], projects: Sequence[Project]) -> dict[str, str]:
    """``project_key`` of each target table or row → id of its project."""
    return {
        key: project.id for entry, project in zip(joined, projects, strict=True) if entry.aim for key in entry.aim.keys
    }

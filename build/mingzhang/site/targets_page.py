"""Projects and performance targets: a project as tables, notes, allotments and target tables tell it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.entry import Entry
from mingzhang.package.stored import split_list
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.describe import crumbs, full_title
from mingzhang.site.edition import Edition
from mingzhang.site.interface import Words
from mingzhang.site.splitting import cut_cells, figure_address, part_address, part_links
from mingzhang.site.table_page import table_name
from mingzhang.site.unread import targets_are_known, unread_tables

_CODED = re.compile(r"([0-9A-Z]{12,})[-－—]+(.+)", re.DOTALL)


def write_targets(edition: Edition, entry: Entry, package: Dossier) -> None:
    """The targets page of ``entry``; of many targets several."""
    words, parts = edition.words, _parts(package)
    projects, rest = package.rows("projects"), _rest(package)
    unread = [] if projects else unread_tables(package)
    for number, places in enumerate(parts, 1):
        here = edition.here(part_address(address.part(entry.id, "targets"), number))
        own = [projects[n] for n in places if n < len(projects)]
        tables = [rest[n - len(projects)] for n in places if n >= len(projects)]
        told = words("part-of", n=number, of=len(parts)) if len(parts) > 1 else ""
        edition.write(
            here.address,
            "targets.html",
            f"{words('targets')}{told} · {full_title(entry, words)}",
            words("targets-intro"),
            crumbs=crumbs(here, words, entry),
            projects=[_project(row, package, package.rows("targets"), entry, words, here) for row in own],
            whole=[_table(rows, words) for rows in tables],
            unread=[(table_name(row, words), here.to(address.table(entry.id, row["table_id"]))) for row in unread],
            part=told,
            parts=part_links(here, address.part(entry.id, "targets"), number, len(parts)),
            hide=[],
        )


def target_address(entry: Entry, package: Dossier, target: Record) -> str:
    """The address of a target on the very page that shows it."""
    projects, rest = package.rows("projects"), _rest(package)
    places = {row["id"]: n for n, row in enumerate(projects)}
    tables = {rows[0]["target_table"]: n + len(projects) for n, rows in enumerate(rest)}
    own = target["project_id"] in places
    place = places[target["project_id"]] if own else tables[target["target_table"]]
    number = next(n for n, part in enumerate(_parts(package), 1) if place in part)
    return f"{part_address(address.part(entry.id, 'targets'), number)}#{target['id']}"


def _rest(package: Dossier) -> list[list[Record]]:
    """The target tables of no project that has a section of its own."""
    known = {row["id"] for row in package.rows("projects")}
    return _grouped([t for t in package.rows("targets") if t["project_id"] not in known or not t["project_id"]])


def _parts(package: Dossier) -> list[range]:
    """How the projects, and then the other tables, are parted over pages."""
    counts = Counter(t["project_id"] for t in package.rows("targets"))
    sizes = [counts[row["id"]] for row in package.rows("projects")] + [len(rows) for rows in _rest(package)]
    return cut_cells([1 + (1 + len(_COLUMNS)) * size for size in sizes]).ranges()


def _project(
    row: Record, package: Dossier, targets: Sequence[Record], entry: Entry, words: Words, here: Here
) -> dict[str, Any]:
    figures, (code, name) = package.figures, _code_and_name(row["name"])
    figure = next((figures[i] for i in split_list(row["figure_ids"]) if i in figures), None)
    allotments = [a for a in package.rows("allotments") if a["project_id"] == row["id"]]
    facts = [
        (words("responsible-body"), row["responsible_body"]),
        (words("responsible-person"), row["responsible_person"]),
        (words("period"), row["period"]),
        (words("policy-basis"), row["policy_basis"]),
        (words("objective"), row["objective"]),
    ]
    return {
        "id": row["id"],
        "page": row["page"],
        "code": code,
        "name": name,
        "amount": _money(row, words),
        "href": here.to(figure_address(entry.id, package, figure["id"])) if figure else "",
        "difference": row["difference"],
        "funds": _funds(row, words),
        "facts": [f for f in facts if f[1]],
        "allotments": [(a["purpose"], _money(a, words)) for a in allotments],
        "sum": _money(_sum(allotments, row["unit"]), words),
        "targets": _tables([t for t in targets if t["project_id"] == row["id"]], words),
        "state": _state(row, package, words),
        "withheld": row["targets_state"] == "withheld",
    }


def _state(project: Record, package: Dossier, words: Words) -> str:
    """What is said of target tables that are not there: "none" only where none can have been overlooked."""
    if project["targets_state"] == "withheld":
        return words("targets-withheld")
    if project["targets_state"] != "absent":
        return ""
    return words("targets-missing" if targets_are_known(package) else "targets-unseen")


def _code_and_name(name: str) -> tuple[str, str]:
    """The number of a project in a financial system, where its name starts with one, and the rest of the name."""
    coded = _CODED.fullmatch(name)
    return (coded[1], coded[2]) if coded else ("", name)


def _money(row: Record, words: Words) -> str:
    """The printed amount with its unit; in English in words for large numbers."""
    if words.language == "en" and row.get("amount_yuan"):
        return words.money(Decimal(row["amount_yuan"]))
    return f"{row['amount']} {words.unit(row['unit'])}" if row["amount"] else ""


def _sum(rows: Sequence[Record], unit: str) -> Record:
    parts = {column: [Decimal(r[column]) for r in rows if r.get(column)] for column in ("amount", "amount_yuan")}
    return {"unit": unit} | {column: str(sum(found, Decimal(0))) for column, found in parts.items()}


def _funds(row: Record, words: Words) -> str:
    kinds = (("fiscal_amount", "funds-fiscal"), ("other_amount", "funds-other"))
    parts = [f"{words(key)} {row[column]}" for column, key in kinds if row.get(column)]
    return words("list-comma").join(parts)


def _tables(targets: Sequence[Record], words: Words) -> list[dict[str, Any]]:
    """One table of indicators for each target table, columns without any entry left out."""
    return [_table(rows, words) for rows in _grouped(targets)]


def _grouped(targets: Sequence[Record]) -> list[list[Record]]:
    groups: dict[str, list[Record]] = {}
    for row in targets:
        groups.setdefault(row["target_table"], []).append(row)
    return list(groups.values())


_COLUMNS = (
    ("level3", "indicator"),
    ("target", "target"),
    ("weight", "weight"),
    ("previous", "previous"),
    ("basis", "target-basis"),
    ("scoring_rule", "scoring-rule"),
    ("evidence", "evidence"),
)


def _table(rows: Sequence[Record], words: Words) -> dict[str, Any]:
    first = rows[0]
    shown = [(column, words(key)) for column, key in _COLUMNS if any(r[column] for r in rows)]
    funds = (
        ("total_amount", "sum"),
        ("superior_amount", "funds-superior"),
        ("own_amount", "funds-own"),
        ("fiscal_amount", "funds-fiscal"),
        ("other_amount", "funds-other"),
    )
    return {
        "id": first["target_table"],
        "title": first["table_title"],
        "unit_name": first["unit_name"],
        "objective": first["objective"],
        "funds": words("list-comma").join(f"{words(k)} {first[c]}" for c, k in funds if first.get(c)),
        "header": [words("category"), *(name for _, name in shown)],
        "rows": [_row(r, [column for column, _ in shown]) for r in rows],
        "columns": ["", *(column for column, _ in shown)],
    }


def _row(row: Record, columns: Sequence[str]) -> dict[str, Any]:
    return {"id": row["id"], "page": row["page"], "cells": [_levels(row), *(row[column] for column in columns)]}


def _levels(row: Record) -> str:
    return " › ".join(dict.fromkeys(level for level in (row["level1"], row["level2"]) if level))

"""Projects and performance targets: a project as tables, notes, allotments and target tables tell it."""

from __future__ import annotations

import re
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
from mingzhang.site.table_page import table_name
from mingzhang.site.unread import targets_are_known, unread_tables

_CODED = re.compile(r"([0-9A-Z]{12,})[-－—]+(.+)", re.DOTALL)


def write_targets(edition: Edition, entry: Entry, package: Dossier) -> None:
    """The targets page of ``entry``."""
    words, where = edition.words, address.part(entry.id, "targets")
    here, mark = edition.here(where), edition.marker(where)
    targets = package.rows("targets")
    projects = [_project(row, package, targets, entry, words, here) for row in package.rows("projects")]
    joined = {t["project_id"] for t in targets if t["project_id"]}
    known = {p["id"] for p in projects}
    unread = [] if projects else unread_tables(package)
    rest = [t for t in targets if t["project_id"] not in known or not t["project_id"]]
    edition.write(
        where,
        "targets.html",
        f"{words('targets')} · {full_title(entry, words)}",
        words("targets-intro"),
        mark,
        crumbs=crumbs(here, words, entry),
        projects=projects,
        whole=_tables(rest, words),
        joined=len(joined),
        unread=[(table_name(row, words), here.to(address.table(entry.id, row["table_id"]))) for row in unread],
        hide=[],
    )


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
        "href": f"{here.to(address.table(entry.id, figure['table_id']))}#{figure['id']}" if figure else "",
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
    groups: dict[str, list[Record]] = {}
    for row in targets:
        groups.setdefault(row["target_table"], []).append(row)
    return [_table(rows, words) for rows in groups.values()]


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

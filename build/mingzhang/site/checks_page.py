"""The checks of a disclosure: what does not simply hold first, then everything, by identity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.entry import Entry
from mingzhang.package.stored import split_list
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.describe import crumbs, full_title
from mingzhang.site.edition import Edition
from mingzhang.site.interface import Words
from mingzhang.site.said import badge, verdict
from mingzhang.site.table_page import table_name

_LOUD = ("source-contradiction", "reading-doubt", "unconfirmed", "rounding", "source-incomplete", "note")


def write_checks(edition: Edition, entry: Entry, package: Dossier) -> None:
    """The checks page of ``entry``."""
    words, where = edition.words, address.part(entry.id, "checks")
    here = edition.here(where)
    rows = package.rows("checks")
    tables = {r["table_id"]: table_name(r, words) for r in package.rows("tables")}
    made = [_check(row, package, tables, entry, words, here) for row in rows]
    groups: dict[str, list[dict[str, Any]]] = {}
    for check in made:
        groups.setdefault(check["name"], []).append(check)
    loud = sorted((c for c in made if c["result"] in _LOUD), key=lambda c: _LOUD.index(c["result"]))
    edition.write(
        where,
        "checks.html",
        f"{words('checks-title')} · {full_title(entry, words)}",
        words("checks-intro"),
        crumbs=crumbs(here, words, entry),
        loud=loud,
        groups=_groups(groups, words),
        verdict=words("checks-verdict", n=len(rows), parts=verdict(entry, words)) if rows else words("no-checks"),
        hide=[],
    )


def _check(
    row: Record, package: Dossier, tables: Mapping[str, str], entry: Entry, words: Words, here: Here
) -> dict[str, Any]:
    """A check with the ways to its figures; where it has none, to its tables."""
    english, figures = words.language == "en", package.figures
    ids = [*split_list(row["left_figures"]), *split_list(row["right_figures"])]
    links = [
        (f"{here.to(address.table(entry.id, figures[i]['table_id']))}#{i}", figures[i]["printed"])
        for i in ids
        if i in figures
    ]
    links = links or [
        (here.to(address.table(entry.id, t)), tables[t]) for t in split_list(row["table_ids"]) if t in tables
    ]
    return {
        "id": row["id"],
        "name": row["name_en" if english else "name"],
        "result": row["result"],
        "result_name": badge(row, package, words),
        "sentence": row["sentence_en" if english else "sentence"],
        "tolerance": row["tolerance_reason_en" if english else "tolerance_reason"],
        "confirmed": row["confirmed_by_en" if english else "confirmed_by"],
        "links": links[:12],
    }


def _groups(groups: dict[str, list[dict[str, Any]]], words: Words) -> list[dict[str, Any]]:
    made = []
    for name, checks in groups.items():
        counts: dict[str, int] = {}
        for check in checks:
            counts[check["result_name"]] = counts.get(check["result_name"], 0) + 1
        made.append(
            {
                "name": name,
                "checks": checks,
                "counts": words("list-comma").join(
                    f"{result} {n}" if words.language == "zh" else f"{n} {result}" for result, n in counts.items()
                ),
            }
        )
    return made

"""The page of one printed table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.entry import Entry
from mingzhang.package.stored import split_list
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.causes import find_findings, touching
from mingzhang.site.codes_pages import CLASSIFICATIONS, paged
from mingzhang.site.describe import crumbs, full_title
from mingzhang.site.disclosure_page import untitled
from mingzhang.site.edition import Edition
from mingzhang.site.figure_view import Links, Page, templates_of, view_figures
from mingzhang.site.interface import Words
from mingzhang.site.said import badge, css_of, sentence_of, share_proved
from mingzhang.site.source_place import leaves_of
from mingzhang.site.tableview import view_table
from mingzhang.site.terms import Marker
from mingzhang.text.units import power_of_ten


def write_tables(edition: Edition, entry: Entry, package: Dossier) -> None:
    """The page of every table of ``entry``."""
    rows, links = package.rows("tables"), Links(package)
    figures: dict[str, list[Record]] = {}
    for figure in package.rows("figures"):
        figures.setdefault(figure["table_id"], []).append(figure)
    for number, row in enumerate(rows):
        around = (rows[number - 1] if number else None, rows[number + 1] if number + 1 < len(rows) else None)
        _write_table(edition, entry, package, row, figures.get(row["table_id"], []), around, links)


def _write_table(
    edition: Edition,
    entry: Entry,
    package: Dossier,
    row: Record,
    figures: Sequence[Record],
    around: Sequence[Record | None],
    links: Links,
) -> None:
    words, where = edition.words, address.table(entry.id, row["table_id"])
    here, mark = edition.here(where), edition.marker(where)
    name = table_name(row, words)
    page = Page(entry, package, words, here, edition.gallery.of(entry.id, package), links, name)
    edition.write(
        where,
        "table.html",
        f"{name} · {full_title(entry, words)}",
        f"{full_title(entry, words)}{words('colon')}{name}",
        mark,
        crumbs=crumbs(here, words, entry),
        row=row,
        previous=_neighbour(around[0], entry, words, here),
        next=_neighbour(around[1], entry, words, here),
        hide=["toc"],
        **_printed(edition, page, row, figures, mark),
        **_around(page, row, figures),
    )


def _printed(edition: Edition, page: Page, row: Record, figures: Sequence[Record], mark: Marker) -> dict[str, Any]:
    """The table itself, its figures one by one, and what its tools and its panel need."""
    words, printed = page.words, page.package.tables[row["table_id"]]
    exponent = power_of_ten(row["unit"])
    folder = page.here.to_root(address.files(page.entry.id))
    return {
        "name": page.table_name,
        "table_title": _title(row, words),
        "title_lang": words.label(row["title"])[1] if row["title"] else words.language,
        "view": view_table(printed, figures, words, mark, page.links.contradicted, _paged(edition)),
        "figures": view_figures(page, figures),
        "templates": templates_of(page),
        "shown": page.shown,
        "unit": _unit(row, words),
        "unit_exponent": "" if exponent is None else str(exponent),
        "unit_choices": [(str(e), words.scale(e)) for e in sorted({0, 4, 8, exponent or 0})],
        "csv": folder + printed.path,
        "xlsx": folder + printed.path.removesuffix(".csv") + ".xlsx",
        "folder": page.here.to(""),
    }


def _around(page: Page, row: Record, figures: Sequence[Record]) -> dict[str, Any]:
    """What is said of the table: its state, its pages, the checks and the prose."""
    words, here, entry, package = page.words, page.here, page.entry, page.package
    return {
        "state": words(f"state-{row['state']}"),
        "proved": _proved(row, figures, words),
        "pages": leaves_of(split_list(row["pages"]), figures, words),
        "note": row["note"],
        "claims": _claims(package, entry, figures, here),
        "checks": _checks(package, row["table_id"], words),
        "checks_href": here.to(address.part(entry.id, "checks")),
        "disclosure": here.to(address.disclosure(entry.id)),
        "reconstruction": _from_reconstruction(package, row),
    }


def _paged(edition: Edition) -> set[str]:
    return {code for classification in CLASSIFICATIONS for code in paged(edition, classification)}


def table_name(row: Record, words: Words) -> str:
    """表2 部门收入总体情况表, Table 2: Department income: summary; a table without a title says so."""
    title = _title(row, words)
    number = row["number"]
    if words.language == "zh":
        return f"{number} {title}".strip()
    digits = "".join(c for c in number if c.isdigit()).lstrip("0")
    return f"Table {digits}: {title}" if digits else title


def _title(row: Record, words: Words) -> str:
    return words.label(row["title"])[0] if row["title"] else untitled(row, words)


def _unit(row: Record, words: Words) -> str:
    if not row["unit"]:
        return ""
    return words.unit(row["unit"])


def _neighbour(row: Record | None, entry: Entry, words: Words, here: Here) -> dict[str, str] | None:
    if row is None:
        return None
    return {"name": table_name(row, words), "href": here.to(address.table(entry.id, row["table_id"]))}


def _claims(package: Dossier, entry: Entry, figures: Sequence[Record], here: Here) -> list[dict[str, str]]:
    """What the prose says of the figures of this table."""
    own = {r["id"]: r for r in figures}
    text = here.to(address.part(entry.id, "text"))
    return [
        {
            "printed": c["printed"],
            "href": f"{text}#{c['section']}",
            "figure": c["figure_id"],
            "amount": own[c["figure_id"]]["printed"],
        }
        for c in package.rows("claims")
        if c["figure_id"] in own
    ]


def _checks(package: Dossier, table_id: str, words: Words) -> dict[str, Any]:
    """The checks that this table takes part in: counts, what fails (each cause once), then notes, then rounding."""
    mine: list[Mapping[str, str]] = [
        c for c in package.rows("checks") if table_id in split_list(c["table_ids"]) and c["result"] != "not-testable"
    ]
    holds = sum(c["result"] == "holds" for c in mine)
    findings = [check for _, check in touching(find_findings(package), table_id)]
    noted = [c for result in ("note", "rounding") for c in mine if c["result"] == result]
    key = "checks-here-all" if holds == len(mine) else "checks-here-count"
    return {
        "count": words(key, holds=holds, others=len(findings) + len(noted)) if mine else "",
        "loud": [_said(c, package, words) for c in (*findings, *noted)],
    }


def _said(check: Record, package: Dossier, words: Words) -> dict[str, str]:
    return {"result": badge(check, package, words), "css": css_of(check, package), "text": sentence_of(check, words)}


def _proved(row: Record, figures: Sequence[Record], words: Words) -> str:
    """How much of the table its own document proves, and whether it is confirmed how the table adds up."""
    share = share_proved(figures, words, "verdict-table")
    structure = words(f"structure-{row['structure']}") if row["structure"] in ("partly", "unconfirmed") else ""
    return words("sentences", one=share, other=structure).strip() if share else ""


def _from_reconstruction(package: Dossier, row: Record) -> bool:
    roles = {s.get("mingzhang:file"): s.get("mingzhang:role") for s in package.descriptor["sources"]}
    return roles.get(row["source"]) == "reconstruction"

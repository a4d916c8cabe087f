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
from mingzhang.site.figure_view import Links, Page, view_figures
from mingzhang.site.interface import Words
from mingzhang.site.panel_data import FILE
from mingzhang.site.said import badge, css_of, sentence_of, share_proved
from mingzhang.site.source_place import leaves_of
from mingzhang.site.splitting import Parts, part_address, table_parts
from mingzhang.site.tableview import view_table
from mingzhang.site.terms import Marker
from mingzhang.text.units import power_of_ten

_LOUD = 20  # sentences on the page of a table; all are on the page of checks


def write_tables(edition: Edition, entry: Entry, package: Dossier, links: Links) -> None:
    """The page of every table of ``entry``; of a long one several."""
    rows = package.rows("tables")
    figures: dict[str, list[Record]] = {}
    for figure in package.rows("figures"):
        figures.setdefault(figure["table_id"], []).append(figure)
    for number, row in enumerate(rows):
        around = (rows[number - 1] if number else None, rows[number + 1] if number + 1 < len(rows) else None)
        parts = table_parts(package.tables[row["table_id"]])
        for part, shown in enumerate(parts.ranges(), 1):
            where = part_address(address.table(entry.id, row["table_id"]), part)
            page = _page(edition, entry, package, row, where, links)
            own = figures.get(row["table_id"], [])
            _write_table(edition, page, row, _of_part(page, row, own, shown, parts), around, shown)


def _page(edition: Edition, entry: Entry, package: Dossier, row: Record, where: str, links: Links) -> Page:
    shown = edition.gallery.of(entry.id, package)
    return Page(entry, package, edition.words, edition.here(where), shown, links, table_name(row, edition.words))


def _of_part(page: Page, row: Record, figures: Sequence[Record], shown: range, parts: Parts) -> Sequence[Record]:
    """The figures that a part of the table shows; the first also has those that stand in no cell."""
    if len(parts.starts) == 1:
        return figures
    cells = page.package.tables[row["table_id"]].cells
    return [f for f in figures if cells.get(f["id"], (0, 0))[0] in shown]


def _write_table(
    edition: Edition,
    page: Page,
    row: Record,
    figures: Sequence[Record],
    around: Sequence[Record | None],
    shown: range,
) -> None:
    words, here, entry = page.words, page.here, page.entry
    mark = edition.marker(here.address)
    parts = _parts(page, row, shown)
    number = words("part-of", n=next(p["number"] for p in parts if p["here"]), of=len(parts)) if parts else ""
    title = f"{page.table_name}{number}"
    edition.write(
        here.address,
        "table.html",
        f"{title} · {full_title(entry, words)}",
        f"{full_title(entry, words)}{words('colon')}{title}",
        crumbs=crumbs(here, words, entry),
        row=row,
        parts=parts,
        part=number,
        previous=_neighbour(around[0], entry, words, here),
        next=_neighbour(around[1], entry, words, here),
        hide=["toc"],
        **_printed(edition, page, row, figures, mark, shown),
        **_around(page, row, figures),
    )


def _parts(page: Page, row: Record, shown: range) -> list[dict[str, Any]]:
    """The parts of a long table, each with its address and its first and last row; none of a short one."""
    printed = page.package.tables[row["table_id"]]
    ranges = table_parts(printed).ranges()
    if len(ranges) == 1:
        return []
    rows = printed.frame.to_numpy().tolist()
    whole = address.table(page.entry.id, row["table_id"])
    return [
        {
            "number": number,
            "href": page.here.to(part_address(whole, number)),
            "here": part == shown,
            "rows": page.words("part-rows", first=part.start + 1, last=part.stop),
            "names": [_row_text(printed.columns, rows[place]) for place in (part.start, part.stop - 1)],
        }
        for number, part in enumerate(ranges, 1)
    ]


def _row_text(columns: Sequence[Mapping[str, Any]], texts: Sequence[str]) -> str:
    """What a row is called: its first text that is no amount."""
    naming = [c["mingzhang:role"] in ("project", "label", "unit") for c in columns]
    named = next((text for text, names in zip(texts, naming, strict=True) if names and text), "")
    return " ".join(named.split())


def _printed(
    edition: Edition, page: Page, row: Record, figures: Sequence[Record], mark: Marker, shown: range
) -> dict[str, Any]:
    """The table itself, its figures column by column, and what its tools and its panel need."""
    words, printed = page.words, page.package.tables[row["table_id"]]
    here, disclosure = page.here, address.disclosure(page.entry.id)
    exponent = power_of_ten(row["unit"])
    return {
        "name": page.table_name,
        "table_title": _title(row, words),
        "title_lang": words.label(row["title"])[1] if row["title"] else words.language,
        "view": view_table(printed, figures, words, mark, page.links.contradicted, _paged(edition), shown),
        "figures": view_figures(page, figures),
        "shown": page.shown,
        "unit": _unit(row, words),
        "unit_exponent": "" if exponent is None else str(exponent),
        "unit_choices": [(str(e), words.scale(e)) for e in sorted({0, 4, 8, exponent or 0})],
        "csv": here.to_root(address.files(page.entry.id)) + printed.path,
        "folder": here.to(""),
        "panel": here.to_root(disclosure + FILE),
        "root": here.to_root(""),
        "whole": here.to(address.table(page.entry.id, row["table_id"])),
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
    loud = [*findings, *noted]
    key = "checks-here-all" if holds == len(mine) else "checks-here-count"
    return {
        "count": words(key, holds=holds, others=len(loud)) if mine else "",
        "loud": [_said(c, package, words) for c in loud[:_LOUD]],
        "more": words("checks-here-more", n=len(loud) - _LOUD) if len(loud) > _LOUD else "",
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

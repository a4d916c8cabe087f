"""The prose of a disclosure in full, its amounts linked to their figures, and the claims as a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.entry import Entry
from mingzhang.package.stored import split_list
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.describe import crumbs, full_title, pages_of
from mingzhang.site.edition import Edition
from mingzhang.site.interface import Words
from mingzhang.site.splitting import figure_address
from mingzhang.site.terms import Marker
from mingzhang.text.ordinals import HAN


def write_text(edition: Edition, entry: Entry, package: Dossier) -> None:
    """The text page of ``entry``."""
    words, where = edition.words, address.part(entry.id, "text")
    here, mark = edition.here(where), edition.marker(where)
    claims = package.rows("claims")
    title = f"{words('text-title')} · {full_title(entry, words)}"
    sections = [r for r in package.rows("sections") if r["kind"] != "left-out"]
    edition.write(
        where,
        "text.html",
        title,
        words("text-intro"),
        crumbs=crumbs(here, words, entry),
        sections=[_section(row, claims, package, entry, words, here, mark) for row in sections],
        left_out=[r["text"] for r in package.rows("sections") if r["kind"] == "left-out"],
        claims=[_claim(row, package, entry, words, here) for row in claims],
        tables_href=here.to(address.disclosure(entry.id)) + "#tables",
        hide=[],
    )


def _section(
    row: Record,
    claims: Sequence[Record],
    package: Dossier,
    entry: Entry,
    words: Words,
    here: Here,
    mark: Marker,
) -> dict[str, Any]:
    own = [c for c in claims if c["section"] == row["id"] and c["figure_id"] in package.figures]
    seen: set[str] = set()
    paragraphs = [_paragraph(p, own, package, entry, here, mark, seen) for p in row["text"].split("\n") if p]
    pages = split_list(row["pages"])
    return {
        "id": row["id"],
        "tag": f"h{min(max(int(row['level']), 1) + 1, 5)}" if row["title"] else "",
        "title": _heading(row),
        "paragraphs": paragraphs,
        "tables": row["topic"] == "tables",
        "pages": pages_of(pages, words),
    }


def _heading(row: Record) -> str:
    """Number and title; a bare numeral gets back the mark that the section's number is kept without."""
    number = row["number"]
    bare = re.fullmatch(HAN, number) is not None
    return f"{number}、{row['title']}" if bare else f"{number} {row['title']}".strip()


def _paragraph(
    text: str,
    claims: Sequence[Record],
    package: Dossier,
    entry: Entry,
    here: Here,
    mark: Marker,
    seen: set[str],
) -> Markup:
    """The paragraph with each claimed amount a link to its figure and each term marked once per section."""
    parts: list[Markup] = []
    end = 0
    for start, stop, figure_id in _amounts(text, claims):
        href = here.to(figure_address(entry.id, package, figure_id))
        link = Markup('<a class="mz-claim" href="{}">{}</a>').format(href, text[start:stop])
        parts += [mark(text[end:start], seen), link]
        end = stop
    return Markup("").join([*parts, mark(text[end:], seen)])


def _amounts(text: str, claims: Sequence[Record]) -> list[tuple[int, int, str]]:
    """Where in the paragraph the amount of each claim stands: (start, end, figure id), in order, never overlapping."""
    found: list[tuple[int, int, str]] = []
    for claim in claims:
        at = text.find(claim["printed"]) if claim["printed"] else -1
        start = text.find(claim["amount"], at) if at >= 0 and claim["amount"] else -1
        stop = start + len(claim["amount"])
        if start >= 0 and stop <= at + len(claim["printed"]) and all(stop <= s or start >= e for s, e, _ in found):
            found.append((start, stop, claim["figure_id"]))
    return sorted(found)


def _claim(row: Record, package: Dossier, entry: Entry, words: Words, here: Here) -> dict[str, str]:
    figure = package.figures.get(row["figure_id"])
    href = here.to(figure_address(entry.id, package, figure["id"])) if figure else ""
    unit = words.unit(row["unit"])
    return {
        "id": row["id"],
        "page": row["page"],
        "subject": row["subject"],
        "section": f"#{row['section']}",
        "href": href,
        "figure": f"{figure['table_title']} {figure['printed']}" if figure else "",
        "amount": f"{row['amount']} {unit}" if row["amount"] else "",
        "share": _percent(row["share"]),
        "change": _sign(row["change"]),
        "growth": _percent(_sign(row["growth"])),
        "base": row["base_amount"] if row["base_reading"] != "derived" else "",
        "reason": row["reason"],
        "derived": row["base_amount"] if row["base_reading"] == "derived" else "",
    }


def _percent(text: str) -> str:
    return f"{text}%" if text else ""


def _sign(text: str) -> str:
    if not text or not text.strip("0."):
        return text
    return text.replace("-", "−") if text.startswith("-") else f"+{text}"


def plain(text: str) -> Markup:
    """Escaped text with its line breaks kept."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))

"""What only a site with an address of its own needs: pictures for links, robots.txt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape as html_escape
from pathlib import Path

from mingzhang.collection.entry import Entry
from mingzhang.knowledge.divisions import ancestors
from mingzhang.site import address
from mingzhang.site.card import card_text, write_card, write_title_card
from mingzhang.site.describe import place_name
from mingzhang.site.edition import Edition
from mingzhang.site.reach import site_url


def write_heads(editions: Sequence[Edition]) -> None:
    """The picture of every disclosure, body and place, of the comparison and the ranking, for the heads of their pages.

    Only where the site has an address: other sites take nothing but absolute ones. A body shows its latest disclosure.
    """
    if not site_url():
        return
    for edition in editions:
        for entry in edition.collection.entries:
            if path := write_card(edition, entry):
                head = _head(edition, path, card_text(entry, edition.words))
                edition.heads[address.disclosure(entry.id)] = head
                edition.heads.setdefault(address.body(entry.body.slug), head)
        for where, name, title, note in _titled(edition):
            if path := write_title_card(edition, name, title, note):
                edition.heads[where] = _head(edition, path, f"{title} {note}")


def _head(edition: Edition, path: str, text: str) -> dict[str, str]:
    prefix = "" if edition.words.language == "zh" else "en/"
    return {"image": prefix + path, "alt": html_escape(text)}


def _titled(edition: Edition) -> Iterator[tuple[str, str, str, str]]:
    """Pages whose picture says only what they are about: address, name of the picture, title, note."""
    words = edition.words
    yield "compare/", "compare", words("compare-title"), words("site-name")
    yield "ranking/", "ranking", words("ranking-title"), words("site-name")
    within: dict[str, list[Entry]] = {}
    for entry in edition.collection.entries:
        for division in (*ancestors(entry.body.division), entry.body.place):
            within.setdefault(division, []).append(entry)
    for division, entries in sorted(within.items()):
        bodies = len({entry.body for entry in entries})
        note = words("card-counts", bodies=bodies, entries=len(entries))
        yield address.place(division), f"places/{division}", place_name(division, words), note


def write_robots(target: Path) -> None:
    """``robots.txt``: everything may be read; where the sitemaps are, when the site has an address."""
    root = site_url()
    lines = ["User-agent: *", "Allow: /"]
    lines += [f"Sitemap: {root}{edition}sitemap.xml" for edition in ("", "en/")] if root else []
    (target / "robots.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")

"""What only a site with an address of its own needs: pictures for links, robots.txt."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape as html_escape
from pathlib import Path

from mingzhang.site import address
from mingzhang.site.card import card_text, write_card
from mingzhang.site.edition import Edition
from mingzhang.site.reach import site_url


def write_heads(editions: Sequence[Edition]) -> None:
    """The picture of every disclosure, for the head of its page in each edition.

    Only where the site has an address: other sites take nothing but absolute ones.
    """
    if not site_url():
        return
    for edition in editions:
        for entry in edition.collection.entries:
            if path := write_card(edition, entry):
                prefix = "" if edition.words.language == "zh" else "en/"
                head = {"image": prefix + path, "alt": html_escape(card_text(entry, edition.words))}
                edition.heads[address.disclosure(entry.id)] = head


def write_robots(target: Path) -> None:
    """``robots.txt``: everything may be read; where the sitemaps are, when the site has an address."""
    root = site_url()
    lines = ["User-agent: *", "Allow: /"]
    lines += [f"Sitemap: {root}{edition}sitemap.xml" for edition in ("", "en/")] if root else []
    (target / "robots.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")

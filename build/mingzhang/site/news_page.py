"""What's new: what each release added, changed and withdrew, and the feed of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.describe import Crumb
from mingzhang.site.edition import Edition, Found
from mingzhang.site.interface import Words
from mingzhang.site.lists import list_entries

_RELEASES, _CHANGES, _NEWEST = 12, 60, 20


def write_news(edition: Edition, releases: Sequence[Mapping[str, Any]]) -> None:
    """The page of these releases (newest first); without any, the disclosures with the latest dates."""
    words, here = edition.words, edition.here("whats-new/")
    there = {e.id for e in edition.collection.entries}
    newest = sorted(
        edition.collection.entries, key=lambda e: (e.published or e.signed, e.fiscal_year or 0), reverse=True
    )
    edition.write(
        "whats-new/",
        "news.html",
        words("news-title"),
        words("news-intro"),
        crumbs=[Crumb(words("home"), here.to(""))],
        feed=here.to_root("data/feed.xml"),
        releases=[_release(r, there, words, here) for r in releases[:_RELEASES]],
        entries=[] if releases else list_entries(newest[:_NEWEST], edition, here),
        hide=["toc"],
    )
    edition.found.append(Found("whats-new/", words("news-title"), words("news-intro")))


def _release(release: Mapping[str, Any], there: set[str], words: Words, here: Here) -> dict[str, Any]:
    changes = release["changes"]
    return {
        "name": release["name"],
        "date": release["date"],
        "changes": [_change(c, there, words, here) for c in changes[:_CHANGES]],
        "cut": words("rest", n=len(changes) - _CHANGES) if len(changes) > _CHANGES else "",
    }


def _change(change: Mapping[str, Any], there: set[str], words: Words, here: Here) -> dict[str, str]:
    counts = {name: len(change[name]) for name in ("added", "removed", "altered")}
    shown = words("news-counts", **counts) if change["kind"] == "changed" else ""
    return {
        "kind": words(f"news-{change['kind']}"),
        "title": change["title" if words.language == "zh" else "title_en"],
        "href": here.to(address.disclosure(change["disclosure"])) if change["disclosure"] in there else "",
        "version": f"{words('version')} {change['version']}",
        "counts": shown,
    }

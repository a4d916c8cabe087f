"""What is added to the hand-written page about the site: who hears of errors, and every correction on record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from mingzhang.collection.dossier import Dossier
from mingzhang.collection.entry import Entry
from mingzhang.site import address
from mingzhang.site.describe import full_title
from mingzhang.site.edition import Edition
from mingzhang.site.reach import report_to

PAGE = "about/"
_TABLE = Markup(
    '<div class="mz-scroll" role="group" aria-label="{title}" tabindex="0"><table class="mz-plain mz-list">'
    "<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
)
_HEAD = Markup('<th scope="col">{}</th>')
_COLUMNS = ("log-date", "log-what", "log-was", "log-is", "log-state")


def note_corrections(edition: Edition, entry: Entry, package: Dossier) -> None:
    """Remembers what a human found misread in this disclosure."""
    words, here = edition.words, edition.here(PAGE)
    link = Markup('<a href="{}">{}</a>').format(here.to(address.disclosure(entry.id)), full_title(entry, words))
    for review in package.rows("reviews"):
        if review["verdict"] == "misread":
            figure = package.figures.get(review["figure_id"])
            was = review["reading"] if review["figure_id"] else review["table_id"]
            state = words("log-mended" if review["state"] == "stale" else "log-marked")
            where = f" {figure['label']}" if figure else ""
            edition.corrections.append((review["date"], link + where, was, review["seen"], state))


def write_corrections(edition: Edition, releases: Sequence[Mapping[str, Any]]) -> None:
    """Who hears of errors and the log of corrections, at the end of ``about.md``."""
    words = edition.words
    rows = [*edition.corrections, *_released(edition, releases)]
    rows.sort(key=lambda row: row[0], reverse=True)
    to = report_to()
    heard = words("log-to", to=to) if to else words("log-to-nobody")
    log = _table(rows, edition) if rows else words("log-none")
    page = edition.folder / "about.md"
    text = page.read_text(encoding="utf-8")
    section = f"\n## {words('log-title')} {{#corrections}}\n\n{heard}\n\n{words('log-intro')}\n\n{log}\n"
    page.write_text(text + section, encoding="utf-8")


def _released(edition: Edition, releases: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Every release of a disclosure whose amounts were read otherwise than before."""
    words, zh = edition.words, edition.words.language == "zh"
    made: list[tuple[Any, ...]] = []
    for release in releases:
        for change in release["changes"]:
            counts = {name: len(change[name]) for name in ("added", "removed", "altered")}
            if change["kind"] == "changed" and any(counts.values()):
                title = change["title" if zh else "title_en"]
                told = words("news-counts", **counts)
                made.append((release["date"], title, "", told, f"{words('version')} {change['version']}"))
    return made


def _table(rows: Sequence[tuple[Any, ...]], edition: Edition) -> Markup:
    words = edition.words
    head = Markup("").join(_HEAD.format(words(key)) for key in _COLUMNS)
    body = Markup("").join(Markup("<tr>{}</tr>").format(_cells(row)) for row in rows)
    return _TABLE.format(title=words("log-title"), head=head, body=body)


def _cells(row: Sequence[Any]) -> Markup:
    return Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row)

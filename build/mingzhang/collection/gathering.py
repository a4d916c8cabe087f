"""Packages on disk → the collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from mingzhang.collection.dossier import Dossier
from mingzhang.collection.entry import Body, Change, Collection, Entry
from mingzhang.collection.headline import make_headline
from mingzhang.disclosures.disclosure import folder_name


def collect(package_dirs: Iterable[Path]) -> Collection:
    """The collection of these packages. UnreadableSource when one of them is damaged."""
    entries = [make_entry(Dossier(directory)) for directory in package_dirs]
    entries.sort(key=lambda e: (e.body.division or "~", e.body.slug, -(e.fiscal_year or 0), e.kind, e.scope, e.edition))
    return Collection(compare_years(entries))


def compare_years(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The same entries; one that states no change of its total has that on the disclosure of the year before, if held.

    Only totals of one meaning, kind and scope are compared. Such a change rests on no claim.
    """
    known = {(e.body.slug, e.fiscal_year, e.kind, e.scope): e for e in sorted(entries, key=lambda e: e.edition)}
    return tuple(_compared(e, known.get((e.body.slug, (e.fiscal_year or 0) - 1, e.kind, e.scope))) for e in entries)


def _compared(entry: Entry, before: Entry | None) -> Entry:
    now, then = entry.headline.whole, before.headline.whole if before else None
    stated = entry.headline.change
    if (stated and not stated.of) or not now or not then or now.key != then.key:
        return entry
    base = "上年决算" if entry.kind == "final" else "上年预算"
    return replace(entry, headline=replace(entry.headline, change=Change(now.yuan - then.yuan, base, ())))


def make_entry(package: Dossier) -> Entry:
    """What the lists and headlines of the collection need of one package."""
    about = package.disclosure
    body = Body(**{key: about["body"].get(key) or "" for key in ("slug", "name", "division", "level")})
    name = folder_name(about["fiscal_year"], about["kind"], about["scope"], about["edition"])
    return Entry(
        id=f"{body.slug}/{name}",
        directory=package.directory,
        body=body,
        title=package.descriptor["title"],
        title_en=package.descriptor.get("title:en", package.descriptor["title"]),
        fiscal_year=about["fiscal_year"],
        kind=about["kind"],
        scope=about["scope"],
        edition=about["edition"],
        signed=about["signed"],
        published=about["published"],
        headline=make_headline(package),
        tables=len(package.rows("tables")),
        figures=len(package.rows("figures")),
        results=Counter(row["result"] for row in package.rows("checks")),
        guesses=frozenset(key for key, sure in about.get("certainty", {}).items() if sure == "likely"),
    )

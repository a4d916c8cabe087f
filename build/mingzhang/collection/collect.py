"""Packages on disk → the collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from mingzhang.collection.dossier import Dossier
from mingzhang.collection.entry import Body, Collection, Entry
from mingzhang.collection.headline import make_headline
from mingzhang.disclosure import folder_name


def collect(package_dirs: Iterable[Path]) -> Collection:
    """The collection of these packages. UnreadableSource when one of them is damaged."""
    entries = [make_entry(Dossier(directory)) for directory in package_dirs]
    entries.sort(key=lambda e: (e.body.division or "~", e.body.slug, -(e.fiscal_year or 0), e.kind, e.scope, e.edition))
    return Collection(tuple(entries))


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
    )

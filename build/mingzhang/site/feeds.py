"""A feed for every body and every place: what of theirs each release added, changed and withdrew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from mingzhang.collection.feed import FeedOf, make_feed
from mingzhang.knowledge.divisions import ancestors, division_name
from mingzhang.site.edition import Edition
from mingzhang.site.reach import site_url

Release = Mapping[str, Any]


def body_feed(slug: str) -> str:
    """Where the feed of a body is, below ``data/``."""
    return f"feeds/bodies/{slug}.xml"


def place_feed(division: str) -> str:
    """Where the feed of a place is, below ``data/``."""
    return f"feeds/places/{division}.xml"


def write_feeds(edition: Edition, releases: Sequence[Release], data: Path) -> None:
    """The feeds in ``data``, of bodies and places that this site has; once for both editions."""
    for of, bodies in _feeds(edition):
        own = [_of_bodies(release, bodies) for release in releases]
        told = [release for release in own if release["changes"]]
        path = data / of.path
        path.parent.mkdir(parents=True, exist_ok=True)
        text = make_feed(told, site_url(), edition.project.publisher, of)
        path.write_text(text, encoding="utf-8", newline="\n")


def _feeds(edition: Edition) -> Iterator[tuple[FeedOf, Set[str]]]:
    within: dict[str, set[str]] = {}
    for body in edition.collection.bodies():
        yield FeedOf(body_feed(body.slug), body.name or body.slug), {body.slug}
        for division in (*ancestors(body.division), body.division):
            within.setdefault(division, set()).add(body.slug)
    for division, slugs in sorted(within.items()):
        if division:
            names = f"{division_name(division)} {division_name(division, 'en')}".strip()
            yield FeedOf(place_feed(division), names or division), slugs


def _of_bodies(release: Release, bodies: Set[str]) -> Release:
    changes = [c for c in release["changes"] if c["disclosure"].partition("/")[0] in bodies]
    return {**release, "changes": changes}

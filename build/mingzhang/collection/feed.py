"""``data/feed.xml``: an Atom feed of new and changed disclosures, from the records of releases (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as Xml

from mingzhang.project.publisher import MINGZHANG, Publisher

_ATOM = "http://www.w3.org/2005/Atom"
_KINDS = {"new": "新增 New", "changed": "更新 Changed", "withdrawn": "撤下 Withdrawn"}
_TITLE = "{name}：新增与更新的公开数据 {name_en}: new and changed disclosures"
_LONGEST = 200  # entries


@dataclass(frozen=True, slots=True)
class FeedOf:
    """What a feed is of: its ``path`` below ``data/``, and the body or place of that ``name`` in both languages."""

    path: str = "feed.xml"
    name: str = ""


WHOLE = FeedOf()
"""The feed of everything."""


def make_feed(
    releases: Sequence[Mapping[str, Any]], site_url: str = "", publisher: Publisher = MINGZHANG, of: FeedOf = WHOLE
) -> str:
    """The feed of these releases (newest first) as XML. Ids are tag URIs, the same wherever the site stands."""
    Xml.register_namespace("", _ATOM)
    feed = Xml.Element(f"{{{_ATOM}}}feed")
    updated = releases[0]["date"] if releases else "1970-01-01"
    title = _TITLE.format(name=publisher.name, name_en=publisher.name_en)
    _add(feed, "title", f"{of.name} · {title}" if of.name else title)
    _add(feed, "id", f"tag:{publisher.tag}:{of.path.removesuffix('.xml')}")
    _add(feed, "updated", f"{updated}T00:00:00Z")
    author = Xml.SubElement(feed, f"{{{_ATOM}}}author")
    _add(author, "name", publisher.title)
    if site_url:
        Xml.SubElement(feed, f"{{{_ATOM}}}link", rel="self", href=f"{site_url.rstrip('/')}/data/{of.path}")
    for number, (release, change) in enumerate(_changes(releases)):
        if number < _LONGEST:
            base = f"{site_url.rstrip('/')}/" if site_url else "../" * (of.path.count("/") + 1)
            _entry(feed, release, change, base, publisher.tag)
    Xml.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(feed, encoding="unicode") + "\n"


def _changes(releases: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    for release in releases:
        for change in release["changes"]:
            yield release, change


def _entry(feed: Xml.Element, release: Mapping[str, Any], change: Mapping[str, Any], base: str, tag: str) -> None:
    entry = Xml.SubElement(feed, f"{{{_ATOM}}}entry")
    _add(entry, "title", f"{_KINDS[change['kind']]}: {change['title']}")
    _add(entry, "id", f"tag:{tag}:{change['disclosure']}/{change['version']}/{change['kind']}")
    _add(entry, "updated", f"{release['date']}T00:00:00Z")
    if change["kind"] != "withdrawn":
        Xml.SubElement(entry, f"{{{_ATOM}}}link", href=f"{base}disclosures/{change['disclosure']}/")
    counts = [f"{name} {len(change[name])}" for name in ("added", "removed", "altered") if change[name]]
    figures = f"; figures: {', '.join(counts)}" if counts else ""
    files = f"; files: {', '.join(change['resources'])}" if change["resources"] else ""
    _add(entry, "summary", f"{change['title_en']}. Version {change['version']}{figures}{files}.")


def _add(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, f"{{{_ATOM}}}{name}").text = text

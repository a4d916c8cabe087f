"""One edition of the site being written: its words, its templates, and the folder of its pages."""

from __future__ import annotations

import json
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cache
from html import escape as html_escape
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined

from mingzhang.collection.entry import Collection
from mingzhang.collection.survey import Survey
from mingzhang.project.project import HERE, Project
from mingzhang.site.address import Here
from mingzhang.site.gallery import Gallery
from mingzhang.site.interface import Words
from mingzhang.site.reports import report_of
from mingzhang.site.terms import Glossary, Marker


@dataclass(frozen=True, slots=True)
class Found:
    """What the search finds: a page, or a place on it. Title and text are shown, ``keys`` and ``pinyin`` are not.

    ``parts``: (path below ``location``, title) of pages that are found by their titles alone and shown with this one's.
    """

    location: str
    title: str
    text: str
    keys: str = ""
    pinyin: str = ""
    boost: float = 1.0
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Edition:
    """Writes pages as Markdown files that hold HTML, and collects what the search finds.

    ``wordings``: per term (name of a disclosure, its address from the glossary page, its own wording). ``heads``: per
    address the picture of its links (``image``, ``alt``). ``survey``: the collection's data. ``corrections``: what
    humans found misread, for the log of it. ``ranking``: what each disclosure brings to the ranking.
    """

    words: Words
    collection: Collection
    glossary: Glossary
    folder: Path
    found: list[Found] = field(default_factory=list)
    wordings: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    survey: Survey = field(default_factory=Survey)
    heads: dict[str, dict[str, Any]] = field(default_factory=dict)
    gallery: Gallery = field(default_factory=Gallery)
    project: Project = HERE
    guessed: dict[str, Set[str]] = field(default_factory=dict)
    ranking: list[Any] = field(default_factory=list)
    corrections: list[tuple[Any, ...]] = field(default_factory=list)

    def here(self, address: str) -> Here:
        """The page at this address."""
        return Here(address, self.words.language)

    def guesses(self, disclosure: str) -> Set[str]:
        """What this disclosure does not state outright."""
        if not self.guessed:
            self.guessed.update({e.id: e.guesses for e in self.collection.entries})
        return self.guessed.get(disclosure, frozenset())

    def marker(self, address: str) -> Marker:
        """Marks terms on the page at this address."""
        return Marker(self.glossary, self.here(address))

    def write(self, address: str, template: str, title: str, description: str, **data: Any) -> None:
        """The page at ``address``: ``template`` filled with ``data``; ``title`` and ``description`` are plain text."""
        here = self.here(address)
        report = report_of(title, self.words, here)
        body = self.fill(template, here=here, title=title, report=report, **data)
        # The theme writes both into the page's head as they are.
        front: dict[str, Any] = {"title": html_escape(title), "description": html_escape(description)}
        front |= {"search": {"exclude": True}, "hide": ["navigation", *data.get("hide", ())]}
        front |= {"head": self.heads[address]} if address in self.heads else {}
        path = self.folder / address / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = f"---\n{json.dumps(front, ensure_ascii=False)}\n---\n"  # JSON is YAML: any reader of Markdown knows it
        path.write_text(f"{head}{body}\n", encoding="utf-8", newline="\n")

    def fill(self, template: str, **data: Any) -> str:
        """A template filled with ``data``, in the words of this edition."""
        return _environment(self.project.overlay).get_template(template).render(t=self.words, **data)

    def put(self, address: str, value: object) -> None:
        """A file for our scripts to fetch, as JSON."""
        path = self.folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8", newline="\n")

    def finish(self) -> None:
        """Leaves what the search finds beside the pages, for the build to put into the index."""
        entries = [{slot: getattr(f, slot) for slot in Found.__slots__} for f in self.found]
        (self.folder / "found.json").write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")


@cache
def _environment(overlay: Path | None) -> Environment:
    """The templates of the package; those of the same name in the project's site/templates/ go before them."""
    own = [FileSystemLoader(overlay / "templates")] if overlay else []
    return Environment(
        loader=ChoiceLoader([*own, PackageLoader("mingzhang", "templates")]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )

"""The checklist of disclosure: each table and matter that the rules ask for is present, empty, withheld or
missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import yaml

from mingzhang.checks.record import Check, stated
from mingzhang.knowledge.loading import knowledge_text
from mingzhang.prose.records import Prose, Section
from mingzhang.reading.document import Document, Picture, Text
from mingzhang.reading.doubts import PICTURE_PAGE, PICTURES
from mingzhang.tables.table import Table
from mingzhang.text.normalise import normalise

_RESULTS = {
    "present": "holds",
    "spoken-of": "holds",
    "empty": "holds",
    "bare": "note",
    "withheld": "note",
    "missing": "source-incomplete",
    "unsure": "not-testable",
    "mentioned": "not-testable",
    "pictures": "not-testable",
    "tables-only": "not-testable",
    "no-tables": "not-testable",
}
_UNREAD = frozenset({PICTURE_PAGE, PICTURES})
_HEADED = ("part", "section", "subsection")
_FEW = 4  # headings: so few, all on pages of tables, are cells of tables and no prose


@cache
def load_checklist() -> Mapping[str, Any]:
    """``reference/checklist.yml``."""
    text = knowledge_text("checklist.yml")
    data: Mapping[str, Any] = yaml.safe_load(text)
    return data


def check_disclosure(
    tables: Sequence[Table], filled: frozenset[str], prose: Prose, kind: str, document: Document | None = None
) -> Iterator[Check]:
    """One check per table and matter asked for. ``filled`` are the ids of tables with figures; ``document`` tells what
    the pages say that is neither a table nor below a heading, and which pages could not be read."""
    wanted = load_checklist()["final" if kind == "final" else "budget"]
    file = _File(tables, filled, prose, document)
    for entry in wanted["tables"]:
        yield _say(f"disclosure.table.{entry['id']}", entry, *file.table(entry))
    for entry in wanted["matters"]:
        yield _say(f"disclosure.matter.{entry['id']}", entry, file.matter(entry), ())


class _File:
    """What there is in a file: tables, passages below a heading, other text, pages that are pictures."""

    def __init__(
        self, tables: Sequence[Table], filled: frozenset[str], prose: Prose, document: Document | None
    ) -> None:
        self._tables, self._filled = tables, filled
        self._passages = _passages(prose, tables)
        self._text = _running_text(document) if document else ""
        self._has_pictures = document is not None and _has_picture_pages(document)

    def table(self, entry: Mapping[str, Any]) -> tuple[str, Sequence[Table]]:
        """The state of a table asked for, and the tables that are it or may be it."""
        found = [t for t in self._tables if t.form in entry["forms"]]
        if not found:
            return self._absent(entry)
        if any(t.state == "withheld" for t in found):
            return "withheld", found
        if any(t.table_id in self._filled for t in found):
            return "present", found
        return ("empty" if any(t.note for t in found) else "bare"), found

    def _absent(self, entry: Mapping[str, Any]) -> tuple[str, Sequence[Table]]:
        unknown = [t for t in self._tables if t.state == "unknown-form"]
        alike = [t for t in unknown if re.search(entry["title"], t.title)]
        if alike:
            return "unsure", alike
        if not self._tables:
            return "no-tables", ()
        if self._has_pictures:
            return "pictures", ()
        named = re.search(f"(?:{entry['title']})[^。；]{{0,12}}表", self._text)
        return ("mentioned" if named else "missing"), ()

    def matter(self, entry: Mapping[str, Any]) -> str:
        """Whether a heading, or a passage outside the glossary, speaks of the matter."""
        filled = {s.id for s in self._passages if s.text} | {s.parent_id for s in self._passages if s.text}
        for s in self._passages:
            told = s.topic != "glossary" and re.search(entry["words"], s.title + s.text)
            if told or (s.topic in entry["topics"] and s.id in filled):
                return "present"
        if not self._passages:
            return "tables-only"
        if self._has_pictures:
            return "pictures"
        return "spoken-of" if re.search(entry["words"], self._text) else "missing"


def _passages(prose: Prose, tables: Sequence[Table]) -> Sequence[Section]:
    """The headings of the prose with their text; none where what passes for a few of them stands in tables only."""
    passages = [s for s in prose.sections if s.kind in _HEADED]
    pages = {page for t in tables for page in t.pages}
    in_tables = all(set(s.pages) <= pages for s in passages)
    return [] if in_tables and len(passages) < _FEW else passages


def _running_text(document: Document) -> str:
    """What is printed outside the tables, in one line."""
    return "".join(normalise(b.text) for b in document.blocks if isinstance(b, Text))


def _has_picture_pages(document: Document) -> bool:
    """Whether a page shows a picture and holds no text, or what a picture shows was not read: it may be a table."""
    if any(not _UNREAD.isdisjoint(page.doubts) for page in document.pages):
        return True
    pictures = {b.place.page for b in document.blocks if isinstance(b, Picture)}
    return bool(pictures - {b.place.page for b in document.blocks if not isinstance(b, Picture)})


def _say(identity: str, entry: Mapping[str, Any], state: str, found: Sequence[Table]) -> Check:
    checklist = load_checklist()
    note = next((t.note for t in found if t.note), "").split("\n")[0]
    table = "、".join(f"{t.number}《{t.title}》" if t.title else t.table_id for t in found)
    sentences = {
        language: checklist["sentences"][state][language]
        .format(name=entry[language], basis=checklist["basis"][language], note=note, table=table, count=len(found))
        .replace("（）", "")
        .replace(" ()", "")
        for language in ("zh", "en")
    }
    return stated(
        identity,
        (entry["zh"], entry["en"]),
        _RESULTS[state],
        (sentences["zh"], sentences["en"]),
        tuple(t.table_id for t in found),
    )

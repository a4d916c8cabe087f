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
from mingzhang.prose.records import Prose
from mingzhang.tables.table import Table

_RESULTS = {
    "present": "holds",
    "empty": "holds",
    "bare": "note",
    "withheld": "note",
    "missing": "source-incomplete",
    "unsure": "not-testable",
    "tables-only": "not-testable",
}
_HEADED = ("part", "section", "subsection")


@cache
def load_checklist() -> Mapping[str, Any]:
    """``reference/checklist.yml``."""
    text = knowledge_text("checklist.yml")
    data: Mapping[str, Any] = yaml.safe_load(text)
    return data


def check_disclosure(tables: Sequence[Table], filled: frozenset[str], prose: Prose, kind: str) -> Iterator[Check]:
    """One check per table and matter asked for. ``filled`` are the ids of tables with figures."""
    wanted = load_checklist()["final" if kind == "final" else "budget"]
    for entry in wanted["tables"]:
        yield _say(f"disclosure.table.{entry['id']}", entry, *_table(entry, tables, filled))
    for entry in wanted["matters"]:
        yield _say(f"disclosure.matter.{entry['id']}", entry, _matter(entry, prose), ())


def _table(entry: Mapping[str, Any], tables: Sequence[Table], filled: frozenset[str]) -> tuple[str, Sequence[Table]]:
    found = [t for t in tables if t.form in entry["forms"]]
    if not found:
        alike = [t for t in tables if t.state == "unknown-form" and re.search(entry["title"], t.title)]
        return ("unsure" if alike else "missing"), alike
    if any(t.state == "withheld" for t in found):
        return "withheld", found
    if any(t.table_id in filled for t in found):
        return "present", found
    return ("empty" if any(t.note for t in found) else "bare"), found


def _matter(entry: Mapping[str, Any], prose: Prose) -> str:
    """Whether a heading, or a passage outside the glossary, speaks of the matter."""
    passages = [s for s in prose.sections if s.kind in _HEADED]
    if not passages:
        return "tables-only"
    filled = {s.id for s in passages if s.text} | {s.parent_id for s in passages if s.text}
    for s in passages:
        told = s.topic != "glossary" and re.search(entry["words"], s.title + s.text)
        if told or (s.topic in entry["topics"] and s.id in filled):
            return "present"
    return "missing"


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

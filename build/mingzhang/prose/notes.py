"""The notes on single projects: policy basis, size, body in charge, allotments, period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang.prose.outline import Passage
from mingzhang.prose.wordings import wording
from mingzhang.text.amounts import parse_amount
from mingzhang.text.ordinals import numbering
from mingzhang.text.units import MONEY, unit_of

_MONEY = re.compile(rf"(?P<n>\d[\d,]*(?:\.\d+)?)(?P<unit>{MONEY})")
_ENOUGH = 2
"""So many labelled parts, beside its name, make a passage the note of a project."""


@dataclass(slots=True)
class ProjectNote:
    """What the prose says of one project; ``parts`` maps the labels of wording.yml to the text under them."""

    name: str
    passage: Passage
    page: int
    parts: dict[str, str] = field(default_factory=dict)
    passages: set[str] = field(default_factory=set)

    @property
    def size(self) -> tuple[Decimal | None, str]:
        """The budgeted amount and its unit."""
        match = _MONEY.search(self.parts.get("size", ""))
        return (parse_amount(match["n"]), unit_of(match["unit"])) if match else (None, "")

    def allotments(self) -> Iterator[tuple[str, Decimal, str, str]]:
        """(purpose, amount, unit, as printed), item by item."""
        text, last = self.parts.get("allotment", ""), 0
        for match in _MONEY.finditer(text):
            purpose = text[last : match.start()].strip("、，,；;。和及 ")
            amount = parse_amount(match["n"])
            if amount is not None and purpose:
                yield purpose, amount, unit_of(match["unit"]), text[last : match.end()].strip("、，；。")
            last = match.end()


def read_project_notes(passages: Sequence[Passage]) -> tuple[ProjectNote, ...]:
    """Every passage (with its subsections), or run of paragraphs under 项目名称：, that describes one project."""
    found: list[ProjectNote] = []
    used: set[str] = set()
    for passage in passages:
        if passage.id in used or passage.kind in ("preamble", "signature"):
            continue
        for note in _notes_of(passage, passages):
            if len(note.parts) >= _ENOUGH:
                found.append(note)
                used |= note.passages
    return tuple(found)


def _notes_of(passage: Passage, passages: Sequence[Passage]) -> list[ProjectNote]:
    named = _labelled(passage.title)
    note = None
    if named and named[0] == "name":
        note = ProjectNote(named[1], passage, passage.page, {}, {passage.id})
    notes = [note] if note else []
    for paragraph in passage.paragraphs:
        labelled = _labelled(paragraph.text)
        if labelled and labelled[0] == "name":
            notes.append(ProjectNote(labelled[1], passage, paragraph.page, {}, {passage.id}))
        elif labelled and notes:
            notes[-1].parts.setdefault(labelled[0], labelled[1])
        elif notes and notes[-1].parts:
            last = next(reversed(notes[-1].parts))
            notes[-1].parts[last] = f"{notes[-1].parts[last]}\n{paragraph.text}".strip("\n")
    return notes or _headed(passage, passages)


def _headed(passage: Passage, passages: Sequence[Passage]) -> list[ProjectNote]:
    """A project's heading with subsections 立项依据, 实施主体, 年度预算安排 …"""
    children = [p for p in passages if p.parent_id == passage.id]
    parts = {label: p for p in children for label in [_label(p.title)] if label}
    if len(parts) < 3 or "basis" not in parts:
        return []
    texts = {label: p.text for label, p in parts.items() if label != "name"}
    name = texts.pop("name", "") or re.sub(r"(?:项目)?(?:经费)?情况(?:说明)?$", "", passage.title.split("—")[-1])
    if "name" in parts:
        name = parts["name"].text or name
    return [ProjectNote(name, passage, passage.page, texts, {passage.id, *(p.id for p in children)})]


def _labelled(text: str) -> tuple[str, str] | None:
    """(label, text) of 预算安排规模：48.00万元; None for other paragraphs."""
    number = numbering(text)
    head, mark, rest = re.sub(":", "：", number.rest if number else text, count=1).partition("：")
    label = _label(head) if mark else ""
    return (label, rest) if label else None


def _label(head: str) -> str:
    return next((k for k, p in wording()["project_labels"].items() if re.fullmatch(p, head)), "")

"""What a Word document prints at the head and the foot of its pages, section by section."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from mingzhang.reading.document import Block, Place, Text
from mingzhang.reading.formats.parts import Parts, attribute, local
from mingzhang.reading.formats.word.numbering import attr
from mingzhang.reading.formats.word.runs import is_on, runs_of, within

_FOLIO = re.compile(r"[\W\d_第页共]*")  # a page's number, which the file keeps as that of one page
_MOST = 20  # lines of a head or a foot


@dataclass(frozen=True, slots=True)
class Section:
    """The pages of a section and its properties."""

    first: int
    last: int
    properties: Any


Lines = tuple[tuple[str, float, bool], ...]
"""Text, size and weight of each line of a head or a foot."""


class RunningHeads:
    """The heads and feet of a document, each of its parts read once."""

    def __init__(self, parts: Parts, document: str) -> None:
        self._parts = parts
        self._targets = parts.targets(document)
        self._known: dict[str, Lines] = {}
        settings = parts.tree("word/settings.xml") if "word/settings.xml" in parts else None
        self._sides = settings is not None and is_on(settings, "evenAndOddHeaders")

    def around(self, blocks: Sequence[Block], sections: Sequence[Section]) -> list[Block]:
        """The blocks with the head of each page before and its foot after what stands on it."""
        made: list[Block] = []
        heads: dict[str, str] = {}
        feet: dict[str, str] = {}
        placed: set[int] = set()
        at = 0
        for section in sections:
            heads |= _references(section.properties, "headerReference")  # what a section does not say goes on
            feet |= _references(section.properties, "footerReference")
            for page in range(section.first, section.last + 1):
                if page in placed:
                    continue
                placed.add(page)
                kind = self._kind(section, page)
                end = _end(blocks, at, page)
                made += self._lines(heads.get(kind, ""), page)
                made += blocks[at:end]
                made += self._lines(feet.get(kind, ""), page)
                at = end
        return [*made, *blocks[at:]]

    def _kind(self, section: Section, page: int) -> str:
        """Which of a section's heads a page bears."""
        if page == section.first and is_on(section.properties, "titlePg"):
            return "first"
        return "even" if self._sides and page % 2 == 0 else "default"

    def _lines(self, reference: str, page: int) -> list[Block]:
        name = self._targets.get(reference, "")
        if name not in self._known:
            self._known[name] = _read(self._parts.tree(name)) if name in self._parts else ()
        return [Text(Place(page), text, size, bold) for text, size, bold in self._known[name]]


def _references(properties: Any, kind: str) -> dict[str, str]:
    found = properties.iterchildren(f"{{*}}{kind}")
    return {attr(one, "type") or "default": attribute(one, "id") for one in found}


def _end(blocks: Sequence[Block], start: int, page: int) -> int:
    """Where the blocks of a page end."""
    end = start
    while end < len(blocks) and blocks[end].place.page <= page:
        end += 1
    return end


def _read(tree: Any) -> Lines:
    """The lines of a head or a foot, its tables cell by cell; a page's number is left out."""
    found: list[tuple[str, float, bool]] = []
    _each_paragraph(tree, lambda paragraph: found.extend(_paragraph(paragraph)))
    return tuple(found[:_MOST])


def _each_paragraph(element: Any, take: Callable[[Any], None]) -> None:
    for inner in within(element):
        if local(inner) == "p":
            take(inner)
        else:
            for cell in inner.iterdescendants("{*}tc"):
                _each_paragraph(cell, take)


def _paragraph(paragraph: Any) -> list[tuple[str, float, bool]]:
    runs = runs_of(paragraph)
    lines = [" ".join(line.split()) for line in runs.text.split("\n")]
    return [(line, runs.size, runs.bold) for line in lines if not _FOLIO.fullmatch(line)]

"""A Word document (.docx) → Document; macros, links and fields are never run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mingzhang.errors import UnreadableSource
from mingzhang.reading.document import Block, Document, Page, Picture, Place, Text
from mingzhang.reading.doubts import CHANGES, HIDDEN, PICTURES
from mingzhang.reading.formats.parts import Parts, attribute, local
from mingzhang.reading.formats.word.numbering import Numbering, read_numbering
from mingzhang.reading.formats.word.running_heads import RunningHeads, Section
from mingzhang.reading.formats.word.runs import Runs, runs_of, within
from mingzhang.reading.formats.word.word_cells import read_table
from mingzhang.reading.limits import Crowded
from mingzhang.reading.media import DOCX

_DOCUMENT = "word/document.xml"


def read_docx(path: Path, max_pages: int = 2000, progress: Callable[[int], None] | None = None) -> Document:
    """The text of a document in its order; tables are grids, boxes stand after the paragraph that they hang on, what
    runs at head and foot stands on every page that bears it.

    Pages are those at which it breaks them, or did when it was last laid out. Tracked changes count as accepted, which
    is told.
    """
    parts = Parts(path)
    numbering = read_numbering(_part(parts, "word/numbering.xml"), _part(parts, "word/styles.xml"))
    flow = _Flow(numbering)
    try:
        body = parts.tree(_DOCUMENT).find("{*}body")
        flow.add_all(within(body))
        flow.add_all(_footnotes(parts))
        flow.end_section(body.find("{*}sectPr"))
    except Crowded as error:
        raise UnreadableSource(str(path), str(error), "tables of a disclosure", "ask its publisher") from None
    if flow.page > max_pages:
        raise UnreadableSource(str(path), f"it has {flow.page} pages", f"at most {max_pages}", "split it")
    if progress:
        progress(flow.page)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    blocks = RunningHeads(parts, _DOCUMENT).around(flow.blocks, flow.sections)
    return Document(digest, DOCX, "docx", flow.pages(), tuple(blocks))


def _part(parts: Parts, name: str) -> Any:
    return parts.tree(name) if name in parts else None


def _footnotes(parts: Parts) -> Iterable[Any]:
    """The paragraphs of all footnotes; those with a type only draw the line above them."""
    tree = _part(parts, "word/footnotes.xml")
    for note in tree if tree is not None else ():
        if local(note) == "footnote" and not attribute(note, "type"):
            yield from within(note)


class _Flow:
    """The blocks of a document in the making, and the page that they stand on."""

    def __init__(self, numbering: Numbering) -> None:
        self.blocks: list[Block] = []
        self.page = 1
        self.sections: list[Section] = []
        self._numbering = numbering
        self._doubts: dict[int, dict[str, None]] = {}

    def add_all(self, elements: Iterable[Any]) -> None:
        """Adds paragraphs and tables."""
        for element in elements:
            if local(element) == "p":
                self._paragraph(element)
            else:
                self._table(element)

    def pages(self) -> tuple[Page, ...]:
        """All pages, each with what was found on it beside its text."""
        numbers = range(1, self.page + 1)
        return tuple(Page(n, 0.0, 0.0, tuple(self._doubts.get(n, ()))) for n in numbers)

    def _paragraph(self, element: Any) -> None:
        properties = element.find("{*}pPr")
        runs = runs_of(element)
        if properties is not None and properties.find("{*}pageBreakBefore") is not None:
            self._turn()
        number = self._numbering.next_of(properties) if runs.text.strip() else ""
        if runs.turned_before:
            self._turn()
        for line in (number + runs.text).split("\n"):
            if line.strip():
                self.blocks.append(Text(Place(self.page), " ".join(line.split()), runs.size, runs.bold))
        self._tell(runs)
        if runs.turned_after:
            self._turn()
        for box in runs.boxes:
            self.add_all(within(box))
        if properties is not None and properties.find("{*}sectPr") is not None:
            self._section(properties.find("{*}sectPr"))

    def end_section(self, section: Any) -> None:
        """Ends a section, which began where the one before it ended."""
        if section is not None:
            last = self.blocks[-1].place.page if self.blocks else self.page
            first = self.sections[-1].last + 1 if self.sections else 1
            self.sections.append(Section(first, max(last, first - 1), section))  # it may go on within a page

    def _section(self, section: Any) -> None:
        self.end_section(section)
        kind = section.find("{*}type")
        if kind is None or attribute(kind, "val") != "continuous":
            self._turn()

    def _turn(self) -> None:
        """The next page, unless nothing stands on this one."""
        if any(block.place.page == self.page for block in self.blocks[-1:]):
            self.page += 1

    def _table(self, element: Any) -> None:
        table = read_table(element, self.page, self._numbering)
        if table.grid.cells:
            self.blocks.append(table.grid)
        for runs in table.runs:
            self._tell(runs)
        for nested in table.nested:
            self._table(nested)

    def _tell(self, runs: Runs) -> None:
        doubts = self._doubts.setdefault(self.page, {})
        for doubt, holds in ((CHANGES, runs.changed), (HIDDEN, runs.hidden), (PICTURES, runs.pictures > 0)):
            if holds:
                doubts[doubt] = None
        self.blocks += [Picture(Place(self.page)) for _ in range(runs.pictures)]

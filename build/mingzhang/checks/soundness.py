"""Which facts rest on a reading beyond dispute, as far as the page and the table they come from tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mingzhang.checks.facts import Fact
from mingzhang.checks.record import Check, stated
from mingzhang.checks.wording import load_wording
from mingzhang.prose.records import Prose
from mingzhang.reading.document import Document
from mingzhang.reading.doubts import (
    ANNOTATIONS,
    BLANK,
    BROKEN,
    CHANGES,
    DAMAGED,
    HIDDEN,
    HIDDEN_CELLS,
    HIDDEN_SHEETS,
    LYING,
    PICTURE_PAGE,
    PICTURES,
    RECOGNISED,
    STRUCK,
    UNCALCULATED,
    UNMAPPED,
)
from mingzhang.tables.doubt import is_shaken
from mingzhang.tables.folios import MISSING, torn_pages
from mingzhang.tables.table import Table

UNSURE = (DAMAGED, BROKEN, BLANK, LYING, HIDDEN, UNMAPPED, ANNOTATIONS, STRUCK, PICTURE_PAGE, RECOGNISED)
"""Doubts about a page that shake whatever its prose says; each is a finding of its own."""

_TOLD = (*UNSURE, HIDDEN_CELLS, HIDDEN_SHEETS, UNCALCULATED, PICTURES, CHANGES)
"""Doubts about a page that are told; what a sheet does not show is no reason to doubt what it says."""

_GAPS = (DAMAGED, BROKEN, BLANK)
"""Doubts about a page after which nobody knows what else the file would have said."""

INCOMPLETE = "source-incomplete"
BLAMES = ("source-contradiction", INCOMPLETE)
"""The results that lay something to the source."""

PROSE_RECORDS = ("claims", "projects", "allotments", "targets", "staff", "assets", "procurement")
"""The resources of the prose whose records hold numbers and name their page."""


def weigh_prose(
    facts: Iterable[Fact], prose: Prose, tables: Sequence[Table], document: Document | None
) -> Iterator[Fact]:
    """The facts of the prose; those read from an unsure page, or that speak of a shaken table, are not sound."""
    pages = {n for found in _unsure_pages(document, UNSURE).values() for n in found} if document else set()
    records = [r for name in PROSE_RECORDS for r in getattr(prose, name) if r.page in pages]
    unsure = {r.id for r in records} | {r.target_table for r in records if hasattr(r, "target_table")}
    shaken = {t.table_id for t in tables if is_shaken(t)}
    for fact in facts:
        doubted = fact.id in unsure or fact.group in unsure or fact.table in shaken
        yield replace(fact, sound=False) if doubted else fact


def has_gaps(document: Document | None) -> bool:
    """Whether any page of the file is damaged, not verified, or blank without a reason."""
    if document is None:
        return False
    return bool(document.doubts) or any(not set(_GAPS).isdisjoint(page.doubts) for page in document.pages)


def has_scans(document: Document | None) -> bool:
    """Whether the words of any page were recognised from a picture: some may be misread, or have been missed."""
    return document is not None and any(RECOGNISED in page.doubts for page in document.pages)


def doubt_facts(facts: Iterable[Fact], document: Document | None) -> Iterator[Fact]:
    """The facts; none is sound in a file with gaps, so that no difference is laid to the source.

    Where only the printed page numbers jump, the tables on both sides of the jump are shaken, and no others.
    """
    gaps = has_gaps(document)
    for fact in facts:
        yield replace(fact, sound=False) if gaps else fact


def _lacks_pages(document: Document | None) -> bool:
    return document is not None and MISSING in torn_pages(document).values()


def hold_back(checks: Iterable[Check], document: Document | None) -> Iterator[Check]:
    """The checks; in a file with gaps or scans what is not there, or not as it should be, is not laid to the source.

    Where pages seem to be missing, nor is it that something is not there.
    """
    name, held = _why_held(document)
    for check in checks:
        yield _held_back(check, load_wording()["reading"][name]) if check.result in held else check


def _why_held(document: Document | None) -> tuple[str, tuple[str, ...]]:
    """Why results are held back, as a key of wording.yml, and which."""
    if has_gaps(document):
        return "held-back", BLAMES
    if has_scans(document):
        return "scanned", BLAMES
    return "held-back", (INCOMPLETE,) if _lacks_pages(document) else ()


def _held_back(check: Check, reason: Mapping[str, str]) -> Check:
    return replace(
        check,
        result="not-testable",
        sentence=check.sentence + reason["zh"],
        sentence_en=f"{check.sentence_en} {reason['en']}",
    )


def page_findings(document: Document | None, source: str) -> Iterator[Check]:
    """One check per doubt about the file, and per doubt about pages, as ``reading-doubt``."""
    if document is None:
        return
    for doubt in document.doubts:
        yield _finding("file", doubt, (), source)
    for doubt, pages in _unsure_pages(document, _TOLD).items():
        if doubt not in document.doubts:
            yield _finding("pages", doubt, pages, source)


def _unsure_pages(document: Document, named: Sequence[str]) -> dict[str, list[int]]:
    """The pages of each doubt about pages, those at which the printed numbers jump among them."""
    found: dict[str, list[int]] = defaultdict(list)
    for page in document.pages:
        for doubt in set(named) & set(page.doubts):
            found[doubt].append(page.number)
    for number, doubt in torn_pages(document).items():
        found[doubt].append(number)
    return dict(sorted(found.items()))


def _finding(scope: str, doubt: str, pages: Sequence[int], source: str) -> Check:
    words = load_wording()["reading"]
    reason = words["doubts"].get(doubt, {"zh": doubt, "en": doubt})
    zh, en = (words[scope][language].format(reason=reason[language], pages=_ranges(pages)) for language in ("zh", "en"))
    name = words["name"]["doubtful"]
    labels = (doubt, _ranges(pages))
    return stated(
        f"reading.{scope}", (name["zh"], name["en"]), "reading-doubt", (zh, en),
        source=source, labels=labels, scope="document",
    )  # fmt: skip


def _ranges(pages: Sequence[int]) -> str:
    """``3–5, 8``: the pages, those that follow each other as a range."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)

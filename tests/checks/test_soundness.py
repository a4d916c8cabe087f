"""A failing identity is the source's fault only if the reading stands by itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mingzhang.checks.record import Check
from mingzhang.checks.run import run_checks
from mingzhang.figures.extract import extract_figures
from mingzhang.prose.parse import parse_prose
from mingzhang.reading import read_source
from mingzhang.reading.document import Cell, Document, Grid, Place, Text
from mingzhang.tables.recognise import recognise_tables

TOTAL = "632.04"


@pytest.fixture(scope="module")
def document(founding: Path) -> Document:
    return read_source(founding / "source.pdf")


def checked(document: Document) -> list[Check]:
    tables = recognise_tables(document)
    figures = extract_figures(tables, 2024, "budget")
    prose = parse_prose(document, tables, figures, 2024, "budget")
    return [*run_checks(tables, figures, prose, "budget", document=document)]


def changed(document: Document, page: int, old: str, new: Cell | str, *doubts: str) -> Document:
    """The document with the first cell of a page that prints ``old`` printing ``new``, with these doubts."""
    blocks = list(document.blocks)
    for n, block in enumerate(blocks):
        if isinstance(block, Grid) and block.place.page == page:
            at = next((k for k, c in enumerate(block.cells) if c.text == old), None)
            if at is not None:
                cells = list(block.cells)
                cells[at] = replace(cells[at], text=str(new), doubts=doubts)
                blocks[n] = replace(block, cells=tuple(cells))
                return replace(document, blocks=tuple(blocks))
    raise AssertionError(f"no cell {old} on page {page}")


def page_of_total(document: Document) -> int:
    return next(b.place.page for b in document.blocks if isinstance(b, Grid) and any(c.text == TOTAL for c in b.cells))


def results(checks: list[Check]) -> set[str]:
    return {c.result for c in checks}


def test_the_founding_disclosure_is_read_without_doubt(document: Document) -> None:
    assert not {"source-contradiction", "reading-doubt"} & results(checked(document))


def test_a_wrong_total_is_the_sources_fault(document: Document) -> None:
    wrong = changed(document, page_of_total(document), TOTAL, "632.94")
    assert "source-contradiction" in results(checked(wrong))


@pytest.mark.parametrize("doubt", ["overflow", "overprinted", "hidden", "picture", "between-rows", "readers-differ"])
def test_a_doubtful_total_is_not(document: Document, doubt: str) -> None:
    wrong = checked(changed(document, page_of_total(document), TOTAL, "632.94", doubt))
    assert "source-contradiction" not in results(wrong)
    assert [c.identity for c in wrong if c.identity == "reading.doubtful"]


def test_a_total_that_is_no_amount_is_told(document: Document) -> None:
    wrong = checked(changed(document, page_of_total(document), TOTAL, "632.9\ufffd"))
    assert "source-contradiction" not in results(wrong)
    assert any(c.identity == "reading.doubtful" and c.result == "reading-doubt" for c in wrong)


@pytest.mark.parametrize("doubt", ["damaged-stream", "hidden-text", "unmapped-text", "annotations"])
def test_doubts_about_pages_are_findings(document: Document, doubt: str) -> None:
    pages = tuple(replace(p, doubts=(doubt,)) if p.number in (2, 3, 5) else p for p in document.pages)
    [finding] = [c for c in checked(replace(document, pages=pages)) if c.identity == "reading.pages"]
    assert (finding.result, finding.right_label) == ("reading-doubt", "2–3, 5")
    assert "2–3, 5" in finding.sentence
    assert finding.sentence_en


def test_prose_of_an_unsure_page_contradicts_nothing(document: Document) -> None:
    wrong = changed(document, page_of_total(document), TOTAL, "632.94")
    pages = tuple(replace(p, doubts=("unmapped-text",)) for p in document.pages)
    found = {c.scope for c in checked(replace(wrong, pages=pages)) if c.result == "source-contradiction"}
    assert "prose" not in found


def test_a_file_cut_off_shakes_everything(document: Document) -> None:
    wrong = changed(document, page_of_total(document), TOTAL, "632.94")
    found = checked(replace(wrong, doubts=("cut-off-file",)))
    assert "source-contradiction" not in results(found)
    assert any(c.identity == "reading.file" for c in found)


def with_page_doubt(document: Document, number: int, doubt: str) -> Document:
    """The document with a doubt about one page."""
    pages = (replace(p, doubts=(*p.doubts, doubt)) if p.number == number else p for p in document.pages)
    return replace(document, pages=tuple(pages))


def without_page(document: Document, number: int) -> Document:
    """The document without what one page prints."""
    return replace(document, blocks=tuple(b for b in document.blocks if b.place.page != number))


BLAMES = {"source-contradiction", "source-incomplete"}


@pytest.mark.parametrize("doubt", ["blank-page", "broken-structure", "damaged-stream"])
def test_nothing_is_laid_to_the_source_while_a_page_has_gaps(document: Document, doubt: str) -> None:
    page = page_of_total(document)
    wrong = without_page(changed(document, page, TOTAL, "632.94"), page + 1)
    assert BLAMES & results(checked(wrong))
    assert not BLAMES & results(checked(with_page_doubt(wrong, page + 1, doubt)))


@pytest.mark.parametrize("near", [True, False])
def test_a_jump_of_the_page_numbers_holds_back_its_neighbours_only(document: Document, near: bool) -> None:
    page = page_of_total(document)
    wrong = changed(document, page, TOTAL, "632.94")
    last = len(document.pages)
    jump = page if near else last
    folios = [n + (n >= jump) for n in range(1, last + 1)]
    lines = [
        Text(Place(p.number, (p.width / 2, p.height - 12, p.width / 2 + 9, p.height - 4)), f"- {n} -")
        for p, n in zip(document.pages, folios, strict=True)
    ]
    found = checked(replace(wrong, blocks=(*wrong.blocks, *lines)))
    blamed = {c.result for c in found} & BLAMES
    assert blamed == (set() if near else {"source-contradiction"})
    assert any(c.identity == "reading.pages" for c in found)


@pytest.mark.parametrize("doubt", ["broken-structure", "cut-off-file", "unverified-streams", "garbled-text"])
def test_nor_while_the_file_is_in_doubt_as_a_whole(document: Document, doubt: str) -> None:
    wrong = without_page(changed(document, page_of_total(document), TOTAL, "632.94"), page_of_total(document) + 1)
    found = checked(replace(wrong, doubts=(doubt,)))
    assert not BLAMES & results(found)
    assert any(c.identity == "reading.file" and c.result == "reading-doubt" for c in found)


def test_what_is_held_back_says_why(document: Document) -> None:
    first = replace(document, blocks=tuple(b for b in document.blocks if b.place.page <= 5))
    tables = [c for c in checked(replace(first, doubts=("cut-off-file",))) if c.identity.startswith("disclosure.table")]
    held = [c for c in tables if c.result != "holds"]
    assert {c.result for c in held} == {"not-testable"}
    assert all("不能断定是原文的问题" in c.sentence for c in held)
    assert all("the source is not to be blamed" in c.sentence_en for c in held)

"""What a picture shows may be the table that seems to be missing: nobody is told to have left it out."""

from __future__ import annotations

import pytest

from mingzhang.checks.checklist import check_disclosure
from mingzhang.prose.records import Prose, Section
from mingzhang.reading.document import Block, Document, Page, Picture, Place, Text

from .conftest import table


def missing(*doubts: str, blocks: tuple[Block, ...] = ()) -> set[str]:
    """The results of a table and a matter that a file with these doubts about its page does not print."""
    pages = (Page(1, 600.0, 800.0, doubts=doubts),)
    section = Section("s1", 1, "", 2, "section", "three-public", "一", "三公经费", "比上年减少", (2,))
    document = Document("0" * 64, "application/pdf", "invented", pages, blocks)
    checks = check_disclosure([table({"id": "t1"})], frozenset(), Prose(sections=(section,)), "budget", document)
    wanted = ("disclosure.table.government-fund", "disclosure.matter.running")
    return {c.result for c in checks if c.identity in wanted}


@pytest.mark.parametrize(
    ("doubts", "result"),
    [((), "source-incomplete"), (("picture-page",), "not-testable"), (("pictures-unread",), "not-testable"),
     (("hidden-text",), "source-incomplete")],
)  # fmt: skip
def test_a_picture_that_was_not_read_may_be_what_is_missing(doubts: tuple[str, ...], result: str) -> None:
    """Also where the page prints its number below it."""
    folio = Text(Place(1, (290.0, 780.0, 310.0, 790.0)), "3")
    assert missing(*doubts) == {result}
    assert missing(*doubts, blocks=(folio,)) == {result}


def test_a_page_of_a_picture_alone_may_be_it_too() -> None:
    assert missing(blocks=(Picture(Place(1, (0.0, 0.0, 600.0, 800.0))),)) == {"not-testable"}

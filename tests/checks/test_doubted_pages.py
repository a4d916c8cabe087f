"""Which doubts about pages and the file keep a difference from being laid to the source."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from mingzhang.checks.record import Check, stated
from mingzhang.checks.soundness import doubt_facts, has_gaps, hold_back, page_findings, weigh_prose
from mingzhang.prose.records import Claim, Prose
from mingzhang.reading.document import Document, Page, Place, Text
from mingzhang.tables.table import Table

from .facts import fact


def document(*doubts: tuple[str, ...], numbers: str = "", whole: tuple[str, ...] = ()) -> Document:
    """Pages with these doubts, or pages that print these numbers at their foot."""
    count = max(len(doubts), len(numbers.split()))
    told = [*doubts, *[()] * (count - len(doubts))]
    pages = tuple(Page(n, 600.0, 800.0, doubts=d) for n, d in enumerate(told, 1))
    feet = tuple(
        Text(Place(n, (290.0, 780.0, 310.0, 790.0)), number)
        for n, number in enumerate(numbers.split(), 1)
        if number != "."
    )
    return Document("0" * 64, "application/pdf", "invented", pages, feet, doubts=whole)


@pytest.mark.parametrize(
    ("read", "gaps"),
    [
        (None, False),
        (document((), ()), False),
        (document((), ("damaged-stream",)), True),
        (document(("broken-structure",)), True),
        (document(("blank-page",)), True),
        (document(("hidden-text",)), False),
        (document(("picture-page",)), False),
        (document((), whole=("cut-off",)), True),
        (document(numbers="1 2 3 4 5"), False),
        (document(numbers="1 2 4 5 6"), False),
        (document(numbers="1 3 2 4 5 6 7 8"), False),
        (document(numbers="2 3 4 5"), False),
    ],
)
def test_what_is_missing_of_a_file(read: Document | None, gaps: bool) -> None:
    assert has_gaps(read) is gaps


def test_in_a_file_with_gaps_nothing_is_sound_and_nobody_is_blamed() -> None:
    given = [fact("a", "9"), fact("b", "9", sound=False)]
    torn, good = document(("damaged-stream",)), document(())
    assert [f.sound for f in doubt_facts(given, torn)] == [False, False]
    assert [f.sound for f in doubt_facts(given, good)] == [True, False]
    results = ("source-contradiction", "source-incomplete", "holds", "unconfirmed")
    checks = [_check(result) for result in results]
    assert [c.result for c in hold_back(checks, torn)] == ["not-testable", "not-testable", "holds", "unconfirmed"]
    assert [c.result for c in hold_back(checks, good)] == list(results)
    held, *_, kept = hold_back(checks, torn)
    assert held.sentence.startswith("句")
    assert held.sentence != "句"
    assert (kept.sentence, kept.sentence_en) == ("句", "sentence")


@pytest.mark.parametrize("numbers", ["1 2 4 5 6", "2 3 4 5"])
def test_where_page_numbers_jump_only_what_is_not_there_is_held_back(numbers: str) -> None:
    torn = document(numbers=numbers)
    assert [f.sound for f in doubt_facts([fact("a", "9")], torn)] == [True]
    checks = [_check(result) for result in ("source-contradiction", "source-incomplete", "holds")]
    assert [c.result for c in hold_back(checks, torn)] == ["source-contradiction", "not-testable", "holds"]


def _check(result: str) -> Check:
    return stated("some.check", ("名", "name"), result, ("句", "sentence"), labels=(result, ""), scope="document")


def test_every_doubt_about_pages_is_told_once_with_its_pages() -> None:
    read = document((), ("hidden-text",), ("hidden-text",), ("hidden-text", "blank-page"), (), ("hidden-text",))
    found = list(page_findings(read, "a.pdf"))
    assert [c.result for c in found] == ["reading-doubt", "reading-doubt"]
    assert ["2–4, 6" in c.sentence for c in found] == [False, True]
    assert "4" in found[0].sentence_en
    assert list(page_findings(None, "a.pdf")) == []
    assert [c.identity for c in page_findings(document((), whole=("cut-off",)), "a.pdf")] == ["reading.file"]


def test_a_doubt_about_the_whole_file_is_not_told_of_each_page_too() -> None:
    read = document(("damaged-stream",), whole=("damaged-stream",))
    assert [c.identity for c in page_findings(read, "a.pdf")] == ["reading.file"]


def test_what_the_prose_of_an_unsure_page_says_is_not_sound() -> None:
    claims = tuple(Claim(f"c{page}", "支出", "", amount=Decimal(9), unit="万元", page=page) for page in (1, 2))
    given = [
        fact("c1", "9", record="claim"),
        fact("c2", "9", record="claim"),
        fact("x", "9", record="claim", group="c2"),
    ]
    shaken = replace(TABLE, state="doubtful")
    about = fact("y", "9", record="claim", table="t9")
    read = document((), ("hidden-text",))
    told = list(weigh_prose([*given, about], Prose(claims=claims), [replace(TABLE, table_id="t9")], read))
    assert [f.sound for f in told] == [True, False, False, True]
    told = list(weigh_prose([about], Prose(claims=claims), [replace(shaken, table_id="t9")], read))
    assert [f.sound for f in told] == [False]
    sheet = document((), ("hidden-cells",))
    assert all(f.sound for f in weigh_prose(given, Prose(claims=claims), [], sheet))


TABLE = Table("t1", "", "支出表", "budget-expenditure", "万元", (1,), (), (), 1, ())

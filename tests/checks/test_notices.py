"""Notices: one per contradiction of the source, polite, exact, with the place; none for anything else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mingzhang.checks.notices import write_notices
from mingzhang.checks.record import RESULTS, Check
from mingzhang.checks.run import run_checks
from mingzhang.disclosures.disclosure import Body, Disclosure, Source
from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.prose.parse import parse_prose
from mingzhang.prose.records import Prose
from mingzhang.reading import read_source
from mingzhang.reviews.review_record import Review
from mingzhang.tables.recognise import recognise_tables
from mingzhang.tables.table import Table

SOURCE = Source("source.pdf", "0" * 64, "primary")
KNOWN = Disclosure(Body("某某局", "mou-ju"), 2024, "budget", "department", (SOURCE,))
Wrong = tuple[tuple[Table, ...], tuple[Figure, ...], Prose, tuple[Check, ...]]


@pytest.fixture(scope="module")
def wrong(founding: Path) -> Wrong:
    """The founding disclosure with one amount of a table of three kinds of expenditure raised by 0.40."""
    document = read_source(founding / "source.pdf")
    tables = recognise_tables(document, "source.pdf")
    figures = list(extract_figures(tables, 2024, "budget"))
    at = next(n for n, f in enumerate(figures) if f.code == "206" and f.concept.startswith("expenditure.basic"))
    figures[at] = replace(figures[at], amount=figures[at].amount + Decimal("0.40"), printed="261.00")
    prose = parse_prose(document, tables, figures, 2024, "budget")
    return tables, tuple(figures), prose, run_checks(tables, figures, prose, "budget", document=document)


def seen(checks: Iterable[Check], verdict: str = "as-printed", state: str = "current") -> list[Review]:
    """A human has compared the first figure of each check with its page."""
    day = date(2026, 1, 2)
    return [Review(f"v{n}", c.left_figures[0], "", "甲", day, verdict, "", "", state) for n, c in enumerate(checks)]


def test_every_contradiction_that_was_looked_at_has_its_notice(wrong: Wrong) -> None:
    tables, figures, prose, checks = wrong
    notices = write_notices(KNOWN, tables, figures, prose, checks, seen(c for c in checks if c.left_figures))
    blamed = [c.id for c in checks if c.result == "source-contradiction"]
    assert blamed
    assert [n.check_id for n in notices] == blamed
    assert len({n.id for n in notices}) == len(notices)


def test_a_notice_says_whose_where_and_what(wrong: Wrong) -> None:
    tables, figures, prose, checks = wrong
    check = next(c for c in checks if c.result == "source-contradiction" and c.identity == "kinds.expenditure")
    [notice] = write_notices(KNOWN, tables, figures, prose, [check], seen([check]))
    table = next(t for t in tables if t.table_id == check.table_ids[0])
    assert notice.text.startswith("某某局：\n")
    assert "《2024年部门预算公开》" in notice.subject
    for words in (
        f"第 {check.pages[0]} 页",
        f"《{table.title}》",
        "“206 ",
        f"{check.left:,f}",
        f"{check.right:,f}",
        "0.40",
    ):
        assert words in notice.text, words
    assert "您好" in notice.text
    assert "谢谢" in notice.text
    assert "{" not in notice.text


@pytest.mark.parametrize("result", [r for r in RESULTS if r != "source-contradiction"])
def test_no_notice_for_anything_else(wrong: Wrong, result: str) -> None:
    tables, figures, prose, checks = wrong
    others = [replace(c, result=result) for c in checks if c.result == "source-contradiction"]
    assert write_notices(KNOWN, tables, figures, prose, others, seen(others)) == ()


@pytest.mark.parametrize(("verdict", "state"), [("as-printed", "stale"), ("misread", "current"), ("misread", "stale")])
def test_no_notice_before_a_human_has_found_it_printed_so(wrong: Wrong, verdict: str, state: str) -> None:
    tables, figures, prose, checks = wrong
    blamed = [c for c in checks if c.result == "source-contradiction"]
    assert write_notices(KNOWN, tables, figures, prose, blamed) == ()
    assert write_notices(KNOWN, tables, figures, prose, blamed, seen(blamed, verdict, state)) == ()


def test_pages_of_a_copy_of_ours_are_not_named(wrong: Wrong) -> None:
    tables, figures, prose, checks = wrong
    known = replace(KNOWN, sources=(SOURCE, replace(SOURCE, file="copy.pdf", role="reconstruction")))
    blamed = [c for c in checks if c.result == "source-contradiction"]
    notices = write_notices(known, tables, figures, prose, blamed, seen(blamed))
    assert notices
    for notice in notices:
        assert " 页" not in notice.subject


def test_the_founding_disclosure_needs_no_notice(founding: Path) -> None:
    document = read_source(founding / "source.pdf")
    tables = recognise_tables(document)
    figures = extract_figures(tables, 2024, "budget")
    prose = parse_prose(document, tables, figures, 2024, "budget")
    checks = run_checks(tables, figures, prose, "budget", document=document)
    assert write_notices(KNOWN, tables, figures, prose, checks) == ()


def test_checks_know_their_pages_and_records(wrong: Wrong) -> None:
    _, figures, prose, checks = wrong
    page = {f.id: f.page for f in figures}
    for check in checks:
        told = {page[i] for i in (*check.left_figures, *check.right_figures)}
        assert told <= set(check.pages) or check.identity.startswith("reading.")
    claims = {c.id for c in prose.claims}
    assert any(claims & set(c.records) and c.pages for c in checks if c.scope == "prose")

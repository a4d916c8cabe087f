"""Several sources of one disclosure: places taken over, figures compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.reading.formats.text.plain import read_text
from mingzhang.running.runner import Runner
from mingzhang.tables.from_text import restore_tables
from mingzhang.tables.recognise import recognise_tables
from mingzhang.tables.table import Table
from mingzhang.witnesses.adopted_places import adopt_places
from mingzhang.witnesses.compare import compare_sources
from mingzhang.witnesses.witness import Reading, read_witness


@pytest.fixture(scope="module")
def primary(founding: Path) -> tuple[Table, ...]:
    return recognise_tables(restore_tables(read_text(founding / "source.txt")), "source.txt")


@pytest.fixture(scope="module")
def pages(founding: Path) -> Reading:
    path = founding / "source.pdf"
    return read_witness(path, "reconstruction", 2024, "budget", Runner(str(path)))


def figures(tables: Sequence[Table]) -> tuple[Figure, ...]:
    return extract_figures(tables, 2024, "budget")


def test_every_figure_gets_its_place(primary: tuple[Table, ...], pages: Reading) -> None:
    placed = figures(adopt_places(primary, [pages]))
    boxes = {f.id: (f.page, f.box, f.amount) for f in pages.figures}
    assert {f.id: (f.page, f.box, f.amount) for f in placed} == boxes
    assert all(f.box for f in placed)


def test_what_is_open_stays_open(primary: tuple[Table, ...], pages: Reading) -> None:
    placed = [f for f in figures(adopt_places(primary, [pages])) if f.reading == "ambiguous"]
    assert len(placed) == 13
    assert {f.column_label for f in placed} == {"商品服务支出", "资本性支出"}
    assert all(f.column_label in f.candidates for f in placed)


def test_without_pages_nothing_changes(primary: tuple[Table, ...]) -> None:
    assert adopt_places(primary, [Reading("copy.txt", "copy", primary)]) == primary


def test_a_reconstruction_that_agrees_is_no_witness(primary: tuple[Table, ...], pages: Reading) -> None:
    assert compare_sources(figures(adopt_places(primary, [pages])), [pages], "source.txt") == ()
    assert compare_sources(figures(primary), [pages], "source.txt") == ()


def test_a_copy_that_agrees_says_so(pages: Reading) -> None:
    (check,) = compare_sources(pages.figures, [replace(pages, role="copy")], "source.pdf")
    assert check.result == "holds"
    assert "155" in check.sentence


def test_a_figure_that_differs_is_a_check(pages: Reading) -> None:
    changed = (replace(pages.figures[0], amount=Decimal("632.05")), *pages.figures[1:])
    checks = compare_sources(pages.figures, [Reading("copy.pdf", "copy", figures=changed)], "source.pdf")
    assert [c.result for c in checks] == ["holds", "source-contradiction"]
    assert (checks[1].left, checks[1].right, checks[1].difference) == (
        Decimal("632.04"), Decimal("632.05"), Decimal("-0.01")
    )  # fmt: skip
    doubts = compare_sources(pages.figures, [Reading("set.pdf", "reconstruction", figures=changed)], "source.pdf")
    assert [c.result for c in doubts] == ["reading-doubt"]


def test_missing_figures(pages: Reading) -> None:
    fewer = Reading("copy.pdf", "copy", figures=pages.figures[1:])
    assert [c.result for c in compare_sources(pages.figures, [fewer], "source.pdf")] == ["holds", "source-incomplete"]
    more = compare_sources(pages.figures[1:], [replace(pages, role="copy")], "source.pdf")
    assert [c.result for c in more] == ["holds", "source-incomplete"]
    assert len({c.id for c in more}) == 2


def test_an_unreadable_source_is_told(tmp_path: Path, pages: Reading) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(b"")
    reading = read_witness(path, "copy", 2024, "budget", Runner(str(path)))
    assert [c.result for c in compare_sources(pages.figures, [reading], "source.pdf")] == ["not-testable"]

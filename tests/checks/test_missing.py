"""Rows that a table seems to lack: on the page after all, in a table that goes on, or left out by the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from mingzhang.checks.claim_groups import Wholes, in_yuan
from mingzhang.checks.evidence import Evidence, pattern_of
from mingzhang.checks.missing import Missing
from mingzhang.figures.figure import Figure
from mingzhang.reading.document import Cell, Document, Grid, Page, Place, Text
from mingzhang.tables.table import Table
from tests.figures.test_confirming import figure

from .facts import fact, judged, spot, trial
from .test_claim_groups import claim

LESS = trial("whole = part", whole=[fact("a", "99.00")], part=[fact("b", "90.00")])


def table(name: str, *pages: int, form: str = "budget-expenditure", number: str = "") -> Table:
    """A table on these pages."""
    return Table(name, number, "", form, "万元", pages, (), (), 1, ())


def amounts(name: str, *printed: str) -> list[Figure]:
    """A column of amounts of a table."""
    return [replace(figure(1, "", 0), id=f"{name}{n}", table_id=name, amount=Decimal(a)) for n, a in enumerate(printed)]


def explained(*tables: Table, figures: Sequence[Figure] = (), document: Document | None = None) -> str:
    """Why nobody can say that the source leaves rows out."""
    return Missing(tables, figures, document).explain(LESS)


FIRST = table("t1", 1, 2)


@pytest.mark.parametrize(
    ("after", "printed", "why"),
    [
        (table("t2", 2), (), "goes-on"),
        (table("t2", 3), (), "goes-on"),
        (table("t2", 4), (), ""),
        (table("t2", 3, form=""), (), "goes-on"),
        (table("t2", 3, form="budget-income"), (), ""),
        (table("t2", 3, number="表2"), (), ""),
        (table("t2", 3, number="表2"), ("9.00",), "goes-on"),
        (table("t2", 3, number="表2"), ("4.00", "5.00"), "goes-on"),
        (table("t2", 3, number="表2"), ("4.00", "6.00"), ""),
        (table("t2"), (), ""),
    ],
)
def test_the_next_table_may_be_the_rest_of_this_one(after: Table, printed: tuple[str, ...], why: str) -> None:
    assert explained(FIRST, after, figures=amounts("t2", *printed)) == why


def test_the_last_table_and_one_without_pages_go_on_nowhere() -> None:
    assert explained(FIRST) == ""
    assert explained(table("t1"), table("t2", 1)) == ""
    assert explained(table("t9", 1), table("t2", 2)) == ""
    assert explained(table("t2", 2), FIRST) == ""


def page(text: str, number: int = 1, in_cell: bool = False) -> Document:
    """A page that prints a line, or a cell."""
    place = Place(number, (0.0, 0.0, 9.0, 9.0))
    grid = Grid(place, 1, 1, (Cell(0, 0, 1, 1, text, place),))
    blocks = (grid if in_cell else Text(place, text),)
    return Document("0" * 64, "application/pdf", "invented", (Page(number, 600.0, 800.0),), blocks)


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (page("另有结转9.00万元"), "on-the-page"),
        (page("另有结转9.00万元", in_cell=True), "on-the-page"),
        (page("另有结转9万元"), "on-the-page"),
        (page("9.00"), ""),
        (page("另有结转8.00万元"), ""),
        (page("另有结转1,009.00万元"), ""),
        (page("另有结转9.00万元", number=2), "on-the-page"),
        (page("另有结转9.00万元", number=3), ""),
    ],
)
def test_words_on_its_pages_may_tell_of_the_amount(document: Document, why: str) -> None:
    assert explained(FIRST, document=document) == why


# ---- what else holds relations together


def test_a_column_that_goes_on_in_the_next_panel_is_one_column() -> None:
    facts = [fact(f"f{n}", a, panel=n % 2, row=n, column=n % 2) for n, a in enumerate(("9.00", "4.00", "5.00"))]
    found = pattern_of(trial("whole = parts", whole=facts[:1], parts=facts[1:]))
    assert found is not None
    assert found.axis == "column"
    mixed = [*facts[:2], replace(facts[2], item="income")]
    assert pattern_of(trial("whole = parts", whole=mixed[:1], parts=mixed[1:])) is None


@pytest.mark.parametrize(("part", "kinds"), [("60.00", ["printed-whole"]), ("0.00", []), ("-60.00", [])])
def test_a_whole_is_not_reached_only_by_parts_that_are_there(part: str, kinds: list[str]) -> None:
    facts = [fact("a", "99.00", row=1, column=1), fact("b", part, row=2, column=1)]
    wrong = judged(spot("whole = part", {"whole": facts[:1], "part": facts[1:]}, incomplete_when="left-larger"))
    assert wrong.result == "source-incomplete"
    again = fact("x", "99.00", table="t2")
    assert [c.kind for c in Evidence([wrong], [*facts, again]).confirm(wrong)] == kinds


def test_a_whole_may_be_as_large_as_its_part() -> None:
    whole, part = claim(1, "60"), claim(2, "60", "100")
    assert Wholes([whole, part]).of(part) == (whole, True)
    assert in_yuan(Decimal("1.5"), "万元") == 15000
    assert in_yuan(Decimal("1.5"), "台") == Decimal("1.5")

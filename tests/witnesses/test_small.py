"""Small sources, made by hand: which figures are the same, and where an open amount is shown."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from mingzhang.figures.figure import Figure
from mingzhang.prose.records import Claim, Prose
from mingzhang.reading.document import Cell, Place
from mingzhang.tables.table import Column, Row, Table
from mingzhang.witnesses.adopted_places import adopt_pages, adopt_places
from mingzhang.witnesses.compare import compare_sources
from mingzhang.witnesses.witness import Reading

COLUMNS = ("甲", "乙", "丙")


def figure(identity: str, column: str, amount: str, *candidates: str) -> Figure:
    """A figure of the row 教育 that stands in ``column``, or may stand in each of ``candidates``."""
    told: dict[str, Any] = {f.name: "" for f in fields(Figure) if f.type in ("str", str)}
    return Figure(
        **told
        | {
            "id": identity, "table_id": "t01", "table_title": "支出表", "page": 1, "box": None, "row": 0, "level": 0,
            "parent_row": None, "is_leaf": True, "label": "教育", "figure_year": 2024, "column_label": column,
            "amount": Decimal(amount), "printed": amount, "unit": "万元", "amount_yuan": None,
            "reading": "ambiguous" if candidates else "printed", "candidates": candidates,
        }
    )  # fmt: skip


def compared(own: list[Figure], others: list[Figure]) -> list[tuple[str, tuple[str, ...]]]:
    """Result and own figures of each check, against a copy that prints ``others``."""
    copy = Reading("copy.pdf", "copy", figures=tuple(others))
    return [(c.result, c.left_figures) for c in compare_sources(own, [copy], "source.txt")]


def test_a_figure_bears_out_one_other_only() -> None:
    own = [figure("f1", "甲", "5.00", "甲", "乙"), figure("f2", "乙", "5.00")]
    assert compared(own, [figure("f2", "乙", "5.00")]) == [("holds", ("f1",)), ("source-incomplete", ("f2",))]


def test_an_equal_amount_in_another_column_is_another_figure() -> None:
    own, other = figure("f1", "甲", "5.00"), figure("f9", "丙", "5.00")
    assert compared([own], [other]) == [("source-incomplete", ("f1",)), ("source-incomplete", ())]


def test_an_open_figure_is_borne_out_in_each_of_its_columns() -> None:
    own = figure("f1", "甲", "5.00", "甲", "乙")
    assert compared([own], [figure("f9", "乙", "5.00")]) == [("holds", ("f1",))]


def table(*cells: str | tuple[str, tuple[int, ...]], page: int = 0) -> Table:
    """One row: a label and three amounts, the open ones with their columns; with a ``page`` each has a box on it."""
    columns = (Column(0, ("科目",), "label"), *(Column(n, (c,), "amount") for n, c in enumerate(COLUMNS, 1)))
    made = []
    for n, given in enumerate(("教育", *cells)):
        text, candidates = (given, ()) if isinstance(given, str) else given
        place = Place(page, (n, 0, n + 1, 1)) if page else Place(1, None, 7)
        made.append(Cell(0, n, 1, 1, text, place, candidates=candidates))
    return Table("t01", "表1", "支出表", "", "万元", (page or 1,), columns, (), 0, (Row(page or 1, tuple(made)),))


def shown(own: Table, other: Table) -> list[str]:
    """What stands in the four columns of the row once places are taken over."""
    (adopted,) = adopt_places([own], [Reading("set.pdf", "reconstruction", (other,))])
    return [cell.text if cell else "" for cell in adopted.rows[0].cells]


def test_open_amounts_are_shown_where_the_pages_print_them() -> None:
    own = table(("5.00", (1, 2)), ("7.00", (2, 3)), "")
    assert shown(own, table("", "5.00", "7.00", page=4)) == ["教育", "", "5.00", "7.00"]


def test_a_row_that_the_pages_print_otherwise_stays_as_it_is() -> None:
    own = table(("5.00", (1, 2)), ("7.00", (2, 3)), "")
    assert shown(own, table("", "5.00", "9.00", page=4)) == ["教育", "5.00", "7.00", ""]


def test_equal_open_amounts_keep_their_order() -> None:
    own = table(("5.00", (1, 2, 3)), ("5.00", (1, 2, 3)), "")
    assert shown(own, table("5.00", "", "5.00", page=4)) == ["教育", "5.00", "", "5.00"]


def test_pages_of_the_prose_come_from_what_was_published_first() -> None:
    paged = table("5.00", "", "", page=4)
    claim = Claim("c1", "支出", "expenditure", page=None)
    readings = [
        Reading(name, role, (paged,), prose=Prose(claims=(replace(claim, page=page),)))
        for name, role, page in (("set.pdf", "reconstruction", 9), ("copy.pdf", "copy", 3))
    ]
    assert [c.page for c in adopt_pages(Prose(claims=(claim,)), readings).claims] == [3]

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


def told(own: list[Figure], others: list[Figure]) -> list[str]:
    """The results of comparing two sources."""
    return [result for result, _ in compared(own, others)]


def _in(title: str, *figures: Figure) -> list[Figure]:
    return [replace(f, id=f"{title}-{f.id}", table_title=title) for f in figures]


ROW = (figure("f1", "甲", "5.00"), figure("f2", "乙", "7.50"), figure("f3", "丙", "12.50"))


def test_a_workbook_that_titles_its_table_otherwise_is_compared_all_the_same() -> None:
    assert told(_in("支出总表", *ROW), _in("安平市档案馆支出总表", *ROW)) == ["holds"]
    wrong = (*ROW[:2], replace(ROW[2], amount=Decimal("12.51")))
    assert told(_in("支出总表", *ROW), _in("安平市档案馆支出总表", *wrong)) == ["holds", "source-contradiction"]
    assert told(_in("支出总表", *ROW), _in("安平市档案馆支出总表", *ROW[:2])) == ["holds", "source-incomplete"]


def test_names_alone_make_no_table_the_same() -> None:
    others = [replace(f, amount=f.amount + 1) for f in ROW]
    assert told(_in("支出总表", *ROW), _in("基金支出表", *others)) == ["not-testable"]


def test_a_table_that_two_may_be_is_compared_with_none() -> None:
    own = [*_in("支出总表", *ROW), *_in("支出明细表", *ROW)]
    assert told(own, _in("支出表", *ROW)) == ["not-testable"]


def test_tables_of_one_source_alone_are_not_missing_from_the_other() -> None:
    own = [*_in("支出总表", *ROW), *_in("项目表", figure("f9", "丁", "3.00"))]
    assert told(own, _in("支出总表", *ROW)) == ["holds", "not-testable"]


def test_rounding_and_another_unit_contradict_nothing() -> None:
    fine = (replace(ROW[0], amount=Decimal("5.004")), ROW[1], replace(ROW[2], amount=Decimal("125000"), unit="元"))
    assert told(list(ROW), list(fine)) == ["holds", "rounding"]
    worse = (replace(ROW[0], amount=Decimal("5.006")), *ROW[1:])
    assert told(list(ROW), list(worse)) == ["holds", "source-contradiction"]

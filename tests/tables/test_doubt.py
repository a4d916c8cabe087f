"""What shakes a table from outside its grid: the file, its neighbours, page numbers that jump."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.reading.document import Document, Page, Place, Text
from mingzhang.tables.doubt import is_shaken, weigh_doubts
from mingzhang.tables.folios import torn_pages
from mingzhang.tables.table import Column, Row, Table

SOUND = Table("t01", "", "收支总表", "budget-balance", "万元", (3,), (), (), 0, ())


def document(*folios: str, damaged: tuple[int, ...] = (), doubts: tuple[str, ...] = ()) -> Document:
    """A document with these printed page numbers at the foot of its pages."""
    pages = tuple(Page(n, 595.0, 842.0, ("damaged-stream",) if n in damaged else ()) for n in range(1, len(folios) + 1))
    lines = tuple(Text(Place(n, (290.0, 800.0, 300.0, 810.0)), text) for n, text in enumerate(folios, 1) if text)
    return Document("0" * 64, "application/pdf", "test", pages, lines, {}, doubts)


def numbered(*numbers: int) -> Document:
    return document(*(str(n) if n else "" for n in numbers))


@pytest.mark.parametrize(
    ("numbers", "torn"),
    [
        ((0, 1, 2, 3, 4, 5), {}),
        ((0, 1, 2, 0, 4, 5), {}),
        ((1, 2, 3, 1, 2, 3), {}),
        ((0, 1, 2, 4, 5, 6), {3: "page-missing", 4: "page-missing"}),
        ((0, 1, 3, 2, 4, 5, 6, 7, 8, 9), {2: "page-order", 3: "page-order", 4: "page-order", 5: "page-order"}),
        ((1, 2, 3, 4, 5, 3), {5: "page-order", 6: "page-order"}),
        ((4, 5, 6, 7), {1: "page-missing"}),
        ((7, 300, 12, 9), {}),
        ((1, 3), {}),
    ],
    ids=["whole", "one unnumbered", "anew", "lost", "swapped", "repeated", "beginning lost", "other numbers", "few"],
)
def test_page_numbers_that_jump(numbers: tuple[int, ...], torn: dict[int, str]) -> None:
    assert torn_pages(numbered(*numbers)) == torn


@pytest.mark.parametrize("form", ["- {} -", "— {} —", "第{}页", "第 {} 页 共 9 页", "{}/9", "·{}·"])
def test_forms_of_page_numbers(form: str) -> None:
    assert set(torn_pages(document(*(form.format(n) for n in (1, 2, 3, 5, 6, 7, 8, 9))))) == {3, 4}


def test_the_printed_count_of_pages_tells_of_lost_ones() -> None:
    assert torn_pages(document(*(f"第{n}页/共9页" for n in (1, 2, 3, 4, 5)))) == {5: "page-missing"}


def test_text_files_have_no_page_numbers() -> None:
    lines = tuple(Text(Place(1, line=n), str(n)) for n in range(1, 9))
    assert torn_pages(Document("", "text/plain", "test", (), lines)) == {}


@pytest.mark.parametrize(
    ("given", "doubts"),
    [
        (document(*[""] * 5), ()),
        (document(*[""] * 5, damaged=(4,)), ("beside-damage",)),
        (document(*[""] * 5, damaged=(5,)), ()),
        (document(*[""] * 5, doubts=("cut-off-file",)), ("cut-off-file",)),
        (numbered(1, 2, 3, 5, 6, 7, 8), ("page-missing",)),
    ],
    ids=["sound", "next to damage", "far from damage", "file cut off", "page lost"],
)
def test_a_table_knows_what_shakes_it(given: Document, doubts: tuple[str, ...]) -> None:
    [table] = weigh_doubts([SOUND], given)
    assert (table.doubts, table.state) == (doubts, "doubtful" if doubts else "read")


def test_an_inherited_unit_leaves_the_amounts_as_they_are() -> None:
    [table] = weigh_doubts([replace(SOUND, doubts=("unit-inherited",))], document(""))
    assert (table.state, is_shaken(table)) == ("read", False)


@pytest.mark.parametrize("state", ["unknown-form", "withheld"])
def test_doubt_does_not_hide_what_the_print_says(state: str) -> None:
    [table] = weigh_doubts([replace(SOUND, state=state)], document("", "", "", damaged=(3,)))
    assert table.state == state
    assert table.doubts


@pytest.mark.parametrize(("rows", "doubts"), [(1, ()), (2, ("rows-without-names",))])
def test_rows_of_nothing_but_amounts_have_lost_their_names(rows: int, doubts: tuple[str, ...]) -> None:
    columns = (Column(0, ("合计",), "amount"), Column(1, ("基本支出",), "amount"))
    table = replace(SOUND, columns=columns, rows=(Row(3, (None, None)),) * rows)
    assert weigh_doubts([table], numbered(1))[0].doubts == doubts


@pytest.mark.parametrize("doubt", ["open-cell", "amount-over-columns"])
def test_what_is_about_columns_shakes_no_table_of_targets(doubt: str) -> None:
    doubts = (doubt,)
    assert is_shaken(replace(SOUND, doubts=doubts))
    assert not is_shaken(replace(SOUND, form="performance-targets", doubts=doubts))

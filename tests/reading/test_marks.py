"""Digits that are no part of a number: raised ones, struck-out, red and pale ones; pages that are pictures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.reading.document import Grid
from mingzhang.reading.doubts import STRUCK
from mingzhang.reading.formats.pdf.objects import PageObjects
from mingzhang.reading.formats.pdf.pdf import is_picture, page_blocks
from mingzhang.reading.formats.pdf.struck import without_struck
from mingzhang.reading.formats.pdf.tints import PALE, RED, tint_of

from .paper import Paper, rows_of

XS, YS = [50, 150, 220, 290], [100, 120, 140]


def table() -> Paper:
    paper = Paper().ruled(XS, YS)
    for row, y in zip([["行政运行", "1,234.56", "7.00"], ["水利", "34.56", "8.00"]], YS, strict=False):
        for text, x in zip(row, XS, strict=False):
            paper.text(x + 3, y + 5, text)
    return paper


def tinted(paper: Paper, text: str, tint: str) -> Paper:
    """The page with the characters of one text, drawn in one breath, in another colour."""
    whole = "".join(c.text for c in paper.chars)
    start = whole.index(text)
    for k in range(start, start + len(text)):
        paper.chars[k] = paper.chars[k]._replace(tint=tint)
    return paper


def doubts_of(paper: Paper) -> dict[str, tuple[str, ...]]:
    [grid] = paper.grids()
    return {c.text: c.doubts for c in grid.cells if c.doubts}


def test_a_small_digit_above_the_line_is_a_mark() -> None:
    paper = Paper().ruled(XS, YS).text(53, 105, "合计").text(153, 105, "86.50").text(178, 104.5, "1", size=6)
    [grid] = paper.grids()
    assert rows_of(grid)[0][:2] == ["合计", "86.50¹"]


def test_a_small_digit_on_the_line_is_a_digit() -> None:
    paper = Paper().ruled(XS, YS).text(53, 105, "合计").text(153, 105, "86.5").text(173, 109, "1", size=6)
    [grid] = paper.grids()
    assert rows_of(grid)[0][:2] == ["合计", "86.51"]


def test_struck_out_text_is_left_out_and_told() -> None:
    page = without_struck(table().rule(153, 130, 178, 130).objects())
    [grid] = [b for b in page_blocks(page) if isinstance(b, Grid)]
    assert rows_of(grid) == [["行政运行", "1,234.56", "7.00"], ["水利", "", "8.00"]]
    assert STRUCK in page.doubts


@pytest.mark.parametrize(("y", "x0", "x1"), [(135.5, 153, 178), (130, 150, 220), (130, 150, 290)])
def test_underlines_and_rules_of_tables_strike_nothing(y: float, x0: float, x1: float) -> None:
    page = table().rule(x0, y, x1, y).objects()
    assert without_struck(page) is page


@pytest.mark.parametrize("tint", [RED, PALE])
def test_an_amount_in_another_colour_than_the_name_of_its_row_is_doubted(tint: str) -> None:
    assert doubts_of(tinted(table(), "水利34.56", tint)) == {}
    assert doubts_of(tinted(table(), "8.00", tint)) == {"8.00": (tint,)}


def test_a_colour_that_all_amounts_have_says_nothing() -> None:
    paper = table()
    for text in ("1,234.56", "7.00", "34.56", "8.00"):
        tinted(paper, text, RED)
    assert doubts_of(paper) == {}


def test_colours() -> None:
    assert [tint_of(*c) for c in ((255, 0, 0), (204, 204, 204), (0, 0, 0), (0, 0, 255))] == [RED, PALE, "", ""]


def page_of(picture: tuple[float, float, float, float], text: str) -> PageObjects:
    return replace(Paper().text(280, 800, text).objects(), pictures=(picture,))


def test_a_page_that_is_a_picture() -> None:
    assert is_picture(page_of((0, 0, 595, 842), "- 3 -"), [])
    assert not is_picture(page_of((0, 0, 595, 842), "图" * 40), [])
    assert not is_picture(page_of((0, 0, 200, 200), "- 3 -"), [])


def test_two_codes_in_a_cell_are_two_rows() -> None:
    paper = Paper().ruled(XS, [100, 130])
    for y, row in ((102, ["2130301", "8656000"]), (117, ["2130313", "3003000"])):
        for text, x in zip(row, XS, strict=False):
            paper.text(x + 3, y, text)
    [grid] = paper.grids()
    assert [row[:2] for row in rows_of(grid)] == [["2130301", "8656000"], ["2130313", "3003000"]]

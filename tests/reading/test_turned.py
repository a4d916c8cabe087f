"""Pages on which a table is set sideways are read as if they were turned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.reading.document import Grid
from mingzhang.reading.formats.pdf.objects import PageObjects, Rule
from mingzhang.reading.formats.pdf.pdf import page_blocks
from mingzhang.reading.formats.pdf.turned import BACK, DOWN, UP, upright

from .paper import Paper, rows_of

XS, YS = [50, 150, 220, 290], [100, 120, 140]


def table() -> PageObjects:
    """An upright page with two ruled rows."""
    paper = Paper().ruled(XS, YS)
    for row, y in zip([["行政运行", "1,234.56", "7.00"], ["合计", "1,234.56", "7.00"]], YS, strict=False):
        for text, x in zip(row, XS, strict=False):
            paper.text(x + 3, y + 5, text)
    return paper.objects()


def sideways(page: PageObjects, way: str) -> PageObjects:
    """The same page as its text lies when it is set downwards, upwards or upside down."""

    def turned(x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        if way == DOWN:
            return (page.height - bottom, x0, page.height - top, x1)
        if way == BACK:
            return (page.width - x1, page.height - bottom, page.width - x0, page.height - top)
        return (top, page.width - x1, bottom, page.width - x0)

    chars = []
    for c in page.chars:
        x0, top, x1, bottom = turned(c.x0, c.top, c.x1, c.bottom)
        chars.append(c._replace(x0=x0, top=top, x1=x1, bottom=bottom))
    rules = tuple(Rule(*turned(r.x0, r.top, r.x1, r.bottom)) for r in page.rules)
    width, height = (page.width, page.height) if way == BACK else (page.height, page.width)
    return replace(page, width=width, height=height, chars=tuple(chars), rules=rules)


@pytest.mark.parametrize("way", [DOWN, UP, BACK])
def test_a_table_set_sideways(way: str) -> None:
    page = upright(sideways(table(), way))
    assert page.doubts == (way,)
    assert (page.width, page.height) == (595.0, 842.0)
    [grid] = [b for b in page_blocks(page) if isinstance(b, Grid)]
    assert rows_of(grid) == [["行政运行", "1,234.56", "7.00"], ["合计", "1,234.56", "7.00"]]


def test_an_upright_page_stays_as_it_is() -> None:
    page = table()
    assert upright(page) is page


def test_a_year_set_downwards_in_a_heading_turns_nothing() -> None:
    paper = Paper().text(155, 105, "1,234.56").text(155, 125, "7,890.12")
    for k, digit in enumerate("20242025"):
        paper.text(60, 100 + 10 * k, digit)
    page = paper.objects()
    assert upright(page) is page

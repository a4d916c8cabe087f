"""Whether a document shows personal numbers, and what that means for its source."""

from __future__ import annotations

import pytest

from mingzhang.disclosures.disclosure import Body, Disclosure, Source
from mingzhang.disclosures.personal import mark_personal
from mingzhang.reading.document import Cell, Document, Grid, Place, Text
from mingzhang.reading.masked_document import mask_document, shows_personal

PLACE = Place(1, (0.0, 0.0, 1.0, 1.0))


def document(*blocks: Grid | Text) -> Document:
    return Document(sha256="0" * 64, media_type="application/pdf", reader="test", pages=(), blocks=blocks)


def table(*rows: tuple[str, ...]) -> Grid:
    cells = [Cell(r, c, 1, 1, text, PLACE) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Grid(PLACE, len(rows), len(rows[0]), tuple(cells))


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        (Text(PLACE, "联系人某某，电话：0755 2888 8888"), True),
        (Text(PLACE, "上年支出 13800138000.00 元"), False),
        (table(("项目", "联系电话"), ("科普", "28888888")), True),
        (table(("联系电话", "2888\n8888"), ("科普", "1.00")), True),
        (table(("项目", "预算数"), ("科普", "28888888")), False),
        (table(("项目", "预算数"), ("12345热线运行经费", "2880000")), False),
        (table(("项目", "预算数"), ("科普", "13800138000.00")), False),
        (table(("项目", "预算数"), ("科普 zhang@example.com", "1.00")), True),
    ],
)
def test_lines_and_cells_show_personal_numbers(block: Grid | Text, shown: bool) -> None:
    assert shows_personal(document(block)) is shown


def test_the_source_that_was_read_is_marked() -> None:
    sources = (Source("a.pdf", "1" * 64, "primary"), Source("b.pdf", "2" * 64, "copy"))
    about = Disclosure(Body("某局", "ju"), 2024, "budget", "unit", sources)
    personal, plain = document(Text(PLACE, "手机 13800138000")), document(Text(PLACE, "无"))
    masked = mask_document(personal)
    assert [s.personal for s in mark_personal(about, personal, masked, "b.pdf").sources] == [False, True]
    assert [s.personal for s in mark_personal(about, personal, masked, "elsewhere").sources] == [True, False]
    assert mark_personal(about, plain, mask_document(plain), "a.pdf") is about

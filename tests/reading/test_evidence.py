"""What shakes the reading of a cell or a grid: ink that no text explains, pictures, covers, text outside or across."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingzhang.reading.document import Document, Grid

from . import sheet
from .paper import Paper

EMPTY = (("Item", "Amount"), ("Total", ""))
BLANK = sheet.table(texts=EMPTY)
FULL = sheet.table()
OUTLINE = b"210 664 m 214 664 l 218 672 l 210 672 l h f"  # a letter as a filled shape in the amount's cell
PICTURE = b"q 60 0 0 14 210 663 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x00\xff\xff\x00 EI Q"  # a picture within the cell


def last_cell(document: Document) -> tuple[str, tuple[str, ...]]:
    cell = sheet.cells_of(document)[-1]
    return cell.text, cell.doubts


@pytest.mark.parametrize("reader", ["fast", "reference"])
@pytest.mark.parametrize(("content", "doubt"), [(OUTLINE, "ink"), (PICTURE, "picture")])
def test_a_blank_cell_with_ink_is_doubted(tmp_path: Path, content: bytes, doubt: str, reader: str) -> None:
    document = sheet.read_page(tmp_path, BLANK + b"\n" + content, reader)  # type: ignore[arg-type]
    assert last_cell(document) == ("", (doubt,))


def test_a_picture_over_an_amount_is_doubted(tmp_path: Path) -> None:
    assert last_cell(sheet.read_page(tmp_path, FULL + b"\n" + PICTURE)) == ("1,234.56", ("picture",))


def test_a_picture_over_words_is_not(tmp_path: Path) -> None:
    over_words = PICTURE.replace(b"210 663", b"110 663")
    assert not any(c.doubts for c in sheet.cells_of(sheet.read_page(tmp_path, FULL + b"\n" + over_words)))


@pytest.mark.parametrize(
    "content",
    [b"200 660 m 300 680 l S", b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xf0 EI Q", b"1 g " + OUTLINE],
    ids=["diagonal of an empty cell", "background", "white shape"],
)
def test_what_is_no_writing_is_not_doubted(tmp_path: Path, content: bytes) -> None:
    assert last_cell(sheet.read_page(tmp_path, content + b"\n0 g\n" + BLANK)) == ("", ())


@pytest.mark.parametrize(
    ("content", "doubts"),
    [
        (b"1 g 201 661 98 18 re f", ("hidden",)),
        (b"0 0 1 rg 201 661 98 18 re f", ("hidden",)),
        (b"/Half gs 1 g 201 661 98 18 re f", ()),
    ],
    ids=["painted over in white", "painted over in blue", "seen through"],
)
def test_an_amount_painted_over_is_hidden(tmp_path: Path, content: bytes, doubts: tuple[str, ...]) -> None:
    resources = b"/Font << /F1 5 0 R >> /ExtGState << /Half << /ca 0.5 >> >>"
    document = sheet.read_page(tmp_path, FULL + b"\n" + content, resources=resources)
    assert last_cell(document) == ("1,234.56", doubts)


def test_a_background_drawn_before_the_amount_hides_nothing(tmp_path: Path) -> None:
    document = sheet.read_page(tmp_path, b"0.9 g 201 661 98 18 re f 0 g\n" + FULL)
    assert last_cell(document) == ("1,234.56", ())


def grid(paper: Paper) -> Grid:
    [found] = paper.ruled((100, 200, 300), (100, 120, 140)).grids()
    return found


@pytest.mark.parametrize(("y", "doubts"), [(125, ()), (123, ()), (117, ("between-rows",)), (134, ("between-rows",))])
def test_an_amount_between_two_rows_is_doubted(y: float, doubts: tuple[str, ...]) -> None:
    cells = grid(Paper().text(295, y, "12.50", "right")).cells
    assert [c.doubts for c in cells if c.text] == [doubts]


def test_an_amount_that_sticks_out_of_its_cell_is_doubted() -> None:
    cells = grid(Paper().text(303.5, 125, "12.50", "right")).cells
    assert [c.doubts for c in cells if c.text] == [("overflow",)]


@pytest.mark.parametrize(
    ("x", "y", "text", "doubts"),
    [
        (60, 105, "甲", ("text-outside",)),
        (305, 125, "12.50", ("text-outside",)),
        (210, 142, "12.50", ("text-outside",)),
        (210, 142, "12", ()),
        (210, 142, "注：甲", ()),
        (30, 85, "单位：万元", ()),
        (400, 105, "远处", ()),
    ],
    ids=["left of a row", "right of a row", "amount below", "page number", "note", "above", "far away"],
)
def test_text_outside_the_cells_shakes_its_table(x: float, y: float, text: str, doubts: tuple[str, ...]) -> None:
    paper = Paper().text(105, 105, "乙").text(105, 125, "丙").text(x, y, text)
    assert grid(paper).doubts == doubts

"""Spreadsheets: what is seen is read, what is hidden is told, what would harm is refused in one line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from mingzhang.errors import UnreadableSource
from mingzhang.figures.extract import extract_figures
from mingzhang.reading import read_source
from mingzhang.reading.document import Document, Grid, Text
from mingzhang.tables.from_text import restore_tables
from mingzhang.tables.recognise import recognise_tables

HEAD = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
ROWS = (("205", "教育支出", 30.0, 10.0, 20.0), ("20502", "普通教育", 30.0, 10.0, 20.0), ("", "合计", 30.0, 10.0, 20.0))
TITLE, UNIT = "一般公共预算支出表", "单位：万元"


def _table(sheet: Any, form: Any, top: int = 0, title: str = TITLE) -> None:
    """A small table with its title, not merged, and its unit at the right."""
    sheet.write(top, 0, title)
    sheet.write(top + 1, 4, UNIT)
    for column, name in enumerate(HEAD):
        sheet.write(top + 2, column, name)
    for number, row in enumerate(ROWS, top + 3):
        for column, value in enumerate(row):
            sheet.write(number, column, value, form if isinstance(value, float) else None)


def _book(path: Path, *names: str) -> Path:
    book = xlsxwriter.Workbook(str(path))
    form = book.add_format({"num_format": "#,##0.00"})
    for name in names:
        _table(book.add_worksheet(name), form)
    book.close()
    return path


def _refusal(path: Path) -> str:
    with pytest.raises(UnreadableSource) as caught:
        read_source(path)
    line = str(caught.value)
    assert "\n" not in line
    return line


def _patched(path: Path, **parts: str) -> Path:
    """A workbook with the text of parts (their names without folder and ending) replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            stem = Path(entry.filename).stem
            new.writestr(entry.filename, parts[stem] if stem in parts else old.read(entry))
    path.write_bytes(made.getvalue())
    return path


def _sheet_xml(rows: str, more: str = "") -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{more}</worksheet>'


def _texts(document: Document) -> dict[str, str]:
    return {c.place.cell: c.text for b in document.blocks if isinstance(b, Grid) for c in b.cells if c.text}


def _doubts(document: Document) -> list[tuple[str, ...]]:
    return [page.doubts for page in document.pages]


def test_amounts_have_row_column_unit_and_address(tmp_path: Path) -> None:
    tables = recognise_tables(restore_tables(read_source(_book(tmp_path / "a.xlsx", "Sheet1"))))
    [table] = tables
    assert (table.title, table.unit, table.form) == (TITLE, "万元", "budget-general")
    found = {f.cell: (f.code, f.column_label, f.printed, str(f.amount_yuan)) for f in extract_figures(tables)}
    assert found["D5"] == ("20502", "基本支出", "10.00", "100000.00")
    assert len(found) == 9


def test_sheet_without_a_title_has_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    _table(book.add_worksheet("2部门支出总表"), None, title="")
    book.close()
    [table] = recognise_tables(restore_tables(read_source(path)))
    assert table.title == "部门支出总表"


def test_sheets_are_never_one_table(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for _ in range(2):
        _table(book.add_worksheet(), None, title="")
    book.close()
    assert [t.pages for t in recognise_tables(restore_tables(read_source(path)))] == [(1,), (2,)]


def test_two_tables_on_one_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    _table(sheet, None)
    _table(sheet, None, top=8, title="政府性基金预算支出表")
    book.close()
    tables = recognise_tables(restore_tables(read_source(path)))
    assert [(t.title, t.unit, len(t.rows)) for t in tables] == [
        (TITLE, "万元", 3),
        ("政府性基金预算支出表", "万元", 3),
    ]


def test_hidden_rows_columns_and_sheets_are_told_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    _table(sheet, None)
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column(3, 3, 0)
    kept = book.add_worksheet("底稿")
    kept.write(0, 0, "不公开的数")
    kept.hide()
    book.close()
    document = read_source(path)
    assert _doubts(document) == [("hidden-cells", "hidden-sheets")]
    assert {"A5", "D4"}.isdisjoint(_texts(document))
    assert "不公开的数" not in _texts(document).values()
    [table] = recognise_tables(restore_tables(document))
    assert table.state == "doubtful"  # what is hidden has amounts, so the sums of what is seen mean nothing


def test_formula_without_a_value_is_told(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
    document = read_source(_patched(_book(tmp_path / "a.xlsx", "S"), sheet1=_sheet_xml(row)))
    assert _doubts(document) == [("uncalculated",)]
    assert _texts(document) == {"B1": "2"}


def test_zeros_that_a_sheet_does_not_show_are_blank(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [0, 1])
    sheet.hide_zero()
    book.close()
    assert _texts(read_source(path)) == {"B1": "1"}


def test_prose_on_a_sheet_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("说明").merge_range(1, 0, 9, 4, "一、收入情况\n本年收入30万元。")
    book.close()
    blocks = restore_tables(read_source(path)).blocks
    assert [b.text for b in blocks if isinstance(b, Text)] == ["一、收入情况", "本年收入30万元。"]
    assert len(blocks) == 2


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
BOMBS: Mapping[str, tuple[str, str]] = {
    "entities": ("<!DOCTYPE a [<!ENTITY b 'xx'>]><a>&b;</a>", "document type"),
    "a part that unfolds": ("<a>" + " " * (40 << 20) + "</a>", "bomb"),
    "no XML": ("no XML at all", "damaged"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_harmful_parts_are_refused(tmp_path: Path, name: str) -> None:
    content, said = BOMBS[name]
    assert said in _refusal(_patched(_book(tmp_path / "a.xlsx", "S"), sheet1=content))


def test_cell_in_the_farthest_corner_costs_nothing(tmp_path: Path) -> None:
    merged = '<mergeCells><mergeCell ref="B1:XFC1048575"/></mergeCells>'
    document = read_source(_patched(_book(tmp_path / "a.xlsx", "S"), sheet1=_sheet_xml(FAR, merged)))
    assert _texts(document) == {"A1": "1", "XFD1048576": "2"}


def test_sheet_of_too_many_cells_is_refused(tmp_path: Path) -> None:
    diagonal = "".join(f'<row r="{n}"><c r="{"ABCDEFGH"[n % 8]}{n}"><v>1</v></c></row>' for n in range(1, 30_000))
    assert "no page of a disclosure" in _refusal(_patched(_book(tmp_path / "a.xlsx", "S"), sheet1=_sheet_xml(diagonal)))


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1016
STREAMS = {
    "EncryptedPackage": "password",
    "WordDocument": "LibreOffice",
    "PowerPoint Document": "PDF",
    "Workbook": "damaged",
}


@pytest.mark.parametrize("stream", STREAMS)
def test_old_office_files_are_named_with_what_would_help(tmp_path: Path, stream: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(OLD + f"{stream}\0".encode("utf-16-le") + bytes(range(256)) * 8)
    assert STREAMS[stream] in _refusal(path)

"""Tables written into the containers that bodies publish, to be read back."""

from __future__ import annotations

import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import docx
import xlsxwriter
import xlwt

from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.reading import read_source
from mingzhang.reading.document import Cell
from mingzhang.tables.from_text import restore_tables
from mingzhang.tables.recognise import recognise_tables
from mingzhang.tables.table import Table
from mingzhang.text.amounts import parse_amount

TOP = 3  # rows of a sheet above the header: the table's number, its title, its unit


@dataclass(frozen=True, slots=True)
class Spot:
    """One printed cell of a table, its header counted in: row and column from 0, what it covers, its text."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str


@cache
def tables_of(path: Path) -> tuple[Table, ...]:
    """The tables of a source."""
    return recognise_tables(restore_tables(read_source(path)), path.name)


def figures_of(path: Path) -> tuple[Figure, ...]:
    """The figures of a source."""
    return extract_figures(tables_of(path), 2024)


def told(figures: Sequence[Figure]) -> list[tuple[str, ...]]:
    """What each figure says, its place left out: table, row, column, unit, amount."""
    return sorted(
        (f.table_title, f.code, f.label, f.unit_name, f.project, f.column_label, f.unit, str(f.amount)) for f in figures
    )


def spots(table: Table) -> Iterator[Spot]:
    """The cells of a table as they are printed."""
    for cell in table.header:
        yield Spot(cell.row, cell.col, cell.rowspan, cell.colspan, cell.text)
    seen: dict[int, tuple[Cell, list[int], list[int]]] = {}
    for number, row in enumerate(table.rows, table.header_rows):
        for column, found in enumerate(row.cells):
            if found is not None:
                _, rows, columns = seen.setdefault(id(found), (found, [], []))
                rows.append(number)
                columns.append(column)
    for cell, rows, columns in seen.values():
        size = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
        yield Spot(rows[0], columns[0], *size, cell.text)


def format_of(text: str) -> str:
    """The number format under which an amount is shown as printed."""
    whole, _, decimals = text.partition(".")
    return ("#,##0" if "," in whole else "0") + ("." + "0" * len(decimals) if decimals else "")


def write_xlsx(path: Path, tables: Sequence[Table]) -> Path:
    """A workbook with a sheet for each table, amounts as numbers under a format."""
    book = xlsxwriter.Workbook(str(path))
    for table in tables:
        sheet = book.add_worksheet()
        sheet.write(0, 0, table.number)
        sheet.merge_range(1, 0, 1, max(len(table.columns) - 1, 1), table.title)
        sheet.write(2, len(table.columns) - 1, f"单位：{table.unit}")
        for spot in spots(table):
            row, amount = spot.row + TOP, parse_amount(spot.text)
            form = book.add_format({"num_format": format_of(spot.text) if amount is not None else "General"})
            if spot.rowspan * spot.colspan > 1:
                sheet.merge_range(row, spot.col, row + spot.rowspan - 1, spot.col + spot.colspan - 1, spot.text, form)
            if amount is not None:
                sheet.write_number(row, spot.col, float(amount), form)
            else:
                sheet.write_string(row, spot.col, spot.text, form)
    book.close()
    return path


def write_xls(path: Path, tables: Sequence[Table]) -> Path:
    """The same as an old workbook."""
    book = xlwt.Workbook()
    for n, table in enumerate(tables):
        sheet = book.add_sheet(f"Sheet{n}", cell_overwrite_ok=True)
        sheet.write(0, 0, table.number)
        sheet.write_merge(1, 1, 0, max(len(table.columns) - 1, 1), table.title)
        sheet.write(2, len(table.columns) - 1, f"单位：{table.unit}")
        for spot in spots(table):
            row, amount = spot.row + TOP, parse_amount(spot.text)
            style = xlwt.XFStyle()
            style.num_format_str = format_of(spot.text) if amount is not None else "General"
            value = float(amount) if amount is not None else spot.text
            bottom, right = row + spot.rowspan - 1, spot.col + spot.colspan - 1
            sheet.write_merge(row, bottom, spot.col, right, value, style)
    book.save(str(path))
    return path


def write_html(path: Path, tables: Sequence[Table]) -> Path:
    """A web page with a table for each, its cells spanning as printed."""
    made = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>部门预算</title></head><body>"]
    for table in tables:
        made.append(
            f"<p>{escape(table.number)}</p><p><b>{escape(table.title)}</b></p><p>单位：{escape(table.unit)}</p>"
        )
        rows: dict[int, list[Spot]] = defaultdict(list)
        for spot in spots(table):
            rows[spot.row].append(spot)
        body = "".join(
            f"<tr>{''.join(map(_td, sorted(rows[n], key=lambda s: s.col)))}</tr>" for n in range(_rows(table))
        )
        made.append(f"<table>{body}</table>")
    path.write_text("".join(made), encoding="utf-8")
    return path


def _td(spot: Spot) -> str:
    text = escape(spot.text).replace("\n", "<br>")
    return f"<td rowspan='{spot.rowspan}' colspan='{spot.colspan}'><span>{text}</span></td>"


def _rows(table: Table) -> int:
    return table.header_rows + len(table.rows)


def write_docx(path: Path, tables: Sequence[Table]) -> Path:
    """A Word document with the tables one below the other."""
    document = docx.Document()
    for table in tables:
        for line in (table.number, table.title, f"单位：{table.unit}"):
            document.add_paragraph(line)
        grid = document.add_table(_rows(table), len(table.columns))
        for spot in spots(table):
            cell = grid.cell(spot.row, spot.col)
            if spot.rowspan * spot.colspan > 1:
                cell = cell.merge(grid.cell(spot.row + spot.rowspan - 1, spot.col + spot.colspan - 1))
            cell.text = spot.text
    document.save(str(path))
    return path


def write_doc(path: Path, tables: Sequence[Table]) -> Path:
    """The Word document as an old one, written by LibreOffice."""
    made = write_docx(path.with_suffix(".docx"), tables)
    command = ["soffice", f"-env:UserInstallation=file://{path.parent}/profile", "--headless", "--convert-to", "doc"]
    subprocess.run([*command, "--outdir", str(path.parent), str(made)], check=True, capture_output=True)
    return path.with_suffix(".doc").rename(path)

"""The workbook: each published table on a sheet that looks like the original, then figures, checks and a readme.

Cells are typed: an amount is a number with as many decimals as printed, everything else a string. There is no formula.
An amount of more than fifteen significant digits, which Excel would round, is written as a string.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from mingzhang.package.citation import Citation
from mingzhang.package.dictionary import load_schemas
from mingzhang.package.readme import readme_lines
from mingzhang.package.sheets import OPTIONS, Formats, as_number, height_of, number_format, put, sheet_name, width_of
from mingzhang.package.stored import PackageData, PrintedTable
from mingzhang.project.publisher import publisher_title

_DAY = datetime(1980, 1, 1)  # noqa: DTZ001  a fixed day, so that the same input gives the same bytes
_GREY, _MARKED = "#EDEFF2", "#FFF2CC"
_LEGEND = "底色标出的金额：原文未定其所在列，或读法存疑，详见 figures 工作表的 reading 与 candidates 两列。"
_RECORDS = {"figures": "金额 figures", "checks": "核对 checks"}
_WIDEST, _NARROWEST, _README, _PORTRAIT = 42, 6, 76, 96  # characters


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table with what its sheet needs: where the header starts, marked cells, rows of totals."""

    table: PrintedTable
    title: str
    number: str
    unit: str
    note: str
    header: tuple[Mapping[str, Any], ...]
    marked: frozenset[tuple[int, int]]
    totals: frozenset[int]
    grouped: bool

    @property
    def depth(self) -> int:
        """Number of header rows; none where none is printed."""
        return max((c["row"] + c["rowspan"] for c in self.header), default=0)


def write_workbook(data: PackageData, path: Path, site_url: str = "") -> None:
    """Writes the workbook of a package to ``path``; the same package gives the same bytes under one XlsxWriter."""
    book, style = _open(path, publisher_title(data.descriptor))
    names: list[str] = []
    for grid in make_grids(data).values():
        _table_sheet(book, style, grid, str(data.disclosure["body"]["name"]), names)
    for resource, name in _RECORDS.items():
        _records_sheet(book, style, resource, data.frames[resource], name)
    _readme_sheet(book, style, readme_lines(data, Citation.of(data.descriptor, site_url)), [*names, *_RECORDS.values()])
    book.close()


def _open(path: Path, publisher: str) -> tuple[Workbook, Formats]:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook(str(path), OPTIONS)
    book.set_properties({"created": _DAY, "author": publisher})
    return book, Formats(book)


def make_grids(data: PackageData) -> dict[str, Grid]:
    """Every printed table of a package with what its sheet needs, by table id."""
    columns = data.frames["figures"][["table_id", "id", "reading", "row_role", "printed"]]
    own: dict[str, list[tuple[str, ...]]] = {table_id: [] for table_id in data.tables}
    for table_id, *figure in zip(*(columns[name].tolist() for name in columns), strict=True):
        own[table_id].append(tuple(figure))
    listed = {str(row["table_id"]): row for row in data.frames["tables"].to_dict("records")}
    return {name: _grid(table, listed[name], own[name]) for name, table in data.tables.items()}


def _grid(table: PrintedTable, listed: Mapping[Hashable, Any], figures: Sequence[tuple[str, ...]]) -> Grid:
    """``figures``: id, reading, row role and printed text of each."""
    return Grid(
        table=table,
        title=str(listed["title"]) or "（无表名）",
        number=str(listed["number"]),
        unit=str(listed["unit"]),
        note=str(listed["note"]),
        header=_header(table),
        marked=frozenset(table.cells[f] for f, reading, _, _ in figures if reading in ("ambiguous", "doubtful")),
        totals=frozenset(table.cells[f][0] for f, _, role, _ in figures if role == "total"),
        grouped=not figures or any("," in printed or "，" in printed for *_, printed in figures),
    )


def _header(table: PrintedTable) -> tuple[Mapping[str, Any], ...]:
    """The printed header within the table's columns; without one, the columns' names, if they are printed ones."""
    width = len(table.columns)
    cells = [c for c in table.header if c["col"] < width]
    if cells:
        return tuple({**c, "colspan": min(c["colspan"], width - c["col"])} for c in cells)
    names = [c["name"] for c in table.columns]
    if names == [f"column-{n}" for n in range(1, width + 1)]:
        return ()
    return tuple({"row": 0, "col": n, "rowspan": 1, "colspan": 1, "text": name} for n, name in enumerate(names))


def _table_sheet(book: Workbook, style: Formats, grid: Grid, body: str, names: list[str]) -> None:
    label = " ".join(filter(None, (grid.number or grid.table.table_id, grid.title)))
    names.append(sheet_name(label, names))
    sheet = book.add_worksheet(names[-1])
    last = max(len(grid.table.columns) - 1, 0)
    _across(sheet, 0, last, grid.title, style(bold=True, font_size=14, align="center"))
    sheet.set_row(0, 28)
    put(sheet, 1, 0, " ".join(filter(None, (grid.number, body))), style())
    if grid.unit and last:
        put(sheet, 1, last, f"单位：{grid.unit}", style(align="right"))
    widths = _set_widths(sheet, grid)
    _write_header(sheet, style, grid, widths)
    _write_body(sheet, style, grid, widths)
    _write_foot(sheet, style, grid, last, sum(widths))
    sheet.freeze_panes(2 + grid.depth, _keys(grid.table))
    _print_setup(sheet, 2 if grid.depth else -1, 1 + grid.depth, landscape=sum(widths) > _PORTRAIT)


def _write_header(sheet: Worksheet, style: Formats, grid: Grid, widths: Sequence[float]) -> None:
    shown = style(bold=True, border=1, align="center", text_wrap=True, bg_color=_GREY)
    taken: set[tuple[int, int]] = set()
    for cell in grid.header:
        rows, columns = (
            range(cell["row"], cell["row"] + cell["rowspan"]),
            range(cell["col"], cell["col"] + cell["colspan"]),
        )
        places = {(r, c) for r in rows for c in columns}
        if places & taken:  # a header whose cells overlap is damaged: what comes first stays
            continue
        taken |= places
        if len(places) == 1:
            put(sheet, 2 + cell["row"], cell["col"], cell["text"], shown)
        else:
            sheet.merge_range(2 + rows[0], columns[0], 2 + rows[-1], columns[-1], "", shown)
            put(sheet, 2 + rows[0], columns[0], cell["text"], shown)
    for row in range(grid.depth):
        own = [c for c in grid.header if c["row"] == row and c["rowspan"] == 1]
        sheet.set_row(2 + row, height_of((c["text"], sum(widths[c["col"] : c["col"] + c["colspan"]])) for c in own))
        for column in range(len(grid.table.columns)):
            if (row, column) not in taken:
                put(sheet, 2 + row, column, "", shown)


def _write_body(sheet: Worksheet, style: Formats, grid: Grid, widths: Sequence[float]) -> None:
    numeric = {n for n, c in enumerate(grid.table.columns) if c["type"] == "number"} | {
        p[1] for p in grid.table.cells.values()
    }
    lines = zip(*(grid.table.frame.iloc[:, n].tolist() for n in range(len(grid.table.columns))), strict=True)
    for r, line in enumerate(lines):
        bold = {"bold": True} if r in grid.totals else {}
        sheet.set_row(2 + grid.depth + r, height_of(zip(line, widths, strict=True)))
        for c, text in enumerate(line):
            look = {"border": 1, **bold, **({"bg_color": _MARKED} if (r, c) in grid.marked else {})}
            value = as_number(text) if c in numeric else None
            if value is None:
                align = {"align": "right"} if c in numeric else {"text_wrap": True}
                put(sheet, 2 + grid.depth + r, c, text, style(**look, **align))
            else:
                shown = style(**look, num_format=number_format(text, grid.grouped))
                sheet.write_number(2 + grid.depth + r, c, value, shown)


def _write_foot(sheet: Worksheet, style: Formats, grid: Grid, last: int, width: float) -> None:
    row = 2 + grid.depth + len(grid.table.frame)
    says = "" if grid.note.startswith(("注", "说明", "备注")) else "注："
    lines = [says + grid.note if grid.note else "", _LEGEND if grid.marked else ""]
    for line in filter(None, lines):
        _across(sheet, row, last, line, style(text_wrap=True, align="left"))
        sheet.set_row(row, height_of([(line, width)]))
        row += 1


def _across(sheet: Worksheet, row: int, last: int, text: str, shown: Any) -> None:
    if last:
        sheet.merge_range(row, 0, row, last, "", shown)
    put(sheet, row, 0, text, shown)


def _keys(table: PrintedTable) -> int:
    """Number of columns on the left that name the row: they stay in view."""
    count = 0
    for column in table.columns:
        if column.get("mingzhang:role") == "amount":
            break
        count += 1
    return count if 0 < count < len(table.columns) and count <= 6 else 0


def _set_widths(sheet: Worksheet, grid: Grid) -> list[float]:
    widths = []
    heads: dict[int, int] = {}
    for cell in grid.header:
        if cell["colspan"] == 1:
            heads[cell["col"]] = max(heads.get(cell["col"], 0), min(width_of(cell["text"]), 14))
    for c, name in enumerate(grid.table.frame.columns):
        longest = max((width_of(_displayed(v)) for v in grid.table.frame[name].tolist()), default=0)
        widths.append(float(min(max(longest, heads.get(c, 0), _NARROWEST) + 2, _WIDEST)))
        sheet.set_column(c, c, widths[-1])
    return widths


def _displayed(text: str) -> str:
    value = as_number(text)
    return text if value is None else f"{value:,}"


def _records_sheet(book: Workbook, style: Formats, resource: str, frame: pd.DataFrame, name: str) -> None:
    """A resource as rows: Chinese titles above the names of the columns, which are the CSV's."""
    schema, sheet, plain = load_schemas()[resource], book.add_worksheet(name), style()
    for c, column in enumerate(schema.fields):
        put(sheet, 0, c, column.title, style(bold=True, bg_color=_GREY, border=1))
        put(sheet, 1, c, column.name, style(font_color="#555555", bg_color=_GREY, border=1))
        shown: list[str] = frame[column.name].tolist()
        widest = max([width_of(column.title), len(column.name), *(width_of(v) for v in shown[:200])])
        sheet.set_column(c, c, min(widest + 2, _WIDEST), plain)
        for r, text in enumerate(shown, 2):
            if text:  # a blank cell looks as its column does
                _typed(sheet, r, c, column.type, text, style, plain)
    sheet.freeze_panes(2, 1)
    if len(frame):
        sheet.autofilter(1, 0, 1 + len(frame), len(schema.fields) - 1)
    _print_setup(sheet, 0, 1)


def _typed(sheet: Worksheet, row: int, column: int, kind: str, text: str, style: Formats, plain: Any) -> None:
    value = as_number(text) if kind in ("number", "integer") else None
    if value is not None:
        sheet.write_number(row, column, value, style(num_format=number_format(text, kind == "number")))
    elif kind == "boolean":
        sheet.write_boolean(row, column, text == "true", plain)
    else:
        put(sheet, row, column, text, plain)


def _readme_sheet(book: Workbook, style: Formats, lines: Iterable[str], sheets: Sequence[str]) -> None:
    sheet = book.add_worksheet("说明 README")
    sheet.set_column(0, 0, _README)
    row = 0
    for line in lines:
        heading = line.startswith("#")
        put(sheet, row, 0, line.lstrip("# "), style(bold=heading, font_size=12 if heading else 10, text_wrap=True))
        sheet.set_row(row, 18 if heading else height_of([(line, _README)]))
        row += 1
    put(sheet, row, 0, "工作表 Sheets", style(bold=True, font_size=12))
    for name in sheets:
        row += 1
        sheet.write_url(row, 0, f"internal:'{name}'!A1", style(font_color="#0563C1", underline=1), name)
    _print_setup(sheet, landscape=False)


def _print_setup(sheet: Worksheet, first: int = -1, last: int = -1, landscape: bool = True) -> None:
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.5, right=0.5)
    sheet.fit_to_pages(1, 0)
    if first >= 0:
        sheet.repeat_rows(first, last)
    sheet.set_footer("&C&P / &N")

"""An old workbook (.xls, .et) → Document."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlrd

from mingzhang.reading.document import Document
from mingzhang.reading.doubts import NUMBER_FORMAT
from mingzhang.reading.formats.sheet.numbers import show_number, show_text
from mingzhang.reading.formats.sheet.opened_workbook import make_document, refuse_many
from mingzhang.reading.formats.sheet.sheet import Sheet, Written
from mingzhang.reading.media import XLS

_VISIBLE = 0


def read_xls(path: Path, max_pages: int = 2000, progress: Callable[[int], None] | None = None) -> Document:
    """Every visible sheet of a workbook as a page with one grid, its values as their number formats show them."""
    book = xlrd.open_workbook(str(path), logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
    shown = [sheet for sheet in book.sheets() if sheet.visibility == _VISIBLE]
    refuse_many(path, len(shown), max_pages)
    sheets = (_sheet(book, sheet) for sheet in shown)
    return make_document(path, (XLS, "xls"), sheets, len(shown) < book.nsheets, progress)


def _sheet(book: Any, source: Any) -> Sheet:
    sheet = Sheet(source.name)
    sheet.hidden_rows = {r for r, info in source.rowinfo_map.items() if info.hidden or info.height == 0}
    sheet.hidden_columns = {c for c, info in source.colinfo_map.items() if info.hidden or info.width == 0}
    sheet.merged = [((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in source.merged_cells]
    zeros = bool(source.show_zero_values)
    for r in range(source.nrows):
        for c, cell in enumerate(source.row(r)):
            if cell.ctype not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                sheet.put((r, c), _written(book, cell, zeros))
    return sheet


def _written(book: Any, cell: Any, zeros: bool) -> Written:
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    form = book.format_map.get(style.format_key) if style else None
    code = form.format_str if form else "General"
    indent = style.alignment.indent_level if style else 0
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return Written(show_text(str(cell.value), code), indent)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return Written(("FALSE", "TRUE")[bool(cell.value)], indent)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Written(xlrd.error_text_from_code.get(cell.value, "#ERR"), indent)
    number = Decimal(repr(cell.value))
    if number == 0 and not zeros:
        return Written("", indent)
    shown = show_number(number, code, bool(book.datemode))
    return Written(shown.text, indent, () if shown.sure else (NUMBER_FORMAT,))

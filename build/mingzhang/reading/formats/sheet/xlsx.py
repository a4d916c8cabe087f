"""A workbook (.xlsx, also .xlsm and .et saved as such) → Document; macros, links and formulas are never run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from mingzhang.reading.document import Document
from mingzhang.reading.doubts import NUMBER_FORMAT
from mingzhang.reading.formats.parts import Parts, attribute, local
from mingzhang.reading.formats.sheet.numbers import BUILTIN, show_number, show_text
from mingzhang.reading.formats.sheet.opened_workbook import make_document, refuse_many
from mingzhang.reading.formats.sheet.sheet import Sheet, Spot, Written
from mingzhang.reading.limits import Crowded
from mingzhang.reading.media import XLSX

_BOOK = "xl/workbook.xml"
_MOST_TEXT = 32 * 1024 * 1024  # characters of all texts
_MOST_MERGED = 50_000
_COLUMNS = 16384


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share: texts, and for each style its number format and indent."""

    texts: tuple[str, ...]
    styles: tuple[tuple[str, int], ...]
    since_1904: bool


def read_xlsx(path: Path, max_pages: int = 2000, progress: Callable[[int], None] | None = None) -> Document:
    """Every visible sheet of a workbook as a page with one grid, its values as their number formats show them.

    A formula shows the value that was kept with it; where none was, the sheet is ``uncalculated``.
    """
    parts = Parts(path)
    tree = parts.tree(_BOOK)
    targets = parts.targets(_BOOK)
    listed = [sheet for sheet in tree.iter("{*}sheet") if targets.get(attribute(sheet, "id"), "") in parts]
    shown = [sheet for sheet in listed if sheet.get("state", "visible") == "visible"]
    refuse_many(path, len(shown), max_pages)
    since_1904 = any(e.get("date1904") in ("1", "true") for e in tree.iter("{*}workbookPr"))
    book = _Book(_texts(parts), _styles(parts), since_1904)
    sheets = (_sheet(parts, targets[attribute(e, "id")], e.get("name", ""), book) for e in shown)
    return make_document(path, (XLSX, "xlsx"), sheets, len(shown) < len(listed), progress)


def _texts(parts: Parts) -> tuple[str, ...]:
    if "xl/sharedStrings.xml" not in parts:
        return ()
    texts: list[str] = []
    size = 0
    for item in parts.each("xl/sharedStrings.xml", "si"):
        texts.append(_text(item))
        size += len(texts[-1]) + 1
        if size > _MOST_TEXT:
            raise parts.refused(f"its texts have more than {_MOST_TEXT} characters", "the text of a disclosure")
    return tuple(texts)


def _text(item: Any) -> str:
    """The text of an item, whatever its runs look like; how it is to be pronounced is not printed."""
    runs = (t for t in item.iter("{*}t") if local(t.getparent()) != "rPh")
    return "".join(t.text or "" for t in runs).replace("\r\n", "\n").replace("_x000D_", "")


def _styles(parts: Parts) -> tuple[tuple[str, int], ...]:
    if "xl/styles.xml" not in parts:
        return ()
    tree = parts.tree("xl/styles.xml")
    codes = BUILTIN | {int(e.get("numFmtId", 0)): e.get("formatCode", "General") for e in tree.iter("{*}numFmt")}
    found = []
    for xf in tree.iterfind("{*}cellXfs/{*}xf"):
        alignment = xf.find("{*}alignment")
        indent = int(alignment.get("indent", 0)) if alignment is not None else 0
        found.append((codes.get(int(xf.get("numFmtId", 0)), "General"), indent))
    return tuple(found)


def _sheet(parts: Parts, name: str, title: str, book: _Book) -> Sheet:
    sheet = Sheet(title)
    zeros, row = True, 0
    for element in parts.each(name, "sheetView", "col", "row", "mergeCell", "drawing"):
        kind = local(element)
        if kind == "sheetView":
            zeros = element.get("showZeros") not in ("0", "false")
        elif kind == "col" and _is_hidden(element, "width"):
            first, last = int(element.get("min", 1)), int(element.get("max", 1))
            sheet.hidden_columns.update(range(first - 1, min(last, _COLUMNS)))
        elif kind == "row":
            row = int(element.get("r", row + 1))
            if _is_hidden(element, "ht"):
                sheet.hidden_rows.add(row - 1)
            _add_row(sheet, element, row - 1, book, zeros)
        elif kind == "mergeCell":
            _add_merged(sheet, element.get("ref", ""))
        elif kind == "drawing":
            sheet.has_pictures = _has_pictures(parts, parts.targets(name).get(attribute(element, "id"), ""))
    return sheet


def _is_hidden(element: Any, size: str) -> bool:
    return element.get("hidden") in ("1", "true") or element.get(size) in ("0", "0.0")


def _has_pictures(parts: Parts, drawing: str) -> bool:
    return drawing in parts and any(True for _ in parts.each(drawing, "pic", "graphicFrame"))


def _add_row(sheet: Sheet, element: Any, row: int, book: _Book, zeros: bool) -> None:
    column = -1
    for cell in element.iterchildren("{*}c"):
        spot = _spot(cell.get("r", ""))
        column = spot[1] if spot else column + 1
        value = cell.find("{*}v")
        if value is None and cell.find("{*}f") is not None:
            sheet.uncalculated = True
        sheet.put((row, column), _written(cell, value, book, zeros))


def _written(cell: Any, value: Any, book: _Book, zeros: bool) -> Written:
    """What a cell shows."""
    style = int(cell.get("s", 0))
    code, indent = book.styles[style] if style < len(book.styles) else ("General", 0)
    kind = cell.get("t", "n")
    raw = (value.text or "") if value is not None else ""
    if kind == "inlineStr":
        return Written(show_text(_text(cell), code), indent)
    if kind == "s":
        index = int(raw or -1)
        return Written(show_text(book.texts[index] if 0 <= index < len(book.texts) else "", code), indent)
    if kind == "b":
        return Written({"1": "TRUE", "0": "FALSE"}.get(raw, raw), indent)
    if kind != "n" or not raw:
        return Written(show_text(raw, code), indent)
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return Written(raw, indent, (NUMBER_FORMAT,))
    if not number.is_finite() or abs(number.adjusted()) > 300:
        return Written(raw, indent, (NUMBER_FORMAT,))
    if number == 0 and not zeros:
        return Written("", indent)
    shown = show_number(number, code, book.since_1904)
    return Written(shown.text, indent, () if shown.sure else (NUMBER_FORMAT,))


def _add_merged(sheet: Sheet, reference: str) -> None:
    first, _, last = reference.partition(":")
    spots = _spot(first), _spot(last)
    if spots[0] is None or spots[1] is None:
        return
    sheet.merged.append((spots[0], spots[1]))
    if len(sheet.merged) > _MOST_MERGED:
        raise Crowded(f"it merges more than {_MOST_MERGED} ranges")


def _spot(reference: str) -> Spot | None:
    """Row and column of an A1 address; None when it is none."""
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not digits or not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1

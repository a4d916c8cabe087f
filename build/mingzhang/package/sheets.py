"""What every sheet of a workbook shares: names that Excel accepts, formats by printed digits, no formulas."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "in_memory": True,  # no temporary file for each sheet
}
FONT = "宋体"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_LONGEST_NAME, _LONGEST_TEXT, _DIGITS = 31, 32767, 15
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_LATIN = re.compile(r"[\x00-\x7f]")
_LINE, _TALLEST = 13.5, 409.0  # points of a line of text; the most a row can have
_CUT = "……（全文见 CSV）"


@dataclass(slots=True)
class Formats:
    """The cell formats of one workbook, each made once."""

    book: Workbook
    _made: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def __call__(self, **properties: Any) -> Any:
        """The format with these XlsxWriter properties, in the workbook's font."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            given = {"font_name": FONT, "font_size": 10, "valign": "vcenter", **properties}
            self._made[key] = self.book.add_format(given)
        return self._made[key]


def sheet_name(text: str, taken: Collection[str]) -> str:
    """``text`` as the name of a sheet: without what Excel forbids, at most 31 characters, not one of ``taken``."""
    base = _FORBIDDEN.sub("", text).strip() or "sheet"
    used = {name.casefold() for name in taken}
    name, number = base[:_LONGEST_NAME], 1
    while name.casefold() in used or name.casefold() == "history":
        number += 1
        end = f" ({number})"
        name = base[: _LONGEST_NAME - len(end)] + end
    return name


def as_number(text: str) -> Decimal | None:
    """The number a cell of Excel can hold digit for digit, or None: it keeps fifteen significant digits."""
    if not _DECIMAL.fullmatch(text):
        return None
    value = Decimal(text)
    return value if len(value.normalize().as_tuple().digits) <= _DIGITS else None


def number_format(text: str, grouped: bool = True) -> str:
    """The Excel format that shows as many decimals as ``text`` has, and leaves a space before the border."""
    decimals = len(text.partition(".")[2])
    return ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "") + "_ "


def put(sheet: Worksheet, row: int, column: int, text: str, style: Any) -> None:
    """Writes a string, never a formula, a link or a number; beyond what a cell can hold it is cut, and says so."""
    if not text:
        sheet.write_blank(row, column, None, style)
        return
    shown = text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - len(_CUT)] + _CUT
    sheet.write_string(row, column, shown, style)


def width_of(text: str) -> int:
    """Width in characters of Latin text: a Chinese character takes two."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max(2 * len(line) - len(_LATIN.findall(line)) for line in text.split("\n"))


def height_of(cells: Iterable[tuple[str, float]]) -> float | None:
    """Height in points of a row whose wrapped ``cells`` are (text, width of the column); None when one line will do."""
    lines = max(
        (sum(max(1, ceil(width_of(part) / (width - 1))) for part in t.split("\n")) for t, width in cells), default=1
    )
    return None if lines < 2 else min(_LINE * lines + 2, _TALLEST)

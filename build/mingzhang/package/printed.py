"""A table as its reader expects it: one line per printed row, cells as printed, amounts without separators."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from mingzhang.figures.figure import Figure
from mingzhang.package.values import clean
from mingzhang.reading.document import Cell
from mingzhang.tables.table import Column, Row, Table
from mingzhang.text.amounts import parse_amount
from mingzhang.text.masking import PATH, is_personal, mask_personal
from mingzhang.text.normalise import fold

# A line break parts words only between Latin letters; spaces between Chinese characters only stretch them.
_WRAP = re.compile(r"(?<![A-Za-z])\s*\n\s*|\s*\n\s*(?![A-Za-z\s])")
_STRETCH = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_DASH = re.compile(r"[-—–―－]+")
_ANCHORS = ("label", "project", "unit", "text")


def printed_frame(table: Table) -> pd.DataFrame:
    """The body of ``table`` as strings: one row per printed row, one column per printed column.

    A cell that spans columns stands in its label column if it covers one, else in its first. A key that spans rows
    stands in each of them; an amount that does stands in the first only, so that nothing is counted twice. Amounts lose
    their separators and keep every digit; blanks, dashes and zeros stay what they are.
    """
    names = column_names(table.columns)
    rows = [_line(table, row, before) for before, row in zip((None, *table.rows), table.rows, strict=False)]
    return pd.DataFrame(rows, columns=names, dtype=str)


def column_names(columns: Sequence[Column]) -> list[str]:
    """Header paths joined with `` / ``, or ``column-<n>``; repeated ones are numbered `` (2)``, `` (3)`` …"""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for number, column in enumerate(columns, 1):
        name = mask_personal(clean(" / ".join(column.path))) or f"column-{number}"
        seen[name] += 1
        unique = name if seen[name] == 1 else f"{name} ({seen[name]})"
        names.append(unique if unique not in names else f"{unique} column-{number}")
    return names


def printed_schema(table: Table, frame: pd.DataFrame) -> dict[str, Any]:
    """The Table Schema of a printed table; a column is a number only when all its cells but blanks and dashes are."""
    dashes = sorted({v for name in frame for v in frame[name] if _DASH.fullmatch(v)})
    fields = [_field(c, n, frame[n]) for c, n in zip(table.columns, frame.columns, strict=True)]
    return {"fields": fields, "missingValues": ["", *dashes]}


def printed_header(table: Table) -> list[dict[str, Any]]:
    """The header cells as printed, with their place in the header and their spans."""
    return [
        {"row": c.row, "col": c.col, "rowspan": c.rowspan, "colspan": c.colspan, "text": mask_personal(_text(c.text))}
        for c in table.header
    ]


def figure_cells(table: Table, figures: Sequence[Figure]) -> dict[str, str]:
    """For each figure of the table its row and column in the printed frame, from 0: ``{"f3a9c1d2e4b7": "0,4"}``."""
    places = {column.index: number for number, column in enumerate(table.columns)}
    return {f.id: f"{f.row - 1},{places[f.column_index]}" for f in figures if f.table_id == table.table_id}


def _line(table: Table, row: Row, before: Row | None) -> list[str]:
    line: list[str] = []
    columns, certain = table.columns, bool(table.form)
    for column in columns:
        cell = row.cells[column.index]
        repeated = before is not None and column.role == "amount" and before.cells[column.index] is cell
        if cell is None or repeated or column.index != _anchor(columns, row, cell):
            line.append("")
        else:
            line.append(_shown(column, cell, line[-1] if line else "", certain))
    return line


def _anchor(columns: Sequence[Column], row: Row, cell: Cell) -> int:
    covered = [c for c in columns if row.cells[c.index] is cell]
    for role in _ANCHORS:
        for column in covered:
            if column.role == role:
                return column.index
    return covered[0].index


def _shown(column: Column, cell: Cell, neighbour: str, certain: bool) -> str:
    amount = parse_amount(cell.text)
    if column.role == "amount" and amount is not None and not is_personal(cell.text, PATH.join(column.path), certain):
        return f"{amount:f}"
    text = _text(cell.text)
    return text if column.role in ("code", "unit-code") else mask_personal(text, _context(column, neighbour))


def _context(column: Column, neighbour: str) -> str:
    """What announces a cell: the header above it and the word before it."""
    return PATH.join((*column.path, neighbour))


def _text(text: str) -> str:
    return " ".join(_STRETCH.sub("", _WRAP.sub("", fold(clean(text)).strip())).split())


def _field(column: Column, name: str, values: pd.Series[str]) -> dict[str, Any]:
    shown = [v for v in values if v and not _DASH.fullmatch(v)]
    number = column.role == "amount" and all(parse_amount(v) is not None for v in shown)
    field: dict[str, Any] = {"name": name, "type": "number" if number else "string", "mingzhang:role": column.role}
    extra = {
        "path": list(column.path), "panel": column.panel, "concept": column.concept, "phase": column.phase,
        "year": column.year, "unit": column.unit,
    }  # fmt: skip
    field |= {f"mingzhang:{key}": value for key, value in extra.items() if value not in ("", None, [])}
    return field

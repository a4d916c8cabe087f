"""Tables → figures: one record per printed amount."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.figures.figure import Figure
from mingzhang.figures.keys import KeyReader, RowKey
from mingzhang.figures.roles import RowShape, shape_rows
from mingzhang.reading.document import Cell
from mingzhang.tables.layout import text_of
from mingzhang.tables.table import Column, Row, Table
from mingzhang.text import parse_amount, parse_percent

_YUAN = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "百万元": Decimal(1_000_000), "亿元": Decimal(100_000_000)}


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of one panel with its key and shape."""

    row: Row
    number: int
    key: RowKey
    shape: RowShape


def extract_figures(tables: Sequence[Table]) -> tuple[Figure, ...]:
    """Every amount of every table, in document order, row by row, column by column.

    Blank cells, dashes and words are no figures. Ids depend on table, row key, column path and occurrence only.
    """
    figures: list[Figure] = []
    seen: Counter[str] = Counter()
    for table in tables:
        figures.extend(_of_table(table, seen))
    return tuple(figures)


def _of_table(table: Table, seen: Counter[str]) -> list[Figure]:
    made: list[Figure] = []
    panels = sorted({c.panel for c in table.columns if c.role == "amount"})
    for panel in panels:
        amounts = [c for c in table.columns if c.role == "amount" and c.panel == panel]
        for line in _lines(table, panel):
            last: Cell | None = None
            for column in amounts:
                cell = line.row.cells[column.index]
                if cell is None or cell is last:
                    continue
                last = cell
                if figure := _figure(table, line, column, cell, seen):
                    made.append(figure)
    return sorted(made, key=lambda f: (f.row, f.column_index))


def _lines(table: Table, panel: int) -> list[_Line]:
    reader = KeyReader(table.columns, panel)
    keys = [reader.read(row) for row in table.rows]
    shapes = shape_rows(keys)
    return [_Line(r, n, k, s) for n, (r, k, s) in enumerate(zip(table.rows, keys, shapes, strict=True), 1)]


def _figure(table: Table, line: _Line, column: Column, cell: Cell, seen: Counter[str]) -> Figure | None:
    printed = text_of(cell)
    percent = parse_percent(printed)
    amount = percent if percent is not None else parse_amount(printed)
    if amount is None:
        return None
    measure = "percent" if percent is not None else column.measure
    label = " / ".join(column.path)
    unit = "%" if measure == "percent" else "" if measure == "count" else column.unit or table.unit
    key, shape = line.key, line.shape
    box = cell.place.box
    return Figure(
        id=_identity(table, key, column, seen), table_id=table.table_id, table_title=table.title, page=cell.place.page, box=box,
        row=line.number, row_role=shape.role, level=shape.level, parent_row=shape.parent, is_leaf=shape.is_leaf,
        code=key.code, functional_code=key.codes.get("functional", ""), economic_code=key.codes.get("economic", ""),
        gov_economic_code=key.codes.get("gov-economic", ""), label=key.label, unit_name=key.unit_name, project=key.project,
        concept=column.concept, column_label=label, measure=measure, figure_year=column.year, phase=column.phase,
        amount=amount, printed=cell.text.replace("\n", ""), unit=unit,
        amount_yuan=amount * _YUAN[unit] if measure == "amount" and unit in _YUAN else None,
        reading="doubtful" if cell.doubts else "printed", source=table.source, panel=column.panel,
        column_index=column.index, doubts=cell.doubts,
    )  # fmt: skip


def _identity(table: Table, key: RowKey, column: Column, seen: Counter[str]) -> str:
    """A stable id: table title, row key, column path and, where these repeat, the occurrence; never a running number."""
    row = (key.code, key.label, key.unit_name, key.project)
    parts = "\x1f".join((table.number, table.title, str(column.panel), *row, *column.path))
    seen[parts] += 1
    return "f" + hashlib.sha256(f"{parts}\x1f{seen[parts]}".encode()).hexdigest()[:12]

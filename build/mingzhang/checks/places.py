"""What a figure means where it stands: meanings that neither its column nor its row has alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mingzhang.figures.figure import Figure
from mingzhang.tables.table import Column, Table
from mingzhang.text.amounts import parse_amount, parse_percent

_TOTALS = ("expenditure.grand-total", "expenditure.current")


def meanings_in_place(tables: Sequence[Table], figures: Sequence[Figure]) -> dict[str, str]:
    """The concept of each figure by its id.

    It is the figure's own but for three cases. Where a total row crosses a column of one kind (支出总计 under
    基本支出), the column says
    what the amount is. Sources of funds listed below 上年结转 are carried over, not income of the year. A column
    named 其中 with the
    meaning of its neighbour is a part of it without a meaning of its own.
    """
    columns = {t.table_id: {c.index: c for c in t.columns} for t in tables}
    parts = {t.table_id: _parts(t.columns) for t in tables}
    found: dict[str, str] = {}
    for f in figures:
        column = columns.get(f.table_id, {}).get(f.column_index)
        found[f.id] = "" if f.column_index in parts.get(f.table_id, ()) else _crossed(f.concept, column)
    found.update(_carried(figures))
    return found


def _crossed(concept: str, column: Column | None) -> str:
    item, _, _ = concept.partition("@")
    kind, _, _ = column.concept.partition("@") if column else ("", "", "")
    return column.concept if column and item in _TOTALS and kind.startswith("expenditure.") else concept


def _parts(columns: Iterable[Column]) -> set[int]:
    same: dict[tuple[object, ...], list[Column]] = defaultdict(list)
    for c in columns:
        if c.role == "amount" and c.concept:
            same[c.panel, c.concept, c.year, c.phase].append(c)
    return {
        c.index for group in same.values() if len(group) > 1 for c in group if c.path and c.path[-1].startswith("其中")
    }


def _carried(figures: Iterable[Figure]) -> Mapping[str, str]:
    """Income rows that stand below a row of what is carried over: deeper than it, or after the year's income was
    totalled."""
    columns: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for f in figures:
        columns[f.table_id, f.column_index].append(f)
    found: dict[str, str] = {}
    for column in columns.values():
        totalled, carried = False, None
        for f in column:
            item, _, fund = f.concept.partition("@")
            if item == "carryover-in":
                carried = f
            elif item == "income" and fund and carried and (totalled or f.level > carried.level):
                found[f.id] = f"carryover-in@{fund}"
            elif f.row_role == "total" or item == "income":
                carried = None
            totalled |= item == "income.current" and f.row_role == "total"
    return found


def unread_cells(tables: Iterable[Table]) -> set[tuple[str, str, int]]:
    """(table, ``row`` or ``column``, number) of amount cells that print something with digits which is no amount."""
    found: set[tuple[str, str, int]] = set()
    for table in tables:
        amounts = [c.index for c in table.columns if c.role == "amount"] if table.form else []
        for number, row in enumerate(table.rows, 1):
            for index in amounts:
                cell = row.cells[index]
                if cell and _is_unread(cell.text):
                    found |= {(table.table_id, "row", number), (table.table_id, "column", index)}
    return found


def _is_unread(text: str) -> bool:
    digits = any(c.isdigit() for c in text)
    return digits and parse_amount(text) is None and parse_percent(text) is None

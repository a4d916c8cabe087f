"""Tables → skeletons: what the amounts of each table prove about its rows and columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from mingzhang.knowledge.forms import says_form_is_free
from mingzhang.structure.amounts import Amounts, read_amounts
from mingzhang.structure.keys import KeyReader
from mingzhang.structure.shapes import shape_rows
from mingzhang.structure.skeleton import ROWS, Line, Relation, Skeleton
from mingzhang.structure.weigh import weigh
from mingzhang.tables.table import Table


def find_structure(tables: Sequence[Table]) -> tuple[Skeleton, ...]:
    """The skeleton of every table, in the order of the tables."""
    return tuple(_skeleton(table) for table in tables)


def _skeleton(table: Table) -> Skeleton:
    if says_form_is_free(table):
        return Skeleton(table.table_id)
    amounts = read_amounts(table)
    panels = sorted({c.panel for c in table.columns if c.role == "amount"})
    lines = {panel: _lines(table, panel) for panel in panels}
    relations = tuple(r for panel in panels for r in _below_rows(table, panel, lines[panel], amounts))
    return Skeleton(table.table_id, lines, relations)


def _lines(table: Table, panel: int) -> tuple[Line, ...]:
    reader = KeyReader(table.columns, panel)
    keys = [reader.read(row) for row in table.rows]
    return tuple(Line(n, k, s) for n, (k, s) in enumerate(zip(keys, shape_rows(keys), strict=True), 1))


def _below_rows(table: Table, panel: int, lines: Sequence[Line], amounts: Amounts) -> Iterator[Relation]:
    columns = [c.index for c in table.columns if c.role == "amount" and c.panel == panel and c.measure == "amount"]
    below: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.shape.parent:
            below[line.shape.parent].append(line)
    for whole, parts in below.items():
        kind = "of-which" if all(p.shape.role == "of-which" for p in parts) else "sum"
        yield weigh(ROWS, kind, panel, whole, [p.number for p in parts], columns, amounts)

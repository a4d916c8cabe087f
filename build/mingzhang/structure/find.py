"""Tables → skeletons: what the amounts of each table prove about its rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mingzhang.knowledge.forms import says_form_is_free
from mingzhang.structure.amounts import Amounts, read_amounts
from mingzhang.structure.column_words import ColumnWords
from mingzhang.structure.grow import Grower
from mingzhang.structure.keys import KeyReader, RowKey
from mingzhang.structure.node import Words
from mingzhang.structure.row_words import RowWords
from mingzhang.structure.shapes import shape_rows
from mingzhang.structure.skeleton import COLUMNS, ROWS, Line, Relation, Skeleton, Spot
from mingzhang.structure.totals import Totals
from mingzhang.structure.tree import Forest
from mingzhang.structure.weigh import weigh
from mingzhang.tables.table import Column, Table


def find_structure(tables: Sequence[Table]) -> tuple[Skeleton, ...]:
    """The skeleton of every table, in the order of the tables."""
    return tuple(_skeleton(table) for table in tables)


def _skeleton(table: Table) -> Skeleton:
    if says_form_is_free(table):
        return Skeleton(table.table_id)
    panels = sorted({c.panel for c in table.columns if c.role == "amount"})
    keys = {panel: _keys(table, panel) for panel in panels}
    amounts = read_amounts(table, keys)
    made = Skeleton(table.table_id)
    for panel in panels:
        made = _with_panel(made, table, panel, keys[panel], amounts)
    return made


def _keys(table: Table, panel: int) -> list[RowKey]:
    reader = KeyReader(table.columns, panel)
    return [reader.read(row) for row in table.rows]


def _with_panel(made: Skeleton, table: Table, panel: int, keys: Sequence[RowKey], amounts: Amounts) -> Skeleton:
    columns = {c.index: c for c in table.columns if c.role == "amount" and c.panel == panel and c.measure == "amount"}
    named = {n: key for n, key in enumerate(keys, 1) if _names(key) or any((n, j) in amounts.values for j in columns)}
    rows = _forest(ROWS, named, columns, RowWords(named), amounts)
    across = _forest(COLUMNS, columns, named, ColumnWords(columns), amounts)
    lines = tuple(
        Line(n, key, shape) for n, (key, shape) in enumerate(zip(keys, shape_rows(keys, rows), strict=True), 1)
    )
    relations = [*_relations(ROWS, panel, rows, columns, amounts), *_relations(COLUMNS, panel, across, named, amounts)]
    leaves = frozenset((place, line) for place, found in rows.leaves().items() for line in found)
    return replace(
        made,
        lines={**made.lines, panel: lines},
        relations=(*made.relations, *relations),
        leaves=made.leaves | leaves,
    )


def _names(key: RowKey) -> bool:
    return bool(key.codes or key.label or key.unit_name or key.project or key.body)


def _forest(
    axis: str, places: Mapping[int, RowKey] | Mapping[int, Column], lines: Mapping[int, object], words: Words,
    amounts: Amounts,
) -> Forest:  # fmt: skip
    order = list(places)
    vectors = amounts.vectors(axis, order, lines)
    roots = Grower(order, vectors, words).grow()
    return Forest(Totals(words, only_proved=axis == COLUMNS).resolve(roots), words)


def _relations(
    axis: str, panel: int, forest: Forest, lines: Mapping[int, object], amounts: Amounts
) -> Iterator[Relation]:
    for kind, whole, parts in forest.bonds():
        yield weigh(axis, kind, panel, whole, parts, lines, amounts)


__all__ = ["Spot", "find_structure"]

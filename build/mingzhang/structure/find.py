"""Tables → skeletons: what the amounts of each table prove about its rows and columns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mingzhang.knowledge.forms import says_form_is_free
from mingzhang.structure.additions import Amounts, read_amounts
from mingzhang.structure.closing import judge_structure
from mingzhang.structure.column_words import ColumnWords
from mingzhang.structure.grow import Grower
from mingzhang.structure.node import Words
from mingzhang.structure.proofs import count_proofs
from mingzhang.structure.rival_sums import with_rivals
from mingzhang.structure.row_keys import KeyReader, RowKey
from mingzhang.structure.row_words import RowWords
from mingzhang.structure.shapes import shape_rows
from mingzhang.structure.skeleton import COLUMNS, ROWS, Line, Relation, Skeleton, Spot
from mingzhang.structure.totals import Totals
from mingzhang.structure.tree import Forest
from mingzhang.structure.unit_rows import with_bodies
from mingzhang.structure.weigh import weigh
from mingzhang.tables.table import Table


def find_structure(tables: Sequence[Table], by_words: bool = False) -> tuple[Skeleton, ...]:
    """The skeleton of every table, in the order of the tables.

    ``by_words``: the amounts only stand for amounts that are still to be placed, and prove nothing.
    """
    return tuple(_skeleton(table, by_words) for table in tables)


def with_structure(tables: Sequence[Table], skeletons: Sequence[Skeleton]) -> tuple[Table, ...]:
    """The tables, each with how far its sums prove its structure."""
    return tuple(replace(t, structure=s.structure) for t, s in zip(tables, skeletons, strict=True))


@dataclass(slots=True)
class _Bones:
    """A skeleton in the making, panel by panel."""

    by_words: bool
    lines: dict[int, tuple[Line, ...]] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    leaves: set[Spot] = field(default_factory=set)
    panels: list[list[int]] = field(default_factory=list)
    totals: dict[int, list[int]] = field(default_factory=dict)


def _skeleton(table: Table, by_words: bool) -> Skeleton:
    if says_form_is_free(table):
        return Skeleton(table.table_id)
    panels = sorted({c.panel for c in table.columns if c.role == "amount"})
    keys = {panel: _keys(table, panel) for panel in panels}
    amounts = Amounts({}, {}) if by_words else read_amounts(table, keys)
    bones = _Bones(by_words)
    for panel in panels:
        _add_panel(bones, table, panel, keys[panel], amounts)
    leaves, relations = frozenset(bones.leaves), tuple(bones.relations)
    structure = judge_structure(bones.panels, bones.totals, leaves, relations, amounts)
    return Skeleton(table.table_id, bones.lines, relations, leaves, structure, count_proofs(relations))


def _keys(table: Table, panel: int) -> list[RowKey]:
    reader = KeyReader(table.columns, panel)
    return [reader.read(row) for row in table.rows]


def _add_panel(bones: _Bones, table: Table, panel: int, keys: Sequence[RowKey], amounts: Amounts) -> None:
    columns = {c.index: c for c in table.columns if c.role == "amount" and c.panel == panel and c.measure == "amount"}
    named = {n: key for n, key in enumerate(keys, 1) if _names(key) or any((n, j) in amounts.values for j in columns)}
    rows = _forest(ROWS, list(named), columns, RowWords(named), amounts, bones.by_words)
    across = _forest(COLUMNS, list(columns), named, ColumnWords(columns), amounts, bones.by_words)
    shapes = shape_rows(keys, rows)
    owned = with_bodies(keys, shapes)
    bones.lines[panel] = tuple(Line(n, k, s) for n, (k, s) in enumerate(zip(owned, shapes, strict=True), 1))
    below = [weigh(ROWS, *bond, panel, columns, amounts) for bond in rows.bonds()]
    beside = [weigh(COLUMNS, *bond, panel, named, amounts) for bond in across.bonds()]
    bones.relations += [with_rivals(r, list(named), amounts) for r in below]
    bones.relations += [with_rivals(r, list(columns), amounts) for r in beside]
    bones.leaves |= {(n, j) for n, found in rows.leaves().items() for j in found}
    bones.leaves |= _uncounted(table, panel, rows)
    bones.panels.append(list(columns))
    bones.totals |= {j: rows.totals() for j in columns}


def _uncounted(table: Table, panel: int, rows: Forest) -> set[Spot]:
    """The places of counts and percentages in rows with nothing below them: they take no part in the sums."""
    others = [c.index for c in table.columns if c.role == "amount" and c.panel == panel and c.measure != "amount"]
    above = {*rows.parents.values(), *rows.totals()}
    return {(n, j) for n in rows.depths if n not in above for j in others}


def _names(key: RowKey) -> bool:
    return bool(key.codes or key.label or key.unit_name or key.project or key.body)


def _forest(
    axis: str,
    places: Sequence[int],
    lines: Collection[int] | Mapping[int, object],
    words: Words,
    amounts: Amounts,
    by_words: bool,
) -> Forest:
    vectors = amounts.vectors(axis, places, lines)
    roots = Grower(places, vectors, words, by_words).grow()
    return Forest(Totals(words, only_proved=axis == COLUMNS).resolve(roots), words)

"""What a disclosure states of one key: a figure, or several that share it and are parts of one printed total.

A table of a department may print a row for each of its bodies without naming them: one code then stands in several
rows. Where all rows of such a column add up exactly to its one total, those of one code add up to what the department
has of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.collection.line_keys import Key, Record

Column = tuple[str, str, str]  # table id, column label, breakdown


@dataclass(frozen=True, slots=True)
class Statement:
    """An amount in yuan with half its last printed digit, and the figures that it is the sum of."""

    amount: Decimal
    step: Decimal
    figures: tuple[Record, ...]


def column_of(figure: Record, key: Key) -> Column:
    """Where a figure and those that it may add up with stand."""
    return figure["table_id"], figure["column_label"], key.breakdown


def find_parts(keyed: Mapping[Key, Sequence[Record]]) -> frozenset[Column]:
    """The columns in which rows of one key are parts of its amount. Rows that name units are never added up: two
    units of one name stay two."""
    totals: dict[tuple[str, str], set[Decimal]] = defaultdict(set)
    columns: dict[Column, list[tuple[Key, Record]]] = defaultdict(list)
    for key, figures in keyed.items():
        for figure in figures:
            table, label, breakdown = column = column_of(figure, key)
            if breakdown == "total":
                totals[table, label].add(_yuan(figure))
            elif not key.unit_name:
                columns[column].append((key, figure))
    return frozenset(column for column, rows in columns.items() if _are_parts(rows, totals[column[:2]]))


def _are_parts(rows: Sequence[tuple[Key, Record]], totals: set[Decimal]) -> bool:
    """Whether some key stands in several rows, and all rows, none of which is above another, make up the one total."""
    keys = [key for key, _ in rows]
    alike = len({key.level for key in keys}) == 1 and all(figure["row_role"] != "of-which" for _, figure in rows)
    return len(set(keys)) < len(keys) and alike and totals == {sum(_yuan(figure) for _, figure in rows)}


def state(key: Key, figures: Iterable[Record], parts: frozenset[Column]) -> Iterator[Statement]:
    """What the figures of one key state, in print order."""
    groups: dict[object, list[Record]] = defaultdict(list)
    for figure in figures:
        column = column_of(figure, key)
        groups[column if column in parts else figure["id"]].append(figure)
    for found in groups.values():
        yield Statement(sum(map(_yuan, found), Decimal(0)), sum(map(_step, found), Decimal(0)), tuple(found))


def _yuan(figure: Record) -> Decimal:
    return Decimal(figure["amount_yuan"])


def _step(figure: Record) -> Decimal:
    """Half a unit of the last printed digit, in yuan."""
    last = Decimal(1).scaleb(-len(figure["amount_yuan"].partition(".")[2]))
    amount, yuan = Decimal(figure["amount"]), Decimal(figure["amount_yuan"])
    digits = Decimal(1).scaleb(-len(figure["amount"].partition(".")[2]))
    return (digits * yuan / amount if amount else last) / 2

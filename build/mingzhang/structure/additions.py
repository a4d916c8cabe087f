"""The amounts of a table as whole numbers: what stands in each row and column, and how exactly it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang.knowledge.words import says
from mingzhang.structure.row_keys import RowKey
from mingzhang.structure.skeleton import ROWS, Spot
from mingzhang.tables.layout import text_of
from mingzhang.tables.table import Column, Table
from mingzhang.text.amounts import parse_amount
from mingzhang.text.units import split_unit

_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Vector:
    """One row or column: line of the other axis → amount, and half a unit of its last printed place."""

    values: Mapping[int, int] = field(default_factory=dict)
    halves: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Amounts:
    """``values`` and ``halves`` by row (from 1) and column, all in one small unit so that they are whole numbers.

    Blank cells, words, percentages and counts are not there. The half unit of a zero is the finest of its column.
    """

    values: Mapping[Spot, int]
    halves: Mapping[Spot, int]

    def vectors(self, axis: str, places: Iterable[int], lines: Iterable[int]) -> dict[int, Vector]:
        """The vector of each place along ``lines``: of rows along columns, of columns along rows."""
        wanted = set(lines)
        found: dict[int, Vector] = {place: Vector({}, {}) for place in places}
        for spot, amount in self.values.items():
            place, line = spot if axis == ROWS else (spot[1], spot[0])
            if place in found and line in wanted:
                found[place].values[line] = amount  # type: ignore[index]
                found[place].halves[line] = self.halves[spot]  # type: ignore[index]
        return found


def read_amounts(table: Table, keys: Mapping[int, list[RowKey]]) -> Amounts:
    """Every amount of money in the amount columns of a table; ``keys`` are those of its rows, panel by panel."""
    columns = [c for c in table.columns if c.role == "amount" and c.measure == "amount"]
    printed = {(n, c.index): a for c in columns for n, a in _of_column(table, c, keys[c.panel])}
    places = max((-_exponent(a) for a in printed.values()), default=0) + 1
    values = {spot: int(a.scaleb(places)) for spot, a in printed.items()}
    finest: dict[int, int] = {}
    for (_, j), amount in printed.items():
        finest[j] = min(finest.get(j, 10**30), _half(amount, places))
    halves = {spot: _half(a, places) if a else finest[spot[1]] for spot, a in printed.items()}
    return Amounts(values, halves)


def _exponent(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _half(amount: Decimal, places: int) -> int:
    return int(_HALF.scaleb(_exponent(amount) + places))


def _of_column(table: Table, column: Column, keys: list[RowKey]) -> Iterator[tuple[int, Decimal]]:
    above = None
    for n, (row, key) in enumerate(zip(table.rows, keys, strict=True), 1):
        cell = row.cells[column.index]
        if cell is None or cell is above or cell.col != column.index:
            continue  # a cell merged over rows or columns holds one amount
        above = cell
        amount = parse_amount(split_unit(text_of(cell))[0])
        if amount is not None and not says("rows", "count", key.label):
            yield n, amount

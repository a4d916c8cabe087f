"""The amounts of a table as numbers: what stands in each row and column, and how exactly it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.structure.skeleton import Spot
from mingzhang.tables.layout import text_of
from mingzhang.tables.table import Column, Table
from mingzhang.text.amounts import parse_amount
from mingzhang.text.units import split_unit

_HALF = Decimal("0.5")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Amounts:
    """``values``: row (from 1) and column → printed amount; blank cells, words and percentages are not there.

    ``halves``: half a unit of the last printed place of each; of a zero, the finest of its column.
    """

    values: Mapping[Spot, Decimal]
    halves: Mapping[Spot, Decimal]


def read_amounts(table: Table) -> Amounts:
    """Every amount of money in the amount columns of a table."""
    columns = [c for c in table.columns if c.role == "amount" and c.measure == "amount"]
    values = {(n, c.index): a for c in columns for n, a in _of_column(table, c)}
    finest: dict[int, Decimal] = {}
    for (_, j), amount in values.items():
        finest[j] = min(finest.get(j, _HALF), half_unit(amount))
    halves = {spot: half_unit(a) if a else finest[spot[1]] for spot, a in values.items()}
    return Amounts(values, halves)


def _of_column(table: Table, column: Column) -> Iterator[tuple[int, Decimal]]:
    above = None
    for n, row in enumerate(table.rows, 1):
        cell = row.cells[column.index]
        if cell is None or cell is above or cell.col != column.index:
            continue  # a cell merged over rows or columns holds one amount
        above = cell
        amount = parse_amount(split_unit(text_of(cell))[0])
        if amount is not None:
            yield n, amount


def half_unit(amount: Decimal) -> Decimal:
    """Half a unit of the last place that an amount prints: 276.12 → 0.005."""
    exponent = amount.as_tuple().exponent
    return _HALF.scaleb(exponent if isinstance(exponent, int) else 0)

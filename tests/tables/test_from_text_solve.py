"""Amounts are placed where they stand in every solution, and nowhere else."""

from __future__ import annotations

from mingzhang.tables.from_text.solve import Sum, Unknown, place, reasons
from mingzhang.tables.from_text.work import bounded


def row(number: int, *amounts: int, columns: int = 3) -> Unknown:
    """A row of one panel; amounts in half cents; only their order limits their columns."""
    spare = columns - len(amounts)
    domains = tuple(tuple(range(k, k + spare + 1)) for k in range(len(amounts)))
    names = tuple(f"{number}.{k}" for k in range(len(amounts)))
    return Unknown((0, number, 0), amounts, tuple(range(columns)), domains, names)


def total_is_sum(number: int, columns: int = 3, relation: str = "=") -> Sum:
    cells = [((0, number, 0), 1), *(((0, number, j), -1) for j in range(1, columns))]
    return Sum(tuple(cells), 0, 0, relation, f"sum {number}")


def column_is(column: int, rows: int, amount: int) -> Sum:
    return Sum(tuple(((0, i, column), 1) for i in range(rows)), -amount, 1, "=", f"column {column}")


def test_order_alone_leaves_it_open() -> None:
    assert place([row(0, 200, 200)], []).columns == {(0, 0, 0, 0): (0, 1), (0, 0, 0, 1): (1, 2)}


def test_the_sum_of_a_row_places_its_total_only() -> None:
    found = place([row(0, 200, 200)], [total_is_sum(0)]).columns
    assert found == {(0, 0, 0, 0): (0,), (0, 0, 0, 1): (1, 2)}


def test_the_column_places_the_rest() -> None:
    unknowns = [row(0, 200, 200), row(1, 600, 600)]
    bounds = [total_is_sum(0), total_is_sum(1), column_is(1, 2, 200), column_is(2, 2, 600)]
    assert place(unknowns, bounds).columns == {
        (0, 0, 0, 0): (0,), (0, 0, 0, 1): (1,), (0, 1, 0, 0): (0,), (0, 1, 0, 1): (2,),
    }  # fmt: skip


def test_amounts_above_each_other_share_a_column() -> None:
    shared = [Unknown(u.row, u.amounts, u.columns, u.domains, ("a", "b")) for u in (row(0, 200, 200), row(1, 600, 600))]
    found = place(shared, [total_is_sum(0), total_is_sum(1), column_is(2, 1, 0)])
    assert found.columns[0, 1, 0, 1] == found.columns[0, 0, 0, 1] == (1,)


def test_rounding_is_allowed_for_and_a_cent_more_is_not() -> None:
    wide = row(0, 552, 276, 278, columns=4)
    assert place([wide], [total_is_sum(0, 4)]).broken == 0
    assert place([row(0, 552, 276, 290, columns=4)], [total_is_sum(0, 4)]).broken == 1


def test_what_cannot_hold_is_broken_as_seldom_as_can_be() -> None:
    found = place([row(0, 200, 200), row(1, 600, 100)], [total_is_sum(0), total_is_sum(1)])
    assert found.broken == 1
    assert len(found.columns[0, 1, 0, 0]) > 1


def test_the_same_twice() -> None:
    unknowns = [row(i, 100 * i + 100, 100 * i + 100, columns=6) for i in range(6)]
    bounds = [total_is_sum(i, 6) for i in range(6)]
    assert place(unknowns, bounds).columns == place(unknowns, bounds).columns


def test_reasons_name_the_bounds() -> None:
    unknowns, bounds = [row(0, 200, 200)], [total_is_sum(0), column_is(2, 1, 200)]
    found = reasons(unknowns, bounds, (0, 0, 0, 1), 2)
    assert found == {1: ("column 2",)}


def test_searches_share_the_work_of_one_text() -> None:
    """What comes after the work is spent stays open, with all its columns; without a bound it is placed."""
    unknowns = [row(n, *range(200 + n, 600, 40), columns=14) for n in range(12)]
    sums = [total_is_sum(n, 14) for n in range(12)]
    with bounded(0.0):
        spent = place(unknowns, sums)
    assert spent.bounded
    assert {key: len(columns) for key, columns in spent.columns.items()} == {
        (0, u.row[1], 0, k): len(d) for u in unknowns for k, d in enumerate(u.domains)
    }
    with bounded(30.0):
        place([row(0, 200, 200)], [total_is_sum(0)])
        assert place([row(0, 200, 200)], [total_is_sum(0)]).columns[0, 0, 0, 0] == (0,)

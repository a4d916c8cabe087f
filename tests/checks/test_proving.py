"""What proves an amount beside the sums of its own table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from mingzhang.checks.proving import prove_further
from mingzhang.checks.record import Check, stated
from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.structure.find import find_structure
from mingzhang.structure.skeleton import Skeleton
from mingzhang.tables.table import Table
from tests.structure.drawn import table_of

ACROSS = "income.total"


def read(*tables: Table) -> tuple[tuple[Figure, ...], tuple[Skeleton, ...]]:
    named = [replace(t, table_id=f"t{n:02d}") for n, t in enumerate(tables, 1)]
    skeletons = find_structure(named)
    return extract_figures(named, 2025, "budget", skeletons), skeletons


def check(left: list[str], right: list[str], **other: object) -> Check:
    made = stated(ACROSS, ("甲", "a"), "holds", ("乙。", "b."), source="a.pdf", labels=("", ""), scope="tables")
    found = replace(made, difference=Decimal(0), left_figures=tuple(left), right_figures=tuple(right))
    return replace(found, **other)  # type: ignore[arg-type]


ONE = table_of("项目 | 预算数", "财政拨款收入 | 30")
TWO = table_of("项目 | 预算数", "一般公共预算收入 | 20", "政府性基金收入 | 10")


def proofs(*checks: tuple[list[int], list[int], dict[str, object]]) -> list[int]:
    """The proofs of 30, 20 and 10, with these sums of them."""
    figures, skeletons = read(ONE, TWO)
    ids = [f.id for f in figures]
    made = [check([ids[i] for i in left], [ids[i] for i in right], **other) for left, right, other in checks]
    return [f.proofs for f in prove_further(figures, made, skeletons)]


def test_an_exact_sum_over_two_tables_proves_all_that_stand_in_it() -> None:
    assert proofs() == [0, 0, 0]
    assert proofs(([0], [1, 2], {})) == [1, 1, 1]


@pytest.mark.parametrize(
    "other",
    [
        {"result": "rounding"},
        {"result": "unconfirmed"},
        {"difference": Decimal("0.01")},
        {"identity": "rows.of-which"},
        {"identity": "no.such-identity"},
        {"records": ("c1",)},
    ],
    ids=str,
)
def test_but_none_that_is_rounded_or_says_no_sum_or_rests_on_prose(other: dict[str, object]) -> None:
    assert proofs(([0], [1, 2], other)) == [0, 0, 0]


def test_one_amount_printed_twice_proves_nothing_but_carries_a_proof() -> None:
    assert proofs(([0], [1], {})) == [0, 0, 0]
    figures, skeletons = read(ONE, table_of("项目 | 预算数", "甲 | 20", "乙 | 10", "合计 | 30"))
    ids = {(f.table_id, f.row): f.id for f in figures}
    alike = check([ids["t01", 1]], [ids["t02", 3]])
    assert [f.proofs for f in prove_further(figures, [], skeletons)] == [0, 1, 1, 1]
    assert [f.proofs for f in prove_further(figures, [alike], skeletons)] == [1, 1, 1, 1]


def test_a_sum_within_the_table_counts_only_where_its_rows_prove_nothing() -> None:
    figures, skeletons = read(table_of("项目 | 预算数", "甲 | 20", "乙 | 10", "合计 | 30"))
    ids = [f.id for f in figures]
    again = check([ids[2]], ids[:2], scope="table")
    assert [f.proofs for f in prove_further(figures, [again], skeletons)] == [1, 1, 1]
    assert [f.proofs for f in prove_further([replace(f, proofs=0) for f in figures], [again], skeletons)] == [1, 1, 1]

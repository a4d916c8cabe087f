"""Concepts that words propose: confirmed by the sums of the table, left to the words, or rejected."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingzhang.figures.confirming import confirm
from mingzhang.figures.figure import Figure
from mingzhang.knowledge.sums import makes_up
from mingzhang.structure.skeleton import COLUMNS, Relation, Skeleton


@pytest.mark.parametrize(
    ("whole", "parts", "said"),
    [
        ("expenditure", ["expenditure.basic", "expenditure.project"], True),
        ("expenditure.basic@general", ["expenditure.personnel@general", "expenditure.public@general"], True),
        ("expenditure", ["expenditure@fiscal", "expenditure@unit-funds", "carryover-in"], True),
        ("income.grand-total", ["income.current", "carryover-in"], True),
        ("expenditure", ["expenditure@fiscal", "expenditure@general"], False),
        ("income.grand-total", ["income@general", "expenditure@unit-funds"], False),
        ("expenditure.personnel", ["expenditure.public", "expenditure.project"], False),
        ("expenditure", ["expenditure.basic", ""], False),
    ],
)
def test_what_may_be_added_up_to_what(whole: str, parts: list[str], said: bool) -> None:
    assert makes_up(whole, parts) is said


def figure(column: int, concept: str, amount: int) -> Figure:
    """A figure in row 1."""
    return Figure(
        f"f{column}", "t01", "", 1, None, 1, "item", 1, None, True, "", "", "", "", "", "", "", concept, "", "amount",
        2024, "budget", Decimal(amount), str(amount), "万元", None, column_index=column,
    )  # fmt: skip


def meanings(*concepts: str) -> list[tuple[str, str]]:
    """Concept and certainty of a whole (60) and its parts (each 30), of which a sum of columns is proved."""
    figures = [figure(n, concept, 30 if n else 30 * (len(concepts) - 1)) for n, concept in enumerate(concepts)]
    relation = Relation(COLUMNS, "sum", 0, 0, tuple(range(1, len(concepts))), holds=(1,))
    return [(f.concept, f.meaning) for f in confirm(figures, Skeleton("t01", relations=(relation,)), None)]


def test_the_sum_of_the_kinds_confirms_whole_and_kinds() -> None:
    assert meanings("expenditure", "expenditure.basic", "expenditure.project") == [
        ("expenditure", "confirmed"),
        ("expenditure.basic", "confirmed"),
        ("expenditure.project", "confirmed"),
    ]


def test_a_sum_of_other_things_confirms_nothing() -> None:
    assert meanings("income.grand-total", "income@general", "expenditure@unit-funds")[0][1] == "named"


def test_a_total_that_adds_its_own_concept_and_more_is_none_of_it() -> None:
    assert meanings("three-public", "three-public", "meeting", "training") == [
        ("", ""),
        ("three-public", "named"),
        ("meeting", "named"),
        ("training", "named"),
    ]

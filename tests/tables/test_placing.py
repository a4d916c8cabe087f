"""What keeps an amount from standing where it stands in no solution."""

from __future__ import annotations

from mingzhang.tables.from_text.solve import Answer, place
from tests.tables.test_from_text_solve import column_is, row, total_is_sum


def test_amounts_keep_their_order() -> None:
    """The second stands in column 1, so the first cannot stand behind it."""
    found = place([row(0, 100, 200, columns=4)], [column_is(1, 1, 200)])
    assert found.columns == {(0, 0, 0, 0): (0,), (0, 0, 0, 1): (1,)}


def test_what_can_hold_holds() -> None:
    """Of two bounds that exclude each other one holds; of two that do not, both."""
    both = [column_is(0, 1, 100), column_is(2, 1, 200)]
    assert place([row(0, 100, 200)], both) == Answer({(0, 0, 0, 0): (0,), (0, 0, 0, 1): (2,)})
    either = place([row(0, 100, 200)], [column_is(1, 1, 100), column_is(1, 1, 200)])
    assert either.broken == 1
    assert either.columns == {(0, 0, 0, 0): (0, 1), (0, 0, 0, 1): (1, 2)}


def test_a_bound_of_at_most_holds_for_less() -> None:
    less = total_is_sum(0, relation="<=")
    assert place([row(0, 100, 200)], [less]).broken == 0
    assert place([row(0, 300, 200)], [total_is_sum(0)]).broken == 1

"""Whether a change and its rate may be those of an amount."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mingzhang.prose.owners import agrees
from mingzhang.prose.statements import read_statements

SAID = "支出预算110.00万元，比上年增加10.00万元，增长10.00%。"


@pytest.mark.parametrize(
    ("growth", "fits"),
    [("10.00", True), ("10.03", True), ("10.04", False), ("9.97", True), ("9.96", False), ("10", True), ("11", True),
     ("12", False)],
)  # fmt: skip
def test_a_growth_rate_fits_to_its_last_printed_place(growth: str, fits: bool) -> None:
    """+10.00 on 100.00 is 10 per cent: one unit of the rate's last place, and the rounding of both amounts."""
    [said] = read_statements(SAID.replace("增长10.00", f"增长{growth}"), 2024)
    assert agrees(said, said) is fits


def test_a_change_in_another_unit_is_of_the_amount_that_it_fits() -> None:
    [told] = read_statements(SAID, 2024)
    assert agrees(replace(told, amount=told.amount and told.amount * 10000, unit="元"), told)
    assert not agrees(replace(told, unit="元"), told)
    assert not agrees(replace(told, amount=None), told)


def test_without_a_rate_a_change_is_of_the_amount_that_it_is_said_of() -> None:
    [told] = read_statements(SAID, 2024)
    bare, other = (replace(told, growth=None) for _ in range(2))
    assert agrees(bare, bare)
    assert not agrees(other, bare)

"""Sums held against their wholes: what rounding excuses, and what proves nothing."""

from __future__ import annotations

import pytest

from mingzhang.reading.document import Cell, Place
from mingzhang.structure.additions import Vector, read_amounts
from mingzhang.structure.row_keys import RowKey
from mingzhang.structure.tally import weigh_sum
from mingzhang.tables.table import Column, Row, Table


def vector(*amounts: int, half: int = 5) -> Vector:
    """Amounts line by line, each printed to one place."""
    return Vector(dict(enumerate(amounts)), dict.fromkeys(range(len(amounts)), half))


@pytest.mark.parametrize(
    ("whole", "verdict"),
    [
        (1000, "holds"),
        (1010, "rounds"),
        (990, "rounds"),
        (1015, "rounds"),
        (1016, "fails"),
        (984, "fails"),
        (1100, "fails"),
    ],
)
def test_two_addends_and_their_whole_may_be_off_by_half_a_unit_each(whole: int, verdict: str) -> None:
    found = weigh_sum(vector(whole), [vector(600), vector(400)])
    assert {name: getattr(found, name) for name in ("holds", "rounds", "fails")} == {
        name: int(name == verdict) for name in ("holds", "rounds", "fails")
    }
    assert found.fits == found.proves == (verdict != "fails")


def test_one_addend_that_is_not_zero_proves_nothing() -> None:
    found = weigh_sum(vector(1000), [vector(1000), vector(0)])
    assert (found.weak, found.fits, found.proves) == (1, True, False)
    off = weigh_sum(vector(1010), [vector(1000), vector(0)])
    assert (off.fails, off.fits) == (1, False)


def test_a_sum_of_nothing_fits_nothing() -> None:
    assert not weigh_sum(vector(0), [vector(0), vector(0)]).fits


@pytest.mark.parametrize(
    ("texts", "values", "halves"),
    [
        (("12.34", "1.20"), (12340, 1200), (5, 5)),
        (("12.3", "1.25"), (12300, 1250), (50, 5)),
        (("12", "3"), (120, 30), (5, 5)),
        (("12.34", "0"), (12340, 0), (5, 5)),
        (("1,234", "5.5"), (123400, 550), (50, 5)),
    ],
)
def test_half_a_unit_of_the_last_printed_place(
    texts: tuple[str, ...], values: tuple[int, ...], halves: tuple[int, ...]
) -> None:
    columns = (Column(0, ("科目名称",), "label"), Column(1, ("金额",), "amount"))
    place = Place(1, (0.0, 0.0, 1.0, 1.0))
    rows = tuple(
        Row(1, (Cell(n, 0, 1, 1, "甲", place), Cell(n, 1, 1, 1, text, place))) for n, text in enumerate(texts, 1)
    )
    table = Table("t01", "", "支出表", "", "万元", (1,), columns, (), 1, rows, source="a.pdf")
    found = read_amounts(table, {0: [RowKey(label="甲") for _ in rows]})
    assert tuple(found.values[n, 1] for n in range(1, len(texts) + 1)) == values
    assert tuple(found.halves[n, 1] for n in range(1, len(texts) + 1)) == halves

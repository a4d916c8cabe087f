"""What a drawn path shows: rules, or nothing."""

from __future__ import annotations

import pytest

from mingzhang.reading.formats.pdf.objects import Rule
from mingzhang.reading.formats.pdf.strokes import Point, path_rules, picture_rule

SQUARE = [(10.0, 10.0), (50.0, 10.0), (50.0, 30.0), (10.0, 30.0), (10.0, 10.0)]


def test_a_stroked_box_has_four_sides_and_a_filled_one_none() -> None:
    sides = path_rules(SQUARE, stroked=True)
    assert set(sides) == {Rule(10, 10, 50, 10), Rule(50, 10, 50, 30), Rule(10, 30, 50, 30), Rule(10, 10, 10, 30)}
    assert path_rules(SQUARE, stroked=False) == []


@pytest.mark.parametrize("stroked", [True, False])
def test_a_thin_box_is_one_rule_through_its_middle(stroked: bool) -> None:
    thin = [(10.0, 10.0), (50.0, 10.0), (50.0, 12.0), (10.0, 12.0), (10.0, 10.0)]
    assert path_rules(thin, stroked) == [Rule(10, 11, 50, 11)]
    assert path_rules([(y, x) for x, y in thin], stroked) == [Rule(11, 10, 11, 50)]


@pytest.mark.parametrize(
    ("points", "rules"),
    [
        ([(10.0, 10.0), (50.0, 30.0)], []),
        ([(10.0, 10.0), (50.0, 10.6)], [Rule(10, 10.3, 50, 10.3)]),
        ([(50.0, 10.0), (10.0, 10.0), (10.0, 40.0)], [Rule(10, 10, 50, 10), Rule(10, 10, 10, 40)]),
        ([(10.0, 10.0), (50.0, 30.0), (50.0, 60.0)], [Rule(50, 30, 50, 60)]),
    ],
    ids=["diagonal", "not quite level", "two segments", "only one along an axis"],
)
def test_segments_along_an_axis_are_rules(points: list[Point], rules: list[Rule]) -> None:
    assert path_rules(points, stroked=True) == rules


def test_a_thin_long_picture_is_a_rule() -> None:
    assert picture_rule((10, 10, 300, 11)) == Rule(10, 10.5, 300, 10.5)
    assert picture_rule((10, 10, 11, 200)) == Rule(10.5, 10, 10.5, 200)
    assert picture_rule((10, 10, 12, 12)) is None
    assert picture_rule((10, 10, 300, 200)) is None


def test_a_long_bar_is_a_rule_and_a_high_one_an_area() -> None:
    bar = [(10.0, 10.0), (50.0, 10.0), (50.0, 14.0), (10.0, 14.0), (10.0, 10.0)]
    assert path_rules(bar, stroked=False) == [Rule(10, 12, 50, 12)]
    assert path_rules([(x / 10, y) for x, y in bar], stroked=False) == []

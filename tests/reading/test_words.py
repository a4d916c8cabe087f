"""Characters → words → lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.reading.formats.pdf.objects import Char
from mingzhang.reading.formats.pdf.page_words import group_lines, join_line, make_words


def char(text: str, x: float, top: float = 100.0, size: float = 10.0, width: float = 0.0) -> Char:
    """A character; its width is half the size unless given."""
    return Char(text, x, top, x + (width or size / 2), top + size, size)


def words(*chars: Char) -> list[str]:
    """The texts of the words."""
    return [w.text for w in make_words(chars)]


@pytest.mark.parametrize(
    ("step", "wanted"),
    [(5.0, ["12"]), (9.0, ["12"]), (9.9, ["1", "2"]), (2.0, ["12"]), (-1.0, ["1", "2"])],
)
def test_a_gap_parts_words(step: float, wanted: list[str]) -> None:
    assert words(char("1", 50), char("2", 50 + step)) == wanted


def test_a_new_line_parts_words() -> None:
    assert words(char("1", 50), char("2", 55, top=104)) == ["1", "2"]
    assert words(char("1", 50), char("2", 55, top=103)) == ["12"]


def test_a_blank_parts_words() -> None:
    assert words(char("1", 50), char(" ", 55), char("2", 56)) == ["1", "2"]


@given(st.floats(0, 500), st.floats(0, 800), st.floats(-0.79, 0.79), st.floats(-0.79, 0.79))
def test_the_same_glyph_on_one_spot_counts_once(x: float, top: float, dx: float, dy: float) -> None:
    assert words(char("8", x, top), char("8", x + dx, top + dy)) == ["8"]


@given(st.floats(1, 500), st.floats(1, 800), st.sampled_from([(0.9, 0.0), (0.0, 0.9), (-0.9, 0.0), (0.0, -0.9)]))
def test_the_same_glyph_on_another_spot_counts(x: float, top: float, step: tuple[float, float]) -> None:
    assert "".join(words(char("8", x, top), char("8", x + step[0], top + step[1]))) == "88"


def test_another_glyph_on_the_same_spot_counts() -> None:
    assert sorted(words(char("8", 50), char("3", 50))) == ["3", "8"]


def test_lines_from_top_to_bottom_and_left_to_right() -> None:
    drawn = [char("d", 300, 120), char("b", 300, 101), char("c", 50, 120), char("a", 50, 100)]
    assert ["".join(w.text for w in line) for line in group_lines(make_words(drawn))] == ["ab", "cd"]


def test_a_wide_gap_in_a_line_is_a_blank() -> None:
    [line] = group_lines(make_words([char("a", 50), char("b", 60), char("c", 69.9, width=5)]))
    assert join_line(line) == "abc"
    [line] = group_lines(make_words([char("a", 50), char("b", 62)]))
    assert join_line(line) == "a b"

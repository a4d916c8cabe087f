"""Codes in parts, inherited, partial, marked."""

from __future__ import annotations

import pytest

from mingzhang.structure.code_trees import CodeReader
from mingzhang.tables.table import Column

ONE = [Column(0, ("科目编码",), "code")]
THREE = [Column(i, ("科目编码", part), "code") for i, part in enumerate("类款项")]


def codes(columns: list[Column], rows: list[tuple[list[str], str, float]]) -> list[str]:
    """The codes of rows given as (parts, name, indent)."""
    reader = CodeReader(columns)
    return [reader.read(parts, label, indent)[0] for parts, label, indent in rows]


def test_blank_parts_are_those_above() -> None:
    rows = [(["206", "", ""], "", 0.0), (["", "07", ""], "", 0.0), (["", "", "01"], "", 0.0), (["", "", "02"], "", 0.0)]
    assert codes(THREE, rows) == ["206", "20607", "2060701", "2060702"]


def test_parts_that_repeat_the_whole_code() -> None:
    assert codes(THREE, [(["206", "20607", "2060701"], "", 0.0)]) == ["2060701"]


def test_a_partial_code_takes_the_level_of_its_name() -> None:
    rows = [
        (["205"], "教育支出", 0.0),
        (["08"], "进修及培训", 0.0),
        (["03"], "培训支出", 0.0),
        (["99"], "其他教育支出", 0.0),
    ]
    assert codes(ONE, rows) == ["205", "20508", "2050803", "20599"]


def test_a_partial_code_without_known_name_takes_the_level_of_its_indent() -> None:
    rows = [
        (["205"], "甲", 2.0),
        (["01"], "乙", 12.0),
        (["01"], "丙", 22.0),
        (["02"], "丁", 22.0),
        (["02"], "戊", 12.0),
    ]
    assert codes(ONE, rows) == ["205", "20501", "2050101", "2050102", "20502"]


@pytest.mark.parametrize(
    "text", ["2010301", "[2010301]", "201-03-01", "201.03.01", "（2010301）行政运行", "2010301-行政运行"]
)
def test_marks_around_and_inside_a_code(text: str) -> None:
    assert codes(ONE, [([text], "", 0.0)]) == ["2010301"]


@pytest.mark.parametrize("text", ["2024年", "999", "12", "—", "合计"])
def test_no_code(text: str) -> None:
    assert codes(ONE, [([text], "", 0.0)]) == [""]

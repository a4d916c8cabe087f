"""What words, codes, numbering and indents say about which row stands below which."""

from __future__ import annotations

import pytest

from mingzhang.structure.row_keys import RowKey
from mingzhang.structure.row_words import RowWords, is_indented, is_own_level

Key = RowKey


def functional(code: str, label: str = "", unit_name: str = "", project: str = "", body: str = "") -> RowKey:
    """A row with a functional code."""
    return RowKey({"functional": code}, label, unit_name, project, body=body)


def inside(outer: RowKey, inner: RowKey) -> bool | None:
    """Whether the second stands below the first."""
    return RowWords({1: outer, 2: inner}).inside(1, 2)


@pytest.mark.parametrize(
    ("outer", "inner", "said"),
    [
        (Key(label="合计"), Key(label="办公费"), True),
        (Key(label="合计"), Key(label="小计"), True),
        (Key(label="小计"), Key(label="合计"), False),
        (Key(label="小计"), Key(label="小计"), None),
        (Key(label="合计"), Key(label="总计"), None),
        (Key(label="办公费"), Key(label="合计"), None),
        (Key(label="其中：甲"), Key(label="其中：乙"), False),
        (Key(label="甲项"), Key(label="其中：乙"), None),
    ],
)
def test_totals_and_parts(outer: RowKey, inner: RowKey, said: bool | None) -> None:
    assert inside(outer, inner) is said


@pytest.mark.parametrize(
    ("outer", "inner", "said"),
    [
        (functional("201"), functional("20103"), True),
        (functional("20103"), functional("201"), False),
        (functional("20103"), functional("20106"), False),
        (functional("201"), Key({"economic": "301"}), None),
        (functional("2010301", "行政运行"), functional("2010301", "行政运行"), None),
        (functional("21999", "其他支出"), functional("21999", "别的支出"), False),
        (functional("2010301", "行政运行"), functional("2010301", "甲项目", project="甲项目"), True),
        (functional("2010301", "甲项目", project="甲项目"), functional("2010301", "行政运行"), False),
        (functional("2010301", body="117"), functional("2010301", body="117001"), True),
        (functional("2010301", body="117001"), functional("2010301", body="117"), False),
        (functional("2010301", "行政运行"), functional("2010301", "甲局", body="117"), True),
        (functional("2010301", "行政运行"), functional("2010301", "行政运行", unit_name="甲局"), True),
        (functional("2010301", "行政运行", unit_name="甲局"), functional("2010301", "行政运行"), True),
        (functional("2010301", "行政运行", body="117"), functional("2010301", "别的"), None),
        (functional("2010301", "甲局", body="117"), functional("2010301", "行政运行"), None),
        (functional("2010301", "别名"), functional("2010301", "行政运行", unit_name="甲局"), None),
    ],
)
def test_codes(outer: RowKey, inner: RowKey, said: bool | None) -> None:
    assert inside(outer, inner) is said


@pytest.mark.parametrize(
    ("outer", "inner", "said"),
    [
        (functional("2010301"), Key(label="甲项目", project="甲项目"), True),
        (functional("2010301"), Key(label="甲局"), None),
        (Key(label="甲市审计局"), functional("201"), True),
        (Key(unit_name="甲单位"), functional("201"), True),
        (Key(unit_name="甲单位", project="乙项目"), functional("201"), None),
        (Key(label="办公用品"), functional("201"), None),
    ],
)
def test_a_row_with_a_code_and_one_without(outer: RowKey, inner: RowKey, said: bool | None) -> None:
    assert inside(outer, inner) is said


@pytest.mark.parametrize(
    ("outer", "inner", "said"),
    [
        (Key(body="117"), Key(body="117001"), True),
        (Key(body="117"), Key(body="118001"), None),
        (Key(body="117001"), Key(body="117"), False),
        (Key(body="117"), Key(body="118"), False),
        (Key(label="甲局"), Key(label="甲局本级"), True),
        (Key(unit_name="甲局"), Key(unit_name="甲局（本级）"), True),
        (Key(label="甲局"), Key(label="甲局下属中心"), None),
        (Key(unit_name="甲局"), Key(unit_name="甲局", project="乙项目"), True),
        (Key(unit_name="甲局", project="丙项目"), Key(unit_name="甲局", project="乙项目"), None),
        (Key(unit_name="甲局"), Key(unit_name="乙局"), None),
        (Key(), Key(project="乙项目"), None),
    ],
)
def test_bodies_and_their_projects(outer: RowKey, inner: RowKey, said: bool | None) -> None:
    assert inside(outer, inner) is said


@pytest.mark.parametrize(
    ("outer", "inner", "said"),
    [
        ("一、收入", "（一）财政拨款", True),
        ("（一）财政拨款", "1.一般公共预算", True),
        ("1.一般公共预算", "（1）本级", True),
        ("（一）财政拨款", "二、支出", False),
        ("一、收入", "二、支出", False),
        ("1.5倍", "（1）本级", None),
        ("一、收入", "财政拨款", None),
    ],
)
def test_numbering(outer: str, inner: str, said: bool | None) -> None:
    assert inside(Key(label=outer), Key(label=inner)) is said


def indented(*rows: tuple[float | None, str]) -> RowWords:
    """Rows by indent and label."""
    return RowWords({n: Key(label=label, indent=x) for n, (x, label) in enumerate(rows, 1)})


def test_indents_tell_what_stands_below_what() -> None:
    words = indented((2.0, "甲"), (12.0, "乙"), (14.9, "丙"), (15.0, "丁"), (15.1, "戊"), (None, "己"))
    assert words.inside(1, 2) is True
    assert words.inside(2, 1) is False
    assert [words.inside(2, n) for n in (3, 4, 5)] == [None, None, True]
    assert [words.inside(n, 2) for n in (3, 4, 5)] == [None, None, False]
    assert words.inside(1, 6) is None


def test_a_number_makes_less_of_an_indent() -> None:
    """A row that is less indented than a numbered one is not outside it for that."""
    words = indented((12.0, "一、甲"), (2.0, "乙"), (12.0, "丙"), (2.0, "二、丁"))
    assert words.inside(1, 2) is None
    assert words.inside(3, 4) is None
    assert words.inside(3, 2) is False


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([(2.0, "甲"), (12.0, "乙")], True),
        ([(2.0, "甲"), (2.0, "乙")], False),
        ([(2.0, "甲"), (3.5, "乙")], False),
        ([(2.0, "甲"), (3.6, "乙")], True),
        ([(2.0, "甲"), (None, "乙"), (12.0, "")], False),
        ([(2.0, "甲"), (50.0, "合计")], False),
        ([(3.0 * n, "甲") for n in range(8)], True),
        ([(3.0 * n, "甲") for n in range(9)], False),
        ([(50.0, "甲"), (45.0, "甲乙"), (40.0, "甲乙丙")], False),
        ([(50.0, "甲"), (45.0, "甲乙")], True),
        ([(50.0, "甲"), (49.0, "甲乙"), (30.0, "甲乙丙")], True),
        ([(2.0, "甲"), (12.0, "甲乙"), (22.0, "甲乙丙")], True),
    ],
)
def test_which_indents_are_levels(rows: list[tuple[float | None, str]], told: bool) -> None:
    assert is_indented([Key(label=label, indent=x) for x, label in rows]) is told


@pytest.mark.parametrize(
    ("name", "before", "own"),
    [("甲局本级", "甲局", True), ("甲局机关", "甲局", True), ("甲局", "甲局", False), ("甲局本级", "", False),
     ("甲局中心", "甲局", False)],
)  # fmt: skip
def test_the_own_level_of_a_department(name: str, before: str, own: bool) -> None:
    assert is_own_level(Key(label=name), Key(label=before)) is own
    assert is_own_level(Key(unit_name=name), Key(unit_name=before)) is own


def test_rows_are_totals_parts_or_firm_by_their_words_and_codes() -> None:
    rows = (Key(label="合计"), functional("201", "合计"), Key(label="小计"), Key(label="其中：甲"), Key(label="一、甲"))
    words = RowWords(dict(enumerate((*rows, Key(label="二、乙"), Key(label="丙"), Key(label="丁")), 1)))
    assert [words.is_total(n) for n in range(1, 6)] == [True, False, True, False, False]
    assert [words.may_wait(n) for n in range(1, 6)] == [True, False, True, False, False]
    assert [words.is_firm(n) for n in range(1, 6)] == [False, True, False, False, False]
    assert [words.is_part(n) for n in range(1, 6)] == [False, False, False, True, False]
    assert words.alike(5, 6)
    assert not words.alike(7, 8)

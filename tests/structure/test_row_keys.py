"""The key of a row: codes, names, bodies and projects, from the columns where they are printed."""

from __future__ import annotations

import pytest

from mingzhang.reading.document import Cell, Place
from mingzhang.structure.code_trees import CodeReader, code_groups
from mingzhang.structure.row_keys import KeyReader, RowKey
from mingzhang.tables.table import Column, Row


def columns(*roles: str) -> list[Column]:
    """Key columns of one panel by role; a digit behind a role is its panel."""
    named = [role.partition("@") for role in roles]
    return [Column(j, (role,), role, panel=int(panel or 0)) for j, (role, _, panel) in enumerate(named)]


def key(roles: str, row: str, panel: int = 0) -> RowKey:
    """The key of one row, its cells separated by strokes."""
    return keys(roles, row, panel=panel)[0]


def keys(roles: str, *rows: str, panel: int = 0) -> list[RowKey]:
    """The keys of several."""
    reader = KeyReader(columns(*roles.split()), panel)
    return [reader.read(Row(1, tuple(_cells(n, row)))) for n, row in enumerate(rows)]


def _cells(n: int, row: str) -> list[Cell]:
    texts = [text.strip() for text in row.split("|")]
    return [Cell(n, j, 1, 1, "" if t == "." else t, Place(1, None), indent=float(j)) for j, t in enumerate(texts)]


@pytest.mark.parametrize(
    ("roles", "row", "codes", "label"),
    [
        ("code label", "2010301 | 行政运行", {"functional": "2010301"}, "行政运行"),
        ("code label", "30201 | 办公费", {"economic": "30201"}, "办公费"),
        ("code label", "50101 | 工资奖金津补贴", {"gov-economic": "50101"}, "工资奖金津补贴"),
        ("label", "2010301 行政运行", {"functional": "2010301"}, "行政运行"),
        ("label", "行政运行", {}, "行政运行"),
        ("code label code label", "2010301 | 行政运行 | 30201 | 办公费",
         {"functional": "2010301", "economic": "30201"}, "行政运行"),
        ("code label code label", ". | . | 30201 | 办公费", {"economic": "30201"}, "办公费"),
        ("label code label", "甲 | 30201 | 办公费", {"economic": "30201"}, "办公费"),
        ("label year", ". | 2024年", {}, "2024年"),
        ("year label", "2024年 | 甲", {}, "甲"),
        ("unit-code label", "201 | 一般公共服务支出", {"functional": "201"}, "一般公共服务支出"),
        ("unit-code label", "201 | 甲局", {}, "甲局"),
        ("unit-code code label", "201 | 205 | 一般公共服务支出", {"functional": "205"}, "一般公共服务支出"),
    ],
)  # fmt: skip
def test_codes_and_the_name_of_the_rows_own_one(roles: str, row: str, codes: dict[str, str], label: str) -> None:
    found = key(roles, row)
    assert (found.codes, found.label) == (codes, label)


@pytest.mark.parametrize(
    ("roles", "row", "label", "unit", "project"),
    [
        ("unit project", "甲局 | 合计", "合计", "甲局", ""),
        ("unit project", "合计 | .", "合计", "", ""),
        ("unit project", "小计 | 乙项目", "小计", "", "乙项目"),
        ("unit project", "甲局 | .", "甲局", "甲局", ""),
        ("unit project", "甲局 | 乙项目", "", "甲局", "乙项目"),
        ("unit unit project project", "甲局 | 丙站 | 乙类 | 乙项目", "", "甲局", "乙项目"),
        ("unit label", "甲局 | 办公费", "办公费", "甲局", ""),
        ("unit code", "甲局 | 201", "", "甲局", ""),
        ("unit code", "合计 | 201", "", "", ""),
    ],
)
def test_bodies_projects_and_the_total_that_stands_among_them(
    roles: str, row: str, label: str, unit: str, project: str
) -> None:
    found = key(roles, row)
    assert (found.label, found.unit_name, found.project) == (label, unit, project)


def test_a_name_merged_from_another_panel_is_across() -> None:
    shared = Cell(0, 0, 1, 3, "合计", Place(1, None))
    own = Cell(0, 2, 1, 1, "甲", Place(1, None))
    layout = columns("label", "amount", "label@1", "amount@1")
    amount = Cell(0, 3, 1, 1, "5", Place(1, None))
    reader = KeyReader(layout, 1)
    assert reader.read(Row(1, (shared, shared, shared, amount))).across
    assert not reader.read(Row(1, (shared, shared, own, amount))).across
    assert not reader.read(Row(1, (shared, shared, None, amount))).across
    assert not KeyReader(layout, 0).read(Row(1, (shared, shared, shared, amount))).across


def test_a_panel_is_named_by_its_own_columns() -> None:
    found = [key("label amount label@1 amount@1", "收入 | 5 | 支出 | 7", panel) for panel in (0, 1)]
    assert [k.label for k in found] == ["收入", "支出"]


def test_the_indent_is_that_of_the_name_else_of_the_code() -> None:
    assert [k.indent for k in keys("code label", "201 | 甲", "201 | .", ". | .")] == [1.0, 0.0, None]


def test_a_code_merged_over_its_parts_counts_once() -> None:
    merged = Cell(0, 0, 1, 3, "201", Place(1, None))
    name = Cell(0, 3, 1, 1, "甲", Place(1, None))
    layout = [Column(i, ("编码", part), "code") for i, part in enumerate("类款项")]
    reader = KeyReader([*layout, Column(3, ("名称",), "label")], 0)
    assert reader.read(Row(1, (merged, merged, merged, name))).code == "201"


def groups(*headers: str) -> list[list[int]]:
    """The groups of code columns with these headers; a blank one is no code column."""
    made = [Column(j, tuple(h.split("/")), "code") for j, h in enumerate(headers) if h]
    return [[c.index for c in group] for group in code_groups(made)]


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        (["编码/类", "编码/款", "编码/项"], [[0, 1, 2]]),
        (["类", "款", "项"], [[0, 1, 2]]),
        (["编码/类", "编码/项"], [[0, 1]]),
        (["编码/款", "编码/类"], [[0], [1]]),
        (["编码/类", "编码/类"], [[0, 1]]),
        (["编码", "编码", "编码"], [[0, 1, 2]]),
        (["编码/类", "编码", "编码"], [[0, 1, 2]]),
        (["功能/类", "经济/款"], [[0], [1]]),
        (["编码/类", "编码/名称"], [[0], [1]]),
        (["功能编码", "经济编码"], [[0], [1]]),
        (["编码/类", "", "编码/款"], [[0], [2]]),
        (["编码/甲", "编码/类"], [[0], [1]]),
    ],
)
def test_neighbouring_parts_of_one_code(headers: list[str], found: list[list[int]]) -> None:
    assert groups(*headers) == found


ONE = [Column(0, ("科目编码",), "code")]


def read(*rows: tuple[str, str, float]) -> list[str]:
    """The codes of rows (part, name, indent) in one column."""
    reader = CodeReader(ONE)
    return [reader.read([part], label, indent)[0] for part, label, indent in rows]


@pytest.mark.parametrize(
    ("indents", "code"),
    [
        ((2.0, 12.0, 22.0, 22.0), "2050102"),
        ((2.0, 12.0, 22.0, 12.0), "20502"),
        ((2.0, 12.0, 22.0, 14.9), "20502"),
        ((2.0, 12.0, 22.0, 15.0), "2050102"),
        ((2.0, 12.0, 15.0, 15.0), "2050102"),
        ((2.0, 12.0, 12.0, 12.0), "2050102"),
        ((2.0, 12.0, 12.0, 2.0), "20502"),
        ((2.0, 12.0, 12.0, 9.0), "2050102"),
        ((2.0, 12.0, 12.0, 8.9), "20502"),
    ],
)
def test_a_partial_code_stands_at_the_level_of_its_indent(indents: tuple[float, ...], code: str) -> None:
    parts = ("205", "01", "01", "02")
    assert read(*[(p, "甲", x) for p, x in zip(parts, indents, strict=True)])[-1] == code


def test_a_partial_economic_code_has_one_level() -> None:
    assert read(("302", "商品和服务支出", 0.0), ("01", "办公费", 0.0), ("02", "印刷费", 0.0)) == [
        "302",
        "30201",
        "30202",
    ]
    assert read(("01", "办公费", 0.0)) == [""]


def test_parts_of_a_code_in_columns() -> None:
    reader = CodeReader([Column(i, ("编码", part), "code") for i, part in enumerate("类款项")])
    rows = [["206", "", ""], ["", "7", ""], ["", "", "1"], ["206", "08", "02"], ["206", "20609", ""], ["", "", "20609"]]
    assert [reader.read(parts, "", 0.0)[0] for parts in rows] == [
        "206", "20607", "2060701", "2060802", "20609", "20609"
    ]  # fmt: skip


def test_words_where_a_code_should_be_are_a_name() -> None:
    reader = CodeReader(ONE)
    assert reader.read(["2010301行政运行"], "", 0.0) == ("2010301", "行政运行")
    assert reader.read(["甲局"], "", 0.0) == ("", "甲局")
    assert reader.read([""], "", 0.0) == ("", "")

"""Rows mean what stands above them, too; figures that one key does not tell apart are in no line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from mingzhang.collection.comparable import Line, make_lines
from mingzhang.collection.disclosed import read_disclosed
from mingzhang.collection.line_keys import Key
from mingzhang.collection.unclear import find_unclear
from tests.collection.made import Printed, disclosure, package, total


def lines_of(rows: list[Printed], root: Path, **about: str) -> tuple[Line, ...]:
    return make_lines(read_disclosed([package(disclosure(**about), [rows], root)]), {}).lines  # type: ignore[arg-type]


def test_a_name_that_several_codes_have_is_told_by_the_code_above(tmp_path: Path) -> None:
    rows = [
        total("9.00"),
        Printed("9.00", label="公共安全支出", leaf=False),
        Printed("9.00", label="司法", level=2, parent=2, leaf=False),
        Printed("9.00", label="行政运行", level=3, parent=3),
    ]
    lines = lines_of(rows, tmp_path)
    assert {line.key.functional_code: line.reading for line in lines} == {
        "": "printed", "204": "inferred", "20406": "inferred", "2040601": "inferred",
    }  # fmt: skip
    assert {line.adds_up for line in lines} == {"yes"}


def test_without_a_code_above_such_a_name_tells_nothing(tmp_path: Path) -> None:
    assert [line.key.breakdown for line in lines_of([total("9.00"), Printed("9.00", label="行政运行")], tmp_path)] == [
        "total"
    ]


def test_projects_stand_below_their_units(tmp_path: Path) -> None:
    given = {"form": "budget-project", "concept": "expenditure.project", "column": "expenditure.project"}
    rows = [
        total("6.00", **given),
        Printed("4.00", label="某市服务中心", leaf=False, **given),  # type: ignore[arg-type]
        Printed("3.00", label="设备更新", level=2, parent=2, **given),  # type: ignore[arg-type]
        Printed("1.00", label="公共法律服务", level=2, parent=2, **given),  # type: ignore[arg-type]
        Printed("2.00", label="某ju局（本级）", leaf=False, **given),  # type: ignore[arg-type]
        Printed("1.50", label="设备更新", level=2, parent=5, **given),  # type: ignore[arg-type]
        Printed("0.50", label="物业管理费", level=2, parent=5, **given),  # type: ignore[arg-type]
    ]
    lines = lines_of(rows, tmp_path)
    assert {(line.key.unit_name, line.key.project): line.amount / 10000 for line in lines} == {
        ("", ""): 6,
        ("某市服务中心", ""): 4,
        ("某ju局（本级）", ""): 2,
        ("某市服务中心", "设备更新"): 3,
        ("某市服务中心", "公共法律服务"): 1,  # the name of a functional class, too
        ("某ju局（本级）", "设备更新"): Decimal("1.5"),
        ("某ju局（本级）", "物业管理费"): Decimal("0.5"),  # of an economic one
    }
    assert {line.adds_up for line in lines} == {"yes"}


def test_a_row_for_a_year_is_for_the_unit_above_and_the_whole_where_there_is_but_one(tmp_path: Path) -> None:
    rows = [
        Printed("2.00", label="2023年", unit_name="某ju局（本级）", year=2023),
        Printed("3.00", label="2024年", year=2024),
        Printed("1.00", label="增减变化金额", phase="change"),
    ]
    lines = lines_of(rows, tmp_path, scope="unit")
    assert {(line.key.figure_year, line.key.breakdown): line.amount for line in lines} == {
        ("2023", "total"): 20000, ("2024", "total"): 30000,
    }  # fmt: skip
    of_units = lines_of(rows, tmp_path / "department")
    assert {line.key.unit_name for line in of_units} == {"某ju局（本级）"}


def test_a_change_of_the_climate_is_no_change_of_amounts(tmp_path: Path) -> None:
    rows = [total("5.00"), Printed("3.00", label="应对气候变化专项"), Printed("2.00", label="人口变化监测")]
    assert [(line.key.breakdown, line.amount) for line in lines_of(rows, tmp_path)] == [("total", Decimal(50_000))]


def test_a_row_that_names_what_its_column_is_about_is_the_whole(tmp_path: Path) -> None:
    given = {"form": "budget-three-public", "column": "three-public", "concept": "three-public"}
    rows = [Printed("9.00", label="行政经费", **{**given, "concept": "administrative"})]  # type: ignore[arg-type]
    rows.append(Printed("4.80", label="“三公”经费", leaf=False, **given))  # type: ignore[arg-type]
    lines = lines_of(rows, tmp_path)
    assert ("three-public", "total", Decimal("48000.00")) in [
        (line.key.concept, line.key.breakdown, line.amount) for line in lines
    ]


def figure(number: int, amount: str, column: str, row: str = "1") -> Mapping[str, str]:
    return {"id": f"f{number}", "table_id": "t01", "row": row, "column_label": column, "amount_yuan": amount}


@pytest.mark.parametrize(
    ("columns", "kept"),
    [
        ({"财政拨款 / 金额": "10", "财政拨款 / 其中:经费拨款": "4"}, "财政拨款 / 金额"),
        ({"预算数 / 合计": "10", "预算数 / 人员经费": "7", "预算数 / 公用经费": "2"}, "预算数 / 合计"),
        ({"甲": "10", "乙": "7", "丙": "3"}, "甲"),
        ({"甲": "10", "乙": "7"}, ""),
    ],
)
def test_of_columns_with_one_key_the_whole_stays(columns: dict[str, str], kept: str) -> None:
    figures = [figure(n, amount, column) for n, (column, amount) in enumerate(columns.items())]
    unclear = {f["id"] for f in find_unclear({Key("2024", "budget", "income", "general"): figures})}
    assert [f["column_label"] for f in figures if f["id"] not in unclear] == ([kept] if kept else [])

"""A small disclosure made by hand that holds every kind of cell: blank, dash, zero, merged, hostile, personal."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mingzhang.checks.record import Check
from mingzhang.disclosures.disclosure import Body, Caveat, Disclosure, Source
from mingzhang.figures.figure import Figure
from mingzhang.package.write import write_package
from mingzhang.prose.records import Allotment, Claim, Project, Prose, Section
from mingzhang.reading.document import Cell, Place
from mingzhang.tables.table import Column, Row, Table

Write = Callable[[Path], Path]


def _cell(row: int, col: int, text: str, rowspan: int = 1, colspan: int = 1) -> Cell:
    box = (10.0 * col, 20.0 * row, 10.0 * col + 10, 20.0 * row + 20)
    return Cell(row, col, rowspan, colspan, text, Place(3, box))


def _figure(table: Table, identity: str, row: int, column: int, printed: str, **given: object) -> Figure:
    cell = table.rows[row - 1].cells[column]
    assert cell is not None
    facts: dict[str, object] = {
        "id": identity,
        "table_id": table.table_id,
        "table_title": table.title,
        "page": 3,
        "box": cell.place.box,
        "row": row,
        "row_role": "item",
        "level": 1,
        "parent_row": None,
        "is_leaf": True,
        "code": "",
        "functional_code": "",
        "economic_code": "",
        "gov_economic_code": "",
        "label": "",
        "unit_name": "",
        "project": "",
        "concept": "income",
        "column_label": " / ".join(table.columns[column].path),
        "measure": "amount",
        "figure_year": 2024,
        "phase": "budget",
        "amount": Decimal(printed.replace(",", "")),
        "printed": printed,
        "unit": "万元",
        "amount_yuan": Decimal(printed.replace(",", "")) * 10000,
        "source": "source.pdf",
        "column_index": column,
    }
    return Figure(**{**facts, **given})  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def profile() -> Callable[[str], dict[str, Any]]:
    """The profiles of Data Package 2.0 by name, as dplib-py ships them; its own loader would fetch them."""
    pytest.importorskip("dplib", reason="dplib-py, which ships the profiles, is not installed: pip install dplib-py")

    def read(name: str) -> dict[str, Any]:
        path = importlib.resources.files("dplib") / "profiles" / "2.0" / f"{name}.json"
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return data

    return read


@pytest.fixture
def disclosure() -> Disclosure:
    source = Source(
        "source.pdf", "0" * 64, "primary", "https://example.gov.cn/a.pdf", date(2024, 3, 1), "电话13800138000"
    )
    caveat = Caveat("列未定", "column not settled", "t01", ("甲", "乙"))
    return Disclosure(
        Body("某某局", "mou-ju", "652300", "prefecture"),
        2024,
        "budget",
        "department",
        (source,),
        caveats=(caveat,),
        signed=date(2024, 2, 23),
    )


@pytest.fixture
def tables() -> tuple[Table, ...]:
    columns = (
        Column(0, ("项目",), "label"),
        Column(1, ("金额",), "amount", concept="income"),
        Column(2, ("项目",), "label", panel=1),
        Column(3, ("金额",), "amount", panel=1),
        Column(4, ("备注",), "text", panel=1),
    )
    merged = _cell(1, 1, "1,234.50", rowspan=2)
    total = _cell(3, 0, "合 计")
    rows = (
        Row(
            3,
            (
                _cell(1, 0, "=SUM(A1)"),
                merged,
                _cell(1, 2, '甲,"乙"'),
                _cell(1, 3, "0.00"),
                _cell(1, 4, "电话13800138000"),
            ),
        ),
        Row(3, (_cell(2, 0, "-丙 丁\n201 A\nB 戊\n3"), merged, _cell(2, 2, "@戊"), _cell(2, 3, "—"), _cell(2, 4, ""))),
        Row(3, (total, _cell(3, 1, "△5.00"), None, _cell(3, 3, "13800138000.00"), _cell(3, 4, "a\x07b\r\nc"))),
    )
    header = tuple(_cell(0, c.index, c.path[0]) for c in columns)
    one = Table("t01", "表1", "收支总表", "budget-balance", "万元", (3,), columns, header, 1, rows, source="source.pdf")
    empty = Table(
        "t02", "表2", "基金表", "", "万元", (3, 4), columns[:2], header[:2], 1, (), "printed-empty", "本表为空"
    )
    return one, empty


@pytest.fixture
def figures(tables: Sequence[Table]) -> tuple[Figure, ...]:
    one = tables[0]
    return (
        _figure(one, "fa1", 1, 1, "1,234.50", label="=SUM(A1)"),
        _figure(one, "fa2", 1, 3, "0.00", label='甲,"乙"', reading="ambiguous", candidates=("甲", "乙 / 丙")),
        _figure(one, "fa3", 3, 1, "-5.00", label="合计", row_role="total", is_leaf=False),
        _figure(one, "fa4", 3, 3, "13800138000.00", label="联系13800138000", box=None, parent_row=1),
    )


@pytest.fixture
def prose() -> Prose:
    section = Section(
        "s01", 1, "", 1, "part", "", "一", "概况", "第一段\n第二段，电话：0994-2345678。", (3, 4), "source.pdf"
    )
    claim = Claim(
        "c01", "收入", "income", amount=Decimal("1234.50"), share=Decimal("77.50"), figure_id="fa1", section="s01"
    )
    project = Project(
        "p01", "某项目", joined_by=("name", "amount"), figure_ids=("fa1", "fa3"), period_start=date(2024, 1, 1)
    )
    allotment = Allotment("a01", "p01", 1, "培训", Decimal("10"), section="s01", page=4)
    return Prose(sections=(section,), claims=(claim,), projects=(project,), allotments=(allotment,))


@pytest.fixture
def check() -> Check:
    return Check(
        id="k01",
        identity="income-expenditure",
        name="收支平衡",
        name_en="Income equals expenditure",
        strength="definitional",
        scope="table",
        table_ids=("t01",),
        condition="",
        condition_en="",
        left_label="收入",
        left=Decimal("1234.50"),
        right_label="支出",
        right=Decimal("1234.51"),
        difference=Decimal("-0.01"),
        unit="万元",
        tolerance=Decimal("0.01"),
        tolerance_reason="两数各印至 0.01",
        tolerance_reason_en="",
        result="rounding",
        sentence="相差 0.01。",
        sentence_en="They differ by 0.01.",
        left_figures=("fa1",),
        right_figures=("fa2", "fa3"),
        source="source.pdf",
    )


@pytest.fixture
def write(
    disclosure: Disclosure, tables: Sequence[Table], figures: Sequence[Figure], prose: Prose, check: Check
) -> Write:
    """Writes the package made of the fixtures into a directory, and returns it."""

    def write_there(directory: Path) -> Path:
        write_package(disclosure, tables, figures, prose, (check,), directory)
        return directory

    return write_there

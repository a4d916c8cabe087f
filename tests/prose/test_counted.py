"""Staff and assets that only a table counts; the day on which they were counted."""

from __future__ import annotations

import pytest

from mingzhang.figures.extract import extract_figures
from mingzhang.prose.counted import counted_assets, counted_staff
from mingzhang.prose.parse import parse_prose
from mingzhang.prose.periods import as_of
from mingzhang.reading.document import Cell, Place
from mingzhang.tables.table import Column, Row, Table
from tests.prose.pages import wrapped


def counts(title: str, headers: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    """A table of a name and counts."""
    columns = (
        Column(0, (headers[0],), "label"),
        *(Column(i, (h,), "amount", measure="count") for i, h in enumerate(headers[1:], 1)),
    )
    made = [
        Row(1, tuple(Cell(n, i, 1, 1, t, Place(1, None)) for i, t in enumerate(row))) for n, row in enumerate(rows, 1)
    ]
    return Table("t01", "", title, "", "", (1,), tuple(columns), (), 1, tuple(made))


def test_a_table_of_staff_counts_as_sentences_do() -> None:
    table = counts("人员基本情况表", ("单位名称", "编制数", "在职人数", "退休人数"), ("某县水利局", "30", "28", "12"))
    found = counted_staff(extract_figures([table], 2026), [table], "a.pdf")
    assert [(s.category, s.label, s.unit_name, s.count) for s in found] == [
        ("establishment", "编制数", "某县水利局", 30),
        ("in-post", "在职人数", "某县水利局", 28),
        ("retired", "退休人数", "某县水利局", 12),
    ]


def test_other_tables_count_no_staff() -> None:
    table = counts("绩效目标表", ("单位名称", "培训人数"), ("某县水利局", "30"))
    assert counted_staff(extract_figures([table], 2026), [table], "a.pdf") == ()


def test_a_table_of_assets_counts_what_is_held() -> None:
    table = counts("国有资产占用情况表", ("项目", "数量（辆）"), ("车辆", "3"))
    found = counted_assets(extract_figures([table], 2026), [table], "a.pdf")
    assert [(a.category, a.label, a.status, str(a.quantity)) for a in found] == [("vehicles", "车辆", "held", "3")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("截至2025年12月底，共有车辆2辆", "2025-12-31"),
        ("截止2025年2月末，共有车辆2辆", "2025-02-28"),
        ("截至上年底，共有车辆2辆", "2025-12-31"),
        ("截至2025年10月，共有车辆2辆", "None"),
    ],
)
def test_the_day_of_counting(text: str, day: str) -> None:
    assert str(as_of(text, 2026)) == day


def told(heading: str, text: str) -> list[tuple[str, str, int, str]]:
    """Category, label, count and body of what a paragraph below a heading counts."""
    prose = parse_prose(wrapped(["第一部分 概况", heading, text]), (), (), 2026, "budget")
    return [(s.category, s.label, s.count, s.unit_name) for s in prose.staff]


def test_each_body_of_a_paragraph_has_its_own_counts() -> None:
    text = "某市水利局编制30人，在职28人；某市水利服务中心事业编制12人，实有10人。本部门退休人员3人。"
    assert told("二、人员情况", text) == [
        ("establishment", "编制", 30, "某市水利局"),
        ("in-post", "在职", 28, "某市水利局"),
        ("establishment", "事业编制", 12, "某市水利服务中心"),
        ("total", "实有", 10, "某市水利服务中心"),
        ("retired", "退休人员", 3, ""),
    ]


def test_persons_of_kinds_counted_together() -> None:
    text = "编制在职人员共有145人，其中参公人员47人、事业单位人员98人。行政和事业编制人员以及其他人员等共156人。"
    assert [(label, count) for _, label, count, _ in told("二、人员情况", text)] == [
        ("在职人员", 145),
        ("参公人员", 47),
        ("事业单位人员", 98),
        ("行政和事业编制人员以及其他人员等", 156),
    ]


def test_posts_are_counted_below_any_heading_money_is_not() -> None:
    assert [count for *_, count, _ in told("一、收入预算情况", "本部门人员编制40人，其中行政编制9人。")] == [40, 9]
    assert told("一、收入预算情况", "收入增加5万元，主要是人员编制3人增加。") == []

"""Target tables in every layout met: what stands in which cell is told by cases, drawn from nobody's real table."""

from __future__ import annotations

from typing import Any

import pytest

from mingzhang.prose.parse import parse_prose
from mingzhang.prose.unread_targets import UNREAD_TARGETS, settle_target_tables
from mingzhang.reading.document import Cell, Document, Grid, Page, Place, Text
from mingzhang.tables.recognise import recognise_tables

from .conftest import cases

CASES: dict[str, Any] = cases("target-tables")
WIDE, HIGH, TOP = 90, 20, 100


def grid(page: int, rows: list[str]) -> Grid:
    """A ruled grid of equal cells; ``<`` and ``^`` widen the cell to the left and above."""
    texts = [[text.strip() for text in row.split("|")] for row in rows]
    cells: list[Cell] = []
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            if text not in ("<", "^"):
                across = 1 + next((n for n, t in enumerate(row[c + 1 :]) if t != "<"), len(row) - c - 1)
                below = [line[c] for line in texts[r + 1 :]]
                down = 1 + next((n for n, t in enumerate(below) if t != "^"), len(below))
                box = (c * WIDE, TOP + r * HIGH, (c + across) * WIDE, TOP + (r + down) * HIGH)
                cells.append(Cell(r, c, down, across, text, Place(page, box)))
    box = (0, TOP, len(texts[0]) * WIDE, TOP + len(texts) * HIGH)
    return Grid(Place(page, box), len(texts), len(texts[0]), tuple(cells))


def drawn(grids: list[dict[str, Any]]) -> Document:
    """A document of these grids, each with its title above it."""
    blocks: list[Text | Grid] = []
    for given in grids:
        if given["title"]:
            blocks.append(Text(Place(given["page"], (100, 60, 400, 72)), given["title"], 12))
        blocks.append(grid(given["page"], given["rows"]))
    pages = tuple(Page(n, 600, 800) for n in range(1, grids[-1]["page"] + 1))
    return Document("0", "application/pdf", "test", pages, tuple(blocks))


@pytest.mark.parametrize("name", CASES)
def test_what_a_target_table_says(name: str) -> None:
    case = CASES[name]
    targets = parse_prose(drawn(case["grids"]), (), (), 2024, "budget").targets
    found = [
        (t.table_title, t.project, "" if t.total_amount is None else str(t.total_amount), t.level1, t.level2, t.level3,
         t.target, t.reading)
        for t in targets
    ]  # fmt: skip
    assert found == [tuple(part.strip() for part in line.split("|")) for line in case["says"]]
    if "fiscal" in case:
        assert {(str(t.fiscal_amount), t.objective) for t in targets} == {(case["fiscal"], case["objective"])}


HEAD = ["项目名称 | 甲项目 | < | <", "一级指标 | 二级指标 | 三级指标 | 指标值"]
EMPTY = ["产出指标 | 数量指标 | | ", "效益指标 | 社会效益指标 | | "]
READ = ["产出指标 | 数量指标 | 培训次数 | ≥3次"]
NO_HEADER = ["产出指标 | 数量指标 | 培训次数 | ≥3次", "效益指标 | 社会效益指标 | 参训率 | ≥90%"]


@pytest.mark.parametrize(
    ("rows", "state"),
    [(HEAD + READ, "read"), (HEAD + EMPTY, "printed-empty"), (NO_HEADER, "doubtful")],
)
def test_a_target_table_without_indicators_is_not_read(rows: list[str], state: str) -> None:
    document = drawn([{"page": 1, "title": "项目支出绩效目标表", "rows": rows}])
    tables = recognise_tables(document, "x.pdf")
    assert [t.form for t in tables] == ["performance-targets"]
    settled = settle_target_tables(tables, parse_prose(document, tables, (), 2024, "budget"))
    assert [t.state for t in settled] == [state]
    assert (UNREAD_TARGETS in settled[0].doubts) == (state == "doubtful")

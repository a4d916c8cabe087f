"""Amounts in cells over several columns may stand in any of them; keys go on over a page break."""

from __future__ import annotations

from pathlib import Path

from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.tables.recognise import recognise_tables

from .drawn import load

HEAD = "above: 支出总体情况表\nabove: 单位：万元\n| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |\n"


def figures_of(path: Path, rows: str) -> list[Figure]:
    path.write_text(HEAD + rows, encoding="utf-8")
    return list(extract_figures(recognise_tables(load(path).document)))


def test_an_amount_over_two_columns_may_stand_in_either(tmp_path: Path) -> None:
    rows = "| 205 | 教育支出 | 20 | 12 | 8 |\n| 213 | 农林水支出 | 7 | 7 | < |\n"
    found = figures_of(tmp_path / "merged.txt", rows)
    assert [(f.code, f.reading, f.candidates) for f in found if f.reading != "printed"] == [
        ("213", "ambiguous", ("基本支出", "项目支出"))
    ]
    [table] = recognise_tables(load(tmp_path / "merged.txt").document)
    assert (table.state, table.doubts) == ("doubtful", ("amount-over-columns",))


def test_columns_that_no_row_tells_apart_leave_nothing_open(tmp_path: Path) -> None:
    found = figures_of(tmp_path / "never.txt", "| 205 | 教育支出 | 20 | 12 | < |\n| 213 | 农林水支出 | 7 | 7 | < |\n")
    assert {f.reading for f in found} == {"printed"}


def test_a_project_goes_on_on_the_next_page() -> None:
    case = load(Path(__file__).parent / "cases" / "key-merged-over-a-page-break.txt")
    found = extract_figures(recognise_tables(case.document))
    assert {f.project for f in found if f.economic_code in ("30226", "30227", "31003")} == {"河道整治"}
    assert {f.project for f in found if f.amount == 3} == {"苗圃维护"}

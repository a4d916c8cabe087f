"""The founding tables, set again in styles that no source of ours has, must give the same figures."""

from __future__ import annotations

import html
import shutil
import subprocess
from collections import Counter, defaultdict
from itertools import groupby
from pathlib import Path

import pytest

from mingzhang.figures.extract import extract_figures
from mingzhang.reading.document import Cell
from mingzhang.reading.formats.pdf.pdf import read_pdf
from mingzhang.site.card import font_file
from mingzhang.tables.recognise import recognise_tables
from mingzhang.tables.table import Table

_WIDE = "table{border-collapse:collapse;width:100%}"
STYLES = {
    "hairlines": "table{border-collapse:collapse}td,th{border:0.3px solid #888;padding:1px 3px;font-size:8pt}",
    "dashes": f"{_WIDE}td,th{{border:1px dashed #000}}",
    "cells-apart": "table{border-spacing:2px;width:100%;border:1px solid}td,th{border:1px solid #000}",
    "no-outer-sides": f"{_WIDE}td,th{{border:1px solid #000}}"
    "tr>:first-child{border-left:none}tr>:last-child{border-right:none}",
    "broken-lines": "table{border-collapse:collapse;table-layout:fixed;width:60%}"
    "td,th{border:1px solid #000;word-break:break-all;font-size:9pt}",
    "header-once-shaded": f"{_WIDE}td,th{{border:1px solid #000}}thead{{display:table-row-group}}th{{background:#cde}}",
}
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
]


@pytest.fixture(scope="module")
def tables(founding: Path) -> list[Table]:
    return [t for t in recognise_tables(read_pdf(founding / "source.pdf")) if t.state == "read" and t.unit]


@pytest.mark.parametrize("inside", [False, True], ids=["titles-above", "titles-inside"])
@pytest.mark.parametrize("style", STYLES)
def test_another_style_gives_the_same_figures(tables: list[Table], style: str, inside: bool, tmp_path: Path) -> None:
    browser = shutil.which("chromium")
    if not browser:
        pytest.skip("no Chromium: install the packages chromium and fonts-noto-cjk")
    if not font_file():
        pytest.skip("no font with Chinese characters: install fonts-noto-cjk")
    page = tmp_path / "tables.html"
    page.write_text(_page(tables, STYLES[style], inside), encoding="utf-8")
    command = [browser, *_FLAGS, f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={tmp_path / 'tables.pdf'}"]
    subprocess.run([*command, str(page)], check=True, capture_output=True, timeout=120)
    again = recognise_tables(read_pdf(tmp_path / "tables.pdf"))
    assert [t.title for t in again] == [t.title for t in tables]
    assert _figures(again) == _figures(tables)
    assert sum(_figures(again).values()) == 155


def _figures(tables: list[Table] | tuple[Table, ...]) -> Counter[tuple[str, ...]]:
    return Counter(
        (f.table_title, f.code or f.label, f.project, f.column_label, str(f.amount), f.concept, f.unit, f.reading)
        for f in extract_figures(tables)
    )


def _page(tables: list[Table], style: str, inside: bool) -> str:
    body = "".join(_table(t, inside) for t in tables)
    size = "@page{size:A3 landscape;margin:12mm}body{font:9pt 'Noto Serif CJK SC'}section{break-before:page}"
    return f"<!doctype html><meta charset=utf-8><style>{size}{style}</style>{body}"


def _table(table: Table, inside: bool) -> str:
    width = len(table.columns)
    captions = [table.number, table.title, f"单位：{table.unit}"]
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in table.header:
        rows[cell.row].append(cell)
    header = "".join("<tr>" + "".join(map(_head, sorted(rows[r], key=lambda c: c.col))) + "</tr>" for r in sorted(rows))
    if inside:
        header = "".join(f"<tr><th colspan={width}>{c}</th></tr>" for c in captions[1:]) + header
    above = "" if inside else "".join(f"<p>{c}</p>" for c in captions)
    body = "".join("<tr>" + _cells(row.cells) + "</tr>" for row in table.rows)
    return f"<section>{above}<table><thead>{header}</thead><tbody>{body}</tbody></table></section>"


def _head(cell: Cell) -> str:
    return f"<th rowspan={cell.rowspan} colspan={cell.colspan}>{html.escape(cell.text)}</th>"


def _cells(cells: tuple[Cell | None, ...]) -> str:
    runs = [list(run) for _, run in groupby(cells, key=id)]
    return "".join(f"<td colspan={len(run)}>{html.escape(run[0].text if run[0] else '')}</td>" for run in runs)

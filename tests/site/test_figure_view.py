"""What is said of figures beside the table: marks, codes, amounts per head; and pictures that are not there."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mingzhang.collection.dossier import Dossier
from mingzhang.collection.gathering import make_entry
from mingzhang.site.address import Here
from mingzhang.site.checks_page import check_addresses
from mingzhang.site.code_links import code_path, code_tip, codes_in_row
from mingzhang.site.figure_view import Links, Page, view_figures
from mingzhang.site.gallery import Gallery, Shown
from mingzhang.site.interface import Words
from mingzhang.site.panel_data import panel_data
from mingzhang.site.per_head import per_head
from mingzhang.site.said import verdict_of
from mingzhang.site.source_place import leaves_of
from mingzhang.site.tableview import view_table
from mingzhang.site.terms import Glossary, Marker, load_glossary

ZH, EN = Words("zh"), Words("en")


@pytest.fixture(scope="module")
def glossary(root: Path) -> Glossary:
    return load_glossary(root / "site_src" / "glossary.yml")


@pytest.fixture
def contradicted(founding: Path, tmp_path: Path) -> Path:
    """The founding package, its first check turned into a contradiction."""
    package = tmp_path / "package"
    shutil.copytree(founding / "package", package)
    first = iter(["source-contradiction"])
    _change(package / "checks.csv", lambda row: row | {"result": next(first, row["result"])})
    return package


def _change(path: Path, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    """Writes a CSV anew with every row changed."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [change(row) for row in csv.DictReader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def columns(*paths: str, role: str = "code") -> list[dict[str, object]]:
    return [{"mingzhang:role": role, "mingzhang:path": p.split("/"), "mingzhang:panel": 0} for p in paths]


@pytest.mark.parametrize(
    ("paths", "texts", "found"),
    [
        (("编码/类", "编码/款", "编码/项"), ("206", "07", "02"), ["206", "20607", "2060702"]),
        (("编码/类", "编码/款", "编码/项"), ("206", "07", ""), ["206", "20607"]),
        (("编码",), ("2060702",), ["2060702"]),
        (("功能/类", "功能/款", "经济/类", "经济/款"), ("206", "07", "301", "01"), ["206", "20607", "301", "30101"]),
        (("编码",), ("A1234",), []),
        (("编码/类", "编码/款"), ("", "07"), []),
    ],
)
def test_codes_in_parts(paths: tuple[str, ...], texts: tuple[str, ...], found: list[str]) -> None:
    """类, 款 and 项 in columns of their own; two classifications side by side; what is no code."""
    assert [c.code for c in codes_in_row(columns(*paths), texts).values()] == found


def test_a_code_is_told_with_its_parents() -> None:
    """Both languages; a class has nothing above it."""
    (code,) = codes_in_row(columns("编码"), ("2060702",)).values()
    assert code_path(code, ZH) == "科学技术支出 › 科学技术普及 › 科普活动"
    assert code_tip(code, ZH)["title"] == "2060702 科普活动"
    assert code_tip(code, EN)["also"] == "科普活动"
    (whole,) = codes_in_row(columns("编码"), ("206",)).values()
    assert code_tip(whole, ZH)["text"] == "类"


def test_a_contradicted_figure_is_marked_where_it_stands(contradicted: Path, glossary: Glossary) -> None:
    """A sign with a name and a note; nothing but the figures of that check."""
    package = Dossier(contradicted)
    links = Links(package)
    (table_id,) = {package.figures[i]["table_id"] for i in links.contradicted}
    figures = [r for r in package.rows("figures") if r["table_id"] == table_id]
    mark = Marker(glossary, Here(f"disclosures/x/y/tables/{table_id}/", "zh"))
    view = view_table(package.tables[table_id], figures, ZH, mark, links.contradicted)
    marked = [c for _, cells in view.rows for c in cells if "mz-contradicted" in c.attributes]
    assert len(marked) == len(links.contradicted) == 2
    assert all('aria-label="对不上"' in c.content for c in marked)
    assert "contradicted" in [n.reading for n in view.notes]


def test_the_verdict_follows_the_checks(founding: Path, contradicted: Path) -> None:
    """Good without contradiction; with one that nobody has compared with the page no more than that."""
    for folder, state, loud in ((founding / "package", "good", 0), (contradicted, "unseen", 1)):
        package = Dossier(folder)
        verdict = verdict_of(make_entry(package), package, ZH, Here("disclosures/x/y/", "zh"))
        assert verdict["state"] == state
        assert len(verdict["loud"]) == loud


def test_the_panel_data_is_complete(founding: Path) -> None:
    """Every figure of the disclosure with its facts in both editions; boxes only where there is a picture."""
    package = Dossier(founding / "package")
    entry, links = make_entry(package), Links(package)
    figures = package.figures
    on_ten = sum(f["page"] == "10" for f in figures.values())
    for shown, boxes in ((Shown(), 0), (Shown({10: (595.28, 841.89)}), on_ten)):
        data: Any = panel_data(entry, package, links, shown, check_addresses(package))
        assert set(data["figures"]) == set(figures)
        assert sum(bool(f[1]) for f in data["figures"].values()) == boxes
        assert data["pages"] == list(shown.sizes)
    salary = next(f for f in figures.values() if f["label"] == "基本工资" and f["printed"] == "74.90")
    told = data["figures"][salary["id"]]
    row, _column, _concept, codes, reading = (data["texts"][place] for place in told[2:7])
    assert row == ["基本工资", "Basic wages"]
    assert codes[0].startswith("30101 ")
    assert reading[1] != reading[0]
    said = {data["checks"][place].rpartition("#")[2] for place in told[11]}
    assert said == {c["id"] for c in links.checks[salary["id"]]}


def test_a_figure_of_a_spreadsheet_says_its_sheet_and_cell(founding: Path, tmp_path: Path) -> None:
    """In place of a picture, in the list, and in what is copied; no page of another source is shown for its sheet."""
    folder = tmp_path / "2024-budget"
    shutil.copytree(founding, folder)
    _change(folder / "package" / "figures.csv", lambda row: row | {"cell": "D7", "page": "2"})
    package = Dossier(folder / "package")
    entry, links = make_entry(package), Links(package)
    figures = [r for r in package.rows("figures") if r["table_id"] == "t06"]
    assert Gallery(tmp_path / "site", cache=tmp_path / "cache").of("a/2024-budget", package) == Shown()
    data: Any = panel_data(entry, package, links, Shown(), check_addresses(package))
    cells = (data["texts"][data["figures"][f["id"]][9]] for f in figures)
    assert all(texts == ["第 2 张工作表 D7", "sheet 2, D7"] for texts in cells)
    for words, leaves in ((ZH, "第 2 张工作表"), (EN, "sheet 2")):
        here = Here("disclosures/x/y/tables/t06/", words.language)
        page = Page(entry, package, words, here, Shown(), links, "表6")
        assert {str(column.pages) for column in view_figures(page, figures).columns} == {leaves}
        assert leaves_of(["2"], figures, words) == leaves


def test_facts_stand_by_column_and_meaning(founding: Path) -> None:
    """What a column means once; where its rows mean different things, each with its rows; pages lead to pictures."""
    package = Dossier(founding / "package")
    entry, links = make_entry(package), Links(package)
    here = Here("disclosures/x/y/tables/t01/", "zh")
    page = Page(entry, package, ZH, here, Shown({5: (595.28, 841.89)}), links, "表1")
    figures = [r for r in package.rows("figures") if r["table_id"] == "t01"]
    view = view_figures(page, figures)
    assert len(view.columns) == len({(f["column_label"], f["concept"]) for f in figures})
    named = [c.rows for c in view.columns if "（本级）" in c.meaning]
    assert named
    assert all(named)
    assert all('/pages/5.webp">5</a>' in c.pages for c in view.columns)


def test_per_head_shows_its_formula(founding: Path) -> None:
    """15 persons in post; the formula stands beside the result; nothing without staff."""
    package = Dossier(founding / "package")
    entry = make_entry(package)
    (table,) = per_head(entry, package, ZH)
    assert [str(c) for c in table.rows[0][1:]] == ["42.14 万元", "632.04 万元 ÷ 15 人（在职）"]
    package.rows("staff").clear()
    assert per_head(entry, package, ZH) == []


def test_a_package_without_its_source_has_no_pictures(contradicted: Path, tmp_path: Path) -> None:
    """The site says so instead of failing."""
    gallery = Gallery(tmp_path / "site", (), tmp_path / "cache")
    assert gallery.of("x/y", Dossier(contradicted)) == Shown()
    assert not (tmp_path / "site").exists()


def test_reviews_and_notices_stand_beside_the_reading(contradicted: Path) -> None:
    """Who looked, when, what they saw, also when it is stale; a notice goes with its check."""
    package = Dossier(contradicted)
    figures = [r for r in package.rows("figures") if r["table_id"] == "t02"]
    check = package.rows("checks")[0]
    seen = {"table_id": "t02", "reviewer": "甲", "date": "2024-03-01", "seen": "9.99", "figure_id": figures[0]["id"]}
    package.rows("reviews").append({**seen, "verdict": "misread", "state": "stale"})
    package.rows("notices").append({"check_id": check["id"], "text": "更正提请"})
    entry, links = make_entry(package), Links(package)
    page = Page(entry, package, ZH, Here("disclosures/x/y/t/", "zh"), Shown(), links, "表2")
    told = "人工复核（甲，2024-03-01）：读错，原页印的是“9.99”。读数此后已变"
    ((name, _amount, said),) = view_figures(page, figures).reviews
    assert name == figures[0]["id"]
    assert said.startswith(told)
    data: Any = panel_data(entry, package, links, Shown(), check_addresses(package))
    readings = [data["texts"][data["figures"][f["id"]][6]][0] for f in figures[:2]]
    assert told in readings[0]
    assert "人工复核" not in readings[1]
    assert links.notices == {check["id"]: "更正提请"}

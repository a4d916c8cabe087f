"""The ranking: one measure, one year, one scope; only what is proved, and extremes explained before they are shown."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from mingzhang.collection.dossier import Dossier
from mingzhang.collection.entry import Change
from mingzhang.collection.gathering import make_entry
from mingzhang.site.ranking_facts import rank_row
from mingzhang.site.ranking_page import far_from_middle

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BODY = "changji-science-association"


@pytest.mark.parametrize(
    ("values", "far"),
    [
        ([5.0, 5.1, 4.9, 5.05, 4.95, 9.0], [5]),
        ([5.0, 5.1, 9.0], []),
        ([5.0, 5.0, 5.0, 5.0, 9.0], []),
        ([1.0, 2.0, 3.0, 4.0, 5.0], []),
    ],
)
def test_what_lies_far_from_the_others(values: list[float], far: list[int]) -> None:
    """Told only among five or more that differ among themselves."""
    assert [n for n, away in enumerate(far_from_middle(values)) if away] == far


def test_measures_come_from_the_document_and_know_their_figures(founding: Path) -> None:
    package = Dossier(founding / "package")
    row = rank_row(make_entry(package), package)
    assert row.measures["total"].value == Decimal("6320400.00")
    assert row.measures["three-public"].value == Decimal("40500.00")
    assert row.measures["per-staff"].value == Decimal("421360.00")
    prose = row.measures.pop("procurement")  # said in the prose alone: no figure proves it
    assert (prose.figure_id, prose.sure) == ("", False)
    assert all(m.figure_id in package.figures for m in row.measures.values())
    assert row.measures["growth"].value == Decimal("11.76")
    assert row.measures["total"].sure
    assert not row.measures["three-public"].sure
    assert row.reason.startswith("调标增资")


def test_a_change_of_something_else_is_no_change_of_the_total(founding: Path) -> None:
    package = Dossier(founding / "package")
    entry = make_entry(package)
    assert entry.headline.whole
    told = Change(Decimal("320400.00"), "上年预算", ())
    of_the_whole = replace(entry, headline=replace(entry.headline, change=told))
    of_a_part = replace(entry, headline=replace(entry.headline, change=replace(told, of=entry.headline.whole)))
    assert rank_row(of_the_whole, package).measures["growth"].value == Decimal("5.34")
    assert "growth" not in rank_row(of_a_part, package).measures


@pytest.mark.parametrize(
    ("changes", "sure"),
    [
        ({"meaning": "confirmed", "proofs": "0"}, True),
        ({"meaning": "named", "proofs": "2"}, True),
        ({"meaning": "named", "proofs": "0"}, False),
        ({"meaning": "confirmed", "proofs": "2", "reading": "doubtful"}, False),
    ],
)
def test_only_what_is_proved_and_clear_is_ranked(founding: Path, changes: dict[str, str], sure: bool) -> None:
    package = Dossier(founding / "package")
    entry = make_entry(package)
    assert entry.headline.whole
    figure = {**package.figures[entry.headline.whole.figure_id], **changes}
    cast(Any, package.figures)[figure["id"]] = figure
    package.rows("figures")[:] = [figure]
    assert rank_row(entry, package).measures["total"].sure is sure


def test_the_page_reads_without_scripts(site: Path) -> None:
    text = (site / "ranking" / "index.html").read_text(encoding="utf-8")
    assert "收支总额 · 2024 · 预算 · 部门（含所属单位）" in text
    assert f'href="../bodies/{BODY}/"' in text
    data = json.loads((site / "data" / "ranking.json").read_text(encoding="utf-8"))
    [row] = data["rows"]
    assert row["m"]["total"][0] == "6320400.00"


def test_the_question_is_in_the_address(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}ranking/?m=growth", wait_until="networkidle")
    assert "11.8%" in page.inner_text("#mz-ranking tbody tr")
    assert "增加工作人员2名" in page.inner_text("#mz-ranking tbody tr")
    page.select_option('select[name="m"]', "three-public")
    assert "没有列入的 · 1" in page.inner_text("#mz-ranking")
    page.select_option('select[name="m"]', "total")
    assert "m=total" in page.url
    assert "632.04" in page.inner_text("#mz-ranking tbody tr")
    link = page.get_attribute("#mz-ranking tbody td a >> nth=0", "href") or ""
    assert "/tables/t" in link
    with page.expect_download() as given:
        page.click("text=供 Excel 用的 CSV")
    assert Path(given.value.path()).read_bytes().startswith(b"\xef\xbb\xbfrank,body")
    page.goto(f"{address}ranking/?m=nothing&y=1999", wait_until="networkidle")
    assert "632.04" in page.inner_text("#mz-ranking tbody tr")
    page.close()

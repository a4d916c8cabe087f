"""Pages that look across disclosures: codes, bodies, compare, quality, what's new."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.collection.survey import stem_of
from mingzhang.site.compare_page import wan

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BODY = "changji-science-association"


def read(site: Path, where: str) -> str:
    return (site / where / "index.html").read_text(encoding="utf-8")


def test_a_code_has_a_page_with_its_meaning_and_who_spends(site: Path) -> None:
    text = read(site, "codes/functional/2060702")
    assert "科普活动" in text
    assert "142.18 万元" in text
    assert '<a href="../20607/">20607 科学技术普及</a>' in text
    assert re.search(rf'disclosures/{BODY}/2024-budget/tables/t\d\d/#f\w+">142.18 万元', text)
    english = read(site, "en/codes/functional/2060702")
    assert "Science popularisation activities" in english
    assert "CNY 1.42 million" in english


def test_every_code_in_use_has_a_page_and_codes_above_it_too(site: Path, whole: Path) -> None:
    with (whole / "lines.csv").open(encoding="utf-8") as stream:
        lines = [r for r in csv.DictReader(stream) if r["direction"] == "expenditure"]
    for kind, column in (("functional", "functional_code"), ("economic", "economic_code")):
        used = {r[column] for r in lines if r["breakdown"] == kind}
        assert used
        for code in {c[:n] for c in used for n in (3, 5, 7) if n <= len(c)}:
            assert (site / "codes" / kind / code / "index.html").is_file(), code
    index = read(site, "codes/economic")
    assert "<code>30101</code> 基本工资" in index


def test_a_body_says_what_is_held_and_what_is_not(site: Path) -> None:
    text = read(site, f"bodies/{BODY}")
    assert "未收" in text
    assert "历年" not in text.split("<main")[0]
    assert re.search(r'<th scope="row">支出总计 · 各种资金合计</th><td><a href="[^"]+#f\w+">632.04 万元', text)
    assert "Changji Hui Autonomous Prefecture Association" in text
    assert re.search(r'<a href="../../kinds/people-organisation/">人民团体和群团组织</a>', text)


def test_home_leads_to_places_kinds_and_years(site: Path) -> None:
    """Each with a page that lists what is held, and says of how many bodies."""
    for edition, held in (("", "1 / 1"), ("en/", "1 of 1")):
        home = read(site, edition)
        for way in ("places/650000/", "kinds/people-organisation/", "years/2024/"):
            assert f'href="{way}"' in home
            text = read(site, edition + way)
            assert f"bodies/{BODY}/" in text or f"disclosures/{BODY}/2024-budget/" in text
            assert f"<td>{held}</td>" in text


def test_names_without_their_place_make_peers() -> None:
    assert stem_of("昌吉回族自治州科学技术协会", "652300") == "科学技术协会"
    assert stem_of("科学技术部", "") == "科学技术部"


def test_quality_has_denominators_and_its_table_as_a_file(site: Path) -> None:
    text = read(site, "quality")
    rows = list(csv.DictReader((site / "data" / "quality.csv").read_text(encoding="utf-8").splitlines()))
    whole = next(r for r in rows if r["kind"] == "disclosure")
    assert whole["figures"] == "155"
    assert f"({int(whole['clear']):,}/155)" in text
    assert next(r for r in rows if r["kind"] == "identity")["figures"] == ""


def test_what_is_proved_and_confirmed_is_counted_of_amounts_and_meanings(site: Path, founding: Path) -> None:
    with (founding / "package" / "figures.csv").open(encoding="utf-8") as stream:
        figures = list(csv.DictReader(stream))
    amounts = [f for f in figures if f["measure"] == "amount"]
    proved = sum(int(f["proofs"] or 0) > 0 for f in amounts)
    confirmed = sum(f["meaning"] == "confirmed" for f in figures)
    meant = sum(bool(f["meaning"]) for f in figures)
    assert 0 < proved < len(amounts)
    quality = read(site, "quality")
    assert f"({proved:,}/{len(amounts):,})" in quality
    assert f"({confirmed:,}/{meant:,})" in quality
    share = 100 * proved // len(amounts)
    assert f"{share}% 的金额由本文件自身的加总证实（{proved}/{len(amounts)}）" in read(
        site, f"disclosures/{BODY}/2024-budget"
    )


def test_compare_reads_without_scripts(site: Path) -> None:
    text = read(site, "compare")
    assert 'data-sort="6320400.00">632.04</td>' in text
    data = json.loads((site / "data" / "compare.json").read_text(encoding="utf-8"))
    assert data["bodies"][0][0] == BODY
    assert data["bodies"][0][3:5] == ["科学技术协会", "people-organisation"]
    assert data["bodies"][0][5].endswith("Association for Science and Technology")
    assert "6320400.00" in data["rows"][0]


def test_ten_thousands_are_exact() -> None:
    assert [wan(v) for v in ("6320400.00", "0", "123.45", "-50000", "")] == ["632.04", "0.00", "0.012345", "-5.00", ""]


def test_whats_new_offers_the_feed(site: Path) -> None:
    assert '<a href="../data/feed.xml" type="application/atom+xml">' in read(site, "whats-new")
    assert '<a href="../../data/feed.xml" type="application/atom+xml">' in read(site, "en/whats-new")


def test_compare_keeps_the_choice_in_the_address(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}compare/?i=three_public", wait_until="networkidle")
    assert page.inner_text("#mz-compare tbody tr").split()[-1] == "4.05"
    page.check('#mz-compare input[value="expenditure_basic"]')
    assert page.inner_text("#mz-compare tbody tr").split()[-2:] == ["321.86", "4.05"]
    assert "i=three_public,expenditure_basic" in page.url
    page.uncheck('#mz-compare input[value="2024"]')
    assert page.inner_text("#mz-compare section p") == "没有符合选择的数据。"
    page.goto(page.url.replace("y=", "y=2024"), wait_until="networkidle")
    assert page.inner_text("#mz-compare tbody tr").split()[-2:] == ["321.86", "4.05"]
    page.close()


def test_compare_starts_from_a_body_and_can_be_cleared(browser: Browser, address: str) -> None:
    """Those chosen are in sight, each can be left out; a cleared choice stays cleared when the address is passed on."""
    page = browser.new_page()
    page.goto(f"{address}compare/?body={BODY}", wait_until="networkidle")
    page.wait_for_selector(".mz-picked .mz-clear")
    assert page.locator(".mz-picked button").count() == 2
    assert page.locator(f'#mz-compare input[value="{BODY}"]').is_checked()
    page.click(".mz-picked .mz-clear")
    assert "还没有选机构" in page.inner_text(".mz-picked")
    assert page.inner_text("#mz-compare section p") == "没有符合选择的数据。"
    page.goto(page.url, wait_until="networkidle")
    assert "还没有选机构" in page.inner_text(".mz-picked")
    page.close()


def test_a_chart_can_be_taken_away(browser: Browser, address: str) -> None:
    """As SVG with its title and source, and as PNG."""
    page = browser.new_page()
    page.goto(f"{address}disclosures/{BODY}/2024-budget/", wait_until="networkidle")
    with page.expect_download() as given:
        page.click(".mz-chart-tools button >> nth=0")
    text = Path(given.value.path()).read_text(encoding="utf-8")
    assert "钱从哪里来，到哪里去" in text
    assert "来源：明账" in text
    assert 'class="' not in text
    with page.expect_download() as given:
        page.click(".mz-chart-tools button >> nth=1")
    assert Path(given.value.path()).read_bytes().startswith(b"\x89PNG")
    page.close()


def test_plain_tables_sort_by_a_click_on_a_header(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}quality/", wait_until="networkidle")
    page.click("#identity ~ .mz-scroll button.mz-sort >> nth=0")
    head = page.locator("#identity ~ .mz-scroll thead th >> nth=0")
    assert head.get_attribute("aria-sort") == "ascending"
    page.click("#form ~ .mz-scroll button.mz-sort >> nth=1")
    values = page.eval_on_selector_all(
        "#form ~ .mz-scroll tbody tr td:nth-child(2)", "cells => cells.map(cell => Number(cell.dataset.sort))"
    )
    known = [v for v in values if v >= 0]
    assert known == sorted(known, reverse=True)
    assert values[: len(known)] == known
    page.close()


def test_an_amount_finds_its_figure(browser: Browser, address: str) -> None:
    for edition in ("", "en/"):
        page = browser.new_page()
        page.goto(address + edition, wait_until="networkidle")
        page.click("input.md-search__input")
        page.keyboard.insert_text("142.18")
        page.keyboard.press("End")
        page.wait_for_selector(".md-search-result__link")
        href = page.get_attribute(".md-search-result__link >> nth=0", "href") or ""
        assert re.search(rf"/{edition}disclosures/{BODY}/2024-budget/tables/t\d\d/.*#f\w+$", href), href
        page.close()

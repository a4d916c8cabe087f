"""Questions to the whole collection, asked in a real browser."""

from __future__ import annotations

import csv
import io
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlparse

import pytest

from tests.site.test_browser import audit, listen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

BODY = "changji-science-association"
ROWS = ".mz-ask-scroll tbody tr"
ANSWERED = "#mz-query-result:not([aria-busy])"
SPENT = "by=functional&concept=expenditure&fund=all&year=2024&phase=budget&scope=department"
Lines = list[dict[str, str]]


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A desktop page; trouble in the console or on the wire fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    found = context.new_page()
    trouble: list[str] = []
    listen(found, address, trouble)
    yield found
    context.close()
    assert not trouble


@pytest.fixture(scope="module")
def lines(whole: Path) -> Lines:
    """lines.csv of the site."""
    with (whole / "lines.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def ask(page: Page, address: str, question: str) -> None:
    """Opens the page with a question and waits for the answer."""
    page.goto(f"{address}query/{question and '?'}{question}", wait_until="networkidle")
    page.wait_for_selector(ANSWERED)


def downloaded(page: Page) -> str:
    """What the button gives."""
    with page.expect_download() as waiting:
        page.click("#mz-query-csv")
    return waiting.value.path().read_bytes().decode()


def test_the_first_question_is_asked_by_itself_and_stands_in_the_address(page: Page, address: str) -> None:
    ask(page, address, "")
    assert page.locator(ROWS).count() == 1
    assert "632.04" in page.inner_text(ROWS)
    asked = parse_qs(urlparse(page.url).query)
    assert asked["by"] == ["total"]
    assert asked["year"] == ["2024"]
    assert page.inner_text("#mz-query-missing tbody tr").split()[:4] == ["2024", "1", "/", "1"]


def test_a_question_comes_back_from_its_address(page: Page, address: str) -> None:
    ask(page, address, "")
    page.select_option("[name=by]", "functional")
    page.fill("[name=functional]", "20607")
    page.fill("[name=min]", "100万")
    page.fill("[name=text]", "科普")
    page.check("[name=unit][value='0']")
    page.click("th[data-key=label] button")
    page.wait_for_timeout(500)  # what is typed is asked when the typing stops
    page.wait_for_selector(ANSWERED)
    before = page.inner_text(".mz-ask-scroll table"), page.inner_text("#mz-query-said")
    assert "1,421,800.00" in before[0]
    ask(page, address, urlparse(page.url).query)
    assert (page.inner_text(".mz-ask-scroll table"), page.inner_text("#mz-query-said")) == before
    assert page.input_value("[name=min]") == "100万"
    assert page.get_attribute("th[data-key=label]", "aria-sort") == "ascending"


def test_a_row_leads_to_its_figure(page: Page, address: str) -> None:
    ask(page, address, f"{SPENT}&functional=2060702")
    page.click(f"{ROWS} td.mz-num a")
    page.wait_for_load_state("networkidle")
    mark = urlparse(page.url).fragment
    assert f"/disclosures/{BODY}/2024-budget/tables/" in page.url
    assert page.inner_text(f"[id='{mark}']").startswith("142.18")


def test_the_file_has_the_very_lines_of_lines_csv(page: Page, address: str, whole: Path, lines: Lines) -> None:
    """Every column, as the collection's file has it; all lines when nothing is asked."""
    ask(page, address, "unit=4")
    text = (whole / "lines.csv").read_text(encoding="utf-8")
    assert sorted(downloaded(page).splitlines()) == sorted(text.splitlines())
    ask(page, address, "economic=302&scope=department&lines=add")
    wanted = [
        x for x in lines if x["economic_code"].startswith("302") and x["is_leaf"] == x["is_default"] == "true"
        and x["scope"] == "department"
    ]  # fmt: skip
    found = list(csv.DictReader(io.StringIO(downloaded(page))))
    assert {x["id"] for x in found} == {x["id"] for x in wanted}
    assert found


def test_what_would_be_counted_twice_is_not_added(page: Page, address: str, lines: Lines) -> None:
    ask(page, address, f"{SPENT}&lines=current")
    assert "不给合计" in page.inner_text("#mz-query-sum")
    assert "可以相加" in page.inner_text("#mz-query-sum")
    ask(page, address, f"{SPENT}&lines=add&functional=206")
    asked = parse_qs(SPENT)
    leaves = [
        Decimal(x["amount_yuan"]) for x in lines
        if (x["breakdown"], x["concept"], x["fund"], x["phase"]) == ("functional", *asked["concept"], "", "budget")
        and x["figure_year"] == "2024" and x["functional_class"] == "206" and x["is_leaf"] == x["is_default"] == "true"
    ]  # fmt: skip
    assert len(leaves) > 2
    assert f"合计 {sum(leaves) / 10_000:,.2f} 万元（本站计算" in page.inner_text("#mz-query-sum")
    page.select_option("[name=fund]", "")
    page.wait_for_selector(ANSWERED)
    assert "一种资金" in page.inner_text("#mz-query-sum")


def test_columns_sort_by_amount_and_by_text(page: Page, address: str) -> None:
    ask(page, address, f"{SPENT.replace('&fund=all', '')}&unit=0")

    def column(n: int) -> list[str]:
        return page.locator(f"{ROWS} > :nth-child({n})").all_inner_texts()

    amounts = [Decimal(text.split()[0].replace(",", "")) for text in column(2)]
    assert len(amounts) > 4
    assert amounts == sorted(amounts, reverse=True)
    assert page.get_attribute("th[data-key=amount]", "aria-sort") == "descending"
    page.click("th[data-key=code] button")
    assert column(4) == sorted(column(4))
    page.click("th[data-key=code] button")
    assert column(4) == sorted(column(4), reverse=True)
    page.click("th[data-key=amount] button")
    page.click("th[data-key=amount] button")
    assert column(2)[0] == min(column(2), key=lambda text: Decimal(text.split()[0].replace(",", "")))


def test_nothing_found_is_no_zero_and_says_who_is_missing(page: Page, address: str) -> None:
    ask(page, address, "year=2024&text=没有这样的名称")
    assert "没有不等于零" in page.inner_text("#mz-query-said")
    page.click("#mz-query-missing summary")
    assert "没有这样的行 (1)" in page.inner_text("#mz-query-missing")
    assert "昌吉" in page.inner_text("#mz-query-missing")
    ask(page, address, "year=1999")
    assert "网址里的“1999”" in page.inner_text("#mz-query-said")
    assert "未收 (1)" in page.inner_text("#mz-query-missing")
    ask(page, address, "min=many")
    assert "“many”不是金额" in page.inner_text("#mz-query-said")
    assert page.locator(ROWS).count() == 0
    ask(page, address, "length=1&item=2&utm_source=x&by=total&year=2024")
    assert page.locator(ROWS).count() > 3


QUESTIONS = (
    "by=functional&place=650000&kind=people-organisation&year=2024&phase=budget&scope=department&concept=expenditure"
    "&fund=all&functional=206&min=1万&max=500万&text=科&lines=current",
    f"by=economic&body={BODY}&economic=301&fund=general&lines=add", "body=科学&place=652300&min=-5", "place=central",
    "place=unknown", "text=it's \" \\ %_", "",
)  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_as_code_gives_the_same_lines(
    page: Page, address: str, whole: Path, tmp_path: Path, question: str
) -> None:
    """In DuckDB, SQLite and pandas, as it stands on the page."""
    duckdb = pytest.importorskip("duckdb")
    ask(page, address, question and f"{question}&unit=4".replace("%", "%25"))
    found = sorted(row["id"] for row in csv.DictReader(io.StringIO(downloaded(page))))
    assert found or "expenditure" not in question
    code = {name: page.inner_text(f"[data-code={name}]") for name in ("duckdb", "sqlite", "pandas")}
    (tmp_path / "mingzhang").symlink_to(whole)
    with sqlite3.connect(whole / "mingzhang.sqlite") as base:
        assert sorted(row[0] for row in base.execute(code["sqlite"])) == found
    sql = code["duckdb"].replace("'mingzhang/", f"'{tmp_path}/mingzhang/")
    assert sorted(row[0] for row in duckdb.sql(sql).fetchall()) == found if found else True
    ran = subprocess.run(
        [sys.executable, "-c", f'{code["pandas"]}\nprint(*found["id"], sep="\\n")'],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert sorted(x for x in ran.splitlines() if x.startswith("l")) == found


def test_a_question_loads_only_the_files_that_can_answer_it(page: Page, address: str) -> None:
    page.goto(f"{address}query/", wait_until="networkidle")
    found = page.evaluate(
        """async () => {
            const m = await import(new URL("../scripts/query-lines.js", location.href));
            const part = (file, by, top, year, bodies) => ({file, bodies, has: {breakdown: [by], functional_code: top,
                economic_code: [""], concept: ["expenditure"], fund: ["", "general"], figure_year: year,
                phase: ["budget"], scope: ["department"]}});
            const index = {
                bodies: [["a", "甲", "110000", "court"], ["b", "乙", "652301", "school"], ["c", "丙", "central", ""]],
                parts: [part("1", "functional", ["201", "20607", "2060702"], ["2023", "2024"], [0, 1]),
                    part("2", "functional", ["208"], ["2024"], [2, 2]), part("3", "total", [""], ["2024"], [0, 2])],
            };
            const files = (asked) => m.partsOf(index, asked, m.bodiesOf(index, asked)).map((p) => p.file).join("");
            return [files({}), files({by: "total"}), files({functional: "2060702"}),
                files({functional: "20605"}), files({functional: "20"}),
                files({place: "652300"}), files({place: "central"}), files({year: "2023"}), files({fund: "all"}),
                files({fund: "fiscal"}), files({body: "丙", by: "functional"}), files({kind: "school"})];
        }"""
    )
    assert found == ["123", "3", "1", "", "12", "13", "23", "1", "123", "", "2", "13"]


def test_too_much_is_loaded_only_when_told_to(page: Page, address: str) -> None:
    """The index of a large collection: more files than are loaded unasked."""

    def grow(route: Route) -> None:
        response = route.fetch()
        index = response.json()
        index["parts"] = index["parts"] * 25
        route.fulfill(response=response, json=index)

    page.route("**/query/index.json", grow)
    ask(page, address, "by=functional")
    assert "25 个文件" in page.inner_text("#mz-query-said")
    assert page.locator(ROWS).count() == 0
    page.click("#mz-query-said button")
    page.wait_for_selector(ROWS)
    assert page.locator(ROWS).count() == 200
    page.click("#mz-query-more")
    assert page.locator(ROWS).count() == 400
    page.evaluate("dispatchEvent(new Event('beforeprint'))")  # who prints gets all
    assert not page.locator("#mz-query-more").is_visible()
    assert f"{page.locator(ROWS).count():,} 行" in page.inner_text("#mz-query-said")


def test_bodies_of_one_name_are_told_apart(page: Page, address: str) -> None:
    """By their ids; a name alone asks for all who bear it."""

    def double(route: Route) -> None:
        response = route.fetch()
        index = response.json()
        index["bodies"].append(["another", index["bodies"][0][1], "110000", "", [[2024, "budget"]]])
        route.fulfill(response=response, json=index)

    page.route("**/query/index.json", double)
    for body, shown, whole in (
        (BODY, BODY, "1 / 1"),
        ("昌吉回族自治州科学技术协会", "昌吉回族自治州科学技术协会", "1 / 2"),
    ):
        ask(page, address, f"year=2024&by=total&body={body}")
        assert page.input_value("[name=body]") == shown
        assert whole in page.inner_text("#mz-query-missing")
        assert page.locator(ROWS).count() > 3


@pytest.mark.parametrize("edition", ["", "en/"])
def test_without_scripts_nothing_pretends_to_work(browser: Browser, address: str, edition: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{address}{edition}query/")
    assert not page.locator("#mz-query").is_visible()
    assert not page.locator("#mz-query-result").is_visible()
    assert page.locator("article noscript p").is_visible()
    assert page.locator("[data-code=duckdb]").is_visible()
    context.close()


@pytest.mark.parametrize(("edition", "scheme"), [("", "dark"), ("en/", "light")])
def test_an_answer_is_accessible_and_fits_a_phone(browser: Browser, address: str, edition: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 800})  # type: ignore[arg-type]
    page = context.new_page()
    for question in ("by=functional&text=科", "text=没有这样的名称"):
        ask(page, address + edition, question)
        page.evaluate("document.querySelectorAll('#mz-query-missing details').forEach((one) => { one.open = true; })")
        assert audit(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()

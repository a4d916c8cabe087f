"""The built site in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ONE = "disclosures/changji-science-association/2024-budget/"
KINDS = {
    "home": "", "disclosure": ONE, "two-sided table": f"{ONE}tables/t01/", "three-level header": f"{ONE}tables/t02/",
    "ambiguous figures": f"{ONE}tables/t07/", "empty table": f"{ONE}tables/t08/", "text": f"{ONE}text/",
    "targets": f"{ONE}targets/", "checks": f"{ONE}checks/", "glossary": "glossary/", "data": "data/",
    "bodies": "bodies/", "body": "bodies/changji-science-association/", "place": "places/652300/",
    "method": "method/", "about": "about/",
}  # fmt: skip
AXE = Path(__file__).parent / "vendor" / "axe.min.js"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A desktop page in light colours."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield context.new_page()
    context.close()


def audit(page: Page) -> list[str]:
    """What axe finds on the page."""
    page.evaluate(AXE.read_text(encoding="utf-8"))  # not as a script of the page: its policy allows none but its own
    found: dict[str, Any] = page.evaluate('axe.run(document, {resultTypes: ["violations"]})')
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("", 1280, "light"), ("", 360, "dark"), ("en/", 360, "light"), ("en/", 1280, "dark")],
)
def test_pages_are_accessible_quiet_and_fit(
    browser: Browser, address: str, language: str, width: int, scheme: str
) -> None:
    """No axe violation, no request outside, no console message, no sideways scrolling: every kind of page."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    trouble: list[str] = []
    for kind, where in KINDS.items():
        page = context.new_page()
        listen(page, address, trouble)
        page.goto(address + language + where)
        trouble += [f"{kind}: {v}" for v in audit(page)]
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            trouble.append(f"{kind}: {wide} px wide")
        page.close()
    context.close()
    assert not trouble


def listen(page: Page, address: str, trouble: list[str]) -> None:
    """Notes errors of the page, requests that fail and requests that leave the site."""
    page.on("console", lambda m: trouble.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: trouble.append(str(e)))
    page.on("requestfailed", lambda r: trouble.append(f"failed {r.url}"))
    page.on("response", lambda r: trouble.append(f"{r.status} {r.url}") if r.status > 399 else None)
    own = (address, "data:", "blob:")
    page.on("request", lambda r: None if r.url.startswith(own) else trouble.append(f"outside {r.url}"))


@pytest.mark.parametrize(
    ("language", "query", "first"),
    [
        ("", "财政拨款", "财政拨款"),
        ("", "拨款", "财政拨款"),
        ("", "三公经费", "“三公”经费"),
        ("", "2060702", "2060702 科普活动"),
        ("", "科学技术协会", "昌吉回族自治州科学技术协会"),
        ("", "昌吉科协", "昌吉回族自治州科学技术协会"),
        ("", "kexie", "昌吉回族自治州科学技术协会"),
        ("", "changji", "昌吉回族自治州科学技术协会"),
        ("", "表10", "表10 财政拨款“三公”经费支出情况表"),
        ("en/", "2060702", "2060702 Science popularisation activities"),
        ("en/", "fiscal appropriation", "Fiscal appropriation"),
        ("en/", "basic wages", "30101 Basic wages"),
    ],
)
def test_search_finds(page: Page, address: str, language: str, query: str, first: str) -> None:
    """Parts of compounds, terms without their quotation marks, codes, short forms of names, pinyin."""
    page.goto(address + language, wait_until="networkidle")
    page.click("input.md-search__input")
    page.keyboard.insert_text(query)
    page.keyboard.press("End")
    page.wait_for_selector(".md-search-result__link")
    assert page.inner_text(".md-search-result__link >> nth=0").split("\n")[0] == first


def test_search_leads_to_the_page(page: Page, address: str) -> None:
    """From the button of the home page by keyboard to a table."""
    page.goto(address, wait_until="networkidle")
    page.focus("button.mz-search")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("部门收入总体")
    page.keyboard.press("End")
    page.wait_for_selector(".md-search-result__link")
    page.click(".md-search-result__link >> nth=0")
    page.wait_for_url("**/tables/t02/**")


def test_terms_open_by_keyboard_mouse_and_touch(browser: Browser, address: str) -> None:
    """The tooltip of a header word; Escape closes it, a second tap follows the link."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}{ONE}tables/t02/", wait_until="networkidle")
    term = page.locator("th a.mz-term[data-term=fiscal-appropriation]").first
    term.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert "Fiscal appropriation" in page.inner_text("[role=tooltip]")
    assert term.get_attribute("aria-describedby") == "mz-tip"
    page.keyboard.press("Escape")
    assert page.locator("[role=tooltip]").count() == 0
    term.hover()
    page.wait_for_selector("[role=tooltip]")
    page.mouse.move(1, 1)
    page.wait_for_selector("[role=tooltip]", state="detached")
    page.evaluate("document.activeElement.blur()")
    term.tap()
    page.wait_for_selector("[role=tooltip]")
    assert "/tables/t02/" in page.url
    term.tap()
    page.wait_for_url("**/glossary/#fiscal-appropriation")
    context.close()


def test_a_figure_has_an_address(page: Page, address: str, site: Path) -> None:
    """The total of the disclosure's page leads to its very cell, which is outlined."""
    page.goto(address + ONE, wait_until="networkidle")
    page.click(".mz-tile-total a")
    page.wait_for_url("**/tables/*/#f*")
    cell = page.locator("td:target")
    assert cell.inner_text() == "632.04"
    assert cell.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_twins(page: Page, address: str) -> None:
    """Every page leads to the same page of the other edition and back."""
    for where in ("", f"{ONE}tables/t07/", "glossary/"):
        page.goto(address + where)
        page.click("a.mz-twin")
        assert page.url == f"{address}en/{where}"
        assert page.locator("html").get_attribute("lang") == "en"
        page.click("a.mz-twin")
        assert page.url == address + where


def test_without_scripts_all_is_there(browser: Browser, address: str) -> None:
    """Headline, tables, marks and terms can be read and followed with scripts off."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{ONE}tables/t07/")
    assert "列位未定" in page.inner_text("#note-ambiguous")
    assert page.locator("td.mz-ambiguous").count() == 13
    page.click("th a.mz-term >> nth=0")
    assert "/glossary/#" in page.url
    context.close()


def test_print_shows_whole_tables(page: Page, address: str) -> None:
    """On A4 no table is cut at the edge of its box, and navigation is gone."""
    page.goto(f"{address}{ONE}tables/t02/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1050, "height": 700})
    box, table = (page.locator(s).bounding_box() for s in (".mz-printed-scroll", ".mz-printed"))
    assert box is not None
    assert table is not None
    assert table["width"] <= box["width"] + 1
    assert not page.locator(".mz-crumbs").is_visible()

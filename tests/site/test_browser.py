"""The built site in a real browser."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.site.conftest import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ONE = "disclosures/changji-science-association/2024-budget/"
KINDS = {
    "home": "", "disclosure": ONE, "two-sided table": f"{ONE}tables/t01/", "three-level header": f"{ONE}tables/t02/",
    "ambiguous figures": f"{ONE}tables/t07/", "empty table": f"{ONE}tables/t08/",
    "table of targets": f"{ONE}tables/t12/", "text": f"{ONE}text/", "targets": f"{ONE}targets/",
    "checks": f"{ONE}checks/", "glossary": "glossary/", "data": "data/", "use": "use/", "bodies": "bodies/",
    "body": "bodies/changji-science-association/", "province": "places/650000/", "place": "places/652300/",
    "kind of body": "kinds/people-organisation/", "year": "years/2024/",
    "codes": "codes/", "functions": "codes/functional/", "function": "codes/functional/2060702/",
    "economic code": "codes/economic/301/", "compare": "compare/", "ranking": "ranking/", "ways in": "places/",
    "query": "query/", "quality": "quality/",
    "news": "whats-new/", "method": "method/", "about": "about/",
}  # fmt: skip
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
AUDIT = """async () => {
    await Promise.allSettled(document.getAnimations().map((moving) => moving.finished));
    return axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}});
}"""
REFLOW = (640, 320)  # a window of 1280 px at 200 % and at 400 %
STOPS = """() => {
    const seen = {visibilityProperty: true, contentVisibilityAuto: true};
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
    window.stops = [...all].filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility(seen)
        && e.getClientRects().length);
    /* Of buttons that exclude one another one is a stop. */
    const groups = Map.groupBy(stops.filter((e) => e.type === "radio"), (e) => e.name);
    for (const group of groups.values()) {
        const one = group.find((e) => e.checked) ?? group[0];
        stops = stops.filter((e) => e === one || !group.includes(e));
    }
    return stops.length;
}"""
FOCUS = """() => {
    const e = document.activeElement;
    const style = getComputedStyle(e);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    /* The theme marks these two at their label, and by opening the search. */
    const marked = outlined || e.matches(".md-option, .md-search__input");
    const fresh = stops.includes(e);
    stops = stops.filter((other) => other !== e);
    return {new: fresh, marked, end: e === document.body, html: e.outerHTML.slice(0, 120)};
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A desktop page in light colours."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield context.new_page()
    context.close()


def audit(page: Page) -> list[str]:
    """What axe finds on the page once nothing moves: the theme's header fades when the page scrolls, and a colour
    halfway is nobody's colour.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))  # not as a script of the page: its policy allows none but its own
    found: dict[str, Any] = page.evaluate(AUDIT)
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("", 1280, "light"), ("", 360, "dark"), ("en/", 360, "light"), ("en/", 1280, "dark")],
)
def test_pages_are_accessible_quiet_and_fit(
    browser: Browser, address: str, language: str, width: int, scheme: str
) -> None:
    """No axe violation, no request outside, nothing in the console, no sideways scrolling: every kind of page."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    trouble: list[str] = []
    listen(page, address, trouble)
    for kind, where in KINDS.items():
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address + language + where)
        trouble += [f"{kind}: {v}" for v in audit(page)]
        for narrow in (width, *REFLOW):
            page.set_viewport_size({"width": narrow, "height": 800})
            if (wide := page.evaluate("document.documentElement.scrollWidth")) > narrow:
                trouble.append(f"{kind}: {wide} px wide in a window of {narrow}")
    context.close()
    assert not trouble


def listen(page: Page, address: str, trouble: list[str]) -> None:
    """Notes what the console says, requests that fail and requests that leave the site."""
    page.on("console", lambda m: trouble.append(f"{page.url}: {m.text}"))
    page.on("pageerror", lambda e: trouble.append(f"{page.url}: {e}"))
    page.on("requestfailed", lambda r: trouble.append(f"failed {r.url}"))
    page.on("response", lambda r: trouble.append(f"{r.status} {r.url}") if r.status > 399 else None)
    own = (address, "data:", "blob:")
    page.on("request", lambda r: None if r.url.startswith(own) else trouble.append(f"outside {r.url}"))


def test_a_disclosure_loads_little(page: Page, address: str, site: Path) -> None:
    """The page with all it loads, packed; what can be searched is no part of it until somebody goes to the search."""
    loaded: list[str] = []
    page.on("request", lambda r: loaded.append(r.url.removeprefix(address).partition("?")[0]))
    page.goto(address + ONE, wait_until="networkidle")
    files = [site / name / "index.html" if name.endswith("/") else site / name for name in loaded if ":" not in name]
    assert len(files) > 8
    assert sum(len(gzip.compress(f.read_bytes(), 6)) for f in files) < 150_000
    assert "search/entries.json" not in loaded
    with page.expect_response("**/search/entries.json"):
        page.focus("input.md-search__input")


def test_what_is_missing_has_a_page(page: Page, site: Path) -> None:
    """The page for a wrong address, as a host shows it: from its root."""
    trouble: list[str] = []
    with serving(site) as root:
        listen(page, root, trouble)
        page.goto(f"{root}404.html")
        assert audit(page) == []
        page.click("article a >> nth=0")
        assert page.url == root
    assert not trouble


def _settled_stops(page: Page) -> int:
    """How many places the tab key stops at, once the page's scripts have added theirs."""
    before, stops = -1, page.evaluate(STOPS)
    while stops != before:
        page.wait_for_timeout(500)
        before, stops = stops, page.evaluate(STOPS)
    return int(stops)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("where", ["", ONE, f"{ONE}tables/t06/", f"{ONE}checks/", "compare/", "query/", "bodies/"])
def test_everything_is_reached_by_keyboard(browser: Browser, address: str, where: str, width: int) -> None:
    """The tab key stops at all that can be used and at nothing unseen, shows where it is, and comes to an end."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address + where, wait_until="networkidle")
    expected, reached, trouble = _settled_stops(page), 0, []
    for _ in range(expected + 2):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["end"]:
            break
        reached += focus["new"]
        trouble += [focus["html"]] if not focus["new"] or not focus["marked"] else []
    assert focus["end"]
    assert not trouble
    assert reached == expected
    context.close()


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
    term = page.locator("th a.mz-term[href$='#fiscal-appropriation']").first
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


def test_print_shows_what_is_folded(page: Page, address: str) -> None:
    """Checks that simply hold stand in groups that are closed on the screen."""
    import pdfplumber

    page.goto(f"{address}{ONE}checks/")
    folded = page.locator("details.mz-group:not([open]) li >> nth=-1").text_content() or ""
    with pdfplumber.open(io.BytesIO(page.pdf(format="A4"))) as made:
        printed = "".join(sheet.extract_text() for sheet in made.pages[-2:])
    assert "".join(folded.split())[2:14] in "".join(printed.split())

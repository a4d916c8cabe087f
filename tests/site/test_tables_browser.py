"""The table page in a real browser: sort, filter, units, copy, sticky cells, the panel of a figure, print."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

from mingzhang.site.interface import Words
from tests.site.test_browser import ONE, audit

TABLES = f"{ONE}tables/"
AMOUNTS = """(column) => [...document.querySelectorAll('.mz-printed tbody tr:not([hidden])')]
    .map(row => row.cells[column].querySelector('.mz-fig')?.textContent ?? '')"""


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A desktop window in light colours that may use the clipboard."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    made.grant_permissions(["clipboard-read", "clipboard-write"], origin=address.split("/under")[0])
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One page of it."""
    return context.new_page()


def table(page: Page, address: str, table_id: str, language: str = "") -> None:
    page.goto(f"{address}{language}{TABLES}{table_id}/", wait_until="networkidle")
    page.wait_for_selector(".mz-tools:not([hidden])", state="attached")  # the script makes links of the amounts


def order(page: Page, name: str) -> None:
    page.click(f'.mz-printed thead button[aria-label="{name}"]')


def picture_width(page: Page) -> int:
    """The width of the source page's picture once it is there. Not by wait_for_function: when it has to wait, it
    evaluates text in the page, and the page's policy forbids that.
    """
    page.wait_for_selector(".mz-sheet img", state="attached")
    width: int = page.evaluate("""() => new Promise((done) => {
        const picture = document.querySelector(".mz-sheet img");
        const tell = () => done(picture.naturalWidth);
        if (picture.complete) tell(); else picture.addEventListener("load", tell);
    })""")
    return width


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


# ---- sort


def test_a_merged_header_sorts_its_logical_column(page: Page, address: str) -> None:
    """表6: descending, ascending, as printed again; the total keeps its place, amounts count by value, not as text."""
    table(page, address, "t06")
    before = page.evaluate(AMOUNTS, 3)
    printed = [float(a) for a in before[1:]]
    assert printed != sorted(printed)
    assert printed != sorted(printed, reverse=True)
    order(page, "按“合计”排序")
    assert [float(a) for a in page.evaluate(AMOUNTS, 3)[1:]] == sorted(printed, reverse=True)
    assert page.evaluate(AMOUNTS, 3)[0] == before[0] == "321.86"
    assert page.get_attribute("th[aria-sort]", "aria-sort") == "descending"
    assert "由大到小" in page.inner_text(".mz-tools .mz-said")
    order(page, "按“合计”排序")
    assert [float(a) for a in page.evaluate(AMOUNTS, 3)[1:]] == sorted(printed)
    order(page, "按“合计”排序")
    assert page.evaluate(AMOUNTS, 3) == before
    assert page.locator("th[aria-sort]").count() == 0


def test_blanks_come_last_either_way(page: Page, address: str) -> None:
    """公用经费 is printed in few rows of 表6; its blanks never mix with its amounts."""
    table(page, address, "t06")
    for _ in range(2):
        order(page, "按“公用经费”排序")
        rest = page.evaluate(AMOUNTS, 5)[1:]
        filled = [a for a in rest if a]
        assert rest == filled + [""] * (len(rest) - len(filled))


def test_two_tables_side_by_side_sort_apart(page: Page, address: str) -> None:
    """表1: sorting expenditure leaves income as printed."""
    table(page, address, "t01")
    left = page.evaluate("[...document.querySelectorAll('.mz-printed tbody tr')].map(r => r.cells[0].innerText)")
    right = page.evaluate("[...document.querySelectorAll('.mz-printed tbody tr')].map(r => r.cells[2].innerText)")
    page.locator(".mz-printed thead button").last.click()
    assert (
        page.evaluate("[...document.querySelectorAll('.mz-printed tbody tr')].map(r => r.cells[0].innerText)") == left
    )
    now = page.evaluate("[...document.querySelectorAll('.mz-printed tbody tr')].map(r => r.cells[2].innerText)")
    assert now != right
    assert sorted(now) == sorted(right)


def test_sorting_by_keyboard_and_reset(page: Page, address: str) -> None:
    """The buttons are reached by key and named; 恢复原文次序 undoes."""
    table(page, address, "t06")
    before = page.evaluate(AMOUNTS, 3)
    page.focus('thead button[aria-label="按“合计”排序"]')
    page.keyboard.press("Enter")
    assert page.evaluate(AMOUNTS, 3) != before
    page.click(".mz-reset")
    assert page.evaluate(AMOUNTS, 3) == before


def test_names_sort_by_pinyin_first_up(page: Page, address: str) -> None:
    """表6: 办公费 comes before 差旅费 before 电费; codes in parts sort as numbers."""
    table(page, address, "t06")
    order(page, "按“经济分类科目名称”排序")
    names = page.locator(".mz-printed tbody th").all_inner_texts()
    assert names[0] == "总计"
    assert names.index("办公费") < names.index("差旅费") < names.index("电费") < names.index("住房公积金")
    assert page.get_attribute("th[aria-sort]", "aria-sort") == "ascending"


# ---- filter, units, copy


@pytest.mark.parametrize(
    ("words", "rows"), [("基本工资", 1), ("302", 10), ("30307", 0), ("30201", 1), ("58.54", 1), ("没有这样的行", 0)]
)
def test_filter(page: Page, address: str, words: str, rows: int) -> None:
    """By name, by code in parts, by amount; how many rows are left is said."""
    table(page, address, "t06")
    page.fill(".mz-filter input", words)
    shown = page.locator(".mz-printed tbody tr:visible").count()
    assert shown == rows
    assert f"显示 {rows} 行" in page.inner_text(".mz-tools .mz-said")


def test_units_move_the_point_and_lose_nothing(page: Page, address: str) -> None:
    """Every amount of 表6 in yuan and in 亿元 is exactly the printed one, and the printed text comes back."""
    table(page, address, "t06")
    before = page.evaluate(AMOUNTS, 3)
    page.check('input[name=mz-unit][value="0"]')
    yuan = page.evaluate(AMOUNTS, 3)
    assert yuan[0] == "3,218,600"
    assert [y.replace(",", "") for y in yuan] == [_shifted(a, 4) for a in before]
    assert page.is_visible(".mz-converted")
    page.check('input[name=mz-unit][value="8"]')
    assert page.evaluate(AMOUNTS, 3)[0] == "0.032186"
    page.check('input[name=mz-unit][value="4"]')
    assert page.evaluate(AMOUNTS, 3) == before
    assert not page.is_visible(".mz-converted")


def _shifted(text: str, places: int) -> str:
    whole, _, fraction = text.partition(".")
    moved = fraction.ljust(places, "0")
    return (whole + moved[:places]).lstrip("0") + (f".{moved[places:]}" if moved[places:] else "")


def test_amounts_module_is_exact(page: Page, address: str) -> None:
    """Sizes that floating point cannot hold."""
    table(page, address, "t06")
    got = page.evaluate(
        """async (base) => {
            const m = await import(base + 'scripts/amounts.js');
            return [m.shift('90,071,992,547,409.93', 4), m.shift('0.00', 4), m.shift('-1.5', -4), m.shift('12', -8),
                m.compare('9007199254740993', '9007199254740992', true, false), m.compare('—', '1', true, true),
                m.compare('', '—', true, false), m.compare('-5', '3', true, false)];
        }""",
        address,
    )
    assert got == ["900,719,925,474,099,300", "0", "-0.00015", "0.00000012", 1, 1, 1, -1]


def test_copy_gives_tab_separated_values(page: Page, address: str) -> None:
    """Header paths in the first line, then the rows in sight, without marks."""
    table(page, address, "t03")
    page.fill(".mz-filter input", "科普活动")
    page.click(".mz-copy")
    lines = [line.split("\t") for line in clipboard(page).split("\n")]
    assert lines[0][-3:] == ["支出预算 / 合计", "支出预算 / 基本支出", "支出预算 / 项目支出"]
    assert lines[1:] == [["206", "07", "02", "科普活动", "142.18", "", "142.18"]]


def test_this_table_alone_can_be_fetched(page: Page, address: str) -> None:
    table(page, address, "t06")
    href = page.locator(".mz-under a[href$='.csv']:not([data-excel])").evaluate("a => a.href")
    answer = page.request.get(href)
    assert answer.ok
    assert answer.body().startswith(b"\xe7\xa7\x91")


# ---- codes


def test_codes_say_what_they_are(page: Page, address: str) -> None:
    """A code in parts is put together; its tooltip opens by key and leads to the code's page."""
    table(page, address, "t03")
    code = page.locator("td.mz-code a[href$='/2060702/']")
    assert code.inner_text() == "02"
    page.locator("td.mz-code a[href$='/20607/'] >> nth=-1").focus()
    code.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert "2060702 科普活动" in page.inner_text("[role=tooltip]")
    assert "科学技术支出 › 科学技术普及" in page.inner_text("[role=tooltip]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/codes/functional/2060702/")


# ---- sticky


@pytest.mark.parametrize("width", [1280, 390])
def test_header_and_row_names_stay_in_sight(browser: Browser, address: str, width: int) -> None:
    """表7 in English, scrolled far right and down within its box."""
    context = browser.new_context(viewport={"width": width, "height": 600})
    page = context.new_page()
    table(page, address, "t07", "en/")
    page.evaluate("document.querySelector('.mz-printed-scroll').scrollTo(500, 300)")
    box = page.locator(".mz-printed-scroll").bounding_box()
    head = page.locator(".mz-printed thead").bounding_box()
    name = page.locator(".mz-printed tbody tr:last-child th").bounding_box()
    assert box
    assert head
    assert name
    assert abs(head["y"] - box["y"]) <= 2
    assert box["x"] - 2 <= name["x"] < box["x"] + box["width"] * 0.6
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


# ---- the panel


def test_a_figure_opens_with_its_place_checks_and_claims(page: Page, address: str) -> None:
    """489.86 in 表1: words, page picture with the cell outlined, checks, the sentence that mentions it."""
    table(page, address, "t01")
    page.click("a.mz-fig:text-is('489.86')")
    panel = page.locator("dialog.mz-panel[open]")
    assert panel.locator("h2").inner_text() == "489.86 万元"
    assert "四百八十九万八千六百元" in panel.inner_text()
    assert picture_width(page) > 500
    assert panel.locator("img").evaluate("i => i.src").endswith("/pages/5.webp")
    assert "不是发布机关的原件" in panel.inner_text()
    window, frame = (panel.locator(s).bounding_box() for s in (".mz-window", ".mz-frame"))
    assert window
    assert frame
    assert window["x"] <= frame["x"] <= window["x"] + window["width"]
    assert window["y"] <= frame["y"] <= window["y"] + window["height"]
    assert panel.locator(".mz-panel-checks li").count() > 0
    assert "占77.50%" in panel.locator(".mz-panel-claims").inner_text()
    assert re.search(r"#f[0-9a-f]+$", page.url)
    assert page.locator("td.mz-chosen").inner_text().startswith("489.86")


def test_the_outline_is_where_the_amount_is_printed(page: Page, address: str, site: Any) -> None:
    """Inside the frame of 74.90 there is ink, and the frame is as large as a cell."""
    from PIL import Image

    table(page, address, "t06")
    page.click("a.mz-fig:text-is('74.90') >> nth=0")
    style = page.locator(".mz-frame").evaluate("e => [e.style.left, e.style.top, e.style.width, e.style.height]")
    left, top, width, height = (float(s.rstrip("%")) / 100 for s in style)
    picture = site / "data/changji-science-association/2024-budget/pages/10.webp"
    with Image.open(picture) as image:
        w, h = image.size
        inner = image.convert("L").crop(
            (int(left * w) + 4, int(top * h) + 4, int((left + width) * w) - 4, int((top + height) * h) - 4)
        )
        dark = sum(value < 128 for value in inner.tobytes())
    assert 0.01 < dark / (inner.width * inner.height) < 0.5


def test_the_panel_by_keyboard(page: Page, address: str) -> None:
    """One tab stop in the table, arrows from amount to amount, Enter opens, Escape returns to the same amount."""
    table(page, address, "t06")
    assert page.locator('.mz-fig[tabindex="0"]').count() == 1
    page.focus('.mz-fig[tabindex="0"]')
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "74.90"
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.mz-panel[open]")
    assert page.evaluate("document.activeElement.id") == "mz-panel-title"
    page.click("button[data-go='1']")
    assert page.inner_text("#mz-panel-title") == "58.54 万元"
    page.keyboard.press("Escape")
    assert page.locator("dialog.mz-panel[open]").count() == 0
    page.wait_for_selector("a.mz-fig:focus:text-is('58.54')")  # the event that sets it comes after the closing


def test_copies_for_those_who_quote(page: Page, address: str) -> None:
    """Link, citation and report carry the figure's address, its words and its page."""
    table(page, address, "t06")
    page.click("a.mz-fig:text-is('74.90') >> nth=0")
    page.wait_for_selector("dialog.mz-panel[open]")
    figure = page.url.partition("#")[2]
    page.click("button[data-copy=link]")
    assert clipboard(page) == f"{address}{TABLES}t06/#{figure}"
    assert page.inner_text(".mz-panel footer .mz-said") == "已复制"
    page.click("button[data-copy=cite]")
    cited = clipboard(page)
    for part in ("昌吉回族自治州科学技术协会", "表6", "基本工资", "74.90 万元", "第 10 页", f"#{figure}"):
        assert part in cited
    assert "{" not in cited
    page.click("button[data-copy=report]")
    for part in (figure, "74.90", "原文页码：10"):
        assert part in clipboard(page)
    assert page.get_attribute(".mz-mail", "href", strict=True).startswith("mailto:?subject=")  # type: ignore[union-attr]


def test_an_address_opens_its_figure(page: Page, address: str) -> None:
    """Also in the English edition; an address of no figure opens nothing."""
    table(page, address, "t06")
    figure = page.locator("td.mz-num[id] >> nth=4").get_attribute("id")
    page.goto("about:blank")
    page.goto(f"{address}en/{TABLES}t06/#{figure}", wait_until="networkidle")
    assert page.locator("dialog.mz-panel[open] h2").inner_text().endswith("万元 (10,000 yuan)")
    page.goto("about:blank")
    page.goto(f"{address}{TABLES}t06/#figures", wait_until="networkidle")
    assert page.locator("dialog.mz-panel[open]").count() == 0


def test_an_ambiguous_figure_says_so(page: Page, address: str) -> None:
    """The mark has a name and leads to its note; the panel lists the columns that are possible."""
    table(page, address, "t07")
    sign = page.locator("td.mz-ambiguous .mz-sign >> nth=0")
    assert sign.get_attribute("aria-label") == "列位未定"
    page.click("td.mz-ambiguous a.mz-fig >> nth=0")
    assert "可能的列：" in page.inner_text(".mz-panel-facts")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_open_panel_is_accessible(browser: Browser, address: str, width: int, scheme: str) -> None:
    """axe finds nothing, nothing scrolls sideways, the console is quiet."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda m: trouble.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: trouble.append(str(e)))
    table(page, address, "t07")
    page.click("td.mz-ambiguous a.mz-fig >> nth=0")
    assert picture_width(page) > 100
    assert audit(page) == []
    assert not trouble
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.mz-panel'))")
    context.close()


# ---- without scripts, and on paper


def test_without_scripts_every_figure_is_explained(browser: Browser, address: str) -> None:
    """The list below the table says what each column means and leads to the pictures of its pages; codes, marks and
    checks have their own ways, and what is fetched for the panel is no part of the page."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{TABLES}t06/")
    assert not page.is_visible(".mz-tools")
    assert page.locator("dialog").count() == 0
    page.click("details.mz-figures summary")
    rows = page.locator("details.mz-figures tbody tr")
    columns = page.evaluate("document.querySelectorAll('.mz-printed tbody tr:first-child td.mz-num').length")
    assert rows.count() >= columns > 0
    assert rows.locator("a[href$='pages/10.webp']").count() == rows.count()
    assert "基本支出" in rows.first.inner_text()
    assert page.locator("td.mz-num[id]").count() == 57
    assert page.locator("header a.mz-twin").is_visible()
    assert page.locator(".md-tabs a >> nth=1").is_visible()
    context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_amounts_in_words_are_those_of_the_pages(page: Page, address: str, language: Any) -> None:
    """The scripts write an amount as Python does, exactly, whatever its size."""
    from decimal import Decimal

    words = Words(language)
    amounts = (
        "6320400.00", "0.05", "0", "0.30", "12", "999.99", "1000", "10000.01", "99999999.99", "100000000", "110000",
        "1002003004.50", "123456789012.34", "-5.5", "-20000000", "1999999.995", "1000000.01",
    )  # fmt: skip
    table(page, address, "t06")
    script = f"{address}scripts/words.js"
    found = page.evaluate(
        "async ([script, amounts, language, comma]) => {"
        " const { inWords } = await import(script); return amounts.map((a) => inWords(a, language, comma)); }",
        [script, list(amounts), language, words("list-comma")],
    )
    for amount, said in zip(amounts, found, strict=True):
        told, exact = words.money(Decimal(amount)), words.spelled(Decimal(amount))
        assert said == (told if told == exact else f"{told}{words('list-comma')}{exact}"), amount


@pytest.mark.parametrize("table_id", ["t02", "t06", "t07"])
def test_paper_shows_the_whole_table(page: Page, address: str, table_id: str) -> None:
    """Printed on A4, every amount is on the paper, inside its edges, and the tools are not."""
    import pdfplumber

    table(page, address, table_id)
    amounts = [a for a in page.locator(".mz-printed a.mz-fig").all_inner_texts() if a]
    data = page.pdf(format="A4", prefer_css_page_size=True)
    words: list[str] = []
    with pdfplumber.open(io.BytesIO(data)) as made:
        for sheet in made.pages:
            for word in sheet.extract_words():
                assert word["x0"] >= 0
                assert word["x1"] <= sheet.width
                words.append(word["text"].rstrip("≈?!≠"))
    assert not [a for a in set(amounts) if words.count(a) < amounts.count(a)]
    assert not {"筛选行", "复制表格"} & set(words)


def test_a_click_beside_the_digits_opens_the_panel(page: Page, address: str) -> None:
    """Anywhere in the cell of an amount; a cell without one opens nothing."""
    table(page, address, "t06")
    cell = page.locator(".mz-printed tbody td:has(> .mz-fig)").first
    cell.click(position={"x": 3, "y": 3})
    assert page.locator("#mz-panel").evaluate("panel => panel.open")
    assert page.url.endswith(f"#{cell.get_attribute('id')}")
    page.keyboard.press("Escape")
    page.locator(".mz-printed tbody th").first.click(position={"x": 3, "y": 3})
    assert not page.locator("#mz-panel").evaluate("panel => panel.open")


def test_a_csv_for_excel_begins_with_its_mark(page: Page, address: str) -> None:
    """What the plain file holds, behind the mark."""
    table(page, address, "t06")
    plain = page.request.get(page.locator("a[data-excel]").evaluate("link => link.href")).body()
    with page.expect_download() as given:
        page.locator("a[data-excel]").click()
    assert given.value.suggested_filename.endswith("-excel.csv")
    assert Path(given.value.path()).read_bytes() == b"\xef\xbb\xbf" + plain

"""What people type finds what they mean: each query of ``queries.csv`` reaches its rank on a site of many bodies."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mingzhang.disclosures.disclosure import Body
from mingzhang.knowledge.body_names import composed_name, named_bodies, short_forms
from mingzhang.site.assembly import build_site
from tests.collection.made import Printed, disclosure, package, total
from tests.site.conftest import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BODIES = {
    "beijing-edu": ("北京市教育委员会", "110000"),
    "beijing-finance": ("北京市财政局", "110000"),
    "shanghai-health": ("上海市卫生健康委员会", "310000"),
    "putuo-justice": ("上海市普陀区司法局", "310107"),
    "suzhou-land": ("苏州市自然资源和规划局", "320500"),
    "huzhou-veterans": ("湖州市退役军人事务局", "330500"),
    "yantai-statistics": ("烟台市统计局", "370600"),
    "yantai-finance": ("烟台市财政局", "370600"),
    "guangzhou-housing": ("广州市住房和城乡建设局", "440100"),
    "xian-assets": ("西安市人民政府国有资产监督管理委员会", "610100"),
    "changji-science": ("昌吉回族自治州科学技术协会", "652300"),
}
ASK = """async ([script, queries]) => {
  const worker = new Worker(new URL(script, location.href));
  const heard = (message) => new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage(message);
  });
  await heard({ type: 0, data: {} });
  const found = [];
  for (const query of queries) found.push((await heard({ type: 2, data: query })).data.items.map(([item]) => item));
  worker.terminate();
  return found;
}"""


def queries(edition: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / "queries.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["edition"] == edition]


@pytest.fixture(scope="module")
def many(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of eleven bodies in nine places."""
    folder = tmp_path_factory.mktemp("bodies")
    made = []
    for number, (slug, (name, division)) in enumerate(BODIES.items()):
        rows = [total("1234.56"), Printed("1000.00", "206"), Printed("234.56", "208")]
        rows = rows if number == 0 else [total(f"{number}0.00"), Printed(f"{number}0.00", "206")]
        made.append(package(disclosure(slug, body=Body(name, slug, division, "")), [rows], folder))
    target = tmp_path_factory.mktemp("many")
    build_site(made, target, root / "site_src")
    with serving(target) as address:
        yield address


def asked(address: str, browser: Browser, edition: str, texts: list[str]) -> list[list[dict[str, Any]]]:
    page = browser.new_page()
    page.goto(f"{address}{edition}about/")
    found: list[list[dict[str, Any]]] = page.evaluate(ASK, ["../scripts/search.js", texts])
    page.close()
    return found


@pytest.mark.parametrize("edition", ["", "en/"])
def test_every_query_reaches_its_rank(many: str, browser: Browser, edition: str) -> None:
    rows = queries(edition)
    late = []
    for row, items in zip(rows, asked(many, browser, edition, [r["query"] for r in rows]), strict=True):
        first = items[: int(row["rank"])]
        if not any(row["location"] in f"{item['location']} {item['title']}" for item in first):
            late.append((row["query"], row["location"], [item["location"] for item in items[:4]]))
    assert not late


def test_there_are_queries_enough() -> None:
    assert len(queries("")) + len(queries("en/")) >= 60


def test_a_pasted_query_is_answered_and_announced(many: str, browser: Browser) -> None:
    """Without a key being pressed; the number of results stands where it is read out."""
    page = browser.new_page()
    page.goto(many)
    page.locator("button.mz-search").click()
    field = page.locator("input.md-search__input")
    field.evaluate(
        "node => { node.value = '教委'; node.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste' })) }"
    )
    page.wait_for_selector(".md-search-result__link")
    assert "bodies/beijing-edu/" in (page.locator(".md-search-result__link").first.get_attribute("href") or "")
    assert page.locator(".md-search-result__meta[role=status]").inner_text().strip()
    page.close()


def test_what_is_not_held_is_said_in_the_readers_language(many: str, browser: Browser) -> None:
    for edition, said in (("", "没有收录不等于没有公开"), ("en/", "does not mean that none was published")):
        [[first, *_]] = asked(many, browser, edition, ["拉萨市财政局"])
        assert said in first["text"]
        assert "拉萨市财政局" in first["title"]


def test_a_query_cannot_put_markup_on_the_page(many: str, browser: Browser) -> None:
    [[first, *_]] = asked(many, browser, "", ["<img src=x onerror=alert(1)>局"])
    assert "<img" not in first["title"]


@pytest.mark.parametrize(
    ("stem", "division", "english", "called"),
    [
        ("教育委员会", "110000", "Beijing Education Commission", {"教委", "北京教委", "北京市教委"}),
        ("司法局", "310107", "Putuo District Justice Bureau", {"普陀司法局", "普陀区司法局"}),
        ("信访局（汇总）", "610100", "Xi'an Bureau of Letters and Calls", {"西安信访局"}),
        ("司法局", "", "", {"司法局"}),
        ("某某事务中心", "110000", "", {"北京某某事务中心"}),
    ],
)
def test_names_are_composed_of_place_and_kind(stem: str, division: str, english: str, called: set[str]) -> None:
    """No place, or no name that we know: none is made up."""
    assert composed_name(stem, division) == english
    assert called <= set(short_forms(stem, division))


def test_every_known_name_has_english() -> None:
    assert len(named_bodies()) > 80
    assert all(named.name_en.isascii() and named.name_en for named in named_bodies().values())

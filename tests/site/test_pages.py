"""The built site as files: structure, links, escaping."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pandas as pd
import pytest

from mingzhang.site.assembly import build_site

ONE = "disclosures/changji-science-association/2024-budget"
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}|[x](javascript:alert(1))&amp;\"'`**b**"


class Reader(HTMLParser):
    """The ids, links and open tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        self.tags.append(tag)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found[key] for key in ("href", "src") if key in found]


def read(path: Path) -> Reader:
    return Reader(path.read_text(encoding="utf-8"))


def test_every_internal_link_and_fragment_is_there(site: Path) -> None:
    """Links are relative and lead to a page or file of the site, fragments to an id; no id stands twice."""
    pages = {path: read(path) for path in site.rglob("*.html") if path.name != "404.html"}
    assert len(pages) > 40
    twice = [path for path, page in pages.items() if len(page.ids) != len(set(page.ids))]
    assert not twice
    broken = [f"{path}: {link}" for path, page in pages.items() for link in page.links if not _leads(path, link, pages)]
    assert not broken


def _leads(path: Path, link: str, pages: dict[Path, Reader]) -> bool:
    parts = urlsplit(link)
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    target = target / "index.html" if target.is_dir() else target
    if parts.scheme == "mailto":  # a report of the page
        return True
    if parts.scheme or parts.netloc or not target.exists():
        return False
    return not parts.fragment or target not in pages or unquote(parts.fragment) in pages[target].ids


def test_every_figure_has_an_address(site: Path, founding: Path) -> None:
    """All 155 figures are cells of their tables' pages, in both editions, with the amount as printed."""
    figures = pd.read_csv(founding / "package" / "figures.csv", dtype=str, keep_default_na=False)
    assert len(figures) == 155
    for edition in ("", "en/"):
        for table_id, rows in figures.groupby("table_id"):
            text = (site / f"{edition}{ONE}/tables/{table_id}/index.html").read_text(encoding="utf-8")
            for name, printed in zip(rows["id"].astype(str), rows["printed"].astype(str), strict=True):
                assert re.search(rf'<td class="mz-num[^"]*" id="{name}"[^>]*>(?:<a[^>]*>)?{re.escape(printed)}<', text)


def test_tables_have_captions_scopes_and_spans(site: Path) -> None:
    """表2 as printed: header cells merged as on the page, row headers, a caption."""
    text = (site / f"{ONE}/tables/t02/index.html").read_text(encoding="utf-8")
    assert re.search(r'<th scope="colgroup"[^>]* colspan="3"><a[^>]*>功能分类科目</a>编码</th>', text)
    assert re.search(r'<th scope="colgroup" colspan="7"><a class="mz-term"[^>]*>财政拨款（补助）</a></th>', text)
    printed = text[text.index('<table class="mz-printed') :]
    assert printed[: printed.index("</table>")].count('<th scope="row">') == 6
    assert re.search(r"<caption[^>]*>部门收入总体情况表", text)


def test_a_two_sided_table_ties_amounts_to_their_side(site: Path) -> None:
    """In 表1 an amount names the headers of its own panel and its own row header."""
    text = (site / f"{ONE}/tables/t01/index.html").read_text(encoding="utf-8")
    ids = set(Reader(text).ids)
    cell = re.search(r'<td class="mz-num" id="fc3c87aad80b6"[^>]* headers="([^"]*)">(?:<a[^>]*>)?632.04', text)
    assert cell
    assert set(cell[1].split()) <= ids
    assert re.search(rf'<th scope="row" id="{cell[1].split()[-1]}">206', text)


def test_empty_tables_show_their_remark_and_no_figures(site: Path) -> None:
    """The three printed-empty tables."""
    for table in ("t08", "t09", "t11"):
        text = (site / f"{ONE}/tables/{table}/index.html").read_text(encoding="utf-8")
        assert "原文是空表" in text or "在原文中是空表" in text
        assert re.search(r'<td class="mz-remark"[^>]*>昌吉回族自治州科学技术协会2024年没有', text)


def test_headline(site: Path) -> None:
    """How much, from where, for what, against last year: stated first, computed parts marked so."""
    text = (site / f"{ONE}/index.html").read_text(encoding="utf-8")
    assert all(said in text for said in ("632.04", "六百三十二万零四百元", "+66.51 万元", "+11.8%", "本站推算"))
    assert all(said in text for said in ("一般公共预算（本级）", "77.5%", "科学技术支出", "基本支出"))
    assert text.index("多少钱") < text.index("钱从哪里来") < text.index('id="tables"')
    assert "重排件" in text
    assert "不等于公开发布的日期" in text


def test_english_edition(site: Path) -> None:
    """Interface, titles, headers and account names in English; names and prose Chinese, marked so."""
    text = (site / f"en/{ONE}/tables/t02/index.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in text
    for said in ("Table 2: Department income: summary", "Science and technology", "Grand total"):
        assert said in text
    prose = (site / f"en/{ONE}/text/index.html").read_text(encoding="utf-8")
    assert '<div class="mz-prose" lang="zh">' in prose


def test_claims_are_linked_to_their_figures(site: Path, founding: Path) -> None:
    """一般公共预算 489.86 of section 二 leads to a cell that prints it as the own level's, not to 表4's 568.86."""
    text = (site / f"{ONE}/text/index.html").read_text(encoding="utf-8")
    link = re.search(r'<a class="mz-claim" href="[./a-z0-9-]*/tables/t\d\d/#(f\w+)">489.86</a>', text)
    assert link
    figures = pd.read_csv(founding / "package" / "figures.csv", dtype=str)
    assert figures[figures["id"] == link[1]]["concept"].tolist() == ["income@general-own"]


def test_pictures_have_titles_descriptions_and_data(site: Path) -> None:
    """Two pictures, each for wide and narrow screens, with the data as a table."""
    text = (site / f"{ONE}/index.html").read_text(encoding="utf-8")
    assert text.count('<svg class="mz-picture" role="img"') == 4
    assert re.search(r'<desc id="flow-desc">[^<]*单位资金 → 科普活动 63.18 万元', text)
    assert re.search(r'<th scope="row">单位资金</th><td>科普活动</td><td>63.18 万元</td>', text)


def test_search_indexes_are_apart_and_small(site: Path) -> None:
    """Chinese and English entries; no prose, no invisible joints; what every page loads holds none of them."""
    chinese, english = (json.loads((site / f"{e}search/entries.json").read_text("utf-8")) for e in ("", "en/"))
    assert any(d["title"] == "财政拨款" for d in chinese["docs"])
    assert any(d["title"] == "Fiscal appropriation" for d in english["docs"])
    assert not any(d["title"] == "财政拨款" for d in english["docs"])
    for edition in ("", "en/"):
        assert (site / f"{edition}search/search_index.json").stat().st_size < 500
        text = (site / f"{edition}search/entries.json").read_text(encoding="utf-8")
        assert "\u200b" not in text
        assert len(text.encode()) < 80_000


@pytest.fixture
def hostile(founding: Path, tmp_path: Path) -> Path:
    """The founding package with hostile text wherever text stands."""
    package = tmp_path / "package"
    shutil.copytree(founding / "package", package)
    path = package / "datapackage.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["mingzhang:disclosure"]["body"]["name"] = HOSTILE
    data["mingzhang:disclosure"]["caveats"][0]["note"] = HOSTILE
    for resource in data["resources"]:
        for cell in resource.get("mingzhang:header", [])[:1]:
            cell["text"] = HOSTILE
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    texts = {
        "tables": ("title", "note", "number"), "figures": ("label", "printed"), "sections": ("title", "text"),
        "claims": ("subject", "reason"), "projects": ("name", "objective"), "targets": ("level3", "target"),
        "checks": ("sentence", "sentence_en", "name"), "glossary": ("term", "definition"), "assets": ("label",),
        "allotments": ("purpose",), "staff": ("label",),
    }  # fmt: skip
    for resource, columns in texts.items():
        _spoil(package / f"{resource}.csv", columns)
    for table in (package / "tables").glob("*.csv"):
        frame = pd.read_csv(table, dtype=str, keep_default_na=False)
        _spoil(table, list(map(str, frame.columns[:5])))
    return package


def _spoil(path: Path, columns: Sequence[str]) -> None:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    for column in columns:
        frame[column] = HOSTILE
    frame.to_csv(path, index=False, lineterminator="\n")


def test_source_text_is_escaped_wherever_it_goes(hostile: Path, root: Path, tmp_path: Path) -> None:
    """No tag, template or link is made from text of the source; it is shown as it is."""
    target = tmp_path / "site"
    target.mkdir()
    build_site([hostile], target, root / "site_src")
    pages = list(target.rglob("*.html"))
    assert len(pages) > 40
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert 'href="javascript:' not in text
        assert "49|[x]" not in text
        assert "<b>b" not in text
        assert "<strong>b" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}|[x](javascript:alert(1))" in (
        target / f"{ONE}/tables/t02/index.html"
    ).read_text(encoding="utf-8")
    index = (target / "search" / "entries.json").read_text(encoding="utf-8")
    assert not any("<script" in d["title"] + d["text"] for d in json.loads(index)["docs"])


def test_nothing_speaks_in_codes_or_empty_columns(site: Path) -> None:
    """Roles in words; tables that print no number have none; no column that no row fills; no placeholder of a date."""
    page = (site / ONE / "index.html").read_text("utf-8")
    assert "公开文件原件" in page
    assert not re.search(r"<dd>(primary|reconstruction)", page)
    assert not re.search(r"<td>t\d\d</td>", page)
    assert "YYYY-MM-DD" not in page
    procurement = page.partition('id="procurement"')[2].partition("</table>")[0]
    assert procurement.count('<th scope="col">') == 2


def test_amounts_of_projects_are_read_in_english(site: Path) -> None:
    """Not 万元; in Chinese as printed."""
    assert ">CNY 550,000<" in (site / "en" / ONE / "targets/index.html").read_text("utf-8")
    assert ">55.00 万元<" in (site / ONE / "targets/index.html").read_text("utf-8")


def test_checks_without_figures_lead_to_their_tables(site: Path) -> None:
    """The same sentence on several tables of targets is told apart by its way."""
    page = (site / ONE / "checks/index.html").read_text("utf-8")
    weights = re.findall(r'绩效目标表各项指标的权重合计.*?<a href="([^"]+)"', page, re.S)
    assert len(set(weights)) > 1

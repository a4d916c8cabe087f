"""Whatever a reader sees can be reported, with its id, page and reading; what was corrected is on record."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from click.testing import CliRunner

from mingzhang.cli import cli
from mingzhang.collection.dossier import Dossier
from mingzhang.collection.entry import Collection
from mingzhang.collection.gathering import make_entry
from mingzhang.errors import WrongCommand
from mingzhang.site.address import Here
from mingzhang.site.corrections_log import note_corrections, write_corrections
from mingzhang.site.edition import Edition
from mingzhang.site.interface import Words
from mingzhang.site.reach import require_published, unheard
from mingzhang.site.reports import message, report_of
from mingzhang.site.terms import load_glossary

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ONE = "disclosures/changji-science-association/2024-budget"
MAIL, FORM, URL = "data@example.org", "https://example.org/issues/new", "https://budgets.example/"


@pytest.mark.parametrize(
    ("to", "start"), [(MAIL, f"mailto:{MAIL}?subject="), (FORM, f"{FORM}?title="), ("", "mailto:?subject=")]
)
def test_a_message_opens_a_letter_or_a_form(to: str, start: str) -> None:
    href = message(to, "甲 & 乙", "一\n二")
    assert href.startswith(start)
    assert parse_qs(urlsplit(href).query)["body"] == ["一\n二"]


def test_the_report_of_a_page_names_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGZHANG_SITE_URL", URL)
    monkeypatch.setenv("MINGZHANG_REPORT_TO", MAIL)
    report = report_of("某局", Words("en"), Here("bodies/x/", "en"))
    assert (report.to, report.then) == (MAIL, "../../about/#corrections")
    assert f"{URL}en/bodies/x/" in unquote(report.href)
    assert {"{id}", "{page}", "{reading}", "{url}"} <= set(re.findall(r"\{\w+\}", report.body))
    assert "{" not in unquote(report.href)


@pytest.mark.parametrize(
    ("address", "to", "missing"),
    [("", MAIL, "MINGZHANG_SITE_URL"), (URL, "", "MINGZHANG_REPORT_TO"), (URL, "nobody", "MINGZHANG_REPORT_TO")],
)
def test_nothing_is_published_that_nobody_can_reach(
    address: str, to: str, missing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither made nor cleared: the command fails before it begins."""
    monkeypatch.setenv("MINGZHANG_SITE_URL", address)
    monkeypatch.setenv("MINGZHANG_REPORT_TO", to)
    with pytest.raises(WrongCommand, match=missing):
        require_published()
    site = tmp_path / "site"
    done = CliRunner().invoke(cli, ["build", "--datasets", str(tmp_path), "--site", str(site), "--publish"])
    assert isinstance(done.exception, WrongCommand)
    assert not site.exists()


def test_a_site_with_both_may_be_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGZHANG_SITE_URL", URL)
    monkeypatch.setenv("MINGZHANG_REPORT_TO", FORM)
    require_published()
    assert unheard() == ""


@pytest.mark.parametrize("edition", ["", "en/"])
def test_every_check_sentence_target_and_body_has_its_flag(site: Path, founding: Path, edition: str) -> None:
    """A check that holds gets its flag from the script, which looks for lines with an id."""
    package = Dossier(founding / "package")
    pages = {"checks": "checks", "text": "claims", "targets": "targets"}
    for page, resource in pages.items():
        text = (site / f"{edition}{ONE}/{page}/index.html").read_text(encoding="utf-8")
        flagged = set(re.findall(r'data-of="([^"]+)"', text)) | set(re.findall(r'<li id="(k[^"]+)">', text))
        assert {row["id"] for row in package.rows(resource)} <= flagged, page
        assert 'id="report"' in text
    body = (site / f"{edition}bodies/changji-science-association/index.html").read_text(encoding="utf-8")
    assert 'data-of="changji-science-association"' in body


@pytest.mark.parametrize("edition", ["", "en/"])
def test_about_says_what_happens_then(site: Path, edition: str) -> None:
    text = (site / f"{edition}about/index.html").read_text(encoding="utf-8")
    assert 'id="corrections"' in text
    assert "review.toml" in text
    assert Words("en" if edition else "zh")("log-none") in text


def test_what_was_misread_is_on_record(founding: Path, root: Path, tmp_path: Path) -> None:
    """The verdict of a human, mended or not yet; a release that changed readings. Source text is data."""
    package = Dossier(founding / "package")
    entry = make_entry(package)
    figure = package.rows("figures")[0]["id"]
    seen = {"figure_id": figure, "table_id": "", "verdict": "misread", "reading": "1.00", "seen": "<b>7.00"}
    package.rows("reviews").extend(
        [{**seen, "state": "stale", "date": "2026-01-02"}, {**seen, "state": "current", "date": "2026-01-03"}]
    )
    (tmp_path / "about.md").write_text("# 关于\n", encoding="utf-8")
    glossary = load_glossary(root / "site_src" / "glossary.yml")
    edition = Edition(Words("zh"), Collection((entry,)), glossary, tmp_path)
    note_corrections(edition, entry, package)
    change = {"kind": "changed", "title": "乙", "version": "1.1.0", "added": [], "removed": [], "altered": ["f1"]}
    write_corrections(edition, [{"date": "2026-01-04", "changes": [change, {**change, "altered": []}]}])
    text = (tmp_path / "about.md").read_text(encoding="utf-8")
    days = re.findall(r"<tr><td>(2026-[\d-]+)</td>", text)
    assert days == ["2026-01-04", "2026-01-03", "2026-01-02"]
    assert ("已改读" in text, "待改正" in text, "改动 1" in text) == (True, True, True)
    assert "&lt;b&gt;7.00" in text


def test_a_flag_becomes_a_message(address: str, browser: Browser) -> None:
    """With the id, the page and what is read, ready to send."""
    page = browser.new_page()
    page.goto(f"{address}{ONE}/text/")
    flag = page.locator("tr a.mz-flag").first
    flag.evaluate("node => node.addEventListener('click', event => event.preventDefault())")
    flag.focus()
    page.keyboard.press("Enter")
    href = unquote(flag.get_attribute("href") or "")
    assert href.startswith("mailto:?subject=")
    assert (flag.get_attribute("data-of") or "?") in href
    assert f"{address}{ONE}/text/#" in href
    assert len(href.partition("现在读作：")[2].partition("\n")[0]) > 5
    page.close()

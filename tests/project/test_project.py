"""mingzhang.toml: what it may say, and how a mistake in it is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mingzhang.errors import WrongCommand
from mingzhang.project.colours import contrast_with_white, mixed, style_sheet
from mingzhang.project.project import HERE, load_project

GOOD = '[publisher]\nname = "西安财政公开"\nname_en = "Xi\'an Open Budgets"\nid = "xian"\n'


def settings(folder: Path, text: str) -> Path:
    (folder / "mingzhang.toml").write_text(text, encoding="utf-8")
    return folder


def test_without_settings_the_site_is_ours(tmp_path: Path) -> None:
    assert load_project(tmp_path) is HERE


def test_settings_are_read(tmp_path: Path) -> None:
    told = f'{GOOD}tag = "budget.example,2026"\ncontact = "a@b.example"\nofficial = true\n[site]\nprimary = "#7a1f2b"\n'
    project = load_project(settings(tmp_path, told))
    assert project.publisher.title == "西安财政公开 Xi'an Open Budgets"
    assert project.publisher.contributor["email"] == "a@b.example"
    assert (project.publisher.tag, project.primary, project.official) == ("budget.example,2026", "#7a1f2b", True)
    assert project.folder == tmp_path.resolve()
    assert project.overlay is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace("name_en", "nameen"), "unknown key nameen; expected one of name, .*; did you mean name_en?"),
        (GOOD.replace('id = "xian"\n', ""), "publisher: no key id; expected all of name, name_en, id"),
        (f'{GOOD}contact = "call us"', "publisher.contact: found 'call us'"),
        (f'{GOOD}[site]\naddress = "www.example"', "site.address: found 'www.example'"),
        (f'{GOOD}[site]\nprimary = "#ffee00"', r"site.primary: #ffee00 is too light for white text \(contrast 1.2\)"),
        (f'{GOOD}[site]\nlogo = "images/logo.svg"', "site.logo: no file site/images/logo.svg"),
        ("[publisher\n", "no TOML"),
    ],
)
def test_a_mistake_is_named_with_its_key(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(WrongCommand, match=told):
        load_project(settings(tmp_path, text))


def test_the_environment_goes_before_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = f'{GOOD}contact = "a@b.example"\n[site]\naddress = "https://own.example/"\n'
    monkeypatch.setenv("MINGZHANG_SITE_URL", "https://other.example/")
    monkeypatch.setenv("MINGZHANG_REPORT_TO", "")
    monkeypatch.delenv("MINGZHANG_REPORT_TO")
    load_project(settings(tmp_path, told)).announce()
    assert os.environ["MINGZHANG_SITE_URL"] == "https://other.example/"
    assert os.environ["MINGZHANG_REPORT_TO"] == "a@b.example"


def test_colours_keep_links_readable() -> None:
    assert round(contrast_with_white("#000000")) == 21
    assert contrast_with_white("#ffffff") == 1
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert "--md-primary-fg-color: #7a1f2b;" in style_sheet("#7a1f2b", "#8a4b08")

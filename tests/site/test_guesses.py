"""What a document does not state outright is marked where it is shown."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from mingzhang.collection.dossier import Dossier
from mingzhang.collection.entry import Collection, Entry
from mingzhang.collection.gathering import make_entry
from mingzhang.site.address import Here
from mingzhang.site.compare_page import write_compare_data
from mingzhang.site.describe import crumbs, full_title
from mingzhang.site.edition import Edition, _environment
from mingzhang.site.figure_view import concept_name, meaning_of, proofs_of
from mingzhang.site.interface import Words
from mingzhang.site.query_page import Held
from mingzhang.site.query_page import _setting as query_setting
from mingzhang.site.targets_page import _state
from mingzhang.site.terms import load_glossary
from mingzhang.site.unread import targets_are_known

MACRO = "{% from '_macros.html' import guessed %}{{ guessed(field, guesses, t) }}"


def test_the_certainty_of_a_package_reaches_the_collection(founding: Path, tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(founding / "package", package)
    path = package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    assert make_entry(Dossier(package)).guesses == frozenset()
    descriptor["mingzhang:disclosure"]["certainty"] |= {"fiscal_year": "likely", "signed": "unknown"}
    path.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    assert make_entry(Dossier(package)).guesses == {"fiscal_year"}


def test_a_guess_is_marked_in_both_languages() -> None:
    template = _environment(None).from_string(MACRO)
    zh = template.render(field="fiscal_year", guesses={"fiscal_year"}, t=Words("zh"))
    en = template.render(field="fiscal_year", guesses={"fiscal_year"}, t=Words("en"))
    assert ("推定" in zh, "likely" in en) == (True, True)
    assert template.render(field="scope", guesses={"fiscal_year"}, t=Words("zh")) == ""


def likely(founding: Path, *fields: str) -> Entry:
    return replace(make_entry(Dossier(founding / "package")), guesses=frozenset(fields))


@pytest.mark.parametrize(
    ("fields", "title", "trail"),
    [
        ((), "昌吉回族自治州科学技术协会 2024年部门预算", []),
        (("fiscal_year",), "昌吉回族自治州科学技术协会 2024年部门预算（推定）", ["2024年部门预算（推定）"]),
        (("scope",), "昌吉回族自治州科学技术协会 2024年部门预算（推定）", ["2024年部门预算（推定）"]),
        (("body",), "昌吉回族自治州科学技术协会（推定） 2024年部门预算", ["昌吉回族自治州科学技术协会（推定）"]),
        (("division",), "昌吉回族自治州科学技术协会 2024年部门预算", ["昌吉回族自治州（推定）"]),
    ],
)
def test_a_guess_is_marked_wherever_it_is_named(
    founding: Path, fields: tuple[str, ...], title: str, trail: list[str]
) -> None:
    """In titles and in the way to a page, which every page of a disclosure carries."""
    entry, words = likely(founding, *fields), Words("zh")
    assert full_title(entry, words) == title
    steps = crumbs(Here("disclosures/x/y/text/", "zh"), words, entry)
    assert [step.name for step in steps if "推定" in step.name] == trail


def test_lists_mark_body_year_scope_and_place(founding: Path) -> None:
    entry = likely(founding, "body", "fiscal_year", "scope", "kind", "division")
    row = {"guesses": entry.guesses, "body": "甲", "title": "乙", "href": "", "lang": "", "also": "", "change": "",
           "growth": "", "year": 2024, "yuan": "1", "total": "1", "kind": "预算", "scope": "部门"}  # fmt: skip
    page = _environment(None).get_template("_entries.html").render(entries=[row], t=Words("zh"))
    assert len(re.findall(r">(?:地区)?推定<", page)) == 5


@pytest.mark.parametrize(
    ("meaning", "proofs", "said", "proved"),
    [
        ("confirmed", "3", "支出合计", "由 3 个加总证实。"),
        ("named", "1", "支出合计（据表头，未经加总证实）", "由一个加总证实。"),
        ("", "0", "支出合计（据表头，未经加总证实）", "没有加总证实。"),
    ],
)
def test_meaning_and_proofs_stand_beside_the_figure(meaning: str, proofs: str, said: str, proved: str) -> None:
    figure = {"concept": "expenditure@general", "meaning": meaning, "proofs": proofs, "measure": "amount"}
    assert meaning_of(figure, Words("zh")).replace(concept_name("expenditure@general", Words("zh")), "支出合计") == said
    assert proofs_of(figure, Words("zh")) == proved
    assert meaning_of({**figure, "concept": ""}, Words("zh")) == "未认出"


@pytest.mark.parametrize(
    ("state", "target_of", "known"),
    [("read", "p1", True), ("unknown-form", "p1", False), ("doubtful", "p1", False), ("read", "", False)],
)
def test_none_is_said_only_where_nothing_is_left_unread(state: str, target_of: str, known: bool) -> None:
    rows = {
        "tables": [{"table_id": "t01", "state": state}],
        "projects": [{"id": "p1", "targets_state": "absent"}],
        "targets": [{"scope": "project", "project_id": target_of}],
    }

    class Held:
        def rows(self, name: str) -> list[dict[str, str]]:
            return rows[name]

    package = cast(Dossier, Held())
    assert targets_are_known(package) is known
    said = _state(rows["projects"][0], package, Words("zh"))
    assert said.startswith("这份文件里没有" if known else "没有认出")


def test_the_query_and_the_comparison_know_what_is_only_likely(founding: Path, root: Path, tmp_path: Path) -> None:
    """Their rows are made in the browser, from data that say it per disclosure."""
    entry = likely(founding, "scope", "body")
    glossary = load_glossary(root / "site_src" / "glossary.yml")
    edition = Edition(Words("zh"), Collection((entry,)), glossary, tmp_path)
    setting = json.loads(query_setting(edition, Here("query/", "zh"), Held()))
    assert setting["guesses"] == {entry.id: ["body", "scope"]}
    write_compare_data(edition, tmp_path)
    assert json.loads((tmp_path / "compare.json").read_text(encoding="utf-8"))["guesses"] == setting["guesses"]

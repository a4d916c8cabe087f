"""Terms marked in running text and headers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mingzhang.site.address import Here
from mingzhang.site.terms import Glossary, Marker, load_glossary


@pytest.fixture(scope="session")
def glossary(root: Path) -> Glossary:
    """The site's glossary."""
    return load_glossary(root / "site_src" / "glossary.yml")


def test_the_longest_term_wins_and_text_is_escaped(glossary: Glossary) -> None:
    """政府性基金预算 is one term, not 基金 and 预算; < and & stay text."""
    mark = Marker(glossary, Here("disclosures/a/b/", "zh"))
    text = str(mark("安排<政府性基金预算>&支出"))
    assert text == (
        '安排&lt;<a class="mz-term" href="../../../glossary/#government-fund-budget">政府性基金预算</a>&gt;&amp;支出'
    )


def test_once_where_asked(glossary: Glossary) -> None:
    """In prose a term is marked where it first stands in a section."""
    mark = Marker(glossary, Here("", "zh"))
    seen: set[str] = set()
    assert str(mark("财政拨款与财政拨款", seen)).count("mz-term") == 1
    assert "mz-term" not in str(mark("财政拨款", seen))


def test_tooltips_say_the_first_sentence(site: Path) -> None:
    """Each edition has those of the glossary and of every class of codes in files of their own, in its language."""
    for edition, told in (("", ("财政拨款", "Fiscal appropriation")), ("en/", ("Fiscal appropriation", "财政拨款"))):
        tips = json.loads((site / f"{edition}tips/terms.json").read_text(encoding="utf-8"))
        title, also, text = tips["fiscal-appropriation"]
        assert (title, also) == told
        assert text.endswith(("。", "."))
        codes = json.loads((site / f"{edition}tips/206.json").read_text(encoding="utf-8"))
        assert "2060702" in codes["2060702"][0]


def test_english_headers_are_marked_by_their_chinese(glossary: Glossary) -> None:
    """The whole English name is the mark; a name without English is marked as Chinese."""
    mark = Marker(glossary, Here("", "en"))
    assert '#basic-expenditure">Basic expenditure</a>' in str(mark.header("基本支出", "Basic expenditure", "en"))
    assert str(mark.header("某项目", "某项目", "zh")) == '<span lang="zh">某项目</span>'

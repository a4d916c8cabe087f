"""The glossary is complete in both languages, its references lead somewhere, and its tooltips are unambiguous."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
TERMS: list[dict[str, Any]] = yaml.safe_load((REPOSITORY / "site_src/glossary.yml").read_text(encoding="utf-8"))[
    "terms"
]
CONCEPTS: dict[str, Any] = yaml.safe_load(
    (REPOSITORY / "build/mingzhang/knowledge/concepts.yml").read_text(encoding="utf-8")
)
REQUIRED = {"id", "term", "pinyin", "en", "definition", "see"}
OPTIONAL = {"aliases", "match", "basis", "concepts"}
# What the founding disclosure explains in its own words must stand in ours beside it.
FOUNDING = [
    "财政拨款",
    "一般公共预算",
    "财政专户管理资金",
    "其他资金",
    "基本支出",
    "项目支出",
    "“三公”经费",
    "机关运行经费",
]


def _by_id(term: dict[str, Any]) -> str:
    return str(term["id"])


@pytest.mark.parametrize("term", TERMS, ids=_by_id)
def test_an_entry_is_complete(term: dict[str, Any]) -> None:
    assert set(term) >= REQUIRED
    assert set(term) <= REQUIRED | OPTIONAL
    assert re.fullmatch(r"[a-z0-9-]+", term["id"])
    assert 2 <= len(re.findall(r"[。！？]", term["definition"]["zh"])) <= 4
    assert 2 <= len(re.findall(r"[.!?](?= |$)", term["definition"]["en"])) <= 4
    assert not re.search(r"[一-鿿]", term["en"] + term["definition"]["en"] + term["pinyin"])


@pytest.mark.parametrize("term", TERMS, ids=_by_id)
def test_references_lead_somewhere(term: dict[str, Any]) -> None:
    assert set(term["see"]) <= {other["id"] for other in TERMS} - {term["id"]}
    assert set(term.get("concepts", [])) <= set(CONCEPTS["items"]) | set(CONCEPTS["funds"])


def test_ids_and_tooltip_words_are_unique() -> None:
    words = [word for term in TERMS for word in term.get("match", [term["term"], *term.get("aliases", [])])]
    assert [word for word, count in Counter(words).items() if count > 1] == []
    assert len({term["id"] for term in TERMS}) == len(TERMS)


def test_a_term_and_its_concept_have_one_english_name() -> None:
    names = {key: value["en"] for part in ("items", "funds") for key, value in CONCEPTS[part].items()}
    named = {key: value["zh"] for part in ("items", "funds") for key, value in CONCEPTS[part].items()}
    for term in TERMS:
        for concept in term.get("concepts", []):
            if named[concept] == term["term"]:
                assert names[concept] == term["en"], term["id"]


def test_terms_of_the_founding_disclosure_are_explained() -> None:
    words = {word for term in TERMS for word in (term["term"], *term.get("aliases", []))}
    assert words >= set(FOUNDING)
    assert len(TERMS) >= 60

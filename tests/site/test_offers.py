"""What pages offer to take away cannot break out of the page."""

from __future__ import annotations

import json
from typing import Any, cast

from mingzhang.collection.dossier import Dossier
from mingzhang.package.jsonld import page_dataset
from mingzhang.site.address import Here
from mingzhang.site.offers import script_of

HOSTILE = '</script><script>alert("甲")</script>&amp;'


class Held:
    """A package of which only the descriptor is asked."""

    def __init__(self, descriptor: dict[str, Any]) -> None:
        self.descriptor = descriptor


def descriptor() -> dict[str, Any]:
    body = {"name": HOSTILE, "slug": "ju", "division": "", "level": ""}
    facts = {"body": body, "fiscal_year": 2024, "kind": "budget", "scope": "department", "edition": 1}
    resource = {
        "name": "figures", "title": "金额", "path": "figures.csv", "bytes": 1, "hash": "sha256:0", "description": "",
        "description:en": "", "schema": {"fields": [], "primaryKey": ["id"]},
    }  # fmt: skip
    return {
        "name": "ju-2024-budget", "title": HOSTILE, "title:en": HOSTILE, "description": HOSTILE, "version": "1.0.0",
        "description:en": HOSTILE, "keywords": [HOSTILE], "sources": [], "resources": [resource],
        "mingzhang:disclosure": {**facts, "signed": "2024-02-23", "published": ""},
    }  # fmt: skip


def test_source_text_cannot_end_the_script() -> None:
    script = str(script_of(cast(Dossier, Held(descriptor())), Here("disclosures/ju/2024-budget/", "en")))
    start, end = '<script type="application/ld+json">', "</script>"
    assert script.startswith(start)
    inner = script.removeprefix(start).removesuffix(end)
    assert "<" not in inner
    assert json.loads(inner)["name"] == HOSTILE


def test_files_are_found_below_any_path() -> None:
    """Without an address of the site they are relative to the page: from the English edition one step further up."""
    script = str(script_of(cast(Dossier, Held(descriptor())), Here("disclosures/ju/2024-budget/", "en")))
    first = json.loads(script.partition(">")[2].removesuffix("</script>"))["distribution"][0]
    assert first["contentUrl"] == "../../../../data/ju/2024-budget.zip"


def test_the_page_says_what_search_engines_of_data_look_for() -> None:
    dataset = page_dataset(descriptor(), "https://example.org/mz")
    assert (dataset["@context"], dataset["@type"], dataset["version"]) == ("https://schema.org/", "Dataset", "1.0.0")
    base = "https://example.org/mz/data/ju/2024-budget"
    assert [d["contentUrl"] for d in dataset["distribution"]] == [f"{base}.zip", f"{base}.xlsx", f"{base}/figures.csv"]
    assert "datePublished" not in dataset
    assert dataset["dateCreated"] == "2024-02-23"
    assert "recordSet" not in dataset

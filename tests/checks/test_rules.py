"""identities.yml itself: complete in both languages, readable, and every spoiled entry told with file and line."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from mingzhang.errors import WrongCommand
from mingzhang.knowledge.identities import load_identities, parse_identities
from mingzhang.knowledge.loading import knowledge_text

from .conftest import case, small

TEXT = knowledge_text("identities.yml")


def test_every_identity_speaks_both_languages() -> None:
    for identity in load_identities():
        for wording in (identity.name, identity.basis, *(identity.sentences or {}).values()):
            assert re.search(r"[一-鿿]", wording.zh), identity.id
            assert re.search(r"[a-z]", wording.en), identity.id
            assert not re.search(r"[一-鿿]", wording.en), identity.id


@pytest.mark.parametrize("spoil", case("broken.yml"), ids=lambda s: s["new"][:40])
def test_spoiled_entry_is_told_with_its_line(spoil: dict[str, Any]) -> None:
    start = TEXT.index(spoil["after"]) if "after" in spoil else 0
    at = TEXT.index(spoil["old"], start)
    spoiled = TEXT[:at] + spoil["new"] + TEXT[at + len(spoil["old"]) :]
    line = spoiled[: spoiled.index(spoil["line"]) if "line" in spoil else at].count("\n") + 1
    with pytest.raises(WrongCommand, match=spoil["says"]) as caught:
        parse_identities(spoiled, "identities.yml")
    named = int(re.match(r"identities\.yml:(\d+)", caught.value.where)[1])  # type: ignore[index]
    assert abs(named - line) <= 1, f"line {named} named, {line} spoiled"
    assert "\n" not in str(caught.value)


def test_broken_yaml_is_told_with_its_line() -> None:
    with pytest.raises(WrongCommand) as caught:
        parse_identities("identities:\n- id: a\n  name: {zh: [}\n", "mine.yml")
    assert caught.value.where == "mine.yml:3"


def test_a_new_identity_needs_no_code() -> None:
    identity = {
        "id": "mine.reception-small",
        "name": {"zh": "接待费不超过三公的一半", "en": "Reception is not more than half"},
        "basis": {"zh": "内部规定", "en": "Rule of the house"},
        "strength": "definitional",
        "per": [["table", "row", "period"]],
        "terms": {"reception": {"item": "three-public.reception"}, "all": {"item": "three-public"}},
        "formula": "2 * reception <= all",
    }
    parsed = parse_identities(yaml.safe_dump({"identities": [identity]}, allow_unicode=True), "mine.yml")
    checks = small(case("engine/last-year.yml")).checks(identities=parsed)
    mine = [c for c in checks if c.identity == "mine.reception-small"]
    assert [(c.result, str(c.left)) for c in mine] == [("holds", "6.00"), ("holds", "6.00")]

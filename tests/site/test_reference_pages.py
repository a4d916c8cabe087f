"""The glossary's examples, and the names of projects."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mingzhang.collection.dossier import Dossier
from mingzhang.collection.entry import Body, Entry, Headline
from mingzhang.site.address import Here
from mingzhang.site.edition import Edition
from mingzhang.site.interface import Words
from mingzhang.site.reference_pages import note_wordings
from mingzhang.site.targets_page import _code_and_name


def test_one_wording_is_shown_once() -> None:
    """A body that explains a word alike every year takes no place from others."""
    edition: Any = SimpleNamespace(
        words=Words("zh"),
        wordings={},
        glossary=SimpleNamespace(names={"基本支出": "basic"}),
        here=lambda where: Here(where, "zh"),
    )
    for year, definition in ((2023, "维持运转的支出"), (2024, "维持运转的支出"), (2025, "人员和公用经费")):
        entry = Entry(
            f"x/{year}", Path(), Body("x", "某局", "", ""), "", "", year, "budget", "unit", 1, "", "", Headline()
        )
        row = {"term": "基本支出", "definition": definition, "section": "s1"}
        package = SimpleNamespace(rows=lambda _, row=row: [row])
        note_wordings(cast(Edition, edition), entry, cast(Dossier, package))
    assert [(name, wording) for name, _, wording in edition.wordings["basic"]] == [
        ("某局 2023年单位预算", "维持运转的支出"),
        ("某局 2025年单位预算", "人员和公用经费"),
    ]


@pytest.mark.parametrize(
    ("printed", "code", "name"),
    [
        ("11000021Y000000390848-公务用车购置项目", "11000021Y000000390848", "公务用车购置项目"),
        ("昌州财教【2023】98号-2024年计划资金", "", "昌州财教【2023】98号-2024年计划资金"),
        ("2024-2026年规划", "", "2024-2026年规划"),
    ],
)
def test_the_number_of_a_project_is_no_part_of_its_name(printed: str, code: str, name: str) -> None:
    assert _code_and_name(printed) == (code, name)

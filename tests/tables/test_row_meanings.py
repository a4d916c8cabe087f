"""What the labels of rows mean in a two-sided form."""

from __future__ import annotations

import pytest

from mingzhang.knowledge.forms import load_forms, row_meaning


@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        ("（2）国有资本经营收益", "income@state-capital"),
        ("三、国有资本经营收入", "income@state-capital-own"),
        ("上年实户资金余额", "carryover-in@unit-funds"),
        ("其中：财政拨款资金结转", "carryover-in@fiscal"),
        ("非财政拨款资金结余", "carryover-in@non-fiscal"),
        ("二、上年结转", "carryover-in"),
    ],
)
def test_an_income_row_means_by_its_words(label: str, meaning: str) -> None:
    assert row_meaning(load_forms()["budget-balance"], label, "income") == meaning

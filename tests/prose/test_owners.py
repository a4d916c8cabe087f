"""Whose change a paragraph states: told by the numbers, not by where the words stand."""

from __future__ import annotations

import pytest

from mingzhang.prose.owners import settle_owners
from mingzhang.prose.statements import read_statements


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The rate fits the amount that the words name.
        (
            "支出预算110.00万元，比上年增加10.00万元，增长10.00%。其中：基本支出60.00万元，项目支出50.00万元。",
            {"支出预算": ("10.00", "10.00", "printed"), "基本支出": (None, None, "printed")},
        ),
        # At the end of an 其中 list the change is the head's, when only the head fits the rate.
        (
            "支出预算110.00万元，其中：基本支出60.00万元，项目支出50.00万元，比上年增加10.00万元，增长10.00%。",
            {"支出预算": ("10.00", "10.00", "inferred"), "项目支出": (None, None, "printed")},
        ),
        # The same list, and the rate is the last item's own.
        (
            "支出预算110.00万元，其中：基本支出60.00万元，项目支出50.00万元，比上年增加10.00万元，增长25.00%。",
            {"支出预算": (None, None, "printed"), "项目支出": ("10.00", "25.00", "printed")},
        ),
        # Two amounts fit: the words stand, the page may be wrong, nothing is moved.
        (
            "收入预算110.00万元，支出预算110.00万元，其中：项目支出50.00万元，比上年增加10.00万元，增长10.00%。",
            {"收入预算": (None, None, "printed"), "项目支出": ("10.00", "10.00", "printed")},
        ),
        # Last year's amount would be negative, and nothing else tells: nobody's.
        (
            "支出预算500.00万元，其中：项目支出50.00万元，比上年增加80.00万元。",
            {"支出预算": (None, None, "printed"), "项目支出": (None, None, "doubtful")},
        ),
        # What a change is of may be said far before it; a rate that fits it tells.
        (
            "其他收入90.00万元，为其他途径取得的收入，例如：存款利息收入、财政拨款收入等，比上年增加30.00万元，增长50.00%。",
            {"其他收入": ("30.00", "50.00", "inferred")},
        ),
        # One change of both sides of the accounts; of one side only where one is named.
        (
            "收入总计50.00万元，支出总计50.00万元。与上年相比，收、支总计各减少5.00万元，下降9.09%。",
            {"收入": ("-5.00", "-9.09", "printed"), "支出": ("-5.00", "-9.09", "printed")},
        ),
        (
            "收入总计50.00万元，支出总计50.00万元。与上年相比，支出减少5.00万元，下降9.09%。",
            {"收入": (None, None, "printed"), "支出": ("-5.00", "-9.09", "printed")},
        ),
        # A rate that fits nothing in the passage stays where it was printed.
        (
            "支出预算110.00万元，比上年增加10.00万元，增长30.00%。",
            {"支出预算": ("10.00", "30.00", "printed")},
        ),
    ],
)
def test_the_change_is_of_the_amount_it_fits(
    text: str, expected: dict[str, tuple[str | None, str | None, str]]
) -> None:
    settled = {s.subject: s for s in settle_owners(read_statements(text, 2024))}
    for subject, (change, growth, reading) in expected.items():
        said = settled[subject]
        assert (said.change and str(said.change), said.growth and str(said.growth)) == (change, growth), subject
        assert said.reading == reading, subject


def test_of_what_is_still_nothing_no_other_amount_takes_the_change_over() -> None:
    text = "车辆费32.00万元，其中：购置费0.00万元，比上年增加0.00万元，增长0.00%。"
    settled = settle_owners(read_statements(text, 2024))
    assert [(s.subject, s.change is not None) for s in settled] == [("车辆费", False), ("购置费", True)]

"""Projects whose targets are said to be withheld: those that alone add up to the stated sum."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from mingzhang.prose.matrix import Field
from mingzhang.prose.procurement import _label
from mingzhang.prose.projects import _mark_withheld
from mingzhang.prose.records import Project
from mingzhang.prose.statements import read_statements
from mingzhang.prose.target_columns import columns_in_order
from mingzhang.reading.document import Cell, Place


def withheld(sentence: str, *projects: tuple[str, str]) -> list[str]:
    """The projects (万元, state of their targets) that the sentence says to be withheld, by number."""
    records = [
        Project(f"p{n}", f"项目{n}", amount_yuan=Decimal(amount) * 10000, targets_state=state)
        for n, (amount, state) in enumerate(projects, 1)
    ]
    passage: Any = SimpleNamespace(text=sentence)
    return [r.id for r in _mark_withheld(records, [passage]) if r.targets_state == "withheld"]


SAID = "有{}个项目涉及金额{}万元，因涉密不予公开。"


@pytest.mark.parametrize(
    ("count", "amount", "found"),
    [(1, "50.00", ["p2"]), (2, "80.00", []), (2, "60.00", ["p1", "p3"]), (1, "30.00", []),
     (3, "110.00", ["p1", "p2", "p3"]), (1, "70.00", [])],
)  # fmt: skip
def test_the_only_combination_of_so_many_that_adds_up(count: int, amount: str, found: list[str]) -> None:
    projects = (("30.00", "absent"), ("50.00", "absent"), ("30.00", "absent"), ("70.00", "disclosed"))
    assert withheld(SAID.format(count, amount), *projects) == found


def test_what_is_not_said_to_be_withheld_is_only_absent() -> None:
    assert withheld("有1个项目涉及金额50.00万元，已全部公开。", ("50.00", "absent")) == []


def test_bare_amounts_of_purchases_are_of_the_enterprises_named_before() -> None:
    said = read_statements("由中小企业承接，合同金额80.00万元。", 2024)
    assert [_label(s) for s in said] == ["中小企业承接，合同金额"]
    [plain] = read_statements("采购金额100.00万元。", 2024)
    assert _label(plain) == plain.subject


def fields(*texts: str) -> list[Field]:
    """A row of cells, each of its own."""
    return [Field(text, Cell(0, n, 1, 1, text, Place(1))) for n, text in enumerate(texts)]


def test_columns_of_a_grid_without_header_stand_in_the_known_order() -> None:
    known = {"level1": 0, "level2": 1, "level3": 2, "value": 3}
    rows = [fields("数量指标", "培训人次", "100人"), fields("质量指标", "合格率", "95%")]
    assert columns_in_order(known, rows) == {"level2": 0, "level3": 1, "value": 2}
    wide = [
        fields("产出指标", kind, name, "", value)
        for kind, name, value in (("数量指标", "培训人次", "100人"), ("质量指标", "合格率", "95%"))
    ]
    assert columns_in_order(known, wide) == {"level1": 0, "level2": 1, "level3": 2, "value": 4}
    assert columns_in_order(known, [fields("数量指标", "培训人次")]) == {}
    assert columns_in_order(known, [fields("甲", "培训人次", "100人")]) == {}

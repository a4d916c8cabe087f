"""Which figure a statement speaks of: of its year and phase, of its class or name, equal as far as both are printed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from mingzhang.figures.figure import Figure
from mingzhang.prose.ids import unique_id
from mingzhang.prose.subjects import Asked, Figures
from mingzhang.tables.table import Table
from tests.figures.test_confirming import figure


def printed(name: str, amount: str, concept: str = "expenditure", **told: Any) -> Figure:
    """A figure in 万元 of the budget of 2024."""
    value = Decimal(amount)
    base = figure(0, concept, 0)
    return replace(base, id=name, amount=value, printed=amount, amount_yuan=value * 10000, **told)


def asked(subject: str, amount: str, **told: Any) -> Asked:
    """A statement in 万元 about the budget of 2024."""
    value = Decimal(amount)
    step = Decimal(1).scaleb(int(value.as_tuple().exponent)) * 10000
    given = {"context": "", "topic": "", "year": 2024, "phase": "budget", **told}
    return Asked(subject, amount_yuan=value * 10000, step=step, **given)


def found(question: Asked, *figures: Figure, titles: tuple[str, ...] = ()) -> str:
    """The id of the figure that it speaks of."""
    tables = [Table(f"t{n:02}", "", title, "", "万元", (1,), (), (), 1, ()) for n, title in enumerate(titles, 1)]
    return Figures(figures, tables, 2024).ask(question).figure_id


@pytest.mark.parametrize(
    ("told", "is_it"),
    [
        ({}, True),
        ({"figure_year": None}, True),
        ({"figure_year": 2023}, False),
        ({"phase": ""}, True),
        ({"phase": "final"}, False),
        ({"measure": "percent"}, False),
        ({"project": "甲项目"}, False),
    ],
)
def test_a_figure_of_the_same_year_and_phase(told: dict[str, Any], is_it: bool) -> None:
    assert found(asked("支出预算", "110.00"), printed("a", "110.00", **told)) == ("a" if is_it else "")


@pytest.mark.parametrize(
    ("said", "amount", "equal"),
    [("110.00", "110.00", True), ("110.00", "110.01", False), ("110.0", "110.04", True), ("110.0", "110.05", True),
     ("110.0", "110.06", False), ("110.04", "110.0", True), ("110.06", "110.0", False), ("0", "0.00", True),
     ("0.00", "0", True)],
)  # fmt: skip
def test_amounts_are_equal_as_far_as_both_are_printed(said: str, amount: str, equal: bool) -> None:
    assert found(asked("支出预算", said), printed("a", amount)) == ("a" if equal else "")


def test_of_equal_figures_the_sure_one_the_one_of_its_phase_and_the_total_comes_first() -> None:
    question = asked("支出预算", "110.00")
    assert found(question, printed("a", "110.00", reading="inferred"), printed("b", "110.00")) == "b"
    assert found(question, printed("a", "110.00", phase=""), printed("b", "110.00")) == "b"
    assert found(question, printed("a", "110.00"), printed("b", "110.00", row_role="total")) == "b"
    assert found(question, printed("a", "110.00", row=2), printed("b", "110.00", row=1)) == "b"


def test_the_table_that_the_section_names_comes_first() -> None:
    question = asked("支出预算", "110.00", context="政府性基金预算支出")
    figures = (printed("a", "110.00", table_id="t01"), printed("b", "110.00", table_id="t02"))
    assert found(question, *figures, titles=("支出总表", "政府性基金预算支出表")) == "b"
    assert found(question, *figures, titles=("政府性基金预算支出表", "支出总表")) == "a"


def test_a_class_is_told_by_path_or_code() -> None:
    row = printed("a", "60.00", code="2060701", functional_code="2060701", label="机构运行")
    other = printed("b", "60.00", code="2080501", functional_code="2080501", label="行政单位离退休")
    question = asked("科学技术支出（类）科学技术普及（款）机构运行（项）", "60.00")
    assert found(question, other, row) == "a"
    assert found(asked("科学技术支出（206类）科学技术普及（07款）机构运行（01项）", "60.00"), other, row) == "a"
    assert found(question, other) == ""


def test_a_row_of_income_is_meant_only_where_income_is_spoken_of() -> None:
    income = printed("a", "60.00", "income", code="206", functional_code="206", label="科学技术支出")
    question = asked("科学技术支出（类）", "60.00")
    assert found(question, income) == ""
    assert found(replace(question, topic="income"), income) == "a"


def test_a_row_or_a_column_of_the_very_name() -> None:
    row = printed("a", "9.00", "", label="设备购置费", column_label="金额")
    column = printed("b", "9.00", "", row_role="total", label="合计", column_label="支出 / 设备购置费")
    inner = replace(column, id="c", row_role="item")
    question = asked("设备购置费", "9.00")
    assert [found(question, f) for f in (row, column, inner)] == ["a", "b", ""]
    assert found(question, column, row) == "a"
    assert found(asked("办公费", "9.00"), row, column) == ""
    assert found(asked("费", "9.00"), replace(row, label="费")) == ""


def test_economic_classes_of_departments_and_of_governments() -> None:
    own = printed("a", "60.00", code="301", economic_code="301", label="工资福利支出")
    other = printed("b", "60.00", code="501", gov_economic_code="501", label="机关工资福利支出")
    assert found(asked("工资福利支出（301）", "60.00"), other, own) == "a"
    assert found(asked("机关工资福利支出（501）", "60.00"), other, own) == "b"
    meaning = Figures([own, other], [], 2024).ask(asked("机关工资福利支出（501）", "60.00"))
    assert (meaning.functional_code, meaning.economic_code) == ("", "")


def test_ids_tell_repetitions_apart_and_stay_the_same() -> None:
    seen: dict[str, int] = {}
    first, again, third, other = (unique_id(seen, "c", text) for text in ("甲", "甲", "甲", "乙"))
    assert (again, third) == (f"{first}-2", f"{first}-3")
    assert other != first
    assert first == unique_id({}, "c", "甲")
    assert len(first) == 11
    assert unique_id({}, "c", "甲", "乙") != unique_id({}, "c", "甲乙")

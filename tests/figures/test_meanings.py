"""What a figure means, at the edges: which form it is of, what its row leaves to its column, which sums confirm it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from mingzhang.figures.concepts import concept_of, form_of
from mingzhang.figures.confirming import confirm
from mingzhang.figures.extract import _once, extract_figures
from mingzhang.knowledge.forms import Form, load_forms
from mingzhang.reading.document import Cell, Place
from mingzhang.structure.skeleton import COLUMNS, ROWS, Relation, Skeleton
from mingzhang.tables.table import Column, Row, Table
from tests.figures.test_confirming import figure
from tests.figures.test_extract import figures_of


@pytest.mark.parametrize(
    ("evidence", "name"),
    [((), "budget-income-with-transfers"), (("budget-income 1.10: title",), "budget-income"),
     (("budget-income: words of its cells",), "budget-income")],
)  # fmt: skip
def test_of_two_forms_with_one_id_the_evidence_tells_which(evidence: tuple[str, ...], name: str) -> None:
    table = Table("t01", "", "收入总表", "budget-income", "万元", (1,), (), (), 1, (), evidence=evidence)
    assert form_of(table) is load_forms()[name]


@pytest.mark.parametrize(
    ("form", "panel", "concept"),
    [
        ("budget-balance", ("收入", 0, "income"), ""),
        ("budget-balance", ("支出", 1, "expenditure"), "expenditure"),
        ("budget-procurement-by-kind", ("采购", 0, "procurement"), "procurement"),
        ("budget-three-public-by-row", ("预算", 0, "expenditure"), ""),
    ],
)
def test_a_row_that_no_word_names_is_what_its_column_is_where_rows_are_no_items(
    form: str, panel: tuple[str, int, str], concept: str
) -> None:
    side, number, meant = panel
    amount = Column(1, (side, "预算数"), "amount", panel=number, concept=meant)
    assert concept_of(load_forms()[form], amount, "无名的一行") == concept


def test_a_total_is_that_of_its_panel_unless_its_name_is_merged_over_all() -> None:
    amount = Column(3, ("公用经费", "预算数"), "amount", panel=1, concept="expenditure.public@general")
    assert concept_of(load_forms()["budget-basic"], amount, "合计") == "expenditure.public@general"


def meant(*columns: str, axis: str = COLUMNS, form: Form | None = None) -> list[tuple[str, str]]:
    """Concept and certainty of two rows of a whole and its parts; a sum is proved in the first row, or column."""
    first = [figure(n, concept, 30 if n else 30 * (len(columns) - 1)) for n, concept in enumerate(columns)]
    second = [replace(f, row=2, id=f"{f.id}b") for f in first]
    parts = tuple(range(1, len(columns))) if axis == COLUMNS else (2,)
    relation = Relation(axis, "sum", 0, 0 if axis == COLUMNS else 1, parts, holds=(1 if axis == COLUMNS else 0,))
    made = confirm([*first, *second], Skeleton("t01", relations=(relation,)), form)
    return [(f.concept, f.meaning) for f in made]


def test_a_sum_of_columns_confirms_them_in_every_row_and_a_sum_of_rows_only_there() -> None:
    kinds = ("expenditure", "expenditure.basic", "expenditure.project")
    assert [sure for _, sure in meant(*kinds)] == ["confirmed"] * 6
    own = load_forms()["budget-expenditure"]
    assert [sure for _, sure in meant("expenditure", "expenditure.basic", axis=ROWS, form=own)] == [
        "confirmed", "named", "confirmed", "named"
    ]  # fmt: skip


def test_rows_of_one_concept_confirm_only_what_the_form_is_about() -> None:
    form = load_forms()["budget-expenditure"]
    told = meant(form.item, "", axis=ROWS, form=form)
    assert told[0] == (form.item, "confirmed")
    assert meant("expenditure.personnel", "", axis=ROWS, form=form)[0] == ("expenditure.personnel", "named")
    assert meant("expenditure.personnel", "", axis=ROWS)[0] == ("expenditure.personnel", "named")


def test_one_part_of_another_kind_confirms_nothing() -> None:
    """Also where it is the first."""
    assert meant("expenditure", "income@general", "expenditure.project")[0][1] == "named"
    assert meant("expenditure", "expenditure.project", "income@general")[0][1] == "named"


def once(*told: tuple[int, str, str]) -> list[str]:
    """The concepts left to figures of one amount, given as panel, concept and role."""
    figures = [replace(figure(n, c, 30), panel=p, row_role=role) for n, (p, c, role) in enumerate(told)]
    return [f.concept for f in _once(figures)]


def test_money_that_further_panels_print_again_counts_once() -> None:
    grand, basic = "expenditure.grand-total", "expenditure.basic"
    assert once((0, grand, "item"), (1, grand, "item")) == [grand, ""]
    assert once((0, f"{grand}@general", "item"), (1, f"{grand}@general", "item")) == [f"{grand}@general", ""]
    assert once((0, basic, "total"), (1, basic, "total")) == [basic, ""]
    assert once((0, basic, "item"), (1, basic, "item")) == [basic, basic]
    assert once((0, basic, "total"), (0, basic, "total")) == [basic, basic]
    assert once((0, "", "total"), (1, "", "total")) == ["", ""]
    assert once((1, grand, "item"), (0, grand, "item")) == [grand, grand]


@pytest.mark.parametrize(
    ("header", "year"), [("预算/上年预算数", 2024), ("上年预算数/合计", 2024), ("预算/上年结转", 2025)]
)
def test_last_year_in_any_of_the_headers_over_one_another(header: str, year: int) -> None:
    told = figures_of(["科目名称", "金额"], ["行政运行", "12.00"], ["合计", "12.00"])
    assert {f.figure_year for f in told} == {2025}
    [amount] = extract_figures([_under(header)], 2025)
    assert amount.figure_year == year


def _under(header: str) -> Table:
    """A table of one amount below headers over one another."""
    cells = tuple(Cell(1, j, 1, 1, text, Place(1, None)) for j, text in enumerate(("行政运行", "12.00")))
    columns = (Column(0, ("科目",), "label"), Column(1, tuple(header.split("/")), "amount"))
    return Table("t01", "", "支出表", "", "万元", (1,), columns, (), 1, (Row(1, cells),))


def test_only_what_nothing_finer_stands_below_is_a_leaf() -> None:
    told = figures_of(["科目名称", "金额"], ["合计", "9.00"], ["甲", "4.00"], ["乙", "5.00"])
    assert [(f.label, f.is_leaf) for f in told] == [("合计", False), ("甲", True), ("乙", True)]


def test_amounts_that_only_stand_for_amounts_prove_nothing_where_it_is_said_so() -> None:
    rows: Sequence[Sequence[str]] = (["合计", "9.00"], ["甲", "4.00"], ["乙", "5.00"])
    assert any(f.proofs for f in figures_of(["科目名称", "金额"], *rows))

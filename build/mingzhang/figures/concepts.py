"""The concept of a figure: what its row says and what its column says, put together."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from mingzhang.knowledge.forms import Form, complete_meaning, load_forms, row_meaning
from mingzhang.knowledge.loading import knowledge_text
from mingzhang.tables.meaning import side_of
from mingzhang.tables.table import Column, Table
from mingzhang.text.normalise import normalise


def form_of(table: Table) -> Form | None:
    """The form of a table: of the variants that share its id the first that fits its columns' concepts."""
    variants = [f for f in load_forms().values() if f.id == table.form]
    if len(variants) < 2:
        return variants[0] if variants else None
    named = next((e.split(" ")[0].rstrip(":") for e in table.evidence), "")
    return next((f for f in variants if f.name == named), variants[0])


def concept_of(form: Form | None, column: Column, label: str, across: bool = False) -> str:
    """The concept of an amount in this row and column; empty in an unknown form.

    ``across``: the row's name is merged over several panels, so a total is that of all.
    """
    if form and across and column.concept and not form.rows and label in ("合计", "总计"):
        return complete_meaning("expenditure", form)
    if form is None or not form.rows:
        return "" if _is_income(label) and column.concept.startswith("expenditure") else column.concept
    side = side_of(column) if form.key == "two-sided" else None
    if side == "expenditure" and not column.concept and column.phase != "change":
        return ""  # a part that its header does not tell of: the row alone would name the whole
    row = row_meaning(form, label, side)
    if not row:
        return "" if side == "income" or form.properties.get("rows-are-items") else column.concept
    item, _, fund = row.partition("@")
    column_item, _, column_fund = column.concept.partition("@")
    if item in _TOTALS and column_item.startswith(("expenditure.", "economic.")) and column_item not in _TOTALS:
        item = column_item  # the total of a kind of expenditure: 支出总计 below 人员经费
    purse = fund or (column_fund if side != "income" else _income_fund(form, item))
    return f"{item}@{purse}" if purse else item


def _is_income(label: str) -> bool:
    """Whether a row names an income: in a table of expenditure its amount is none."""
    return label.endswith("收入")


def class_of(form: Form | None, column: Column, label: str) -> str:
    """The functional class that an expenditure row of a two-sided table names without its code, or empty."""
    if form is None or form.key != "two-sided" or side_of(column) != "expenditure":
        return ""
    words = (
        label.split("、", 1)[-1] if "、" in label[:5] else label.split("）", 1)[-1] if label.startswith("（") else label
    )
    return _classes().get(words, "")


def _income_fund(form: Form, item: str) -> str:
    return form.fund if item.startswith(("income.", "carryover", "income")) and form.fund else ""


_TOTALS = frozenset({"expenditure", "expenditure.current", "expenditure.grand-total"})


@cache
def _classes() -> Mapping[str, str]:
    """Names of the functional classes (类) → three-digit codes."""
    lines = knowledge_text("functional-codes.csv").splitlines()
    return {normalise(row["name"]): row["code"] for row in csv.DictReader(lines) if len(row["code"]) == 3}

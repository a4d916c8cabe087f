"""Which side of a two-sided table a label belongs to, by what it says."""

from __future__ import annotations

import csv
import re
from functools import cache

from mingzhang.knowledge.forms import load_forms, row_meaning
from mingzhang.knowledge.loading import knowledge_text
from mingzhang.tables.header import CODE
from mingzhang.text.normalise import normalise
from mingzhang.text.ordinals import HAN_BRACKETS, HAN_DOT

_NUMBERED = re.compile(rf"^(?:{HAN_DOT}|{HAN_BRACKETS})")


def side_score(above: str, panel: int, label: str) -> float:
    """How well ``label`` suits a panel: 1 when it is of that side, -1 when it is of the other, else 0.

    ``above`` are the header's words over the panel's first column.
    """
    words = normalise(label)
    if not words:
        return 0.0
    income, expenditure = is_income(words), is_expenditure(words)
    if income == expenditure:
        return 0.0
    of_income = "收入" in above if "收入" in above or "支出" in above else panel == 0
    return 1.0 if of_income == income else -1.0


@cache
def is_income(label: str) -> bool:
    """Whether a label is one of the income side."""
    form = next(f for f in load_forms().values() if f.key == "two-sided")
    return bool(row_meaning(form, label, "income"))


@cache
def is_expenditure(label: str) -> bool:
    """Whether a label names a functional or economic class, or a row of the expenditure side."""
    form = next(f for f in load_forms().values() if f.key == "two-sided")
    return (
        CODE.fullmatch(label) is not None
        or _NUMBERED.sub("", label) in _classes()
        or bool(row_meaning(form, label, "expenditure"))
    )


@cache
def _classes() -> frozenset[str]:
    names = set()
    for name in ("functional-codes.csv", "economic-codes.csv"):
        text = knowledge_text(name)
        names |= {normalise(row["name"]) for row in csv.DictReader(text.splitlines()) if len(row["code"]) == 3}
    return frozenset(names)

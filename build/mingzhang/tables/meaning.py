"""What a column of amounts means in a form: the words of its header path, and the columns around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import yaml

from mingzhang.knowledge.forms import Form, complete_meaning, meanings
from mingzhang.knowledge.loading import knowledge_text
from mingzhang.tables.table import Column
from mingzhang.text.units import without_unit

_PHASE_ONLY = re.compile(
    r"(?:\d{4}年度?|[本上]年度?)?(?:年初|全年|调整)?(?:预算|决算|执行)(?:安排)?数?(?:[(（](?:财政拨款|调整)[)）])?"
    r"|\d{4}年度?|其中[:：]?|本年支出"
)
_YEAR = re.compile(r"\d{4}年度?")
_RELATIVE = re.compile(r"^[本上]年度?(?=(?:年初|全年|调整)?(?:预算|决算|执行))")
_WHICH = re.compile(r"^其中[:：]?")
_TOTAL = re.compile(r"合计|总计|小计|金额")
_CARRIED = re.compile(r"结转|结余")
_PURPOSE = re.compile(r"(?:预算)?(?:支出|安排|收入)$")


@dataclass(frozen=True, slots=True)
class _Named:
    """The meaning of a column; ``bare`` when nothing but a total word names it."""

    meaning: str = ""
    bare: bool = False


def with_meanings(columns: Sequence[Column], form: Form) -> tuple[Column, ...]:
    """The columns, those of amounts with their concept in this form, or an empty one.

    A total under a group of columns is the group's: only where the group has all amounts of its panel, or none is
    named, it totals everything. Of two columns that mean the same the one that only a total word names loses it.
    """
    amounts = [c for c in columns if c.role == "amount" and not is_told_by_rows(c, form)]
    words = {c.index: _words(c.path) for c in amounts}
    named = {c.index: _named(c, words, amounts, form) for c in amounts}
    for index in _lone_parts(amounts, named):
        named[index] = _Named()
    told = {_place(c, named[c.index]) for c in amounts if not named[c.index].bare}
    made = []
    for column in columns:
        own = named.get(column.index, _Named())
        twice = own.bare and own.meaning and _place(column, own) in told
        meaning = "" if twice else own.meaning
        made.append(replace(column, concept=meaning) if column.role == "amount" else column)
    return tuple(made)


def side_of(column: Column) -> str:
    """``income`` or ``expenditure``: which side of a two-sided table a column stands on."""
    outer = column.path[0] if len(column.path) > 1 else ""
    if "收入" in outer.replace(" ", "") or "支出" in outer:
        return "income" if "收入" in outer else "expenditure"
    return "income" if column.panel == 0 else "expenditure"


def _lone_parts(amounts: Sequence[Column], named: dict[int, _Named]) -> list[int]:
    """Columns of a fund printed as 其中 beside nothing but the total of their group: they say nothing of the rest."""
    lone = []
    for column in amounts:
        group = [c for c in amounts if c.path[:-1] == column.path[:-1] and "@" in named[c.index].meaning]
        if len(column.path) > 1 and _WHICH.match(column.path[-1]) and group == [column]:
            lone.append(column.index)
    return lone


def is_told_by_rows(column: Column, form: Form) -> bool:
    """Whether only its rows say what an amount column holds: the income side of a two-sided table."""
    return form.key == "two-sided" and side_of(column) == "income"


def _place(column: Column, named: _Named) -> tuple[object, ...]:
    over = _first_word(column.path)
    return named.meaning, column.panel, column.year, over or column.phase, column.measure


def _first_word(path: tuple[str, ...]) -> str:
    """The year or phase over the column, which tells apart columns of the same words."""
    return next((word for word in path if _PHASE_ONLY.fullmatch(word)), "")


def _words(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path without years, phases and units, unless nothing else is left."""
    plain = [without_unit(p) for p in path]
    words = [w for p in plain if (w := _WHICH.sub("", _YEAR.sub("", p))) and not _PHASE_ONLY.fullmatch(p)]
    return tuple(words or [_RELATIVE.sub("", _YEAR.sub("", p)) or p for p in plain[-1:]] or [""])


def _named(column: Column, every: dict[int, tuple[str, ...]], amounts: Sequence[Column], form: Form) -> _Named:
    words = every[column.index]
    part = _WHICH.match(column.path[-1]) is not None if column.path else False
    if crossed := _crossed(words, form):
        return _Named(crossed)
    if len(words) == 1 or not _TOTAL.fullmatch(words[-1]):
        meaning = _first(form.columns, words)
        return _Named(_with_fund(meaning, words[:-1], form, part), bool(_TOTAL.fullmatch(words[-1])))
    group = words[:-1]
    if meaning := _first(form.columns, words, beyond_last=True) or _first(form.columns, group):
        return _Named(_with_fund(meaning, group[:-1], form))
    if fund := _fund(group):
        carried = any(_CARRIED.search(word) for word in group)
        item = _first(form.columns, words[-1:]) if not carried else "carryover-in" if _opening(group) else ""
        return _Named(complete_meaning(item + fund, form) if item or not carried else "")
    around = [every[c.index] for c in amounts if c.panel == column.panel and c.phase != "change"]
    if _CARRIED.search("".join(group)) or not all(w[: len(group)] == group for w in around):
        return _Named()
    return _Named(complete_meaning(_first(form.columns, words[-1:]), form), bare=True)


def _crossed(words: tuple[str, ...], form: Form) -> str:
    """Item over fund: 公务接待费 / 一般公共预算."""
    if not form.crossed or len(words) < 2:
        return ""
    fund, item = _first(form.crossed, words[-1:]), _first(form.columns, words[:-1])
    return complete_meaning(item + fund, form) if fund.startswith("@") and item and "@" not in item else ""


def _with_fund(meaning: str, outer: tuple[str, ...], form: Form, part: bool = False) -> str:
    """A meaning as a concept, with the fund or carry-over that the headers over it name; empty where they disagree.

    ``part``: the column is printed as 其中, a part of what stands beside it.
    """
    if not meaning:
        return ""
    item, _, purse = meaning.partition("@")
    carried = any(_CARRIED.search(word) for word in outer)
    fund = _fund(outer)
    if carried and not item.startswith("carryover"):
        return complete_meaning(f"carryover-in@{purse}", form) if purse and not item and _opening(outer) else ""
    if not form.item.startswith("income") and _of_income(outer) and item != "income.current":
        return ""
    if purse:
        return complete_meaning(meaning, form) if _may_hold(fund.removeprefix("@"), purse, part) else ""
    if fund and item not in ("change", "growth") and not (fund == "@fiscal" and form.fund):
        return complete_meaning(item + fund, form)
    return complete_meaning(meaning, form)


@cache
def _wholes() -> dict[str, str]:
    """Fund → the fund of which it is a part, from concepts.yml."""
    data = yaml.safe_load(knowledge_text("concepts.yml"))
    return {name: fund.get("within", "") for name, fund in data["funds"].items()}


def _is_within(purse: str, outer: str) -> bool:
    while purse and purse != outer:
        purse = _wholes().get(purse, "")
    return bool(purse)


def _may_hold(outer: str, purse: str, part: bool) -> bool:
    """Whether one fund may stand below another, or below none: 其他资金 below 一般公共预算资金 is none."""
    if not outer or _is_within(purse, outer):
        return True
    return not part and not _is_within(outer, purse) and _is_within(outer, "fiscal") == _is_within(purse, "fiscal")


def _opening(outer: tuple[str, ...]) -> bool:
    """Whether the carry-over that a header names is the one from the year before."""
    return not any(re.search(r"年末|年终|下年", word) for word in outer)


def _of_income(outer: tuple[str, ...]) -> bool:
    return any(re.fullmatch(r"本年收入(?:合计)?", word) for word in outer)


def _fund(outer: tuple[str, ...]) -> str:
    """The fund that the nearest header names alone, as ``@fund``; empty where none does."""
    for word in reversed(outer):
        for text in (word, _PURPOSE.sub("", word)):
            meaning = _first(("funds",), (text,))
            if meaning.startswith("@"):
                return meaning
    return ""


def _first(groups: Sequence[str], words: tuple[str, ...], beyond_last: bool = False) -> str:
    """The first meaning of the groups that fits; ``beyond_last`` when it must say more than the last word does."""
    text = "/".join(words)
    for group in groups:
        for concept, pattern in meanings("columns", group):
            match = pattern.search(text)
            if match and not (beyond_last and match.end() - match.start() <= len(words[-1]) + 1):
                return concept
    return ""

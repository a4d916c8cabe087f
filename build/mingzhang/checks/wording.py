"""Trials in words: labels of both sides and one sentence in each language."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from mingzhang.checks.facts import Fact
from mingzhang.checks.judge import conversion
from mingzhang.checks.trial import Trial
from mingzhang.knowledge.formula import term_name
from mingzhang.knowledge.vocabulary import load_vocabulary
from mingzhang.tables.table import Table
from mingzhang.text.ordinals import DIGIT_BRACKETS, DIGIT_DOT, HAN_BRACKETS, HAN_DOT
from mingzhang.text.units import english_unit

_NUMBERING = re.compile(rf"^(?:{HAN_DOT}|{HAN_BRACKETS}|{DIGIT_BRACKETS}|{DIGIT_DOT})")
_SIGNS = {ast.Add: "＋", ast.Sub: "－", ast.Mult: "×", ast.Div: "÷"}
_SIGNS_EN = {ast.Add: " + ", ast.Sub: " − ", ast.Mult: " × ", ast.Div: " ÷ "}
_UNITS_EN = {"人": "persons", "分": "points"}
_VALUES = {
    "share": ("占比", "share"),
    "growth": ("增减幅度", "growth"),
    "change": ("增减额", "change"),
    "completion": ("完成率", "completion"),
    "base": ("基数", "base"),
    "whole": ("总体", "whole"),
    "weight": ("权重", "weight"),
    "change-amount": ("增减额", "change"),
}


@cache
def load_wording() -> Mapping[str, Any]:
    """``wording.yml``."""
    data: Mapping[str, Any] = yaml.safe_load((files("mingzhang.checks") / "wording.yml").read_text(encoding="utf-8"))
    return data


def _unit_en(unit: str) -> str:
    """A unit behind a number: 5 (10,000 yuan)."""
    english = english_unit(unit)
    return "yuan" if english == "yuan" else f"({english})" if english else _UNITS_EN.get(unit, unit)


class Writer:
    """Writes trials out. ``sections`` maps section ids to their titles."""

    def __init__(self, tables: Sequence[Table], sections: Mapping[str, str]) -> None:
        self._tables = {t.table_id: t for t in tables}
        self._sections = sections

    def label(self, trial: Trial, side: str, language: str) -> str:
        """What stands on one side, the operators of the formula kept; empty where nothing is printed."""
        if not trial.spot.facts():
            return ""
        return _say(getattr(trial.spot.identity.formula, side), trial, language)

    def sentence(self, trial: Trial, language: str) -> str:
        """The result in one sentence of ``zh`` or ``en``."""
        own = (trial.spot.identity.sentences or {}).get(trial.result)
        template = getattr(own, language) if own else _template(trial)[language]
        return " ".join(template.format(**self._values(trial, language)).split(" ")).strip()

    def tolerance_reason(self, trial: Trial, language: str) -> str:
        """How the tolerance came about, with the interval; empty where nothing is rounded."""
        if not trial.left or not trial.right or not trial.tolerance:
            return ""
        template: str = load_wording()["tolerance"]["sum"][language]
        return template.format(count=len(trial.spot.facts()), **self._numbers(trial))

    def confirmed_by(self, trial: Trial, language: str) -> str:
        """What confirms a result that blames the source; empty for the others."""
        found = trial.confirmed
        if found is None:
            return ""
        template: str = load_wording()["confirmed"][found.kind][language]
        where = self.where(found.example, language) if found.example else ""
        return template.format(places=found.places, where=where)

    def condition(self, trial: Trial, language: str) -> str:
        """The condition and whether it is met; empty for unconditional identities."""
        condition = trial.spot.identity.condition
        if condition is None:
            return ""
        template: str = load_wording()["condition"][trial.condition or "unknown"][language]
        return template.format(condition=getattr(condition.words, language))

    def where(self, trial: Trial, language: str) -> str:
        """Table, row and column of the spot, or the section of the prose."""
        facts = trial.spot.facts()
        tables = list(dict.fromkeys(f.table for f in facts if f.table))
        names = [self._table(t, language) for t in tables]
        sections = dict.fromkeys(self._sections.get(f.section, "") for f in facts if f.section)
        names += [(f"“{s}”一节" if language == "zh" else f"section “{s}”") for s in sections if s][:1]
        rows = {(f.table, f.row): f for f in facts if f.record == "figure"}
        if len(rows) == 1 and len(tables) == 1:
            names.append(_row(next(iter(rows.values()))))
        return ("，" if language == "zh" else ", ").join(n for n in names if n) or (
            "文字说明" if language == "zh" else "prose"
        )

    def _table(self, table_id: str, language: str) -> str:
        table = self._tables.get(table_id)
        if table is None:
            return table_id
        title = table.title or table_id
        return f"{table.number}《{title}》" if language == "zh" else f"{table.number} “{title}”".strip()

    def _values(self, trial: Trial, language: str) -> dict[str, str]:
        identity = trial.spot.identity
        condition = identity.condition
        unit = _unit_en(trial.unit) if language == "en" else trial.unit
        unit = unit if trial.unit in ("", "%") else f" {unit}"
        values = {
            "where": self.where(trial, language),
            "name": getattr(identity.name, language),
            "unit": unit,
            "left_label": self.label(trial, "left", language),
            "right_label": self.label(trial, "right", language),
            "condition": getattr(condition.words, language) if condition else "",
            "explained": _term(trial.explained, language),
        }
        values |= {
            f"{n}_label": "、".join(dict.fromkeys(f.label for f in facts)) for n, facts in trial.spot.terms.items()
        }
        because = load_wording()["because"][_because(trial)][language]
        rival = load_wording()["unconfirmed"][trial.why][language] if trial.result == "unconfirmed" else ""
        return {**values, **self._numbers(trial), "because": because.format(**values), "rival": rival}

    def _numbers(self, trial: Trial) -> dict[str, str]:
        if not trial.left or not trial.right:
            return dict.fromkeys(("left", "right", "difference", "tolerance", "low", "high"), "")
        places = trial_places(trial)
        more = places + 2 if trial.spot.identity.formula.divides() else places
        numbers = {
            "left": shown(trial.left.value, trial_places(trial, "left")),
            "right": shown(trial.right.value, more if more > places else trial_places(trial, "right")),
            "difference": shown(abs(trial.difference), more),
            "tolerance": shown(trial.tolerance, more),
            "low": shown(trial.right.low, more),
            "high": shown(trial.right.high, more),
        }
        return {n: f"{x:,f}" for n, x in numbers.items()}


def trial_places(trial: Trial, side: str = "") -> int:
    """Decimals to which the numbers of a side (or of both) are printed; of a quotient those of its left side."""
    facts = trial.spot.facts("left" if trial.spot.identity.formula.divides() else side)
    halves = [f.half * conversion(f.unit, trial.unit) for f in facts if f.half]
    return max([0, *(-int(h.normalize().as_tuple().exponent) - 1 for h in halves)])


def shown(number: Fraction, places: int) -> Decimal:
    """``number`` with ``places`` decimals, or up to two more where that would not be exact."""
    for more in (0, 1, 2):
        scaled = number * 10 ** (places + more)
        if scaled.denominator == 1:
            return Decimal(scaled.numerator).scaleb(-(places + more))
    return Decimal(round(number * 10 ** (places + 2))).scaleb(-(places + 2))


def _template(trial: Trial) -> Mapping[str, str]:
    words: Mapping[str, Mapping[str, Mapping[str, str]]] = load_wording()
    if trial.result == "not-testable":
        return words["not-testable"][trial.why or "absent"]
    formula = trial.spot.identity.formula
    kind = "quotient" if formula.divides() else "<=" if formula.relation == "<=" else "="
    return words[kind][trial.result]


def _because(trial: Trial) -> str:
    if trial.result == "note" and trial.why:
        return trial.why
    if trial.explained:
        return "explained"
    if trial.spot.identity.strength == "plausibility":
        return "plausibility"
    return "unknown" if trial.condition == "unknown" else ""


def _say(node: ast.expr, trial: Trial, language: str, inner: bool = False) -> str:
    if isinstance(node, ast.Name):
        selector = (trial.spot.identity.terms or {}).get(term_name(node))
        if selector and selector.says:
            return str(getattr(selector.says, language))
        return _term(trial.spot.terms[term_name(node)], language, _shared(trial.spot.facts()))
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.BinOp)
    sides = [n for n in (node.left, node.right) if not _is_blank(n, trial)] or [node.left]
    signs = _SIGNS if language == "zh" else _SIGNS_EN
    tight = len(sides) > 1 and not isinstance(node.op, ast.Add)
    said = signs[type(node.op)].join(_say(n, trial, language, tight) for n in sides)
    loose = inner and len(sides) > 1 and isinstance(node.op, ast.Add | ast.Sub)
    return f"（{said}）" if loose else said


def _is_blank(node: ast.expr, trial: Trial) -> bool:
    """Whether nothing is printed for an expression, so that it need not be named."""
    if isinstance(node, ast.Name):
        return not trial.spot.terms[term_name(node)]
    return isinstance(node, ast.BinOp) and _is_blank(node.left, trial) and _is_blank(node.right, trial)


def _shared(facts: Sequence[Fact]) -> frozenset[str]:
    """What all facts of a spot have in common, so that their labels need not say it: ``fund``, ``row``."""
    funds = {f.fund for f in facts if f.item}
    rows = {(f.table, f.row) for f in facts}
    one_row = len(rows) == 1 and len({f.concept for f in facts}) > 1 and all(f.record == "figure" for f in facts)
    return frozenset({"fund"} if len(funds) < 2 else ()) | frozenset({"row"} if one_row else ())


def _term(facts: Sequence[Fact], language: str, shared: frozenset[str] = frozenset()) -> str:
    """What a term is: its one fact, a few facts by name, or their number."""
    names = list(dict.fromkeys(_fact(f, language, shared) for f in facts))
    if len(names) <= 3 and len(names) == len(facts):
        return ("＋" if language == "zh" else " + ").join(names) or (
            "各项（都是空白）" if language == "zh" else "items that are all blank"
        )
    if language == "zh":
        return f"{names[0]}等 {len(facts)} 项之和"
    return f"the sum of {len(facts)} numbers ({names[0]} …)"


def _fact(fact: Fact, language: str, shared: frozenset[str]) -> str:
    if fact.value in _VALUES and fact.record != "figure":
        return _VALUES[fact.value][language == "en"]
    concept = load_vocabulary().name(fact.item, "" if "fund" in shared else fact.fund, language)
    row = _row(fact) if "row" not in shared and (fact.code or fact.record != "figure" or not fact.item) else ""
    if language == "en":
        return f"{row} {concept}".strip() or "amount"
    return f"{row}（{concept}）" if row and concept else row or concept


def _row(fact: Fact) -> str:
    return f"{fact.code} {_NUMBERING.sub('', fact.project or fact.label)}".strip()

"""The classification codes, and English for printed titles, headers and labels.

Source: 政府收支分类科目 (Ministry of Finance, yearly), as in force 2024–2026. The lists hold what could be
established and leave out the rest; an empty ``valid_from`` or ``valid_to`` says that the year could not be established,
not that there is none. English names are translations of our own. ``cofog`` is our own mapping to the divisions of
COFOG 1999 (01–10) and open to dispute: a class without one is mixed or is financing, and a division that states none
follows its class.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from mingzhang.knowledge.loading import knowledge_text
from mingzhang.text.normalise import normalise
from mingzhang.text.ordinals import DIGIT_BRACKETS, DIGIT_DOT, HAN, HAN_BRACKETS, HAN_DOT
from mingzhang.text.units import YUAN, english_unit, unit_said, without_unit

Classification = Literal["functional", "economic", "gov-economic"]

_FILES: dict[str, str] = {
    "functional": "functional-codes.csv",
    "economic": "economic-codes.csv",
    "gov-economic": "gov-economic-codes.csv",
}
_BY_FIRST_DIGIT: dict[str, Classification] = {"2": "functional", "3": "economic", "5": "gov-economic"}
_ORDINAL = re.compile(rf"^(?:{HAN_BRACKETS}|{HAN}）|{HAN_DOT}|{DIGIT_DOT}|{DIGIT_BRACKETS})")
_OF_WHICH = re.compile(r"^其中[:：]")
_YEAR = re.compile(r"(\d{4})年度?")
_LEVEL = re.compile(rf"^(?:本级|[省市区县州]级)(?:部门|单位)?(?=.+表$)|^{HAN_BRACKETS}(?=.+表$)")
_COMPREHENSIVE = re.compile(r"^(?:部门|单位)综合预算(?=.+表)")  # names the whole before it names the table
_DETAIL = re.compile(r"明细(?=表$)")
_ASIDE = re.compile(r"（([^（）]+)）$")
_ASIDES_EN = (
    (re.compile("不含上年结转"), "without carry-over"),
    (re.compile("按(?:支出)?功能(?:分类)?(?:科目)?分?"), "by function"),
    (re.compile("按(?:支出)?(?:部门|政府)?经济(?:分类)?(?:科目)?分?"), "by economic classification"),
)
_QUOTED = re.compile(r'"([^"]*)"')
_BRACKETS = str.maketrans("()", "（）")
_SAME = str.maketrans({"(": "（", ")": "）", ":": "："})


@dataclass(frozen=True)
class Code:
    """One code of a classification; ``level`` is ``class`` (类), ``division`` (款) or ``item`` (项)."""

    code: str
    name: str
    name_en: str
    parent: str
    level: str
    valid_from: str
    valid_to: str
    cofog: str


@cache
def all_codes(classification: Classification) -> dict[str, Code]:
    """Every known code of one classification, in code order."""
    return {row["code"]: Code(**{"cofog": "", **row}) for row in _rows(_FILES[classification])}


def code_of(code: str) -> Code | None:
    """What ``code`` (digits only) stands for, or None; its first digit tells the classification."""
    classification = _BY_FIRST_DIGIT.get(code[:1])
    return all_codes(classification).get(code) if classification else None


def codes_named(label: str) -> tuple[str, ...]:
    """The functional and economic codes that have this name, in code order; round brackets of either width."""
    return _codes_by_name().get(label.translate(_BRACKETS), ())


@cache
def _codes_by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code in (*all_codes("functional").values(), *all_codes("economic").values()):
        name = normalise(code.name).translate(_BRACKETS)
        found[name] = (*found.get(name, ()), code.code)
    return found


def english_name(text: str, code: str = "") -> str | None:
    """English for a printed title, header or row label, or None: names of bodies and projects stay Chinese.

    Ordinals in front (一、 （二） 3.) are dropped, 其中 and years are kept.
    ``code`` settles a name that several accounts share.
    """
    key = _key(text)
    own = code_of(code)
    if own is not None and _key(own.name) == key:
        return own.name_en
    return _lookup(_ORDINAL.sub("", key, count=1))


def _lookup(key: str) -> str | None:
    years = _YEAR.findall(key)
    template = _names().get(_YEAR.sub("N年", key))
    if template is not None:
        return template.format(*years)
    if _OF_WHICH.match(key):
        part = _lookup(_ORDINAL.sub("", _OF_WHICH.sub("", key, count=1), count=1))
        return part and f"Of which: {part}"
    money, plain = unit_said(key), without_unit(key)
    if money in YUAN and plain != key:
        rest = _lookup(plain)
        return rest and f"{rest} ({english_unit(money)})"
    leading = _YEAR.match(key)
    if leading and leading.end() < len(key):
        rest = _lookup(key[leading.end() :])
        return rest and f"{rest} ({leading[1]})"
    return _composed(key)


def _composed(key: str) -> str | None:
    """A title made of another one and what stands before, in or behind it."""
    if aside := _ASIDE.search(key):
        told = [_aside(part) for part in aside[1].split("-")]
        rest = _lookup(key[: aside.start()]) if all(told) else None
        return rest and f"{rest}, {', '.join(filter(None, told))}"
    if detail := _DETAIL.search(key):
        rest = _lookup(key[: detail.start()] + "表")
        return rest and f"{rest}, in detail"
    if whole := _COMPREHENSIVE.match(key):
        rest = _lookup(key[whole.end() :])
        return rest and f"{rest} (comprehensive budget)"
    level = _LEVEL.match(key)  # 市级部门收支预算总表 is the 收支预算总表 of any level
    return _lookup(key[level.end() :]) if level else None


def _aside(text: str) -> str | None:
    return next((english for pattern, english in _ASIDES_EN if pattern.fullmatch(text)), None)


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for classification in _BY_FIRST_DIGIT.values():
        for code in all_codes(classification).values():
            names.setdefault(_key(code.name), code.name_en)
    names.update({_key(row["name"]): row["name_en"] for row in _rows("titles-en.csv")})
    return names


def _key(text: str) -> str:
    return _QUOTED.sub(r"“\1”", normalise(text)).translate(_SAME)


def _rows(name: str) -> list[dict[str, str]]:
    text = knowledge_text(name)
    return list(csv.DictReader(text.splitlines()))

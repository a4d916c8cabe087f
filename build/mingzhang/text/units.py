"""The units that a body prints: money in yuan, foreign money, and what is counted and never money.

A unit of yuan has a factor; a foreign one has none, so that an amount in it is kept as printed and never taken for
yuan.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from mingzhang.text.amounts import parse_amount
from mingzhang.text.normalise import normalise

_POWERS = {
    "": 0,
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
YUAN: Mapping[str, Decimal] = {f"{scale}元": Decimal(10**power) for scale, power in _POWERS.items()}
"""Every unit of yuan by its name, in yuan."""

_SCALE = "(?:万亿|[十百千]?[万亿]|[十百千])?"
_CURRENCY = (
    "(?:美元|美金|欧元|港元|港币|日元|日圆|英镑|澳元|澳门元|澳门币|加元|新加坡元|韩元|台币|新台币|卢布|瑞士法郎|外币)"
)
_RENMINBI = "(?:人民币|RMB|CNY)"
MONEY = rf"(?:{_RENMINBI}?{_SCALE}元{_RENMINBI}?)"
"""Pattern of a unit of yuan behind a number: 万元, 人民币元."""
FOREIGN = rf"(?:{_SCALE}{_CURRENCY})"
"""Pattern of a unit of foreign money: 万美元."""
ANY_MONEY = rf"(?:{FOREIGN}|{MONEY})"
COUNTS = "辆|台|套|批次|批|人次|次|人|户|家|处|平方米|㎡|团组|个|间|幢|栋|册|条|亩|公里"
"""Pattern of what is counted in rows and columns: never money."""
CAPTION = rf"[(（]?{ANY_MONEY}(?:[(（].*[)）]|[、,，/／和].{{1,12}})?[)）]?"
"""Pattern of the units behind 单位：, maybe several: 万元, 元、万元, 万元/%."""

_UNIT = re.compile(ANY_MONEY)
_WHOLE = re.compile(rf"[(（]?{_RENMINBI}?[(（:：]?(?P<unit>{ANY_MONEY})[)）]{{0,2}}")
_SAID = re.compile(
    rf"[(（](?:金额)?(?:单位)?(?:{_RENMINBI})?[:：]?(?P<brackets>{ANY_MONEY}(?:[、,，/／和]{ANY_MONEY})*)[)）]"
    rf"|单位[:：]?[(（]?(?P<caption>{ANY_MONEY}(?:[、,，/／和]{ANY_MONEY})*)"
    rf"|[^\d/／][/／](?P<slash>{ANY_MONEY})$"
)
_BEHIND = re.compile(rf"(?P<number>.*\d[)）]?)(?P<unit>{MONEY})整?")


def unit_of(text: str) -> str:
    """The name of the unit of money that ``text`` is: 人民币 万元 → 万元, （万美元） → 万美元; else empty."""
    match = _WHOLE.fullmatch(normalise(text))
    return _name(match["unit"]) if match else ""


def units_in(text: str) -> str:
    """The units of money that ``text`` names, wherever it does: 元、万元 where it names two, which settles neither."""
    found = dict.fromkeys(_name(m[0]) for m in _UNIT.finditer(normalise(text)))
    return "、".join(found)


def unit_said(words: str) -> str:
    """The unit that a header or title states: in brackets, behind 单位： or behind a stroke at its end.

    预算数（单位：万元） → 万元, 总投资/万元 → 万元, 外债（万美元） → 万美元; empty where it states none.
    """
    found = list(_SAID.finditer(normalise(words)))
    return units_in(found[-1][0]) if found else ""


def without_unit(words: str) -> str:
    """The normalised words of a header without the unit that ends them: 合计（万元） → 合计."""
    plain = normalise(words)
    found = [m for m in _SAID.finditer(plain) if m.end() == len(plain)]
    if not found or found[-1].start() == 0:
        return plain
    start = found[-1].start() + (1 if found[-1]["slash"] else 0)
    return plain[:start]


def in_yuan(amount: Decimal | None, unit: str) -> Decimal | None:
    """The amount in yuan, exact; None when it is not known or its unit is none of yuan."""
    factor = YUAN.get(unit)
    return None if amount is None or factor is None else amount * factor


def power_of_ten(unit: str) -> int | None:
    """Which power of ten yuan a unit is: 万元 → 4; None for what is no unit of yuan."""
    factor = YUAN.get(unit)
    return None if factor is None else len(str(factor)) - 1


def unit_of_power(power: int) -> str:
    """The unit of yuan that is this power of ten: 4 → 万元."""
    return next(name for name, factor in YUAN.items() if len(str(factor)) - 1 == power)


def english_unit(unit: str) -> str:
    """A unit of yuan in English: 万元 → 10,000 yuan, 亿元 → 100 million yuan; empty for other units."""
    factor = YUAN.get(unit)
    if factor is None or factor == 1:
        return "yuan" if factor else ""
    million = Decimal(1_000_000)
    return f"{factor:,} yuan" if factor < million else f"{factor / million:,} million yuan"


def split_unit(text: str) -> tuple[str, str]:
    """An amount printed with its unit (``12.5万元``) as number and unit; else the text and an empty unit."""
    match = _BEHIND.fullmatch(normalise(text))
    if match is None or parse_amount(match["number"]) is None:
        return text, ""
    return match["number"], _name(match["unit"])


def _name(unit: str) -> str:
    return re.sub(_RENMINBI, "", unit)

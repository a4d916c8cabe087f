"""The words and numbers of one edition of the site: Chinese or English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from mingzhang.collection.entry import Part
from mingzhang.knowledge.code_names import english_name
from mingzhang.text.numerals import DIGITS, spell_number
from mingzhang.text.units import english_unit, unit_of_power

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_CODED = re.compile(r"^(\d{3,7})(\D.*)$", re.DOTALL)
_BASES = {
    "上年": "last",
    "上年预算": "last-budget",
    "上年决算": "last-final",
    "上年执行": "last-executed",
    "年初预算": "initial",
}


@dataclass(frozen=True, slots=True)
class Words:
    """``words("key", name=value)`` gives a string of the interface; the rest are its ways of writing numbers.

    ``own`` holds the texts that the site's publisher has put in place of ours.
    """

    language: Language
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict, compare=False)

    def __call__(self, key: str, **values: object) -> str:
        text = self.own.get(key, {}).get(self.language) or _interface()[key][self.language]
        return text.format(**values) if values else text

    def counted(self, number: int, key: str) -> tuple[str, str]:
        """A number, and the word of what is counted: 55 bodies, 1 body."""
        one = f"{key}-one"
        return f"{number:,}", self(one if number == 1 and one in _interface() else key)

    def name(self, part: Part) -> str:
        """Name of a part of a whole."""
        return part.zh if self.language == "zh" else part.en

    def base(self, base: str) -> str:
        """What a change is measured against; 上年预算 and its like."""
        return self(f"base-{_BASES[base]}") if base in _BASES else base

    def money(self, yuan: Decimal) -> str:
        """An amount for reading: 632.04 万元, CNY 6.32 million."""
        return _money_zh(yuan) if self.language == "zh" else _money_en(yuan)

    def spelled(self, yuan: Decimal) -> str:
        """The exact amount in words or to the yuan: 六百三十二万零四百元, CNY 6,320,400."""
        if self.language == "en":
            return f"CNY {_plain(yuan):,}"
        return spell(yuan)

    def signed(self, yuan: Decimal) -> str:
        """A change with its sign."""
        sign = "+" if yuan > 0 else "−" if yuan < 0 else ""
        return sign + self.money(abs(yuan))

    def percent(self, part: Decimal, whole: Decimal) -> str:
        """A share or growth with one decimal; empty when the whole is nothing."""
        if not whole:
            return ""
        value = (part / whole * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"{value}%".replace("-", "−")

    def share(self, part: Decimal, whole: Decimal) -> str:
        """A share of a whole, in which what is there is not nought and what is left out not forgotten."""
        shown = self.percent(part, whole)
        if part > 0 and shown == "0.0%":
            return self("share-tiny")
        return self("share-most") if part < whole and shown == "100.0%" else shown

    def unit(self, printed: str) -> str:
        """A printed unit with what it means: 万元 (10,000 yuan)."""
        english = english_unit(printed) if self.language == "en" else ""
        return f"{printed} ({english})" if english else self.label(printed)[0]

    def scale(self, power: int) -> str:
        """The unit of yuan that is a power of ten: 4 is 万元, 10,000 yuan."""
        unit = unit_of_power(power)
        return english_unit(unit) if self.language == "en" else unit

    def label(self, text: str, code: str = "") -> tuple[str, str]:
        """A printed title, header or label in this edition, and its language: a name without English stays Chinese."""
        if self.language == "zh" or not text:
            return text, self.language
        coded = _CODED.match(text)
        if coded and (known := english_name(coded[2], coded[1])):
            return f"{coded[1]} {known}", "en"
        found = english_name(text, code)
        return (found, "en") if found else (text, "zh")


def interface_keys() -> frozenset[str]:
    """The names of all texts of the interface."""
    return frozenset(_interface())


@cache
def _interface() -> Mapping[str, Mapping[str, str]]:
    texts = [
        f.read_text("utf-8")
        for f in files("mingzhang.site").iterdir()
        if f.name.startswith("interface") and f.name.endswith(".yml")
    ]
    return {key: words for text in texts for key, words in yaml.safe_load(text).items()}


def _plain(value: Decimal) -> Decimal:
    """To the fen, or to the yuan where there are no fen."""
    whole = value.to_integral_value()
    return whole if whole == value else _round(value)


def _round(value: Decimal, places: str = "0.01") -> Decimal:
    return value.quantize(Decimal(places), ROUND_HALF_UP)


def _money_zh(yuan: Decimal) -> str:
    if abs(yuan) >= 100_000_000:
        return f"{_round(yuan / 100_000_000):,} 亿元"
    if abs(yuan) < 1_000:
        return f"{_plain(yuan):,} 元"
    return f"{_round(yuan / 10_000):,} 万元"


def _money_en(yuan: Decimal) -> str:
    for scale, name in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if abs(yuan) >= scale:
            return f"CNY {_round(yuan / scale):,} {name}"
    return f"CNY {_plain(yuan):,}"


def spell(yuan: Decimal) -> str:
    """An amount in Chinese numerals to the fen: 6320400 → 六百三十二万零四百元, 0.05 → 五分."""
    fen = int(_round(abs(yuan)) * 100)
    whole, rest = divmod(fen, 100)
    text = f"{spell_number(whole)}元" if whole or not rest else ""
    jiao, fen = divmod(rest, 10)
    text += f"{DIGITS[jiao]}角" if jiao else "零" if fen and whole else ""
    return ("负" if yuan < 0 else "") + text + (f"{DIGITS[fen]}分" if fen else "")

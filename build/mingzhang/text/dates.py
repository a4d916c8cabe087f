"""Dates as documents print them."""

from __future__ import annotations

import re
from datetime import date

from mingzhang.text.numerals import NUMERAL, YEAR, parse_numeral

_DATE = re.compile(rf"(?P<y>\d{{4}}|{YEAR})年(?P<m>\d{{1,2}}|{NUMERAL})月(?P<d>\d{{1,2}}|{NUMERAL})日")
_DOTTED = re.compile(r"(?P<y>20\d\d)(?P<mark>[./-])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})日?")
# 二〇二六, with the zeros and look-alikes that are printed for 〇.
_HAN_YEAR = re.compile(r"[二2][〇零○◯OoＯ0][〇零○◯OoＯ\d一二三四五六七八九]{2}(?=年)")
_ZEROS = str.maketrans("◯o0Ｏ○O零", "〇〇〇〇〇〇〇")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def parse_date(text: str) -> date | None:
    """The first full date in ``text`` (2024年2月23日, 二〇二四年二月二十三日), or None."""
    match = _DATE.search(text)
    return _date(match) if match else None


def whole_date(text: str) -> date | None:
    """The date that ``text`` (without white space) is from end to end, also one with points (2025.1.20); else None."""
    match = _DATE.fullmatch(text) or _DOTTED.fullmatch(text)
    return _date(match) if match else None


def western_years(text: str) -> str:
    """``text`` with the years in Chinese numerals before 年 as digits: 二〇二六年 → 2026年."""
    return _HAN_YEAR.sub(lambda match: _western(match[0]), text)


def _western(year: str) -> str:
    return str(parse_numeral(year.translate(_ZEROS).translate(_DIGITS)) or year)


def _date(match: re.Match[str]) -> date | None:
    year, month, day = (int(p) if p.isdecimal() else parse_numeral(p) or 0 for p in match.group("y", "m", "d"))
    try:
        return date(year, month, day)
    except ValueError:  # no day of the calendar: 2024年2月30日
        return None

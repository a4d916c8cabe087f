"""Dates and periods as disclosures print them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from mingzhang.text.numerals import parse_date

_AS_OF = re.compile(r"截[至止](?:到)?(?P<text>[^，,。；;]{2,20})")
_YEAR_END = re.compile(r"(?P<y>20\d{2})年(?:度)?(?:年)?[底末]")
_LAST_YEAR_END = re.compile(r"(?:上年|上一年|去年)(?:度)?年?[底末]")
_MONTH_END = re.compile(r"(?P<y>20\d{2})年(?P<m>\d{1,2})月(?:[底末]|份?月末)")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def as_of(text: str, year: int | None = None) -> date | None:
    """The day that 截至… names: a full date, or the last day of a year or month for 年底, 月底; None otherwise.

    上年末 is the end of the year before ``year``.
    """
    named = _AS_OF.search(text)
    if named is None:
        return None
    end = _YEAR_END.search(named["text"])
    if end:
        return date(int(end["y"]), 12, 31)
    if year and _LAST_YEAR_END.match(named["text"]):
        return date(year - 1, 12, 31)
    month = _MONTH_END.search(named["text"])
    return _last_day(int(month["y"]), int(month["m"])) if month else parse_date(named["text"])


def _last_day(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def period(text: str) -> tuple[date | None, date | None]:
    """First and last day of 2024年1月1日--2024年12月31日; None for what is not printed as a full date."""
    days = [parse_date(day) for day in _DAY.findall(text)]
    return (days[0], days[1]) if len(days) == 2 else (None, None)

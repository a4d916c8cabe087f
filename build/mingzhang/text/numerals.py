"""Chinese numerals, read and written, and the dates and years that are printed with them."""

from __future__ import annotations

import re
from datetime import date

DIGITS = "零一二三四五六七八九"
_VALUES = {c: i for i, c in enumerate(DIGITS)} | {"〇": 0, "○": 0, "O": 0, "Ｏ": 0, "两": 2, "廿": 20, "卅": 30}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
NUMERAL = "[一二三四五六七八九十百千万亿零〇○两]+"
"""Pattern of a numeral among other words."""
YEAR = "[〇零○OＯ一二三四五六七八九]{4}"
"""Pattern of a year digit by digit: 二〇二五, with the look-alikes of 〇 that are printed for it."""

_NUMERAL = re.compile("(?![万亿])[一二三四五六七八九十百千万亿零〇○OＯ两廿卅]+")
_DATE = re.compile(rf"(?P<y>\d{{4}}|{YEAR})年(?P<m>\d{{1,2}}|{NUMERAL})月(?P<d>\d{{1,2}}|{NUMERAL})日")
_DOTTED = re.compile(r"(?P<y>20\d\d)(?P<mark>[./-])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})日?")
# 二〇二六, with the zeros and look-alikes that are printed for 〇.
_HAN_YEAR = re.compile(r"[二2][〇零○◯OoＯ0][〇零○◯OoＯ\d一二三四五六七八九]{2}(?=年)")
_ZEROS = str.maketrans("◯o0Ｏ○O零", "〇〇〇〇〇〇〇")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_GROUPS = ("", "万", "亿", "万亿")
_PLACES = ("", "十", "百", "千")


def parse_numeral(printed: str) -> int | None:
    """The value of a Chinese numeral: 一百二十三 → 123, 两万 → 20000, 二〇二四 → 2024 (digit by digit); else None."""
    if not _NUMERAL.fullmatch(printed):
        return None
    if not set(printed) & {*_SMALL, *_LARGE, "廿", "卅"}:
        return int("".join(str(_VALUES[c]) for c in printed))
    hundreds_of_millions, _, rest = printed.rpartition("亿")
    ten_thousands, _, units = rest.rpartition("万")
    parts = (_below(hundreds_of_millions), _below(ten_thousands), _group(units))
    return parts[0] * _LARGE["亿"] + parts[1] * _LARGE["万"] + parts[2]


def _below(printed: str) -> int:
    """What stands before 万 or 亿, which may hold one of them itself: 一万 of 一万亿."""
    return (parse_numeral(printed) or 0) if printed else 0


def _group(printed: str) -> int:
    """Up to four places: 一千零二十, 二十三, 十."""
    value = digit = 0
    for char in printed:
        if char in _SMALL:
            value, digit = value + (digit or 1) * _SMALL[char], 0
        elif char in "廿卅":
            value, digit = value + _VALUES[char], 0
        else:
            digit = _VALUES[char]
    return value + digit


def spell_number(number: int) -> str:
    """A number that is not negative in numerals: 零 stands where a group of four is missing or begins with a zero."""
    groups = []
    while number:
        number, four = divmod(number, 10_000)
        groups.append(four)
    text = "".join(
        ("零" if four < 1000 else "") + _spell_four(four) + _GROUPS[i] if four else "零"
        for i, four in reversed(list(enumerate(groups)))
    )
    text = re.sub("零+", "零", text).strip("零")
    return ("十" + text[2:] if text.startswith("一十") else text) or DIGITS[0]


def _spell_four(number: int) -> str:
    digits = [int(d) for d in f"{number:04d}"]
    text = "".join(DIGITS[d] + _PLACES[3 - i] if d else "零" for i, d in enumerate(digits))
    return re.sub("零+", "零", text).strip("零")


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

"""Telephone numbers: mobile ones by their looks, landlines by their area code, any by the word that announces them.

Source: the numbering plan of telephone networks (电信网编号计划) for mobile numbers and area codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mingzhang.text.masking.folding import NUMERALS, Span, groups_of, overlapping, tail
from mingzhang.text.masking.guards import AFTER, BEFORE, BLANK, COUNTED, DONE, SEP, SPENDING

_COUNTRY = rf"(?:(?:\+|00)?86{SEP}?)?"
_AREA = r"0(?:10|2[0-9]|[3-9][0-9]{2})"
# The area codes that are given out: 0302 is none, and begins a row of a table.
_GIVEN_AREA = (
    "0(?:10|2[0-57-9]|3(?:1[0-9]|35|49|5[0-9]|7[0-9]|9[1-8])|4(?:1[1-9]|2[179]|3[1-9]|40|5[1-9]|6[4-9]|7[0-9]|8[23])"
    "|5(?:1[0-9]|2[37]|3[0-9]|4[36]|5[0-9]|6[1-6]|7[0-9]|80|9[1-9])|6(?:3[1-5]|6[0238]|9[12])"
    "|7(?:01|1[0-9]|2[248]|3[0-9]|4[3-6]|5[0-9]|6[0236-9]|7[0-9]|9[0-9])"
    "|8(?:1[236-9]|2[5-7]|3[0-9]|5[1-9]|7[0-9]|8[3678]|9[1-8])|9(?:0[1-36-9]|1[0-79]|3[0-9]|4[13]|5[0-5]|7[0-9]|9[0-9]))"
)
_LOCAL = rf"[0-9](?:{SEP}?[0-9]){{6,7}}"
_EXTENSION = rf"(?:{BLANK}?(?:-|转|分机){BLANK}?[0-9]{{1,6}})?"
_ANY_AREA = rf"{_GIVEN_AREA}{SEP}|[(\[]\s?{_AREA}\s?[)\]]{SEP}?|(?:\+|00)86{SEP}?0?[1-9][0-9]{{1,2}}{SEP}"

_MOBILE = re.compile(rf"{BEFORE}{_COUNTRY}(?P<number>1[3-9][0-9](?:{SEP}?[0-9]){{8}}){AFTER}")
_MOBILE_AFTER_WORD = re.compile(rf"(?i)(?<=tel|one|ile)(?P<number>1[3-9][0-9](?:{SEP}?[0-9]){{8}}){AFTER}")
_MOBILE_DOTTED = re.compile(rf"{BEFORE}(?P<number>1[3-9][0-9](?:[./][0-9]{{4}}){{2}}){AFTER}")
_MOBILE_SPACED = re.compile(rf"{BEFORE}(?<![0-9]\s)(?P<number>1{SEP}[3-9](?:{SEP}[0-9]){{9}})(?!\s?[0-9]){AFTER}")
_CUT = rf"\n{BLANK}{{0,4}}"  # the end of a line within a number
_CUT = rf"\n{BLANK}{{0,4}}"  # the end of a line within a number
_MOBILE_BROKEN = re.compile(
    rf"{BEFORE}{_COUNTRY}(?P<number>1[0-9]{{0,9}}-?{BLANK}?{_CUT}[0-9]{{1,10}})(?![0-9\n]|{BLANK}|$){AFTER}"
)
_MOBILE_SPELT = re.compile(rf"(?<![{NUMERALS}])[一幺](?P<number>[三四五六七八九][{NUMERALS}]{{9}})(?![{NUMERALS}])")
_LANDLINE = re.compile(rf"{BEFORE}(?:{_ANY_AREA})(?P<number>{_LOCAL}{_EXTENSION}){AFTER}")
_LANDLINE_BROKEN = re.compile(
    rf"{BEFORE}(?:{_AREA}-|[(]{_AREA}[)])(?P<number>[0-9]{{0,7}}{_CUT}[0-9]{{1,8}})(?!{BLANK}?[0-9]){AFTER}"
)
_TRAIL = r"[^0-9\n。;元]{0,16}"
_BRACKET = r"(?:\((?!\+?[0-9 \-]{7,24}\))[^()\n元]{1,24}\))?"
_PUBLIC = r"\s?(?:公众|公号|平台|小程序|支付|视频|推送|关注|阅读)"
_WORDS = (
    r"(?:电\s{0,8}话|手\s{0,8}机|传\s{0,8}真|座\s{0,8}机|固\s{0,8}话|热\s{0,8}线|总机)(?!\s{0,8}(?:费|机|会))",
    r"联\s{0,8}系\s{0,8}方\s{0,8}式",
    r"(?<![A-Za-z])(?:tel|phone|fax)|mobile",
    rf"微\s{{0,8}}信(?!{_PUBLIC})",
    r"(?:值班室|传达室|办公室)(?=[:()]{0,2}[0-9])(?!20[0-9]{2}(?:0[1-9]|1[0-2])[0-3])",
    r"联\s{0,8}系\s{0,8}人?(?=[:\s]?[一-鿿]{0,4}[:,、\s]{0,8}[+(]?[0-9])",
)
_NOT_PAID = rf"(?![^0-9\n。;:()元]{{0,16}}{SPENDING}\s{{0,8}}:?\s{{0,8}}[0-9])"
_NOT_DONE = rf"(?![^0-9\n。;元]{{0,16}}{DONE}[^0-9\n。;元]{{0,4}}[0-9])"
_ANNOUNCED = re.compile(
    rf"(?i)(?:{'|'.join(_WORDS)}){_NOT_PAID}{_NOT_DONE}(?:[1-9](?=[:.、(]))?{_BRACKET}{_TRAIL}{_BRACKET}"
)
# On the next line only what is written for being followed by a number announces one, and the number stands alone.
_FOLLOWED = (
    "(?:联系|办公|监督|举报|咨询|服务|投诉|值班)(?:电话|方式)|电话号码|手机号码?|(?:电话|手机|传真|联系方式|tel)(?=:)"
)
_ANNOUNCED_ABOVE = re.compile(rf"(?i)(?:{_FOLLOWED}){_BRACKET}:?{BLANK}{{0,3}}{_CUT}(?=[+(]?[0-9])")
_ALONE = re.compile(rf"{BLANK}{{0,3}}(?:$|\n|[一-鿿,、;:。()/\-转])")
_BROKEN = re.compile(rf"(?P<local>[0-9]{{1,10}}{_CUT}[0-9]{{1,10}})(?!{BLANK}?[0-9]){AFTER}")
_NUMBER = re.compile(
    rf"(?:[1-9][.、)]{BLANK}?)?{_COUNTRY}(?:(?P<mobile>1{SEP}?[3-9](?:{SEP}?[0-9]){{9}})"
    rf"|(?:\(?{_AREA}\)?{SEP}?)?(?P<local>{_LOCAL}{_EXTENSION})(?!{COUNTED})){AFTER}"
)
_NEXT = re.compile(r"(?:[\s、,/;或和]{1,3}|[\s、,/;]?\([^()0-9\n]{1,12}\)[\s、,/;]{0,2})(?=[(+]?[0-9])")

_DAY = r"20[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]"
_YEARS = re.compile(rf"(?:19|20)[0-9]{{2}}-(?:19|20)[0-9]{{2}}(?![0-9])|{_DAY}-20[0-9]{{2}}")
_MORE = re.compile(rf"{BLANK}?[/、,或]{BLANK}?(?=[0-9])")

# How numbers are written in groups; other groupings are as likely a row of numbers.
_GROUPS = "11 3-8 3-4-4 3-3-5 4-3-4"
_RARE_GROUPS = "4-4-3 3-5-3 7-4 4-7 5-6 6-5 3-4-2-2 3-6-2"
_LOCAL_GROUPS = "7 8 3-4 4-4 4-3 2-2-3 3-2-2 2-3-2 2-2-2-2 1-3-3 1-2-2-2 5-3 3-5 2-6 6-2 5-2 2-5 1-7 1-6"


def _groupings(groups: str) -> frozenset[tuple[int, ...]]:
    return frozenset(tuple(map(int, group.split("-"))) for group in groups.split())


_GROUPINGS, _RARE_GROUPINGS, _LOCAL_GROUPINGS = map(_groupings, (_GROUPS, _RARE_GROUPS, _LOCAL_GROUPS))
_ROW = re.compile(r"[0-9]\s{1,3}$"), re.compile(r"\s{1,3}[0-9]")


def mobiles(text: str) -> Iterator[Span]:
    """Mobile numbers behind their first three digits."""
    for match in overlapping(_MOBILE, text):
        if _is_mobile(text, match):
            yield tail(match, 3)
    for pattern in (_MOBILE_SPACED, _MOBILE_DOTTED, _MOBILE_AFTER_WORD):
        for match in pattern.finditer(text):
            if not _counts_up(match["number"]):
                yield tail(match, 3)
    for match in _MOBILE_SPELT.finditer(text):
        yield match.span("number")


def broken_mobiles(text: str) -> Iterator[Span]:
    """Mobile numbers in prose that a line's end cuts in two: words stand close on both sides."""
    for match in _MOBILE_BROKEN.finditer(text):
        digits = re.sub(r"[^0-9]", "", match["number"])
        if len(digits) == 11 and digits[1] in "3456789" and _in_prose(text, match.start()):
            yield tail(match, 3)


def landlines(text: str) -> Iterator[Span]:
    """Landlines with an area code, behind it, and what is listed behind them."""
    done = 0
    for match in _LANDLINE.finditer(text):
        number = re.split("转|分机", match["number"])[0]
        if _is_local(number) and not _is_row(text, match):
            yield match.span("number")
            more = _MORE.match(text, match.end())
            listed = numbers_from(text, more.end()) if more and more.end() > done else ()
            done = max((end for _, end in listed), default=done)  # a list is read once, however many it holds
            yield from listed
    for match in _LANDLINE_BROKEN.finditer(text):
        if len(re.sub(r"\s", "", match["number"])) in (7, 8):
            yield match.span("number")


def announced_phones(text: str) -> Iterator[Span]:
    """Numbers behind words such as 联系电话, where seven digits are enough."""
    done = 0
    for match in _ANNOUNCED.finditer(text):
        listed = numbers_from(text, match.end()) if match.end() > done else ()
        done = max((end for _, end in listed), default=done)
        yield from listed
        if text[match.end() - 1] in ":(号为是":
            yield from _broken_from(text, match.end())
    for match in _ANNOUNCED_ABOVE.finditer(text):
        found = _NUMBER.match(text, match.end())
        if found is not None and _ALONE.match(text, found.end()):
            yield from numbers_from(text, match.end())


def numbers_from(text: str, position: int) -> list[Span]:
    """The telephone numbers from ``position`` on, one right behind the other."""
    found = []
    while match := _NUMBER.match(text, position):
        if match["mobile"]:
            found.append(tail(match, 3, "mobile"))
        elif not _counts_up(match["local"]) and not _YEARS.match(text, match.start("local")):
            found.append(match.span("local"))
        following = _NEXT.match(text, match.end())
        if following is None:
            break
        position = following.end()
    return found


def announces_phone(text: str) -> bool:
    """Whether a number right behind ``text`` would be a telephone number."""
    return bool(_ANNOUNCED.search(text + ":0"))


def _broken_from(text: str, position: int) -> Iterator[Span]:
    match = _BROKEN.match(text, position)
    if match is not None and len(re.sub(r"\s", "", match["local"])) in (7, 8, 11, 12):
        yield match.span("local")


def _is_mobile(text: str, match: re.Match[str]) -> bool:
    """Whether the groups are those of a mobile number and not of a row of numbers."""
    groups = groups_of(match["number"])
    if " " in match["number"] and _is_row(text, match):
        return False
    return groups in _GROUPINGS or (groups in _RARE_GROUPINGS and " " not in match["number"])


def _is_row(text: str, match: re.Match[str]) -> bool:
    """Whether further numbers stand before or behind, with nothing but blanks between."""
    before, behind = _ROW
    start, end = match.span()
    if re.search(r"[0-9\s]-[0-9\s]|[()+]", match.group()):
        return False
    return bool(before.search(text, max(0, start - 4), start) or behind.match(text, end))


def _is_local(number: str) -> bool:
    """Whether the digits stand in groups as in a local number, with or without an extension behind them."""
    groups = groups_of(number)
    return groups in _LOCAL_GROUPINGS or groups[:-1] in _LOCAL_GROUPINGS or _is_spelt_out(groups, number)


def _is_spelt_out(groups: tuple[int, ...], number: str) -> bool:
    return set(groups) == {1} and not _counts_up(number)


def _counts_up(number: str) -> bool:
    """1 2 3 4 5 6 7: the numbers of columns."""
    parts = re.findall(r"[0-9]+", number)
    return len(parts) > 2 and all(int(b) == int(a) + 1 for a, b in pairwise(parts))


def _in_prose(text: str, position: int) -> bool:
    line = text[max(0, position - 60) : position].rpartition("\n")[2]
    words = re.findall(r"[一-鿿]", line)
    return len(words) >= 2 and not line[-1:].isspace()

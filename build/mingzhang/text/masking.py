"""Masking of personal numbers before any writer sees them: telephone, identity card and mail.

Amounts are never masked: a number with decimals, a currency sign before or a unit behind it is an amount
(``13800138000.00``, ``13800138000 元``). Codes that mix digits and letters, document numbers (〔2016〕143号) and dates
stay. Full-width digits and the usual spacings are seen.

Sources: GB 11643-1999 for the identity number of 18 digits and its check digit (ISO 7064 MOD 11-2) and the one of 15
before it; the numbering plan of telephone networks (电信网编号计划) for mobile numbers and area codes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

# Folded character by character, so that a place in the folded text is the same place in the text.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord(c): "-" for c in "‐‑‒–—−﹣"} | {ord("￥"): "¥"}

_SEP = r"(?:[\s\-·\u00ad\u200b-\u200f\u2060\ufeff]{1,3})"
_NOT_IN_CODE = r"(?<![0-9A-Za-z¥$])"
_UNIT = r"\s*(?:元|万|亿|千|百|人民币|人次|平方|%)"
_NO_AMOUNT = rf"(?![0-9A-Za-z])(?!\s?\.\s?[0-9])(?!{_UNIT})"
_COUNTRY = rf"(?:(?:\+|00)?86{_SEP}?)?"
_AREA = r"0(?:10|2[0-9]|[3-9][0-9]{2})"
_LOCAL = rf"[0-9](?:{_SEP}?[0-9]){{6,7}}"
_EXTENSION = r"(?:\s?(?:-|转)\s?[0-9]{1,6})?"
_ANY_AREA = rf"{_AREA}{_SEP}|\(\s?{_AREA}\s?\){_SEP}?|(?:\+|00)86{_SEP}?0?[1-9][0-9]{{1,2}}{_SEP}"

_MOBILE = re.compile(rf"{_NOT_IN_CODE}{_COUNTRY}(?P<number>1[3-9][0-9](?:{_SEP}?[0-9]){{8}}){_NO_AMOUNT}")
_MOBILE_AFTER_WORD = re.compile(rf"(?i)(?<=tel|one|ile)(?P<number>1[3-9][0-9](?:{_SEP}?[0-9]){{8}}){_NO_AMOUNT}")
_MOBILE_DOTTED = re.compile(rf"{_NOT_IN_CODE}(?P<number>1[3-9][0-9](?:\.[0-9]{{4}}){{2}}){_NO_AMOUNT}")
_MOBILE_SPACED = re.compile(
    rf"{_NOT_IN_CODE}(?<![0-9]\s)(?P<number>1{_SEP}[3-9](?:{_SEP}[0-9]){{9}})(?!\s?[0-9]){_NO_AMOUNT}"
)
_LANDLINE = re.compile(rf"{_NOT_IN_CODE}(?:{_ANY_AREA})(?P<number>{_LOCAL}{_EXTENSION}){_NO_AMOUNT}")
# What is paid for a telephone or a hotline: a number right behind one of these words is an amount.
_SPENDING = (
    r"(?:费|系统|建设|维护|运行|运维|运营|购置|采购|改造|升级|开发|平台|网络|通讯|通信|设备|项目|工程|补助|补贴"
    r"|支出|预算|资金)"
)
_ANNOUNCED = re.compile(
    r"(?i)(?:(?:电\s*话|手\s*机|传\s*真|座\s*机|热\s*线)(?!\s*(?:费|机|会))"
    r"|联\s*系\s*方\s*式|微\s*信|tel|phone|mobile"
    r"|联\s*系\s*人?(?=[:\s]?[一-鿿]{0,4}[:,、\s]*[+(]?[0-9]))"
    rf"(?![^0-9\n。;:()元]{{0,16}}{_SPENDING}\s*:?\s*[0-9])[^0-9\n。;元]{{0,16}}"
)
_NUMBER = re.compile(
    rf"{_COUNTRY}(?:(?P<mobile>1{_SEP}?[3-9](?:{_SEP}?[0-9]){{9}})"
    rf"|(?:\(?{_AREA}\)?{_SEP}?)?(?P<local>{_LOCAL}{_EXTENSION})){_NO_AMOUNT}"
)
_NEXT = re.compile(r"[\s、,/;或和]{1,3}(?=[(+]?[0-9])")
_IDENTITY = re.compile(
    rf"{_NOT_IN_CODE}(?P<number>[1-8](?:[\s\-]?[0-9]){{16}}[\s\-]?[0-9Xx]|[1-8](?:[\s\-]?[0-9]){{14}}){_NO_AMOUNT}"
)
# Behind the word, a number with a wrong check digit is one all the same; amounts beside each other are none.
_IDENTITY_ANNOUNCED = re.compile(
    r"(?:身\s*份\s*证|证\s*件)[^0-9\n。;元]{0,8}"
    rf"(?P<number>[1-8][0-9]{{13,16}}[0-9Xx]|[1-8][0-9]{{5}}[\s\-](?:19|20)[0-9]{{6}}[\s\-][0-9]{{3}}[0-9Xx]){_NO_AMOUNT}"
)
_MAIL = re.compile(r"(?P<number>[A-Za-z0-9_.+\-]+)\s?@\s?(?=[A-Za-z0-9-]+(?:\s?\.[A-Za-z0-9-]+)+)")

# Administrative divisions by their first two digits (GB/T 2260); 83 is the residence permit of Taiwan residents.
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
# How a mobile number is written in groups; other groupings are as likely a row of numbers.
_GROUPS = "11 3-8 3-4-4 3-3-5 4-3-4 4-4-3 3-5-3 7-4 4-7 5-6 6-5 3-4-2-2 3-6-2"
_GROUPINGS = frozenset(tuple(map(int, group.split("-"))) for group in _GROUPS.split())
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
LONGEST_HEADER = 30  # characters: a longer cell announces nothing
Span = tuple[int, int]


def mask_personal(text: str, context: str = "") -> str:
    """``text`` with every digit of a personal number replaced by ``*``, lengths and separators kept.

    ``context`` is what announces the text, such as the header of its column or the cell before it: after 联系电话 even
    seven bare digits are a telephone number. A mobile number keeps its first three digits, a landline its area
    code and a mail address its domain, so that a reader sees what was there. Masking twice changes nothing.
    """
    marks = list(text)
    for start, end in personal_spans(text, context):
        marks[start:end] = [_mark(c) for c in text[start:end]]
    return "".join(marks)


def personal_spans(text: str, context: str = "") -> tuple[Span, ...]:
    """Where ``text`` shows what has to be masked: half-open spans in order of appearance, possibly overlapping."""
    folded = text.translate(_FOLD)
    if not any(c.isdigit() or c == "@" for c in folded):
        return ()
    found = [span for find in _FINDERS for span in find(folded)]
    if context and announces(context):
        found += _numbers_from(folded, 0)
    return tuple(sorted(set(found)))


def is_personal(text: str, header: str, certain: bool) -> bool:
    """Whether a cell of digits is a personal number and no amount: its header says so.

    Where no form is known (not ``certain``) its looks are enough, as in a table of contacts without header.
    """
    return (announces(header) or not certain) and bool(personal_spans(text, header))


def announces(text: str) -> bool:
    """Whether numbers behind or below ``text`` are telephone numbers: 联系电话."""
    return bool(_ANNOUNCED.search(text.translate(_FOLD) + ":0"))


def _mark(char: str) -> str:
    folded = char.translate(_FOLD)
    return "*" if folded.isascii() and folded.isalnum() else char


def _mobiles(text: str) -> Iterator[Span]:
    for match in _overlapping(_MOBILE, text):
        if tuple(map(len, re.findall(r"[0-9]+", match["number"]))) in _GROUPINGS:
            yield _tail(match, 3)
    for pattern in (_MOBILE_SPACED, _MOBILE_DOTTED, _MOBILE_AFTER_WORD):
        for match in pattern.finditer(text):
            yield _tail(match, 3)


def _landlines(text: str) -> Iterator[Span]:
    for match in _LANDLINE.finditer(text):
        yield match.span("number")


def _announced(text: str) -> Iterator[Span]:
    """Numbers behind words such as 联系电话, where seven digits are enough."""
    for match in _ANNOUNCED.finditer(text):
        yield from _numbers_from(text, match.end())


def _numbers_from(text: str, position: int) -> list[Span]:
    found = []
    while match := _NUMBER.match(text, position):
        found.append(_tail(match, 3, "mobile") if match["mobile"] else match.span("local"))
        following = _NEXT.match(text, match.end())
        if following is None:
            break
        position = following.end()
    return found


def _identities(text: str) -> Iterator[Span]:
    for match in _overlapping(_IDENTITY, text):
        if _is_identity(re.sub(r"[\s\-]", "", match["number"])):
            yield match.span("number")
    for match in _IDENTITY_ANNOUNCED.finditer(text):
        yield match.span("number")


def _mails(text: str) -> Iterator[Span]:
    for match in _MAIL.finditer(text):
        yield match.span("number")


_FINDERS: tuple[Callable[[str], Iterator[Span]], ...] = (_mobiles, _landlines, _announced, _identities, _mails)


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match, also those that begin inside one before: a refused candidate must not hide a true one."""
    position = 0
    while match := pattern.search(text, position):
        yield match
        position = match.start() + 1


def _tail(match: re.Match[str], keep: int, group: str = "number") -> Span:
    """The span of the number behind its first ``keep`` digits."""
    start, end = match.span(group)
    for i in range(start, end):
        if match.string[i].isdigit():
            if keep == 0:
                return i, end
            keep -= 1
    return end, end


def _is_identity(number: str) -> bool:
    digits = [int(c) for c in number[:-1]] + [10 if number[-1] in "Xx" else int(number[-1])]
    if _PROVINCE.match(number) is None:
        return False
    if len(number) == 15:
        return _is_date([1, 9, *digits[6:12]])
    total = sum(d * w for d, w in zip(digits, _WEIGHTS, strict=False))
    return _is_date(digits[6:14]) and (12 - total % 11) % 11 == digits[17]


def _is_date(digits: list[int]) -> bool:
    text = "".join(map(str, digits))
    try:
        return 1880 <= date(int(text[:4]), int(text[4:6]), int(text[6:])).year <= 2100
    except ValueError:
        return False

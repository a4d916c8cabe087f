"""Numbers of identity cards.

Source: GB 11643-1999 for the number of 18 digits and its check digit (ISO 7064 MOD 11-2) and the one of 15 before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mingzhang.text.masking.folding import Span, groups_of, overlapping
from mingzhang.text.masking.guards import AFTER, BEFORE

_SEP = r"[ \t\u3000\xa0\n\-·]"
_NUMBER = re.compile(
    rf"{BEFORE}(?P<number>[1-8](?:{_SEP}{{0,2}}[0-9]){{16}}{_SEP}{{0,2}}[0-9Xx]|[1-8](?:{_SEP}?[0-9]){{14}}){AFTER}"
)
_WORD = r"(?:身\s{0,8}份\s{0,8}(?:证|号)|证\s{0,8}件|(?:公民|居民)身份)[^0-9\n。;元]{0,12}\n?[ ]{0,2}"
_WHOLE = "[1-8][0-9]{13,16}[0-9Xx]"
_IN_PARTS = r"[1-8][0-9]{5}[ \-\n]{1,2}(?:19|20)[0-9]{6}[ \-\n]{1,2}[0-9]{3}[0-9Xx]"
_IN_MORE_PARTS = r"[1-8][0-9]{2,5}(?:[ \-][0-9]{2,8}){2,4}[ \-]?[0-9]{2,4}[Xx]"
_IN_TWO_LINES = r"[1-8][0-9]{1,16}\n[0-9]{1,16}[0-9Xx]"
_WORD = r"(?:身\s{0,8}份\s{0,8}(?:证|号)|证\s{0,8}件|(?:公民|居民)身份)[^0-9\n。;元]{0,12}\n?[ ]{0,2}"
_WHOLE = "[1-8][0-9]{13,16}[0-9Xx]"
_IN_PARTS = r"[1-8][0-9]{5}[ \-\n]{1,2}(?:19|20)[0-9]{6}[ \-\n]{1,2}[0-9]{3}[0-9Xx]"
_IN_MORE_PARTS = r"[1-8][0-9]{2,5}(?:[ \-][0-9]{2,8}){2,4}[ \-]?[0-9]{2,4}[Xx]"
_IN_TWO_LINES = r"[1-8][0-9]{1,16}\n[0-9]{1,16}[0-9Xx]"
# Behind the word, a number with a wrong check digit is one all the same; amounts beside each other are none.
_ANNOUNCED = re.compile(rf"{_WORD}(?P<number>{_WHOLE}|{_IN_PARTS}|{_IN_MORE_PARTS}|{_IN_TWO_LINES}){AFTER}")
# Administrative divisions by their first two digits (GB/T 2260); 83 is the residence permit of Taiwan residents.
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
# How the number is written in groups: division, birthday, the rest; or fours; or letter by letter.
_GROUPS = (
    "18 6-8-4 6-8-3-1 6-4-4-4 6-4-2-2-4 6-6-6 3-3-4-2-2-4 3-3-4-4-4 3-3-8-4 4-4-4-4-2 2-2-2-8-4 2-2-2-4-2-2-4"
    " 2-2-2-4-2-2-3-1 15 6-6-3 3-3-6-3 6-2-2-2-3"
)
_GROUPINGS = frozenset(tuple(map(int, group.split("-"))) for group in _GROUPS.split())
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identities(text: str) -> Iterator[Span]:
    """Numbers that are right by division, birthday and check digit, in the usual groups."""
    for match in overlapping(_NUMBER, text):
        number = match["number"]
        if _is_grouped(number) and _is_identity(re.sub(_SEP, "", number)):
            yield match.span("number")


def announced_identities(text: str) -> Iterator[Span]:
    """Numbers behind words such as 身份证号, whatever their check digit."""
    for match in _ANNOUNCED.finditer(text):
        if len(re.sub(_SEP, "", match["number"])) in (15, 16, 17, 18):
            yield match.span("number")


def _is_grouped(number: str) -> bool:
    groups = groups_of(number)
    whole = "\n" in number and len(groups) == 2
    return whole or groups in _GROUPINGS or groups == (1,) * 18


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

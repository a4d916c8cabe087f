"""Masking of personal numbers before any writer sees them: telephone, identity card, mail, bank, QQ and WeChat.

Amounts are never masked: a number with decimals, a currency sign before or a unit behind it is an amount
(``13800138000.00``, ``13800138000 元``). Codes that mix digits and letters, document numbers (〔2016〕143号) and dates
stay. Full-width digits and the usual spacings are seen. What each kind of number looks like has a module of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.text.masking.accounts import bank_accounts, chats, mails
from mingzhang.text.masking.folding import NUMERALS, Finder, Span, fold, mark
from mingzhang.text.masking.identity_cards import announced_identities, identities
from mingzhang.text.masking.masking_words import may_name_contact, names_address, names_contact
from mingzhang.text.masking.phones import (
    announced_phones,
    announces_phone,
    broken_mobiles,
    landlines,
    mobiles,
    numbers_from,
)

_FINDERS: tuple[Finder, ...] = (
    mobiles, broken_mobiles, landlines, announced_phones, identities, announced_identities, bank_accounts, mails, chats,
)  # fmt: skip
# Five digits near each other, a sign of mail, or a numeral written out nine times: less is no personal number.
_WORTH = re.compile(
    rf"[0-9](?:[^0-9]{{0,3}}[0-9]){{4}}|@|(?i:[(\[【]at[)\]】]|#[a-z1]|微\s{{0,4}}信|wechat|[vw]x)|[{NUMERALS}]{{11}}"
)
_MONEY = re.compile(r"[0-9]\s?\.\s?[0-9]|[0-9],[0-9]{3}(?![0-9])|[¥$%]|[0-9]\s{0,3}(?:元|万|亿|部|台|个|次|件|人次|户)")
_PREFIX = re.compile(r"(?<![0-9])(?:1[3-9][0-9](?=(?:[\s\-]{0,2}[0-9]){8})|0(?:10|2[0-9]|[3-9][0-9]{2})(?=[)\s\-]))")
PATH = " / "  # between the headers of a path
_MASKED = re.compile(r"[0-9A-Za-z]{0,11}\*{2,32}[0-9A-Za-z]{0,8}")  # what the source masks itself stays
_DATE = re.compile(r"(?<![0-9\-])(?:19|20)[0-9]{2}\s?[年./\-]\s?[0-9]{1,2}(?:\s?[月./\-]\s?[0-9]{1,2})?(?![0-9\-])")
_SHORTEST = 7  # digits: 12345 and extensions are nobody's own
_SHORTEST_CHAT = 5


def mask_personal(text: str, context: str = "") -> str:
    """``text`` with every digit of a personal number replaced by ``*``, lengths and separators kept.

    ``context`` is what announces the text, such as the headers of its column or the cell before it: after 联系电话
    even seven bare digits are a telephone number. A mobile number keeps its first three digits, a landline its area
    code and a mail address its domain, so that a reader sees what was there. Masking twice changes nothing.
    """
    return mask_spans(text, personal_spans(text, context))


def mask_spans(text: str, spans: Sequence[Span]) -> str:
    """``text`` with the letters and digits within ``spans`` replaced."""
    marks = list(text)
    for start, end in spans:
        marks[start:end] = [mark(c) for c in text[start:end]]
    return "".join(marks)


def personal_spans(text: str, context: str = "") -> tuple[Span, ...]:
    """Where ``text`` shows what has to be masked: half-open spans in order of appearance, possibly overlapping."""
    folded = fold(text)
    worth = _WORTH.search(folded)
    found = [span for find in _FINDERS for span in find(folded)] if worth else []
    for header in context.split(PATH) if context else ():
        found += whole_spans(folded, header) if names_contact(header) else ()
        found += numbers_from(folded, 0) if worth and announces(header) else ()
    return tuple(sorted(set(found)))


def whole_spans(text: str, header: str) -> tuple[Span, ...]:
    """All digits of a cell that ``header`` announces, but the first of a mobile number and an area code.

    Letters, too, where it announces mail or WeChat; a mail address keeps its domain. Nothing of an amount.
    """
    folded = fold(text)
    if not is_contact(folded, header):
        return ()
    if names_address(header):
        return tuple(m.span() for m in re.finditer(r"[A-Za-z0-9_.+\-]{1,64}", folded.partition("@")[0]))
    kept = {i for part in (_PREFIX, _MASKED) for m in part.finditer(folded) for i in range(*m.span())}
    return tuple((i, i + 1) for i, c in enumerate(folded) if (c.isdigit() or c in "Xx") and i not in kept)


def is_contact(text: str, header: str) -> bool:
    """Whether the text of a cell may be what ``header`` announces: long enough for a number, and no money."""
    folded = _DATE.sub("", _MASKED.sub("", fold(text)))
    digits = sum(c.isdigit() for c in folded)
    if names_address(header):
        return digits >= _SHORTEST_CHAT or bool(re.search(r"[A-Za-z]{3}", folded))
    return digits >= _SHORTEST and not _MONEY.search(folded)


def is_personal(text: str, header: str, certain: bool) -> bool:
    """Whether a cell of digits is a personal number and no amount: its header says so.

    Where no form is known (not ``certain``) its looks are enough, as in a table of contacts without header.
    """
    headers = header.split(PATH)
    if any(map(names_contact, headers)):
        return True
    return (any(map(announces, headers)) or not certain) and bool(personal_spans(text, header))


def announces(text: str) -> bool:
    """Whether numbers behind or below ``text`` may be telephone numbers: 联系电话, 电话."""
    return may_name_contact(text) or announces_phone(fold(text))

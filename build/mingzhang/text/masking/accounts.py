"""Addresses and accounts of persons: mail, bank, QQ, WeChat. All but mail only behind the word that announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzhang.text.masking.folding import Span
from mingzhang.text.masking.guards import AFTER, SEP

_LONGEST_CARD = 19  # digits
_LOCAL = r"[A-Za-z0-9_.+\-]"
_AT = r"\s?(?:@|[(\[【]at[)\]】])\s?"
_DOMAIN = r"(?=[A-Za-z0-9-]{1,63}(?:\s?\.\s?[A-Za-z0-9-]{1,63}){0,4}\s?\.\s?[A-Za-z]{2})"
_MAIL = re.compile(rf"(?i)(?<!{_LOCAL})(?P<number>{_LOCAL}{{1,64}}){_AT}{_DOMAIN}")
_MAIL_ANNOUNCED = re.compile(
    r"(?i)(?:邮\s{0,8}箱|邮件|信箱|e-?mail)(?:地址)?[:\s]{0,3}"
    rf"(?P<number>{_LOCAL}{{1,64}}(?:\n{_LOCAL}{{1,64}})?)\s?[@#]"
)
_NET_EASE = re.compile(rf"(?i)(?<!{_LOCAL})(?P<number>{_LOCAL}{{1,64}})#(?=(?:163|126|qq|139|189|sina|sohu|gmail)\.)")
# 账户 is a noun of its own (账户余额): only what stands right behind it is its number.
_ACCOUNT = re.compile(
    r"(?:[账帐]\s{0,8}号(?:号码)?[^0-9\n。;元]{0,12}|卡\s{0,8}号[^0-9\n。;元]{0,8}"
    r"|(?:[账帐]\s{0,8}户|银\s{0,8}行\s{0,8}卡)(?:号码?)?[:是为]{1,2}\s?|[账帐]户号码?\s?)\n?"
    rf"(?P<number>[0-9](?:{SEP}?[0-9]){{7,29}}(?:\n[0-9]{{2,12}}(?![0-9年月日、.)%]))?){AFTER}"
)
_QQ = re.compile(
    r"(?i)(?<![A-Za-z])QQ(?:交流|工作|服务|咨询)?(?:群|号)?(?:号码?)?(?:\([^()\n]{1,8}\))?[:\s为是]{0,3}\n?"
    rf"(?P<number>[1-9][0-9]{{4,10}}(?:[、/,][1-9][0-9]{{4,10}}){{0,4}}){AFTER}"
)
_WECHAT = re.compile(
    r"(?i)(?:微\s{0,4}信|wechat|(?<![A-Za-z])(?:vx|wx|weixin))(?:(?:账号|\(?号\)?码?|ID)[:\s]{0,3}|[:(]\s?)"
    rf"(?P<number>[A-Za-z][A-Za-z0-9_\-]{{5,19}}|[0-9]{{5,11}})(?![0-9A-Za-z_]){AFTER}"
)


def mails(text: str) -> Iterator[Span]:
    """Mail addresses up to the sign before their domain."""
    for pattern in (_MAIL, _MAIL_ANNOUNCED, _NET_EASE):
        for match in pattern.finditer(text):
            yield match.span("number")


def bank_accounts(text: str) -> Iterator[Span]:
    """Numbers of bank accounts and cards behind the word: whole numbers, in fours or as they come."""
    for match in _ACCOUNT.finditer(text):
        line, _, _ = match["number"].partition("\n")
        start, end = match.span("number")
        yield start, end if _goes_on(line) else start + len(line)


def _goes_on(line: str) -> bool:
    """Whether an account number may go on in the next line: no card has more digits than nineteen."""
    return sum(c.isdigit() for c in line) < _LONGEST_CARD


def chats(text: str) -> Iterator[Span]:
    """QQ numbers and WeChat names behind the word."""
    for pattern in (_QQ, _WECHAT):
        for match in pattern.finditer(text):
            yield match.span("number")

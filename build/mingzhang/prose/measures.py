"""Amounts, percentages and words of change inside a Chinese sentence, as tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.text.amounts import parse_amount
from mingzhang.text.normalise import MARKS
from mingzhang.text.units import MONEY, unit_of

_NUMBER = rf"-?\d[\d,，]*(?:\.\d+)?{MARKS}*"
_TOKEN = re.compile(
    rf"(?P<money>{_NUMBER})为?(?P<unit>{MONEY})(?![/／人])"
    rf"|(?P<percent>{_NUMBER})[%％]"
    r"|(?:数|费|额)为(?P<zero>0)(?=[，。；])"
    r"|(?P<same>(?<!基本)(?<!大体)(?<!大致)(?:持平|相同|一致|没有变化|无变化|无增减变化|无增减))"
)
_LIMIT = re.compile(r"[（(]?含?[）)]?(?:及)?以[上下]|起")
_WITHIN = re.compile(r"[（(](?:其中)?[：:]?含[^（）()]*$")
"""An amount in brackets that begin with 含 is part of the amount before them, not a statement of its own."""
_UP = "增加|增长|上升|提高|增幅|增"
_DOWN = "减少|下降|降低|压减|减幅|降幅|减"
_CHANGE = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:额|率|幅度|了|数)?(?:为|约|达)?$")


@dataclass(frozen=True, slots=True)
class Token:
    """A number that a sentence states.

    ``role`` is ``amount``, ``change``, ``base``, ``share``, ``growth``, ``completion``, ``same`` or ``other``.
    ``context`` is the text between the token before (or the start of the sentence) and this one; ``value`` is signed
    for changes.
    """

    role: str
    value: Decimal
    unit: str
    context: str
    start: int
    end: int


def tokens(sentence: str) -> Iterator[Token]:
    """The stated numbers of one sentence in their order; price limits (50万元以上) are not among them."""
    last = 0
    for match in _TOKEN.finditer(sentence):
        context = sentence[last : match.start()]
        if match["money"] and _LIMIT.match(sentence[match.end() : match.end() + 5]):
            continue
        if _WITHIN.search(sentence[: match.start()]):
            continue
        token = _token(match, context, sentence[match.end() :])
        if token is not None:
            yield token
            last = match.end()


def _token(match: re.Match[str], context: str, following: str) -> Token | None:
    if match["same"]:
        return Token("same", Decimal(0), "", context, match.start(), match.end())
    if match["zero"]:
        return Token("amount", Decimal(0), "", context + match.group()[0], match.start(), match.end())
    value = parse_amount((match["money"] or match["percent"]).replace("，", ","))
    if value is None:
        return None
    change = _CHANGE.search(context)
    if change and change["down"]:
        value = value.copy_negate() if value else value
    role = _money_role(context, following, change) if match["money"] else _percent_role(context, change)
    return Token(role, value, unit_of(match["unit"] or ""), context, match.start(), match.end())


def _money_role(context: str, following: str, change: re.Match[str] | None) -> str:
    if change:
        return "change"
    compared = re.search(r"[比较与同][^，；。：]*$", context) is not None
    return "base" if compared and re.match(rf"(?:相比)?，?(?:{_UP}|{_DOWN}|持平|相同)", following) else "amount"


def _percent_role(context: str, change: re.Match[str] | None) -> str:
    clause = re.split(r"[，；。]", context)[-1]
    if change:
        return "growth"
    if "占" in clause:
        return "share"
    return "completion" if re.search(r"完成|执行率", clause) else "other"

"""Amounts, percentages and words of change inside a Chinese sentence, as tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.text.amounts import parse_amount
from mingzhang.text.normalise import MARKS
from mingzhang.text.numerals import parse_numeral
from mingzhang.text.units import MONEY, unit_of

_NUMBER = rf"(?<![\d.,] )(?<![\d.,])(?:(?<!\d)-)?\d[\d,，]*(?:\.\d+)?{MARKS}*"
"""A number from its first digit on: what stands behind a blank behind other digits is the rest of one."""
_NUMERAL = "[一二两三四五六七八九十][一二两三四五六七八九十百千万亿零〇]+"
_NOTHING = "(?:数|费|额|支出|收入|预算|决算|经费|金额|资金|拨款)(?:合计|共计|总计)?[为是]"
_TOKEN = re.compile(
    rf"(?P<money>{_NUMBER})(?P<more>余|多)?为?(?P<unit>{MONEY})(?![/／人])"
    rf"|(?P<percent>{_NUMBER})[%％]"
    rf"|(?P<times>{_NUMBER}|[一两二三四五六七八九](?=倍))倍"
    rf"|(?P<short>{_NUMBER})(?P<scale>[万亿])(?=[，。；、）)]|$)"
    rf"|(?<![\d数几第上近百千万亿])(?P<numeral>{_NUMERAL})元"
    rf"|{_NOTHING}(?P<zero>[0零])(?=[，。；、（(]|$)"
    r"|(?P<near>(?:基本|大体|大致)(?:持平|相同|一致))"
    r"|(?P<same>(?:持平|相同|一致|(?:没有|无|未发生)变化|无增减变化|无增减变动|[没无]有?增减|保持不变))"
)
_LIMIT = re.compile(r"[（(]?含?[）)]?(?:及)?以[上下]|起")
_RANGE = re.compile(rf"\d(?:{MONEY}|[%％])?[-—~～至]$")
"""Before a number: it is the end of a range, 100-120万元."""
_RANGE_ON = re.compile(r"[-—~～至]\d")
_ABOUT = re.compile(r"(?:约|近|超过?|逾|大约)$")
_MORE_OR_LESS = re.compile("左右|上下")
_OF_MONEY = re.compile(r"(?:支出|收入|预算|决算|经费|资金|拨款|费|金额|总额|投资)[^，。；]*$")
"""Before 12.5万 without 元: money, not people or things."""
_WITHIN = re.compile(r"[（(](?:其中)?[：:]?含[^（）()]*$")
"""An amount in brackets that begin with 含 is part of the amount before them, not a statement of its own."""
_OF_LAST_YEAR = re.compile(r"[（(，；](?:上年|去年)度?(?:同期)?(?:预算|决算|执行|支出|收入)*(?:数|额)?(?:为|是)?$")
"""（上年执行数为 0.00万元，无法计算增减比率）: what the amount before it is compared with."""
_FROM = re.compile(r"[由从](?:上年|去年|20\d{2}年)[^，。；]{0,8}$")
_TO = re.compile(r"(?:增加|增长|上升|提高|减少|下降|降低|压减)[到至为]")
"""支出预算由 2025年的 3200万元增加到 2026年的 3500万元: the first amount is what the second is compared with."""
_UP = "增加|增长|上升|提高|增幅|增"
_DOWN = "减少|下降|降低|压减|减幅|降幅|减"
_CHANGE = re.compile(rf"(?<![审核])(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:额|率|幅度|了|数)?(?:为|约|近|达)?$")
"""What is cut from the sum of an application (审减, 核减) is no change of an amount."""


@dataclass(frozen=True, slots=True)
class Token:
    """A number that a sentence states.

    ``role`` is ``amount``, ``change``, ``base``, ``share``, ``growth``, ``completion``, ``same``, ``near`` (compared,
    but not told how much it changed), ``from`` (what the next amount rose or fell from) or ``other``.
    ``context`` is the text between the token before (or the start of the sentence) and this one; ``value`` is signed
    for changes. ``reading`` is ``doubtful`` for what the page itself calls about so much, ``inferred`` where the
    unit or the number is not printed as such (12.5万, 十二万元, 两倍).
    """

    role: str
    value: Decimal
    unit: str
    context: str
    start: int
    end: int
    reading: str = "printed"


def tokens(sentence: str) -> Iterator[Token]:
    """The stated numbers of one sentence in their order; price limits (50万元以上) are not among them."""
    last = 0
    for match in _TOKEN.finditer(sentence):
        context = sentence[last : match.start()]
        if _is_no_statement(match, sentence[: match.start()], sentence[match.end() :]):
            continue
        token = _token(match, context, sentence[match.end() :])
        if token is not None:
            yield token
            last = match.end()


def _is_no_statement(match: re.Match[str], before: str, following: str) -> bool:
    """Limits of prices, ranges, and what is part of the amount before it."""
    money = match["money"] or match["numeral"]
    if money and _LIMIT.match(following[:5]):
        return True
    ranged = _RANGE.search(before) or _RANGE_ON.match(following)
    worded = match["same"] or match["near"]
    return bool(ranged and not worded) or _WITHIN.search(before) is not None


def _token(match: re.Match[str], context: str, following: str) -> Token | None:
    if match["same"] or match["near"]:
        role = "same" if match["same"] else "near"
        return Token(role, Decimal(0), "", context, match.start(), match.end())
    if match["zero"]:
        return Token("amount", Decimal(0), "", context + match.group()[:-1].rstrip("为是"), match.start(), match.end())
    if match["short"] and not _OF_MONEY.search(context):
        return None
    value = _value(match)
    if value is None:
        return None
    change = _CHANGE.search(context)
    if change and change["down"]:
        value = value.copy_negate() if value else value
    if match["percent"] or match["times"]:
        role, unit = _percent_role(context, change), ""
    else:
        role, unit = _money_role(context, following, change), _unit(match)
    return Token(role, value, unit, context, match.start(), match.end(), _reading(match, context, following))


def _value(match: re.Match[str]) -> Decimal | None:
    """The number as it is counted: 1.5倍 is 150 per cent, exact to its last digit."""
    if match["numeral"]:
        numeral = parse_numeral(match["numeral"])
        return None if numeral is None else Decimal(numeral)
    printed = match["money"] or match["percent"] or match["times"] or match["short"]
    numeral = parse_numeral(printed)
    value = parse_amount(printed.replace("，", ",")) if numeral is None else Decimal(numeral)
    return value.scaleb(2) if value is not None and match["times"] else value


def _unit(match: re.Match[str]) -> str:
    if match["numeral"]:
        return "元"
    return f"{match['scale']}元" if match["short"] else unit_of(match["unit"])


def _reading(match: re.Match[str], context: str, following: str) -> str:
    if match["more"] or _ABOUT.search(context) or _MORE_OR_LESS.match(following):
        return "doubtful"
    return "inferred" if match["numeral"] or match["short"] or match["times"] else "printed"


def _money_role(context: str, following: str, change: re.Match[str] | None) -> str:
    if change:
        return "change"
    if _OF_LAST_YEAR.search(context):
        return "base"
    if _FROM.search(context) and _TO.match(following):
        return "from"
    compared = re.search(r"[比较与同][^，；。：]*$", context) is not None
    return "base" if compared and re.match(rf"(?:相比)?，?(?:{_UP}|{_DOWN}|持平|相同)", following) else "amount"


def _percent_role(context: str, change: re.Match[str] | None) -> str:
    clause = re.split(r"[，；。]", context)[-1]
    if change:
        return "growth"
    if "占" in clause:
        return "share"
    return "completion" if re.search(r"完成|执行率", clause) else "other"

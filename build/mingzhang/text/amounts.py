"""The strict grammar of amounts: a text prints one by it, or none."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from mingzhang.text.normalise import normalise, without_marks

_AMOUNT = re.compile(
    r"(?P<sign>[-△▲]?)(?:[¥￥](?P<inner>[-△▲]?))?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<fraction>\.\d+)?"
)
_PARENTHESES = re.compile(r"[(（](?P<inner>[^()（）]+)[)）]")


@lru_cache(maxsize=1 << 15)
def parse_amount(text: str) -> Decimal | None:
    """The exact amount that ``text`` prints, or None when it is not one by the strict grammar.

    Grammar: optional minus (any variant, or △ ▲, or the whole in parentheses), before or after a ¥, digits plain or in
    groups of three with commas, optional decimals, marks of footnotes. Full-width digits and separators are folded
    first. Anything else (percent signs, words, dashes) is None.
    """
    folded = without_marks(normalise(text)).replace("，", ",").replace("．", ".")
    negative = False
    wrapped = _PARENTHESES.fullmatch(folded)
    if wrapped:
        folded, negative = wrapped["inner"], True
    match = _AMOUNT.fullmatch(folded)
    if match is None:
        return None
    signs = negative + bool(match["sign"]) + bool(match["inner"])
    value = Decimal(match["digits"].replace(",", "") + (match["fraction"] or ""))
    if signs > 1:
        return None
    return value.copy_negate() if value and signs else value


def parse_percent(text: str) -> Decimal | None:
    """The number before a percent sign, or None: ``-60.86%`` → -60.86."""
    folded = normalise(text).replace("％", "%")
    return parse_amount(folded[:-1]) if folded.endswith("%") else None

"""Numbers torn by blanks, by the end of a line or by the end of a page with what is printed there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mingzhang.prose.lines import Line, width
from mingzhang.text.amounts import parse_amount
from mingzhang.text.normalise import MARKS
from mingzhang.text.units import MONEY

_OPEN = re.compile(r"[^\d.,\s](?P<head>\d[\d,]*(?:\.\d*)?,?)$")
_REST = re.compile(rf"(?P<tail>[\d,]*(?:\.\d+)?)(?:{MONEY}|[%％])")
_GAPPED = re.compile(rf"(?<![\d.,])\d[\d,]*(?: [\d,]+)+(?:\.\d+)?(?= ?{MARKS}*(?:{MONEY}|[%％]))")
_THREES = re.compile(r"\d{1,3}(?: \d{3})+(?:\.\d+)?")
_BETWEEN = 3
"""So many lines of furniture may stand between the two halves of a number: a foot, and a head of two lines."""
_HEAD = 40
"""Em: the furniture of a page is no longer than this."""


def runs_over(before: str, after: str) -> bool:
    """Whether a number begins at the end of ``before`` and ends, with its unit, at the head of ``after``.

    >>> runs_over("支出预算1,2", "86.50万元，其中"), runs_over("支出预算1286.50", "300.30万元")
    (True, False)
    """
    opened, rest = _OPEN.search(before), _REST.match(after)
    if opened is None or rest is None:
        return False
    head, tail = opened["head"], rest["tail"]
    if re.search(r"\.\d\d", head) and tail:
        return False
    return parse_amount(head + tail) is not None


def without_furniture_in_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines, those marked as running heads that stand between the two halves of a number torn by a page's end."""
    found = list(lines)
    printed = [i for i, line in enumerate(lines) if not line.left_out]
    for at, i in enumerate(printed):
        between = _between(lines, i, printed[at + 1 : at + 2 + _BETWEEN])
        for k in between:
            found[k] = replace(found[k], left_out="running-head")
    return found


def _between(lines: Sequence[Line], start: int, following: Sequence[int]) -> Sequence[int]:
    """The lines before the one that the number at the end of line ``start`` goes on in."""
    first = lines[start]
    for at, i in enumerate(following):
        if lines[i].page > first.page + 1 or lines[i].after_grid:
            return ()
        if runs_over(first.text, lines[i].text):
            return following[:at] if lines[i].page > first.page else ()
        if width(lines[i].text) > _HEAD or lines[i].text.endswith(("。", "；")):
            return ()
    return ()


def close_gaps(text: str) -> str:
    """``text`` with the blanks inside its amounts closed, where only one number can be meant.

    >>> close_gaps("支出1,2 86.50万元，收入12 865 000元，其他12 86.50万元")
    '支出1,286.50万元，收入12865000元，其他12 86.50万元'
    """
    return _GAPPED.sub(_closed, text)


def _closed(match: re.Match[str]) -> str:
    printed = match.group()
    closed = printed.replace(" ", "")
    grouped = "," in closed and parse_amount(closed) is not None
    return closed if grouped or _THREES.fullmatch(printed) else printed

"""A number as the date that a spreadsheet shows for it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal

_QUIET = re.compile(r'"[^"]*"|[\\!_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.DOTALL)
_LETTERS = re.compile(r"[yYdDhHsS]|(?<![a-zA-Z])[mM]+")
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[[^\]]*\]|(?P<half>AM/PM|A/P|上午/下午)'
    r"|(?P<field>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+)|(?P<other>.)",
    re.DOTALL,
)
_UNKNOWN = re.compile(r"\[[hms]+\]|[aAbBeEgG]{2,}|[mM]{3,}|[dD]{3,}|s\.0")
_LAST = 2958465  # 9999-12-31


def is_date(section: str) -> bool:
    """Whether a section of a number format shows dates or times."""
    return _LETTERS.search(_QUIET.sub("", section)) is not None


def show_date(value: Decimal, section: str, since_1904: bool) -> str | None:
    """The date of a serial number; None where it is none, or the format says more than numbers of years to seconds."""
    if not 0 <= value <= _LAST or _UNKNOWN.search(_QUIET.sub("", section.replace("AM/PM", ""))):
        return None
    moment = _moment(value, since_1904)
    tokens = list(_TOKEN.finditer(section))
    halves = any(t["half"] for t in tokens)
    made = ""
    before = ""
    for k, token in enumerate(tokens):
        field = (token["field"] or "").lower()
        if field:
            after = next((t["field"].lower() for t in tokens[k + 1 :] if t["field"]), "")
            minutes = field[0] == "m" and (before[:1] == "h" or after[:1] == "s")
            made += _field("n" * len(field) if minutes else field, moment, halves)
            before = field
        elif token["half"]:
            made += ("上午", "下午")[moment.hour >= 12]
        else:
            made += token["quoted"] or token["escaped"] or token["other"] or ""
    return made.strip()


def _moment(value: Decimal, since_1904: bool) -> datetime:
    """Days are counted from 1900 with a 29 February that there was not, or from 1904."""
    first = "1904-01-01" if since_1904 else "1899-12-31" if value < 60 else "1899-12-30"
    return datetime.fromisoformat(first) + timedelta(seconds=round(value * 86400))


def _field(field: str, moment: datetime, halves: bool) -> str:
    hour = (moment.hour - 1) % 12 + 1 if halves else moment.hour
    number = {"y": moment.year, "m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}
    if field[0] == "y":
        return f"{moment.year % 100:02d}" if len(field) <= 2 else f"{moment.year:04d}"
    return f"{number[field[0]]:0{2 if len(field) > 1 else 1}d}"

"""Administrative divisions of China: codes of GB/T 2260 and their names."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


def division_name(code: str, language: str = "zh") -> str:
    """The name of a division in ``zh`` or ``en``; empty for a code that is not listed."""
    names = _names()
    row = names.get(code)
    return row["name" if language == "zh" else "name_en"] if row else ""


def ancestors(code: str) -> list[str]:
    """The divisions that a division lies in, outermost first: 652301 → 650000, 652300. Only listed ones."""
    wider = [code[:2] + "0000", code[:4] + "00", code[:6]]
    return [c for c in dict.fromkeys(wider) if c != code and c in _names()]


def division_of(name: str) -> str:
    """The division that a body's name begins with, the deepest one listed: 上海市普陀区司法局 → 310107; else empty.

    A name that could be that of several divisions settles nothing.
    """
    found, rest = "", name.removeprefix("中共")
    while True:
        inside = [c for c in _names() if not found or found in ancestors(c)]
        fits = [c for c in inside if rest.startswith(_names()[c]["name"])]
        longest = max((len(_names()[c]["name"]) for c in fits), default=0)
        best = [c for c in fits if len(_names()[c]["name"]) == longest]
        if len(best) != 1:
            return found
        found, rest = best[0], rest[longest:]


def level_of(code: str) -> str:
    """``province``, ``prefecture`` or ``county`` by a division's code; empty without one."""
    return (
        "" if not code else "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
    )


@cache
def _names() -> dict[str, dict[str, str]]:
    text = (files("mingzhang.reference") / "divisions.csv").read_text(encoding="utf-8")
    return {row["code"]: row for row in csv.DictReader(text.splitlines())}

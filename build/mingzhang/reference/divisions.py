"""Administrative divisions of China: codes of GB/T 2260 and their names."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


def division_name(code: str, language: str = "zh") -> str:
    """The name of a division in ``zh`` or ``en``; of a code that is not listed the name of what it lies in, or empty."""
    names = _names()
    row = names.get(code)
    return row["name" if language == "zh" else "name_en"] if row else ""


def ancestors(code: str) -> list[str]:
    """The divisions that a division lies in, outermost first: 652301 → 650000, 652300. Only listed ones."""
    wider = [code[:2] + "0000", code[:4] + "00", code[:6]]
    return [c for c in dict.fromkeys(wider) if c != code and c in _names()]


@cache
def _names() -> dict[str, dict[str, str]]:
    text = (files("mingzhang.reference") / "divisions.csv").read_text(encoding="utf-8")
    return {row["code"]: row for row in csv.DictReader(text.splitlines())}

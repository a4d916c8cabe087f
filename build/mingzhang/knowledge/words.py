"""The words of ``forms/words.yml`` as compiled patterns."""

from __future__ import annotations

import re
from functools import cache

import yaml

from mingzhang.knowledge.loading import knowledge_text
from mingzhang.text.units import CAPTION, COUNTS


@cache
def words() -> dict[str, dict[str, re.Pattern[str]]]:
    """Patterns by room and name, e.g. ``words()["rows"]["total"]``."""
    data = yaml.safe_load(knowledge_text("forms/words.yml"))
    return {
        room: {name: _compile(p) for name, p in entries.items() if isinstance(p, str)}
        for room, entries in data.items()
        if isinstance(entries, dict)
    } | {"": {"header": _compile(data["header"])}}


def says(room: str, name: str, text: str) -> bool:
    """Whether the normalised ``text`` matches the words of that name."""
    return words()[room][name].match(text) is not None


def _compile(pattern: str) -> re.Pattern[str]:
    pattern = pattern.replace(r"\s*", "").replace("<money>", CAPTION).replace("<counts>", COUNTS)
    if pattern.startswith("~"):
        return re.compile(".*?" + pattern[1:], re.S)
    return re.compile(f"(?:{pattern})$")

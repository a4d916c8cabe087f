"""Concepts as the identities use them: what is part of what, and their names in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import yaml

from mingzhang.knowledge.loading import knowledge_text


@dataclass(frozen=True, slots=True)
class Meaning:
    """An item or fund of ``concepts.yml``; ``within`` is the whole it is a part of, or empty."""

    zh: str
    en: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The items and funds of ``concepts.yml``."""

    items: Mapping[str, Meaning]
    funds: Mapping[str, Meaning]

    def is_part(self, part: tuple[str, str], whole: tuple[str, str]) -> bool:
        """Whether the (item, fund) ``part`` is a proper part of the (item, fund) ``whole``; no fund means all
        purses together."""
        if part == whole:
            return False
        return _below(part[0], whole[0], self.items) and (not whole[1] or _below(part[1], whole[1], self.funds))

    def name(self, item: str, fund: str, language: str) -> str:
        """Name of a concept in ``zh`` or ``en``: 基本支出（一般公共预算）, Basic expenditure (General public
        budget)."""
        meaning, purse = self.items.get(item), self.funds.get(fund)
        if language == "zh":
            return (meaning.zh if meaning else "") + (f"（{purse.zh}）" if purse else "")
        return (meaning.en if meaning else "amount") + (f" ({purse.en})" if purse else "")


def _below(name: str, whole: str, meanings: Mapping[str, Meaning]) -> bool:
    seen: set[str] = set()
    while name and name not in seen:
        if name == whole:
            return True
        seen.add(name)
        name = meanings[name].within if name in meanings else ""
    return name == whole


@cache
def load_vocabulary() -> Vocabulary:
    """``concepts.yml``, read once."""
    data = yaml.safe_load(knowledge_text("concepts.yml"))
    return Vocabulary(*({k: Meaning(**v) for k, v in data[side].items()} for side in ("items", "funds")))

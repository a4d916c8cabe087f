"""Kinds of public bodies (court, school, government department …) and what their names tell of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import yaml

from mingzhang.knowledge.loading import knowledge_text
from mingzhang.text.normalise import normalise

OWN_LEVEL = "(?:[局委厅办院部署]|机关)?本级|本部|[局委厅办院部署]?机关"
"""Pattern of what is printed behind a department's name, mostly in brackets, for it alone without its units."""

_BRACKET = re.compile(r"（[^（）]*）$")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body with its names in both languages; ``pattern`` is found in the names of such bodies."""

    id: str
    zh: str
    en: str
    pattern: re.Pattern[str]


@cache
def all_kinds() -> dict[str, Kind]:
    """Every kind by its id, in the order in which names are tried."""
    text = knowledge_text("body-kinds.yml")
    return {name: Kind(name, k["zh"], k["en"], re.compile(k["names"])) for name, k in yaml.safe_load(text).items()}


def kind_of(name: str) -> str:
    """The likely kind of the body with this name, or empty: 昌吉回族自治州科学技术协会 → people-organisation."""
    plain = _BRACKET.sub("", normalise(name).translate(str.maketrans("()", "（）")))
    return next((kind.id for kind in all_kinds().values() if kind.pattern.search(plain)), "")

"""English names and short forms of bodies, by what their names are without their places: 教育委员会, 教委.

The English names are our own; a body's registered one goes before them. The short forms are what people say and write.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache

from mingzhang.knowledge.divisions import division_name
from mingzhang.knowledge.loading import knowledge_text

_WHOLE = re.compile(r"[（(](?:汇总|部门|本级|机关)[）)]$")
_GOVERNMENT = "人民政府"
_KIND_OF_PLACE = "省市区县州盟旗"


@dataclass(frozen=True, slots=True)
class NamedBody:
    """Bodies of one name in many places: ``name`` without the place, its English, and its short forms."""

    name: str
    name_en: str
    short: tuple[str, ...]


@cache
def named_bodies() -> dict[str, NamedBody]:
    """Every such name."""
    rows = csv.DictReader(knowledge_text("body-names.csv").splitlines())
    return {r["name"]: NamedBody(r["name"], r["name_en"], tuple(filter(None, r["short"].split("|")))) for r in rows}


def bare_name(name: str) -> str:
    """A name without the mark that it stands for the whole: 西安市信访局（汇总） → 西安市信访局."""
    return _WHOLE.sub("", name)


def composed_name(stem: str, division: str) -> str:
    """The English name of a body made of its place and its name without it; empty where either has none."""
    named, place = named_bodies().get(bare_name(stem)), division_name(division, "en") if division else ""
    return f"{place} {named.name_en}" if named and place else ""


def short_forms(stem: str, division: str) -> tuple[str, ...]:
    """What people call a body: 教委, 北京教委, 北京市教委, 北京教育委员会."""
    bare = bare_name(stem)
    named = named_bodies().get(bare)
    forms = named.short if named else ()
    place = division_name(division) if division else ""
    short = place.rstrip(_KIND_OF_PLACE) if len(place) > 2 else place
    plain = dict.fromkeys((*forms, bare.removeprefix(_GOVERNMENT), bare))
    spoken = [p + form for p in dict.fromkeys((place, short)) if p for form in plain]
    return tuple(dict.fromkeys((*plain, *spoken)))

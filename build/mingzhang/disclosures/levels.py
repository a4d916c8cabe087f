"""Where a body belongs: its division and level, from its name, the cover, project codes and the places it speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mingzhang.disclosures.bodies import bare
from mingzhang.disclosures.finding import LIKELY, SURE, UNKNOWN, Finding, certainty, leader
from mingzhang.disclosures.titles import Titles
from mingzhang.knowledge.divisions import (
    ancestors,
    corps_division,
    division_name,
    division_of,
    divisions_in,
    in_corps,
    level_of,
    possible_divisions,
    short_division,
)

# A project's code: its division, two digits of its first year, its kind, a running number.
_PROJECT = re.compile(r"(?<!\d)(\d{6})\d{2}[A-Z]\d{9,12}(?!\d)")
_LEVEL_WORD = re.compile(r"(省|自治区|市|区|县|州|旗)级(?:部门|单位)?")
_LEVELS = {"省": "province", "自治区": "province", "区": "county", "县": "county", "旗": "county", "州": "prefecture"}
_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,7}县(?!级)")
_OFTEN = 3  # times that a place is named which the body's name does not tell


def find_division(body: Finding, titles: Titles) -> Finding:
    """The division by the body's name; where that leaves it open, by the cover, project codes and the places named."""
    name = body.value
    if level_of(division_of(name), name) == "central":
        return Finding("", SURE, "a central body has none")
    named = division_of(name)
    possible = possible_divisions(name)
    if named and not possible:
        printed = division_name(named) in titles.joined or named in (_on_cover(titles), leader(_coded(titles))[0])
        sure = body.sure == SURE or printed
        return Finding(named, certainty(sure), f"name: {name}")
    if in_corps(name):
        return Finding(corps_division(name), LIKELY, f"name: {name}")
    for finding in _elsewhere(name, possible, titles):
        fits = not possible or finding.value in possible
        if finding.value and fits:
            return finding
    return Finding(named, LIKELY if named else UNKNOWN, f"name: {name}" if named else "")


def _elsewhere(name: str, possible: set[str], titles: Titles) -> Iterator[Finding]:
    """What the document tells of the place of a body whose name does not settle it, the weightiest first."""
    covered = _on_cover(titles)
    yield Finding(covered, SURE, f"cover: {titles.joined[:60]}")
    coded = _coded(titles)
    code, times = leader(coded)
    yield Finding(code, certainty(code in possible), f"{times} of {coded.total()} project codes")
    mentioned = Counter(code for line in titles.lines for code in divisions_in(line))
    yield _by_wider_place(possible, mentioned)
    if mentioned[short := short_division(name)]:
        yield Finding(short, LIKELY, f"name: {name}; {mentioned[short]} times in full")
    yield _most_mentioned(mentioned)


def _coded(titles: Titles) -> Counter[str]:
    """The divisions in the codes of its projects."""
    return Counter(m[1] for line in titles.lines for m in _PROJECT.finditer(line) if division_name(m[1]))


def _on_cover(titles: Titles) -> str:
    """The place that the title, or a line of its own, begins with."""
    places = (division_of(bare(line)) for line in (titles.joined, *titles.cover))
    return next((place for place in places if place), "")


def _by_wider_place(possible: set[str], mentioned: Counter[str]) -> Finding:
    """Of several divisions of one name the one whose city or province the document names; open if it names two."""
    wider = Counter({code: sum(mentioned[place] for place in ancestors(code)) for code in possible})
    code, times = leader(+wider)
    return (
        Finding(code, LIKELY, f"{division_name(code)}: the wider place is named {times} times") if code else Finding()
    )


def _most_mentioned(mentioned: Counter[str]) -> Finding:
    """The place that is named most, where nothing else tells."""
    code, times = leader(mentioned)
    if times < _OFTEN:
        return Finding()
    return Finding(code, LIKELY, f"{division_name(code)}: named {times} times")


def find_level(body: Finding, division: Finding, titles: Titles) -> Finding:
    """The level by the name and the division; only likely where the cover speaks of another (县级部门预算)."""
    level = level_of(division.value, body.value)
    if not level:
        return _by_name(body)
    if level == "central":
        return Finding(level, body.sure, f"name: {body.value}")
    worded = _worded(titles, division.value)
    township = level == "township"  # its budget may be a government's own or one of its county's departments
    sure = division.sure == SURE and worded in ("", level) and not township
    evidence = f"division {division.value}" + (f"; cover: {worded}" if worded else "")
    return Finding(level, certainty(sure), evidence)


def _by_name(body: Finding) -> Finding:
    """The level of a body whose place is open: that of every division of its name, or what the name itself says."""
    levels = {level_of(code, body.value) for code in possible_divisions(body.value)}
    if len(levels) == 1:
        return Finding(levels.pop(), body.sure, f"every place of the name: {body.value}")
    if _COUNTY.match(body.value):
        return Finding("county", LIKELY, f"name: {body.value}")
    return Finding()


def _worded(titles: Titles, code: str) -> str:
    """The level that the cover's title states: 2026年市级单位预算."""
    match = _LEVEL_WORD.search(titles.joined)
    if match is None:
        return ""
    city = "province" if code.endswith("0000") else "county" if not code.endswith("00") else "prefecture"
    return _LEVELS.get(match[1], city)

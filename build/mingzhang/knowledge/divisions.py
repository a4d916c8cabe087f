"""Administrative divisions of China: codes of GB/T 2260 and their names, down to counties.

Source of the codes: the statistical division codes of 2023 (National Bureau of Statistics, as of 30 June 2023) without
their entries that are no divisions of GB/T 2260 (市辖区, development zones). ``former-divisions.csv`` holds those that
were dissolved or renamed from 2014 to then, with the year of the State Council's decision and what they became (the
wider division where several share them), for the disclosures of those years; source of their codes: the same
department's and the Ministry of Civil Affairs' lists as of 2013.
English names: the official ones of provinces and autonomous prefectures, else pinyin and the kind of division.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mingzhang.knowledge.loading import knowledge_text

_LONGEST = 15  # characters of the longest name
_ORGANISATION = re.compile(
    "中国共产党|中共|中国人民政治协商会议|政协|中国共产主义青年团|共青团|中国国民党革命委员会|民革|中国民主同盟|民盟"
    "|中国民主建国会|民建|中国民主促进会|民进|中国农工民主党|农工党|中国致公党|致公党|九三学社|台湾民主自治同盟|台盟"
)
_TOWNSHIP = re.compile("(?:街道办事处|[镇乡]人民政府|苏木人民政府)$")
_CENTRAL = re.compile("国家(?!级)|国务院|中华人民共和国|中共中央|全国(?!性)|最高人民(?:法院|检察院)")
_LOCAL = re.compile("[省县州旗]|市(?!场)|区(?!域)")
# Names like 城区 and 老城区 are common words, too: without a city before them they name no place.
_ANY_PLACE = re.compile("[东西南北中新老旧上下城市郊矿港口]+区")
_KIND = re.compile("(?:(?:壮族|回族|维吾尔)?自治区|[省市])$")


@dataclass(frozen=True, slots=True)
class Former:
    """A division that is no more, or no longer of this name: ``valid_to`` is its last year."""

    code: str
    name: str
    name_en: str
    valid_to: str
    successor: str


def division_name(code: str, language: str = "zh") -> str:
    """The name of a division in ``zh`` or ``en``; empty for a code that is not listed."""
    names = _names()
    row = names.get(code)
    return row["name" if language == "zh" else "name_en"] if row else ""


def former_division(code: str) -> Former | None:
    """What is known of a code that is no longer in use; None for one in use or not listed."""
    return None if code in _current() else next((f for f in _former() if f.code == code), None)


def ancestors(code: str) -> list[str]:
    """The divisions that a division lies in, outermost first: 652301 → 650000, 652300. Only listed ones."""
    wider = [code[:2] + "0000", code[:4] + "00", code[:6]]
    return [c for c in dict.fromkeys(wider) if c != code and c in _names()]


def division_of(name: str) -> str:
    """The division that a body's name begins with, the deepest one listed: 上海市普陀区司法局 → 310107; else empty.

    A name that could be that of several divisions settles nothing: 朝阳区教育局 → "", 江苏省鼓楼区教育局 → 320000. A
    former name is looked for where no division in use has it: 莱芜市财政局 → 371200.
    """
    found, rest = "", _without_organisation(name)
    while True:
        fits = [_longest(rest, codes, found) for codes in (_codes(), _former_codes())]
        codes, length = next(((c, n) for c, n in fits if c), (set(), 0))
        if len(codes) != 1 or (not found and _ANY_PLACE.match(rest)):
            return found
        found, rest = codes.pop(), rest[length:]


def begins_with_place(name: str, code: str) -> bool:
    """Whether a name begins with that of a province or city without its kind: 上海交通学院, 310000."""
    short = _KIND.sub("", division_name(code))
    return code.endswith("00") and len(short) > 1 and _without_organisation(name).startswith(short)


def _longest(text: str, known: Mapping[str, list[str]], found: str) -> tuple[set[str], int]:
    """The divisions of the longest of the ``known`` names that ``text`` begins with, and its length; only those that
    lie in the division ``found``, or in what became of it."""
    became = former_division(found)
    within = {found, became.successor if became else found} - {""}
    for start in reversed(_starts(text)):
        fits = {c for c in known.get(start, ()) if not within or within & set(ancestors(c))}
        if fits:
            return fits, len(start)
    return set(), 0


def _without_organisation(name: str) -> str:
    """政协昌吉回族自治州委员会 → 昌吉回族自治州委员会."""
    prefix = _ORGANISATION.match(name)
    return name[prefix.end() :] if prefix else name


def _starts(text: str) -> list[str]:
    """The beginnings of ``text`` that may be a division's name, shortest first; 区域 and 市场 are other words."""
    return [text[:n] for n in range(2, min(len(text), _LONGEST) + 1) if text[n - 1 : n + 1] not in ("区域", "市场")]


def level_of(code: str, name: str = "") -> str:
    """``province``, ``prefecture`` or ``county`` by a division's code; also ``township`` and ``central`` by the name of
    the body there, where it is given; empty when open."""
    if _TOWNSHIP.search(name):
        return "township"
    if not code:
        return "central" if _is_central(name) and not _LOCAL.search(name) else ""
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def _is_central(name: str) -> bool:
    """Named as the state's own, or one whose name does not say so and is listed (reference/central-bodies.csv)."""
    return bool(_CENTRAL.match(name)) or name.removeprefix("中共").startswith(_central_bodies())


@cache
def _central_bodies() -> tuple[str, ...]:
    return tuple(row["name"] for row in _rows("central-bodies.csv"))


@cache
def _codes() -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    for code, row in _current().items():
        codes.setdefault(row["name"], []).append(code)
    return codes


@cache
def _former_codes() -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    for former in _former():
        codes.setdefault(former.name, []).append(former.code)
    return codes


@cache
def _names() -> dict[str, dict[str, str]]:
    """Code → names; of a code that is in use the present ones."""
    return {f.code: {"name": f.name, "name_en": f.name_en} for f in _former()} | _current()


@cache
def _current() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in _rows("divisions.csv")}


@cache
def _former() -> tuple[Former, ...]:
    return tuple(Former(**row) for row in _rows("former-divisions.csv"))


def _rows(file: str) -> list[dict[str, str]]:
    text = knowledge_text(file)
    return list(csv.DictReader(text.splitlines()))

"""Administrative divisions of China: codes of GB/T 2260 and their names, down to counties.

Source of the codes: the statistical division codes of 2023 (National Bureau of Statistics, as of 30 June 2023) without
their entries that are no divisions of GB/T 2260 (市辖区, development zones). Divisions dissolved before are not listed.
English names: pinyin and the kind of division, or the usual name where there is one.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

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

    A name that could be that of several divisions settles nothing: 朝阳区教育局 → "", 江苏省鼓楼区教育局 → 320000.
    """
    found, rest = "", _without_organisation(name)
    while True:
        fits = [c for c in _beginning(rest) if not found or found in ancestors(c)]
        longest = max((len(_names()[c]["name"]) for c in fits), default=0)
        best = [c for c in fits if len(_names()[c]["name"]) == longest]
        if len(best) != 1 or (not found and _ANY_PLACE.match(rest)):
            return found
        found, rest = best[0], rest[longest:]


def _without_organisation(name: str) -> str:
    """政协昌吉回族自治州委员会 → 昌吉回族自治州委员会."""
    prefix = _ORGANISATION.match(name)
    return name[prefix.end() :] if prefix else name


def _beginning(text: str) -> list[str]:
    """The divisions whose names ``text`` begins with; 区域 and 市场 are other words."""
    starts = [text[:n] for n in range(2, min(len(text), _LONGEST) + 1) if text[n - 1 : n + 1] not in ("区域", "市场")]
    return [code for start in starts for code in _codes().get(start, ())]


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
    text = (files("mingzhang.reference") / "central-bodies.csv").read_text(encoding="utf-8")
    return tuple(row["name"] for row in csv.DictReader(text.splitlines()))


@cache
def _codes() -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    for code, row in _names().items():
        codes.setdefault(row["name"], []).append(code)
    return codes


@cache
def _names() -> dict[str, dict[str, str]]:
    text = (files("mingzhang.reference") / "divisions.csv").read_text(encoding="utf-8")
    return {row["code"]: row for row in csv.DictReader(text.splitlines())}

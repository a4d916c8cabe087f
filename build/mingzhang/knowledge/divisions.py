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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from mingzhang.knowledge.loading import knowledge_text

_LONGEST = 15  # characters of the longest name
_ORGANISATION = re.compile(
    "中国共产党|中共|中国人民政治协商会议|政协|中国共产主义青年团|共青团|中国国民党革命委员会|民革|中国民主同盟|民盟"
    "|中国民主建国会|民建|中国民主促进会|民进|中国农工民主党|农工党|中国致公党|致公党|九三学社|台湾民主自治同盟|台盟"
)
_TOWNSHIP = re.compile("(?:[镇乡]|苏木)(?:人民政府|党委|委员会)?$")  # a 街道办事处 is an office of its county
_CENTRAL = re.compile(
    "国家(?!级)|国务院|中华人民共和国|中共中央|全国(?!性)|最高人民(?:法院|检察院)|.{2,6}海关$|中央[^街路商公]"
)
_LOCAL = re.compile("[省县州旗]|市(?!场)|区(?!域)")
# Names like 城区 and 老城区 are common words, too: without a city before them they name no place.
_ANY_PLACE = re.compile("[东西南北中新老旧上下城市郊矿港口]+区")
# 昌吉回族自治州 is called 昌吉州, too, and 门源回族自治县 门源县.
_PEOPLES = (
    "蒙古族?|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族"
    "|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|普米族|塔吉克族?"
    "|怒族|鄂温克族|鄂伦春|裕固族|保安族|独龙族|阿昌族|德昂族|各族"
)
_AUTONOMOUS = re.compile(f"^(?P<name>.{{2,}}?)(?:{_PEOPLES})+自治(?P<kind>[州县])$")
_KIND_OF_PROVINCE = re.compile("(?:(?:壮族|回族|维吾尔)?自治区|[省市])$")
_KIND = re.compile(f"(?:(?:{_PEOPLES})+自治[州县]|自治旗|地区|[市县盟])$")
_CORPS = "新疆生产建设兵团"


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
    return _told(name)[0]


def possible_divisions(name: str) -> set[str]:
    """The divisions that a body's name leaves open: 朝阳区教育局 → 110105 and 220104; none where it settles one."""
    found, rest = _told(name)
    return _longest(rest, _codes(), found)[0]


def place_in(name: str) -> tuple[str, str, str]:
    """The division that a name begins with, what stands before it (中共, 政协) and what behind: 610100, "", 财政局."""
    code, after = _told(name)
    before = name[: len(name) - len(_without_organisation(name))]
    return code, before, after


def _told(name: str) -> tuple[str, str]:
    """The deepest division that a name settles, and the rest of the name behind it."""
    found, rest = "", _without_organisation(name)
    while True:
        codes, length = _fits(rest, found)
        if len(codes) != 1 or (not found and _ANY_PLACE.match(rest)):
            return found, rest
        found, rest = codes.pop(), rest[length:]


def _fits(rest: str, found: str) -> tuple[set[str], int]:
    """The divisions that ``rest`` begins with, and how long their name is.

    A name in use goes before a former one, and that before one without its kind, which only counts before a division
    that lies in it: 广西南宁市, 上海普陀区.
    """
    for known in (_codes(), _former_codes()):
        codes, length = _longest(rest, known, found)
        if codes:
            return codes, length
    if found:
        return set(), 0
    for start in reversed(_starts(rest)):
        inside = {c for c in _short_names().get(start, ()) if _longest(rest[len(start) :], _codes(), c)[0]}
        if inside:
            return inside, len(start)
    return set(), 0


def begins_with_place(name: str, code: str) -> bool:
    """Whether a name begins with that of a province or city without its kind: 上海交通学院, 310000."""
    return code.endswith("00") and code in _short_places(name)


def short_division(name: str) -> str:
    """The division whose name without its kind a body's name begins with (湖北大学 → 420000); empty where several may
    be meant, but the wider one where they lie in each other (长沙学院: 长沙市, not 长沙县)."""
    codes = _short_places(name)
    wide = {c for c in codes if not set(ancestors(c)) & codes}
    by_rank = sorted(wide, key=lambda c: len(c.rstrip("0")))
    provinces, cities = [c for c in by_rank if c.endswith("0000")], [c for c in by_rank if c.endswith("00")]
    return next((found[0] for found in (provinces, cities, by_rank) if len(found) == 1), "")


def in_corps(name: str) -> bool:
    """Whether a body belongs to the Xinjiang Production and Construction Corps, which is no division of GB/T 2260."""
    return _CORPS in name


def corps_division(name: str) -> str:
    """The city that a body of the corps names, else Xinjiang."""
    rest = name.partition(_CORPS)[2]
    return next((code for code in divisions_in(rest) if code.startswith("65")), "650000")


def _short_places(name: str) -> set[str]:
    rest = _without_organisation(name)
    found = (_short_names().get(start) for start in reversed(_starts(rest)))
    return set(next((codes for codes in found if codes), ()))


def divisions_in(text: str) -> Iterator[str]:
    """The codes of every division that ``text`` names in full, each of several of one name."""
    for end, char in enumerate(text, 1):
        if char in "省市区县州旗盟":
            starts = (text[max(0, end - n) : end] for n in range(min(end, _LONGEST), 1, -1))
            yield from next((_codes()[s] for s in starts if s in _codes()), ())


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
    if _CORPS in name:
        return _level_in_corps(name)
    if not code:
        return "central" if _is_central(name) and not _LOCAL.search(name) else ""
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def _level_in_corps(name: str) -> str:
    """The corps ranks with a province, its divisions (师) with prefectures, their regiments (团) with counties."""
    rest = name.partition(_CORPS)[2]
    if re.search(r"第?[\d一二三四五六七八九十百]+团", rest):
        return "county"
    return "prefecture" if re.search(r"第[\d一二三四五六七八九十]+师", rest) else "province"


def _is_central(name: str) -> bool:
    """Named as the state's own, or one whose name does not say so and is listed (reference/central-bodies.csv)."""
    named = _CENTRAL.match(name) or _without_organisation(name).startswith("中央委员会")
    party = name != _without_organisation(name) and _without_organisation(name).startswith("中央")
    return bool(named or party) or name.removeprefix("中共").startswith(_central_bodies())


@cache
def _central_bodies() -> tuple[str, ...]:
    return tuple(row["name"] for row in _rows("central-bodies.csv"))


@cache
def _codes() -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    for code, row in _current().items():
        codes.setdefault(row["name"], []).append(code)
    for code, row in _current().items():
        called = _AUTONOMOUS.sub(r"\g<name>\g<kind>", row["name"])
        if called not in codes:
            codes[called] = [code]
    return codes


@cache
def _short_names() -> dict[str, list[str]]:
    """Names without their kind → codes; those of one character and those of districts are none."""
    codes: dict[str, list[str]] = {}
    for code, row in _current().items():
        kind = _KIND_OF_PROVINCE if code.endswith("0000") else _KIND
        short = kind.sub("", row["name"])
        if len(short) > 1 and short != row["name"]:
            codes.setdefault(short, []).append(code)
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

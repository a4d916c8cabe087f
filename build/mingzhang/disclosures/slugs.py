"""Readable ids for bodies: 西安市财政局 → xian-finance-bureau.

One rule: the place by its official English name (a county behind its prefecture), then the name's parts in English
where slug-parts.csv has them, and what is between in pinyin. Only letters, digits and hyphens can come out.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Collection, Iterator
from functools import cache

from pypinyin import lazy_pinyin

from mingzhang.knowledge.divisions import ancestors, division_name, place_in
from mingzhang.knowledge.loading import knowledge_text
from mingzhang.text.normalise import normalise

_LONGEST = 50  # characters, which leaves room for what tells two bodies apart
_KINDS = re.compile(
    r" (?:Autonomous )?(?:Province|Prefecture|County|District|League|Banner|City|Region|Municipality|New Area)$"
)
_PEOPLES = re.compile(
    r"(?<=\w) (?:Miao|Yi|Hui|Yao|Tibetan|Mongol|Manchu|Tujia|Dai|Dong|Li|Hani|Va|Bouyei|Lahu|Kazakh|Zhuang|Tu|Salar"
    r"|Qiang|Multi-Ethnic|Lisu|Korean|Gelao|Bai|Yugur|Xibe|Uygur|Tajik|Sui|She|Pumi|Nu|Naxi|Mulao|Maonan|Kirgiz"
    r"|Jingpo|Dongxiang|Derung|Daur|Bonan|Blang)$"
)


def propose_slug(name: str, division: str = "", taken: Collection[str] = ()) -> str:
    """The id of the body with this name; empty when the name holds nothing that can be spelled.

    ``division`` is its place where the name does not tell it. One that is ``taken`` by another body gets four digits of
    the name's hash: always the same ones, in whatever order bodies are registered.
    """
    plain = normalise(name)
    code, before, after = place_in(plain)
    rest = after if code else _without_place(after, division)
    words = [*_place(code or division), *_spelled(before + rest)]
    slug = _shortened("-".join(words))
    if not slug or slug not in taken:
        return slug
    return f"{slug}-{hashlib.sha256(plain.encode()).hexdigest()[:4]}"


def _without_place(name: str, division: str) -> str:
    """上海交通职业技术学院 → 交通职业技术学院: the place is said once, also where the name has it without its kind."""
    codes = (*ancestors(division[:6]), division[:6]) if division else ()
    short = next((s for c in codes if (s := division_name(c)[:-1]) and name.startswith(s)), "")
    return name.removeprefix(short) or name


def _place(code: str) -> list[str]:
    """西安市 → xian; 昆山市 → suzhou, kunshan; 上海市普陀区 → shanghai, putuo."""
    if not code:
        return []
    wider = [c for c in ancestors(code[:6]) if not _is_county(c)]
    codes = [*wider[-1:], code[:6]] if _is_county(code[:6]) else [code[:6]]
    return [word for word in (_place_word(c) for c in codes) if word]


def _is_county(code: str) -> bool:
    return not code.endswith("00")


def _place_word(code: str) -> str:
    name = division_name(code, "en")
    for _ in range(4):  # Jishishan Bonan, Dongxiang and Salar Autonomous County
        name = re.sub(r",| and$", "", _PEOPLES.sub("", _KINDS.sub("", name)))
    return re.sub(r"[^a-z0-9]", "", name.lower().replace("’", ""))


def _spelled(text: str) -> Iterator[str]:
    """The known parts in English, what is between them in pinyin."""
    parts, longest = _parts()
    unknown, at = "", 0
    while at < len(text):
        known = next((text[at : at + n] for n in range(longest, 0, -1) if text[at : at + n] in parts), "")
        if known and unknown:
            yield _sounds(unknown)
        if known:
            yield parts[known]
        unknown = "" if known else unknown + text[at]
        at += len(known) or 1
    if unknown:
        yield _sounds(unknown)


def _sounds(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(text)).lower())


def _shortened(slug: str) -> str:
    """Whole words up to the longest that an id may be."""
    slug = re.sub(r"-+", "-", slug).strip("-")
    return slug if len(slug) <= _LONGEST else slug[:_LONGEST].rpartition("-")[0] or slug[:_LONGEST]


@cache
def _parts() -> tuple[dict[str, str], int]:
    rows = csv.DictReader(knowledge_text("slug-parts.csv").splitlines())
    parts = {row["part"]: row["slug"] for row in rows}
    return parts, max(map(len, parts))

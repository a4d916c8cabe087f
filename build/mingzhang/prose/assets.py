"""State assets: what is held and what is to be bought, from the sentences that count and value it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mingzhang.prose.ids import unique_id
from mingzhang.prose.outline import Passage
from mingzhang.prose.paragraphs import Paragraph
from mingzhang.prose.periods import as_of
from mingzhang.prose.records import Asset
from mingzhang.text.amounts import parse_amount
from mingzhang.text.half_width import wide
from mingzhang.text.ordinals import numbering
from mingzhang.text.units import COUNTS, MONEY, in_yuan, unit_of

_N = r"\d[\d,]*(?:\.\d+)?"
_LARGE = (
    rf"[^，。；、：（）\d]{{0,10}}(?P<limit>{_N})(?P<limit_unit>{MONEY})(?:[（(]含[^）)]*[）)])?"
    r"(?:以上|及以上)(?:的)?[^，。；、：\d]{0,16}?"
)
_KIND = r"[^，。；、：\d]{1,24}?"
_ITEM = re.compile(
    rf"(?P<label>{_LARGE}|{_KIND})(?:数量)?(?:为|共|有|共计)?"
    rf"(?:(?P<q>{_N})(?P<qu>{COUNTS}|件|项)(?:[/（(](?:件、?)?套[）)]?)?"
    rf"(?:[，、]?(?:原值|账面)?(?:价值|金额)?(?:为)?(?P<v>{_N})(?P<vu>{MONEY}))?"
    rf"|(?:原值|账面)?(?:价值|金额|总额|净值|原值)?(?:为|共)?(?P<v2>{_N})(?P<vu2>{MONEY})(?!以上|（含|及以上|\(含))"
)
_NONE = re.compile(r"(?:未|无|没有)(?:安排)?(?:新增)?(?:购置|采购|配置)(?P<what>[^，。；]+)")
_NONE_KIND = re.compile(rf"(?P<vehicles>车辆)|{_LARGE}(?:大型)?设备")
_PLANNED = re.compile(r"(?:安排|计划|拟|预算)[^，。；]{0,12}(?:购置|采购|配置|配备)|新增(?:配置|购置|配备)|拟新增")
_OPENING = re.compile(
    r"^.*(?:共有|实有|拥有|占有使用|占用使用|安排购置|计划购置|拟购置|购置|新增配置|新增配备|配置|其中|总体情况为|分布构成情况为|为：|预算安排)[：:，]?"
)
_CATEGORIES = (
    ("equipment", r"设备"),
    ("vehicles", r"车辆|用车|公务车|汽车"),
    ("buildings", r"房屋|房产|土地|建筑|用房"),
    ("furniture", r"家具"),
    ("total", r"资产总[额值量]|^(?:固定|国有)?资产(?:金额|合计)?$"),
)


@dataclass(slots=True)
class _Reader:
    passage: Passage
    source: str
    seen: dict[str, int]
    day: date | None = None
    found: list[Asset] = field(default_factory=list)


def read_assets(passages: Sequence[Passage], source: str, year: int | None = None) -> tuple[Asset, ...]:
    """Every asset counted or valued in the passages about state assets, in the order printed."""
    found: list[Asset] = []
    seen: dict[str, int] = {}
    for passage in passages:
        if passage.topic == "assets":
            reader = _Reader(passage, source, seen)
            for paragraph in passage.paragraphs:
                reader.day = as_of(paragraph.text, year) or reader.day
                for clause, planned in _clauses(paragraph):
                    _read(reader, clause, planned, paragraph.page)
            found.extend(reader.found)
    return tuple(found)


def asset_category(label: str) -> str:
    """The category of assets that a label names; empty for what is none of the known."""
    return next((c for c, pattern in _CATEGORIES if re.search(pattern, label)), "")


def _clauses(paragraph: Paragraph) -> Iterator[tuple[str, bool]]:
    """Sentences, each with whether it speaks of buying."""
    number = numbering(paragraph.text)
    planned = False
    for sentence in re.split(r"[。；]", wide(number.rest if number else paragraph.text)):
        planned = bool(_PLANNED.search(sentence)) or (planned and not re.search(r"共有|实有|截至", sentence))
        yield sentence, planned


def _read(reader: _Reader, sentence: str, planned: bool, page: int) -> None:
    none = _NONE.search(sentence)
    if none:
        for what in _NONE_KIND.finditer(none["what"]):
            _add(reader, what.group(), what, Decimal(0), "", None, "", True, page, none.group())
        sentence = sentence[: none.start()] + sentence[none.end() :]
    for match in _ITEM.finditer(sentence):
        label = re.sub(r"^(?:其中|本部门|本单位|[和及、（(：:])+", "", _OPENING.sub("", match["label"]))
        if not re.search(r"[\u4e00-\u9fff]", label) or re.search(r"截至|主要是", label):
            continue
        value, unit = match["v"] or match["v2"], unit_of(match["vu"] or match["vu2"] or "")
        quantity = parse_amount(match["q"]) if match["q"] else None
        amount = parse_amount(value) if value else None
        printed = sentence[match.start() + match["label"].rfind(label) : match.end()]
        _add(reader, label, match, quantity, match["qu"] or "", amount, unit, planned, page, printed)


def _add(
    reader: _Reader,
    label: str,
    match: re.Match[str],
    quantity: Decimal | None,
    quantity_unit: str,
    amount: Decimal | None,
    unit: str,
    planned: bool,
    page: int,
    printed: str,
) -> None:
    category = asset_category(label) or "other"
    status = "planned" if planned else "held"
    limit = parse_amount(match["limit"]) if match["limit"] else None
    label = re.sub(r"^[和及、]|(?:价值|金额|数量)$", "", label) or label
    reader.found.append(
        Asset(
            unique_id(reader.seen, "a", status, category, label),
            category,
            label,
            _parent(reader, category, label, status),
            status,
            "",
            quantity,
            quantity_unit,
            amount,
            unit or unit_of(match["limit_unit"] or ""),
            in_yuan(amount, unit),
            limit,
            None if planned else reader.day,
            printed.strip("，、（("),
            reader.passage.id,
            page,
            reader.source,
        )
    )


def _parent(reader: _Reader, category: str, label: str, status: str) -> str:
    """Vehicles of one kind belong to the vehicles counted before them."""
    if category != "vehicles" or (label.endswith("车辆") and not label.startswith("其他")):
        return ""
    wholes = (a for a in reversed(reader.found) if a.category == category and a.status == status and not a.parent_id)
    return next((a.id for a in wholes), "")

"""Government procurement: total, goods, works, services, and what is set aside for small and medium enterprises."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mingzhang.prose.ids import unique_id
from mingzhang.prose.outline import Passage
from mingzhang.prose.records import Procurement
from mingzhang.prose.setting import Setting
from mingzhang.prose.statements import Statement, read_statements
from mingzhang.text.normalise import normalise
from mingzhang.text.units import in_yuan

_CONCEPTS = (
    ("procurement.small-micro", r"小微企业|小型和?微型|小型、微型"),
    ("procurement.sme", r"中小企业|中小微"),
    ("procurement.goods", r"货物"),
    ("procurement.works", r"工程"),
    ("procurement.services", r"服务(?!中心)"),
    ("procurement", r"政府采购|采购(?:支出|预算|金额|项目)"),
)


def read_procurement(passages: Sequence[Passage], setting: Setting) -> tuple[Procurement, ...]:
    """Every amount of the passages about procurement, in the order printed."""
    found: list[Procurement] = []
    seen: dict[str, int] = {}
    for passage in passages:
        if passage.topic != "procurement":
            continue
        for paragraph in passage.paragraphs:
            for said in read_statements(paragraph.text, setting.year):
                record = _record(said, passage, paragraph.page, setting)
                if record is not None:
                    found.append(replace(record, id=unique_id(seen, "pr", record.concept, record.label)))
    return tuple(found)


def _record(said: Statement, passage: Passage, page: int, setting: Setting) -> Procurement | None:
    label = _label(said)
    concept = next((c for c, pattern in _CONCEPTS if re.search(pattern, label)), "")
    if said.amount is None or not concept:
        return None
    phase = "budget" if setting.kind != "final" or "预算" in said.segment else "final"
    printed_year = re.search(r"(20\d{2})年", said.segment)
    return Procurement(
        "",
        concept,
        label,
        "",
        int(printed_year[1]) if printed_year else setting.year,
        phase,
        said.amount,
        said.unit,
        in_yuan(said.amount, said.unit),
        said.share,
        said.share_of,
        said.printed,
        passage.id,
        page,
        setting.source,
    )


def _label(said: Statement) -> str:
    """The subject; where it says only 采购金额, the enterprises named just before it belong to it."""
    if re.fullmatch(r"(?:合同|采购)?(?:金额|总额)", normalise(said.subject)):
        clause = said.printed[: said.printed.find(said.segment)] if said.segment in said.printed else ""
        named = re.findall(r"由([^，。；]*?企业[^，。；]*)", clause)
        return f"{named[-1]}，{said.subject}" if named else said.subject
    return said.subject

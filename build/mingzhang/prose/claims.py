"""Claims: what the sentences state, joined to the figures they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from mingzhang.prose.ids import unique_id
from mingzhang.prose.outline import Passage
from mingzhang.prose.owners import settle_owners
from mingzhang.prose.records import Claim
from mingzhang.prose.setting import Setting
from mingzhang.prose.statements import Statement, read_statements
from mingzhang.prose.subjects import Asked, Figures
from mingzhang.text.ordinals import Numbering, deeper, numbering
from mingzhang.text.units import YUAN, in_yuan

_SILENT = {"duties", "tasks", "glossary", "tables", "contents", "staff", "organisation", "assets", "procurement"}
"""Topics whose amounts other resources hold, or that make no claims."""
_AS_SAID = (
    *("amount", "unit", "quantity", "quantity_unit", "share", "share_of"),
    *("change", "growth", "completion", "base", "reason", "printed", "reading"),
)
_YEAR = re.compile(r"(?<![\d\-—~～至])(20\d{2})年(?!度?[-—~～至])")
_NEAR = 3
_PURSE = re.compile(
    r"(?:本年)?(?:一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?|财政)(?:财政)?(?:拨款|资金)?(?:安排)?"
)
_HEAD = re.compile(r"[（(](?:类|款|项)[）)]")


def read_claims(
    passages: Sequence[Passage], figures: Figures, setting: Setting, skip: frozenset[str] = frozenset()
) -> tuple[Claim, ...]:
    """Every claim of every passage that is not silent; ``skip`` holds ids of passages that other resources consume."""
    silent = _silent_ids(passages) | skip
    sides, topics = _sides_of_headings(passages), _topics_of_headings(passages)
    found: list[Claim] = []
    seen: dict[str, int] = {}
    for passage in passages:
        if passage.id in silent or passage.kind in ("preamble", "signature"):
            continue
        side = ""
        for statement, page in _statements(passage, setting.year):
            own = _side(statement.subject)
            side = own or (side if _is_of_both(statement.subject) else "")
            place = _Place(passage, page, topics[passage.id], side or sides[passage.id])
            claim = _claim(statement, place, figures, setting)
            found.append(replace(claim, id=unique_id(seen, "c", passage.id, claim.subject, claim.phase)))
    return tuple(found)


def _silent_ids(passages: Sequence[Passage]) -> frozenset[str]:
    silent: set[str] = set()
    for passage in passages:
        if passage.topic in _SILENT or passage.parent_id in silent:
            silent.add(passage.id)
    return frozenset(silent)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a statement stands: passage and page, and the topic and the side of the accounts spoken of there."""

    passage: Passage
    page: int
    topic: str
    side: str


def _topics_of_headings(passages: Sequence[Passage]) -> dict[str, str]:
    """The topic of each passage, by the nearest heading that has one."""
    topics: dict[str, str] = {}
    for passage in passages:
        topics[passage.id] = passage.topic or topics.get(passage.parent_id, "")
    return topics


def _sides_of_headings(passages: Sequence[Passage]) -> dict[str, str]:
    """The side of the accounts that each passage speaks of, by the nearest heading that names one or both."""
    sides: dict[str, str] = {}
    for passage in passages:
        named = re.search("收入|支出|收支", passage.title)
        sides[passage.id] = _side(passage.title) if named else sides.get(passage.parent_id, "")
    return sides


def _statements(passage: Passage, year: int | None) -> Iterator[tuple[Statement, int]]:
    """The statements of a passage; a heading of the classification, or a line ending in a colon, heads what follows."""
    head = passage.title if _HEAD.search(passage.title) else ""
    carried, base = passage.title if passage.run_in else "", ""
    opener: Numbering | None = None
    for paragraph in passage.paragraphs:
        number = numbering(paragraph.text)
        found = settle_owners(read_statements(paragraph.text, year, carried, base))
        for statement in found:
            yield _under(statement, head), paragraph.page
        opens = paragraph.text.endswith(("：", ":"))
        heads = opens and not found and _HEAD.search(paragraph.text)
        carried = _unnumbered(paragraph.text).rstrip("：:") if heads else ""
        if opens:
            base, opener = next((s.base for s in reversed(found) if s.base), ""), number
        elif found and not _is_below(number, opener):
            base = ""


def _is_below(number: Numbering | None, opener: Numbering | None) -> bool:
    """Whether a paragraph is an item of the list that a line ending in 其中： opened."""
    return number is not None and (opener is None or deeper(number.style, opener.style))


def _unnumbered(text: str) -> str:
    number = numbering(text)
    return number.rest if number else text


def _under(statement: Statement, head: str) -> Statement:
    """A section headed 教育支出（类）: its statements are of that class."""
    if not head or not _HEAD.search(statement.subject) or "（类）" in statement.subject:
        return statement
    return replace(statement, subject=head + statement.subject)


def _side(subject: str) -> str:
    """The side of the accounts that a subject names; none where it names both or neither."""
    sides = {"income": "收入" in subject, "expenditure": "支出" in subject}
    named = [side for side, says in sides.items() if says]
    return named[0] if len(named) == 1 and "收支" not in subject else ""


def _is_of_both(subject: str) -> bool:
    """Money of a purse without a side of its own, as 其中：一般公共预算拨款 below an expenditure."""
    return _PURSE.fullmatch(subject) is not None


def _claim(said: Statement, place: _Place, figures: Figures, setting: Setting) -> Claim:
    passage = place.passage
    phase, subject = _phase(said, setting.kind), said.subject or passage.title
    year, amount_yuan = _year(said, setting.year), in_yuan(said.amount, said.unit)
    meaning = figures.ask(Asked(subject, passage.title, place.topic, amount_yuan, _step(said), year, phase, place.side))
    base, reading = _base_amount(said)
    told: dict[str, Any] = {name: getattr(said, name) for name in _AS_SAID}
    return Claim(
        id="",
        subject=subject,
        concept=meaning.concept,
        functional_code=meaning.functional_code,
        economic_code=meaning.economic_code,
        figure_year=year,
        phase=phase,
        amount_yuan=amount_yuan,
        base_amount=base,
        base_reading=reading,
        figure_id=meaning.figure_id,
        section=passage.id,
        page=place.page,
        source=setting.source,
        **told,
    )


def _phase(said: Statement, kind: str) -> str:
    """Which of a year's numbers the clause names; a budget speaks of the budget, a final account of the outturn."""
    if re.search(r"全年预算|调整(后)?预算", said.segment):
        return "adjusted"
    if kind == "final":
        return (
            "budget"
            if re.search(r"年初预算", said.segment)
            else "adjusted"
            if re.search(r"预算(数)?为?$", said.segment)
            else "final"
        )
    return "budget"


def _year(said: Statement, year: int | None) -> int | None:
    """The year that the clause names; a span (2025-2035年) and a year long past (a plan's, a rule's) is none."""
    printed = _YEAR.search(said.segment)
    near = printed is not None and (year is None or abs(int(printed[1]) - year) <= _NEAR)
    return int(printed[1]) if printed is not None and near else year


def _step(said: Statement) -> Decimal:
    if said.amount is None:
        return Decimal(1)
    return Decimal(1).scaleb(int(said.amount.as_tuple().exponent)) * YUAN.get(said.unit, Decimal(1))


def _base_amount(said: Statement) -> tuple[Decimal | None, str]:
    """The amount compared with: as printed, or derived as amount less change where the base is last year's."""
    if said.base_amount is not None:
        return said.base_amount, "printed"
    if said.amount is None or said.change is None or not said.base.startswith("上年"):
        return None, ""
    if said.reading == "doubtful":  # about so much more than last year tells no amount of last year
        return None, ""
    return said.amount - said.change, "derived"

"""Claims: what the sentences state, joined to the figures they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from mingzhang.prose.ids import unique_id
from mingzhang.prose.measures import UNITS, in_yuan
from mingzhang.prose.numbering import numbering
from mingzhang.prose.outline import Passage
from mingzhang.prose.records import Claim
from mingzhang.prose.statements import Statement, read_statements
from mingzhang.prose.subjects import Asked, Figures

_SILENT = {"duties", "tasks", "glossary", "tables", "contents", "staff", "organisation", "assets", "procurement"}
"""Topics whose amounts other resources hold, or that make no claims."""
_HEAD = re.compile(r"[（(](?:类|款|项)[）)]")


def read_claims(
    passages: Sequence[Passage], figures: Figures, year: int | None, kind: str, source: str, skip: frozenset[str] = frozenset()
) -> tuple[Claim, ...]:
    """Every claim of every passage that is not silent; ``skip`` holds ids of passages that other resources consume."""
    silent = _silent_ids(passages) | skip
    found: list[Claim] = []
    seen: dict[str, int] = {}
    for passage in passages:
        if passage.id in silent or passage.kind in ("preamble", "signature"):
            continue
        for statement, page in _statements(passage, year):
            found.append(_claim(statement, passage, page, figures, year, kind, source, seen))
    return tuple(found)


def _silent_ids(passages: Sequence[Passage]) -> frozenset[str]:
    silent: set[str] = set()
    for passage in passages:
        if passage.topic in _SILENT or passage.parent_id in silent:
            silent.add(passage.id)
    return frozenset(silent)


def _statements(passage: Passage, year: int | None) -> Iterator[tuple[Statement, int]]:
    """The statements of a passage; a heading of the classification, or a line ending in a colon, heads what follows."""
    head = passage.title if _HEAD.search(passage.title) else ""
    carried, base = "", ""
    for paragraph in passage.paragraphs:
        found = read_statements(paragraph.text, year, carried, base)
        for statement in found:
            yield _under(statement, head), paragraph.page
        opens = paragraph.text.endswith(("：", ":"))
        carried = _unnumbered(paragraph.text).rstrip("：:") if opens and not found and _HEAD.search(paragraph.text) else ""
        base = next((s.base for s in reversed(found) if s.base), "") if opens else base if not found else ""


def _unnumbered(text: str) -> str:
    number = numbering(text)
    return number.rest if number else text


def _under(statement: Statement, head: str) -> Statement:
    """A section headed 教育支出（类）: its statements are of that class."""
    if not head or not _HEAD.search(statement.subject) or "（类）" in statement.subject:
        return statement
    return replace(statement, subject=head + statement.subject)


def _claim(
    said: Statement, passage: Passage, page: int, figures: Figures, year: int | None, kind: str, source: str, seen: dict[str, int]
) -> Claim:
    phase, subject = _phase(said, kind), said.subject or passage.title
    meaning = figures.ask(
        Asked(subject, passage.title, passage.topic, in_yuan(said.amount, said.unit), _step(said), _year(said, year), phase)
    )
    base, reading = _base_amount(said)
    return Claim(
        id=unique_id(seen, "c", passage.id, subject, phase), subject=subject, concept=meaning.concept,
        functional_code=meaning.functional_code, economic_code=meaning.economic_code, figure_year=_year(said, year),
        phase=phase, amount=said.amount, unit=said.unit, amount_yuan=in_yuan(said.amount, said.unit),
        quantity=said.quantity, quantity_unit=said.quantity_unit, share=said.share, share_of=said.share_of,
        change=said.change, growth=said.growth, completion=said.completion, base=said.base, base_amount=base,
        base_reading=reading, reason=said.reason, figure_id=meaning.figure_id, printed=said.printed,
        section=passage.id, page=page, source=source,
    )  # fmt: skip


def _phase(said: Statement, kind: str) -> str:
    """Which of a year's numbers the clause names; a budget speaks of the budget, a final account of the outturn."""
    if re.search(r"全年预算|调整(后)?预算", said.segment):
        return "adjusted"
    if kind == "final":
        return "budget" if re.search(r"年初预算", said.segment) else "adjusted" if re.search(r"预算(数)?为?$", said.segment) else "final"
    return "budget"


def _year(said: Statement, year: int | None) -> int | None:
    printed = re.search(r"(20\d{2})年", said.segment)
    return int(printed[1]) if printed else year


def _step(said: Statement) -> Decimal:
    if said.amount is None:
        return Decimal(1)
    return Decimal(1).scaleb(int(said.amount.as_tuple().exponent)) * UNITS.get(said.unit, Decimal(1))


def _base_amount(said: Statement) -> tuple[Decimal | None, str]:
    """The amount compared with: as printed, or derived as amount less change where the base is last year's."""
    if said.base_amount is not None:
        return said.base_amount, "printed"
    if said.amount is None or said.change is None or not said.base.startswith("上年"):
        return None, ""
    return said.amount - said.change, "derived"

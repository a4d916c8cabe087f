"""Government procurement that a table tells where no sentence does: the whole, goods, works and services."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from mingzhang.figures.figure import Figure
from mingzhang.prose.ids import unique_id
from mingzhang.prose.records import Procurement
from mingzhang.prose.setting import Setting
from mingzhang.tables.table import Table
from mingzhang.text.normalise import normalise

_KINDS = (("procurement.goods", "货物"), ("procurement.works", "工程"), ("procurement.services", "服务"))
_KIND = "(?:[A-C][-—、.]?)?{kind}(?:类|项目|采购)?"
_WHOLE = "合计|总计"
Bought = tuple[str, str, Figure]
"""Concept, name as printed, and figure of an amount."""


def tabled_procurement(figures: Iterable[Figure], tables: Sequence[Table], setting: Setting) -> tuple[Procurement, ...]:
    """The whole and its kinds of the first table about procurement in which the kinds add up to the whole."""
    of_table: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.concept.split(".")[0] == "procurement":
            of_table.setdefault(figure.table_id, []).append(figure)
    for table in tables:
        bought = _bought(of_table.get(table.table_id, ()), table)
        if _adds_up(bought):
            seen: dict[str, int] = {}
            return tuple(_record(item, setting, seen) for item in bought)
    return ()


def _bought(figures: Sequence[Figure], table: Table) -> list[Bought]:
    """The first amount of each row that is the whole or one of its kinds, in the column of all purses."""
    found: dict[str, Bought] = {}
    for figure in figures:
        concept, name = _named(table, figure.row)
        if concept and "@" not in figure.concept:
            found.setdefault(concept, (concept, name, figure))
    return list(found.values())


def _named(table: Table, row: int) -> tuple[str, str]:
    for cell in table.rows[row - 1].cells:
        text = normalise(cell.text) if cell else ""
        if re.fullmatch(_WHOLE, text):
            return "procurement", text
        for concept, kind in _KINDS:
            if re.fullmatch(_KIND.format(kind=kind), text):
                return concept, text
    return "", ""


def _adds_up(bought: Sequence[Bought]) -> bool:
    amounts = {concept: figure.amount for concept, _, figure in bought}
    whole = amounts.pop("procurement", None)
    return bool(amounts) and whole == sum(amounts.values(), Decimal(0))


def _record(item: Bought, setting: Setting, seen: dict[str, int]) -> Procurement:
    concept, name, figure = item
    return Procurement(
        id=unique_id(seen, "pr", concept, name),
        concept=concept,
        label=name,
        figure_year=figure.figure_year or setting.year,
        phase=figure.phase or setting.kind,
        amount=figure.amount,
        unit=figure.unit,
        amount_yuan=figure.amount_yuan,
        printed=figure.printed,
        page=figure.page,
        source=setting.source,
    )

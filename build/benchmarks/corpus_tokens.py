"""Which amounts on table pages became no figure, and why not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.figures.figure import Figure
from mingzhang.knowledge.forms import says_form_is_free
from mingzhang.reading.document import Box, Cell, Document, Grid, Text
from mingzhang.tables.header import CODE
from mingzhang.tables.table import Table
from mingzhang.text.amounts import parse_amount, parse_percent
from mingzhang.text.normalise import normalise

Spot = tuple[int, Box | None]
_MONEY = re.compile(r"[-△▲(（]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?[)）]?")
_KEYS = {"index": "serial or line number", "code": "code", "unit-code": "code of a body", "year": "year"}


@dataclass(frozen=True, slots=True)
class Loose:
    """An amount that is no figure and that nothing explains."""

    page: int
    where: str
    text: str


def loose_amounts(
    document: Document, tables: Sequence[Table], figures: Sequence[Figure]
) -> tuple[Counter[str], list[Loose]]:
    """How every amount in a grid is accounted for; those that are not, and those that stand in no grid."""
    read: set[Spot] = {(f.page, f.box) for f in figures}
    spots = _spots(tables)
    accounted: Counter[str] = Counter()
    loose: list[Loose] = []
    pages = set()
    for grid in (b for b in document.blocks if isinstance(b, Grid)):
        pages.add(grid.place.page)
        for cell in grid.cells:
            kind = _kind(cell, (cell.place.page, cell.place.box), read, spots)
            if kind == "?":
                role, table = spots.get((cell.place.page, cell.place.box), ("no column", None))
                loose.append(Loose(cell.place.page, f"{table.title if table else ''} ({role})", cell.text[:60]))
            elif kind:
                accounted[kind] += 1
    loose.extend(_outside(document, pages))
    return accounted, loose


def _spots(tables: Sequence[Table]) -> dict[Spot, tuple[str, Table]]:
    spots: dict[Spot, tuple[str, Table]] = {}
    for table in tables:
        for cell in table.header:
            spots.setdefault((cell.place.page, cell.place.box), ("header", table))
        for row in table.rows:
            for column, body in zip(table.columns, row.cells, strict=True):
                if body is not None:
                    spots.setdefault((body.place.page, body.place.box), (column.role, table))
    return spots


def _kind(cell: Cell, spot: Spot, read: set[Spot], spots: dict[Spot, tuple[str, Table]]) -> str:
    """What an amount in a cell is; ``?`` when nothing explains it, empty when the cell prints none."""
    text = normalise(cell.text)
    lines = [normalise(line) for line in cell.text.split("\n")]
    whole = parse_amount(text) is not None or parse_percent(text) is not None
    if not whole and not any(_MONEY.fullmatch(line) for line in lines):
        return "number within words" if re.search(r"\d", text) else ""
    if spot in read:
        return "figure"
    role, table = spots.get(spot, ("", None))
    if table is not None and says_form_is_free(table):
        return "read by the prose room"
    if role in _KEYS:
        return _KEYS[role]
    if role in ("header", "") and _numbers_columns(text):
        return "number of a column"
    if CODE.fullmatch(text):
        return "code"
    return "?" if whole else "number within words"


def _numbers_columns(text: str) -> bool:
    return re.fullmatch(r"\d{1,2}|20\d\d", text) is not None


def _outside(document: Document, pages: set[int]) -> list[Loose]:
    """Amounts that stand free on a page with a grid but in none: the rest of the line is no sentence."""
    loose = []
    for block in document.blocks:
        if isinstance(block, Text) and block.place.page in pages:
            words = block.text.split()
            money = [w for w in words if parse_amount(w) is not None and ("." in w or "," in w)]
            if money and len(normalise(block.text)) < 40:
                loose.append(Loose(block.place.page, "outside every grid", block.text[:60]))
    return loose

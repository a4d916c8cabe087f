"""Which column of a target table holds what: by its header, by the columns of the page before, by content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from mingzhang.prose.matrix import Field, Matrix
from mingzhang.prose.wordings import wording
from mingzhang.reading.document import Grid
from mingzhang.text.normalise import normalise

Columns = dict[str, int]
"""Meaning → column of the grid."""

CARRIED = ("project", "unit_name", "objective", "total", "fiscal", "other")
"""What a table of many projects prints once for all indicators of a project."""

_ENOUGH: tuple[frozenset[str], ...] = (
    frozenset({"level3", "value"}),
    frozenset({"level1", "level2", "value"}),
    frozenset({"levels", "value"}),
)
"""A row that names one of these sets heads a table of indicators."""
_BRACKETS = re.compile(r"[（(].*?[）)]")


def columns_of(row: Sequence[Field]) -> Columns:
    """The columns that a header row names; none when the row heads no indicators."""
    columns: Columns = {}
    for column, field in enumerate(row):
        meaning = _meaning(field.text)
        if meaning:
            columns.setdefault(meaning, column)
    if "level3" in columns:
        columns.pop("levels", None)
    return columns if any(needed <= columns.keys() for needed in _ENOUGH) else {}


def _meaning(text: str) -> str:
    plain = normalise(text)
    bare = _BRACKETS.sub("", plain)
    for meaning, pattern in wording()["target_columns"].items():
        if plain and (re.search(pattern, plain) or re.search(pattern, bare)):
            return str(meaning)
    return ""


def centres_of(row: Sequence[Field], columns: Columns) -> dict[str, float]:
    """The middle of each column's header cell, in points; columns without a place are left out."""
    found: dict[str, float] = {}
    for meaning, column in columns.items():
        cell = row[column].cell
        box = cell.place.box if cell else None
        if box:
            found[meaning] = (box[0] + box[2]) / 2
    return found


def columns_below(centres: Mapping[str, float], grid: Grid, rows: Matrix) -> Columns:
    """The columns of a grid without header that stand below those of the page before; none where one is lost."""
    found = {meaning: _column_at(rows, centre) for meaning, centre in centres.items()}
    columns = {meaning: column for meaning, column in found.items() if column is not None}
    lost = centres.keys() - columns.keys() - set(CARRIED)
    doubled = len(set(columns.values())) < len(columns)
    return {} if lost or doubled else columns


def _column_at(rows: Matrix, x: float) -> int | None:
    """The narrowest column of the grid over the point ``x``."""
    widths: dict[int, float] = {}
    for row in rows:
        for column, found in enumerate(row):
            box = found.cell.place.box if found.cell and found.cell.colspan == 1 else None
            if box and box[0] <= x <= box[2]:
                widths[column] = box[2] - box[0]
    return min(widths, key=lambda column: widths[column], default=None)


def columns_in_order(known: Columns, rows: Matrix) -> Columns:
    """The columns of a grid without header whose cells name kinds of indicators, the others in the known order.

    None unless a column of kinds is found and as many columns follow it as followed it before.
    """
    order = sorted(known, key=lambda meaning: known[meaning])
    anchor, at = _anchor(rows)
    if anchor not in order:
        return {}
    after = order[order.index(anchor) + 1 :]
    filled = [c for c in range(at + 1, len(rows[0])) if any(row[c].text and _begins(row, c) for row in rows)]
    if len(filled) != len(after):
        return {}
    before = order[: order.index(anchor)]
    left = {meaning: at - len(before) + n for n, meaning in enumerate(before) if at - len(before) + n >= 0}
    return {**left, anchor: at, **dict(zip(after, filled, strict=True))}


def _begins(row: Sequence[Field], column: int) -> bool:
    return column == 0 or row[column].cell is not row[column - 1].cell


def _anchor(rows: Matrix) -> tuple[str, int]:
    """The innermost column that names kinds of indicators, and where it stands."""
    kinds = wording()["target_kinds"]
    for meaning in ("level2", "level1"):
        for column in range(len(rows[0]) if rows else 0):
            texts = [t for row in rows if (t := normalise(row[column].text))]
            if texts and all(re.fullmatch(kinds[meaning], text) for text in texts):
                return meaning, column
    return "", 0


def names_kinds(rows: Matrix) -> bool:
    """Whether some cell names a kind of indicator, alone (数量指标) or before it (产出指标数量指标培训人次)."""
    alone, before = "|".join(wording()["target_kinds"].values()), wording()["target_levels"]
    texts = [normalise(text) for text in _texts(rows)]
    return any(re.fullmatch(alone, text) or re.match(before, text) for text in texts)


def _texts(rows: Matrix) -> Iterator[str]:
    for row in rows:
        for field in row:
            yield field.text


def split_levels(text: str) -> tuple[str, str, str]:
    """One text that holds all three levels (产出指标数量指标培训人次) as three; only the last where it does not."""
    match = re.match(wording()["target_levels"], normalise(text))
    return (match["level1"], match["level2"], match["level3"]) if match else ("", "", text)

"""The amounts of a table that was told by counting, shared out among its rows: all sums of its codes must come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingzhang.tables.from_text.fill import Amount, Sheet, fill
from mingzhang.tables.from_text.headers import Heading
from mingzhang.tables.from_text.text_cells import Cells, Spot
from mingzhang.tables.from_text.text_keys import Row
from mingzhang.tables.from_text.text_sums import amount_of, fits, units_of

_ROWS = 3  # rows of the shortest table whose sums tell anything


_Run = tuple[int, tuple[Spot, ...]]
"""A row and the amounts below its name."""


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a table: its rows without amounts, its amounts in the order of the text.

    ``unsure``: words each of which may name the total; none says where its amounts begin.
    """

    cells: Cells
    rows: tuple[Row, ...]
    amounts: tuple[Spot, ...]
    unsure: frozenset[Spot]


def share_out(
    parts: Sequence[Part], heading: Heading, flat: bool, complete: bool = False
) -> list[tuple[Row, ...]] | None:
    """For each page its rows with their amounts; None when the sums leave no way to share them out, or several.

    ``flat``: no row but the total is the sum of others. ``complete``: every cell of every row prints an amount.
    """
    rows = [row for part in parts for row in part.rows]
    count = heading.roles.count("amount")
    parents = _parents(rows, flat)
    if parents is None or not all(len(p.rows) <= len(p.amounts) <= count * len(p.rows) for p in parts):
        return None
    if complete and any(len(part.amounts) != count * len(part.rows) for part in parts):
        return None
    sheet = Sheet([n for n, p in enumerate(parts) for _ in p.rows], parents, _in_turn(parts, count), heading)
    shares = _full(sheet, parts, count) if complete else fill(replace(sheet, amounts=_amounts(parts, heading, count)))
    if shares is None:
        return None
    spots = [spot for part in parts for spot in part.amounts]
    filled = [replace(row, amounts=tuple(spots[k] for k in share)) for row, share in zip(rows, shares, strict=True)]
    found, at = [], 0
    for part in parts:
        found.append(tuple(filled[at : at + len(part.rows)]))
        at += len(part.rows)
    return found


def _parents(rows: Sequence[Row], flat: bool) -> list[int] | None:
    """For each row the one it is part of; None when that cannot be told, or the rows are too few to tell anything."""
    totals = [n for n, row in enumerate(rows) if not row.code and (not flat or n in (0, len(rows) - 1))]
    total = next((n for n in totals if not flat or len(rows[n].keys) == 1), None)
    codes = [row.code for row in rows if row.code]
    if total is None or len(rows) < _ROWS:
        return None
    if flat or len(set(codes)) < len(codes):
        nested = any(a != b and b.startswith(a) for a in codes for b in codes)
        return None if nested else [total if n != total else -1 for n in range(len(rows))]
    at = {row.code: n for n, row in enumerate(rows) if row.code}
    return [
        next((at[row.code[:k]] for k in (5, 3) if k < len(row.code) and row.code[:k] in at), total) if row.code else -1
        for row in rows
    ]


def _in_turn(parts: Sequence[Part], count: int) -> list[Amount]:
    """Each amount in the row that comes next when every cell is printed."""
    found: list[Amount] = []
    units = iter(units_of([p.plain for part in parts for _, p in part.amounts]))
    rows = 0
    for n, part in enumerate(parts):
        found += [Amount(next(units), n, rows + k // count) for k in range(len(part.amounts))]
        rows += len(part.rows)
    return found


def _full(sheet: Sheet, parts: Sequence[Part], count: int) -> list[tuple[int, ...]] | None:
    """The amounts in turn, when all adds up."""
    values = [a.value for a in sheet.amounts]
    spots = [spot for part in parts for spot in part.amounts]
    shares = [tuple(range(r * count, (r + 1) * count)) for r in range(len(sheet.pages))]
    if not all(fits([amount_of(spots[k][1].plain) for k in share], sheet.heading) for share in shares):
        return None
    for parent in set(sheet.parents) - {-1}:
        rows = [r for r, p in enumerate(sheet.parents) if p == parent]
        for j in range(count):
            if abs(values[parent * count + j] - sum(values[r * count + j] for r in rows)) > (len(rows) + 1) // 2:
                return None
    return shares


def _amounts(parts: Sequence[Part], heading: Heading, count: int) -> list[Amount]:
    """The amounts, with their row where what is printed below its name can be that row as it stands."""
    found: list[Amount] = []
    units = iter(units_of([p.plain for part in parts for _, p in part.amounts]))
    rows = 0
    for n, part in enumerate(parts):
        of: dict[Spot, int] = {}
        for row, run in _in_order([run for run in _runs(part) if _is_row(run[1], heading, count)]):
            of |= dict.fromkeys(run, rows + row)
        found += [Amount(next(units), n, of.get(spot)) for spot in part.amounts]
        rows += len(part.rows)
    return found


def _is_row(run: Sequence[Spot], heading: Heading, count: int) -> bool:
    return min(count, 2) <= len(run) <= count and fits([amount_of(p.plain) for _, p in run], heading)


def _in_order(runs: Sequence[_Run]) -> list[_Run]:
    """The most runs whose rows follow one another as they are printed: others come below names printed out of turn."""
    best: list[list[_Run]] = []
    for run in runs:
        before = max((chain for chain in best if chain[-1][0] < run[0]), key=len, default=[])
        best.append([*before, run])
    return max(best, key=len, default=[])


def _runs(part: Part) -> list[_Run]:
    """The amounts between the name of a row and that of the next."""
    anchors = {row.anchor: n for n, row in enumerate(part.rows) if row.anchor is not None}
    amounts = set(part.amounts)
    runs: list[tuple[int, list[Spot]]] = [(-1, [])]
    for spot in part.cells.order:
        if spot in part.unsure:
            runs.append((-1, []))
        elif spot in anchors:
            runs.append((anchors[spot], []))
        elif spot in amounts:
            runs[-1][1].append(spot)
    return [(row, tuple(run)) for row, run in runs if row >= 0 and run]

"""Why the amounts of a table in text stand where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mingzhang.reading.document import Document
from mingzhang.tables.from_text.grid import Placed
from mingzhang.tables.from_text.place import Problem, State, explain, pose
from mingzhang.tables.from_text.regions import Region
from mingzhang.tables.from_text.restore import Restoration, restore

_ALL = "every cell of the row is filled"


def explain_table(document: Document, number: int) -> Iterator[str]:
    """Lines about the ``number``-th table: each amount, its column, and what keeps it from every other one.

    None when no table of this number was placed by reasoning.
    """
    found = restore(document)
    members = [n for n in range(len(found.regions)) if _id(found, n) == f"t{number:02d}"]
    if not members:
        return
    table = found.bounds.table_of.get(members[0])
    title = f"{table.number} {table.title}" if table else ""
    yield f"table t{number:02d} {title}; {found.state.broken.get(f't{number:02d}', 0)} identities broken at least"
    problem = _problem(found, members)
    for n in members:
        yield from _rows(found.regions[n], n, found.state, problem)


def _id(found: Restoration, n: int) -> str:
    table = found.bounds.table_of.get(n)
    return table.table_id if table else ""


def _problem(found: Restoration, members: Sequence[int]) -> Problem:
    """The table's problem as it was posed: the table not yet settled, all others as they are now."""
    own = set(members)
    known = {
        spot: value for spot, value in found.state.known.items() if spot[0] not in own or not _was_open(found, spot)
    }
    state = replace(found.state, known=known, broken={})
    return pose(_id(found, members[0]), members, found.regions, found.bounds, state)


def _was_open(found: Restoration, spot: tuple[int, int, int]) -> bool:
    n, i, j = spot
    if i < 0:
        return False
    panel = next((p for p in found.regions[n].rows[i].panels if j in p.columns), None)
    return panel is not None and 0 < len(panel.amounts) < len(panel.columns)


def _rows(region: Region, n: int, state: State, problem: Problem) -> Iterator[str]:
    posed = {unknown.row for unknown in problem.unknowns}
    for i, row in enumerate(region.rows):
        if row.doubt:
            yield f"line {row.lines[0].place.line}: as printed, {row.doubt}"
        for number, panel in enumerate(row.panels):
            if panel.amounts:
                yield f"line {row.lines[0].place.line}: {' '.join(text for _, text in panel.keys)}".replace("\n", "")
            for k, piece in enumerate(panel.amounts):
                placed = state.placed[n].get((i, number, k))
                why = explain(problem, (n, i, number, k), placed.column) if placed and (n, i, number) in posed else None
                yield from _amount(region, piece.text, placed, why)


def _amount(
    region: Region, text: str, placed: Placed | None, why: Mapping[int, tuple[str, ...]] | None
) -> Iterator[str]:
    if placed is None:
        yield f"  {text}: nowhere; more amounts than columns"
        return
    if len(placed.candidates) > 1:
        names = "; ".join(region.heading.leaf(j) for j in placed.candidates)
        yield f"  {text}: ambiguous between {names}"
        return
    yield f"  {text}: {region.heading.leaf(placed.column)}" + (f" ({_ALL})" if why is None else "")
    for j, bounds in (why or {}).items():
        reason = ", ".join(dict.fromkeys(bounds)) or "the order of the amounts"
        yield f"    not {region.heading.leaf(j)}: {reason}"

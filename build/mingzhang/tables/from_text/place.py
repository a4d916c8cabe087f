"""Amounts of all tables of a text → columns, table by table, each helped by what the others leave no doubt about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mingzhang.tables.columns import is_percent_column
from mingzhang.tables.from_text.bounds import Bound, Bounds, Spot
from mingzhang.tables.from_text.grid import Placed, Slot
from mingzhang.tables.from_text.pieces import Line, Piece
from mingzhang.tables.from_text.regions import Region
from mingzhang.tables.from_text.rows import PanelRow
from mingzhang.tables.from_text.solve import Answer, Sum, Unknown, place, reasons
from mingzhang.tables.from_text.stacked_lines import Stacks, find_stacks, headed
from mingzhang.text.amounts import parse_amount

_ROUNDS = 3  # a table that was settled may help those before it


@dataclass(slots=True)
class State:
    """What is known so far: the amount in units at each cell that is settled (0 where it is blank), and all places.

    ``grains``: by region, how many units the last place that it prints is.
    """

    known: dict[Spot, int] = field(default_factory=dict)
    placed: dict[int, dict[Slot, Placed]] = field(default_factory=dict)
    broken: dict[str, int] = field(default_factory=dict)
    stacks: dict[int, Stacks | None] = field(default_factory=dict)
    headed: dict[int, dict[int, int]] = field(default_factory=dict)
    grains: dict[int, int] = field(default_factory=dict)
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be solved for one table."""

    table_id: str
    unknowns: tuple[Unknown, ...]
    sums: tuple[Sum, ...]


def place_amounts(regions: Sequence[Region], bounds: Bounds, lines: Sequence[Line]) -> State:
    """Every amount with its column or columns."""
    state = State(placed={n: {} for n in range(len(regions))}, decimals=_decimals(regions))
    for n, region in enumerate(regions):
        state.grains[n] = 10 ** (state.decimals - _decimals([region], state.decimals))
        state.stacks[n] = stacks = find_stacks(region)
        state.headed[n] = headed(stacks, region, lines) if stacks else {}
    for n, region in enumerate(regions):
        _settle_full_rows(n, region, state)
    tables = _regions_of(bounds, len(regions))
    answers: dict[Problem, Answer] = {}
    for _ in range(_ROUNDS):
        before = dict(state.known)
        for table_id, members in tables.items():
            problem = pose(table_id, members, regions, bounds, state)
            if problem.unknowns and problem not in answers:
                answers[problem] = _solve(problem, told=all(regions[n].used for n in members))
            if problem.unknowns:
                _take(problem, answers[problem], state)
        if state.known == before:
            break
    return state


def _solve(problem: Problem, told: bool) -> Answer:
    """The columns that a table leaves open; where its search ended early and it was ``told`` by counting, its rows."""
    answer = place(problem.unknowns, problem.sums)
    return _row_by_row(problem, answer) if answer.bounded and told else answer


def _row_by_row(problem: Problem, answer: Answer) -> Answer:
    """What each row by itself leaves open, where the search of the whole table ended early.

    Only for tables told by counting: their rows were proved to be rows.
    """
    found = dict(answer.columns)
    for unknown in problem.unknowns:
        own = {(*unknown.row[:2], j) for j in unknown.columns}
        sums = [s for s in problem.sums if all(cell in own for cell, _ in s.cells)]
        found |= place((unknown,), sums).columns
    return Answer(found, answer.broken, bounded=True)


def pose(table_id: str, members: Sequence[int], regions: Sequence[Region], bounds: Bounds, state: State) -> Problem:
    """The rows of a table that are not settled, with every bound that speaks of them and otherwise of settled cells."""
    unknowns = [u for n in members for u in _unknowns(n, regions[n], state)]
    open_cells = {(u.row[0], u.row[1], j) for u in unknowns for j in u.columns}
    sums = [s for b in bounds.bounds if (s := _sum(b, bounds, open_cells, state)) is not None]
    return Problem(table_id, tuple(unknowns), tuple(sums))


def explain(problem: Problem, key: tuple[int, int, int, int], column: int) -> Mapping[int, tuple[str, ...]]:
    """Which bounds keep an amount from its other columns."""
    return reasons(problem.unknowns, problem.sums, key, column)


def _regions_of(bounds: Bounds, count: int) -> dict[str, list[int]]:
    tables: dict[str, list[int]] = {}
    for n in range(count):
        table = bounds.table_of.get(n)
        tables.setdefault(table.table_id if table else f"region {n}", []).append(n)
    return tables


def _decimals(regions: Iterable[Region], least: int = 2) -> int:
    """Decimals of the amounts; ``least`` where they print no amount but 0, none where none of their amounts has any."""
    printed = [p.plain for r in regions for row in r.rows for panel in row.panels for p in panel.amounts]
    amounts = [t for t in printed if parse_amount(t)]
    return (
        max((len(t.rpartition(".")[2]) if "." in t else 0 for t in printed if parse_amount(t) is not None), default=0)
        if amounts
        else least
    )


def units(piece: Piece, decimals: int) -> int:
    """The amount in half units of the last printed place; 0 for dashes and percentages."""
    amount = parse_amount(piece.plain)
    return int(amount.scaleb(decimals)) * 2 if amount is not None else 0


def _settle_full_rows(n: int, region: Region, state: State) -> None:
    """A row without amounts, or with as many as columns, leaves nothing open; an empty table is nothing throughout."""
    if not region.rows:
        state.known |= {(n, -1, j): 0 for j, role in enumerate(region.heading.roles) if role == "amount"}
    for i, row in enumerate(region.rows):
        for number, panel in enumerate(row.panels):
            if len(panel.amounts) in (0, len(panel.columns)):
                candidates = () if len(panel.columns) == 1 or not panel.amounts else None
                columns = panel.columns if panel.amounts else ()
                _fix(n, i, number, panel, columns, state, inferred=candidates is None)


def _fix(n: int, i: int, number: int, panel: PanelRow, columns: Sequence[int], state: State, inferred: bool) -> None:
    state.known |= {(n, i, j): 0 for j in panel.columns}
    for k, (piece, j) in enumerate(zip(panel.amounts, columns, strict=True)):
        state.known[n, i, j] = units(piece, state.decimals)
        state.placed[n][i, number, k] = Placed(j, (j,) if inferred else ())


def _unknowns(n: int, region: Region, state: State) -> Iterable[Unknown]:
    known = _known_stacks(n, region, state)
    for i, row in enumerate(region.rows):
        for number, panel in enumerate(row.panels):
            if not 0 < len(panel.amounts) < len(panel.columns) or (n, i, panel.columns[0]) in state.known:
                continue
            domains = _domains(region, panel)
            stacks = state.stacks[n]
            at = [stacks.of[i, number, k] if stacks else None for k in range(len(panel.amounts))]
            domains = tuple(
                tuple(j for j in d if known[s] == j) if s in known else d for s, d in zip(at, domains, strict=True)
            )
            if all(domains):
                amounts = tuple(units(p, state.decimals) for p in panel.amounts)
                names = tuple(f"r{n} s{s}" if s is not None else f"r{n}.{i}.{number}.{k}" for k, s in enumerate(at))
                yield Unknown((n, i, number), amounts, panel.columns, domains, names)


def _known_stacks(n: int, region: Region, state: State) -> dict[int | None, int]:
    """Stack → column, from the amounts of the region that are settled; empty when they do not agree."""
    stacks = state.stacks[n]
    found: dict[int | None, int] = {}
    for spot, placed in state.placed[n].items():
        if stacks and len(placed.candidates) <= 1 and found.setdefault(stacks.of[spot], placed.column) != placed.column:
            state.stacks[n] = None
            return {}
    return found


def _domains(region: Region, panel: PanelRow) -> tuple[tuple[int, ...], ...]:
    """The columns of each amount that its order leaves, and whether it is a percentage."""
    m, columns = len(panel.amounts), panel.columns
    shares = {j for j in columns if is_percent_column(region.heading.leaf(j))}
    found = []
    for k, piece in enumerate(panel.amounts):
        ordered = columns[k : len(columns) - m + k + 1]
        share = piece.plain.endswith(("%", "％"))
        found.append(tuple(j for j in ordered if not shares or (j in shares) == share))
    return tuple(found)


def _sum(bound: Bound, bounds: Bounds, open_cells: set[Spot], state: State) -> Sum | None:
    """The bound in numbers; None when it says nothing about the open cells, or not yet."""
    if not any(spot in open_cells for spot, _ in bound.factors):
        return None
    if any(spot not in open_cells and spot not in state.known for spot, _ in bound.factors):
        return None
    if bound.identity.condition and not _is_met(bounds.needs_empty.get(bound.identity.id, ()), open_cells, state):
        return None
    known = [(state.known[s], w, state.grains[s[0]]) for s, w in bound.factors if s not in open_cells]
    return Sum(
        tuple((s, w) for s, w in bound.factors if s in open_cells), sum(v * w for v, w, _ in known),
        sum(abs(w) * grain for v, w, grain in known if v), bound.relation, f"{bound.identity.id} ({bound.label})",
        max(state.grains[s[0]] for s, _ in bound.factors if s in open_cells),
    )  # fmt: skip


def _is_met(cells: Sequence[Spot], open_cells: set[Spot], state: State) -> bool:
    """Whether cells that must be empty are known, and empty, wherever they are not in this very table."""
    elsewhere = [state.known[s] for s in cells if s not in open_cells and s in state.known]
    return bool(elsewhere) and not any(elsewhere)


def _take(problem: Problem, answer: Answer, state: State) -> None:
    state.broken[problem.table_id] = answer.broken
    for unknown in problem.unknowns:
        n, i, number = unknown.row
        found = _under_headers(unknown, [answer.columns[(*unknown.row, k)] for k in range(len(unknown.amounts))], state)
        for k, columns in enumerate(found):
            if columns:
                state.placed[n][i, number, k] = Placed(columns[0], columns)
        if all(len(columns) == 1 for columns in found):
            state.known |= {(n, i, j): 0 for j in unknown.columns}
            state.known |= {(n, i, c[0]): v for c, v in zip(found, unknown.amounts, strict=True)}


def _under_headers(unknown: Unknown, found: list[tuple[int, ...]], state: State) -> list[tuple[int, ...]]:
    """Where the identities leave a choice: the column whose header stands above the amount, if it is one of those."""
    n, i, number = unknown.row
    stacks = state.stacks[n]
    if not stacks:
        return found
    above = [state.headed[n].get(stacks.of[i, number, k]) for k in range(len(found))]
    chosen = [(j,) if len(c) > 1 and j in c else c for c, j in zip(found, above, strict=True)]
    single = [c[0] for c in chosen if len(c) == 1]
    return chosen if single == sorted(set(single)) else found

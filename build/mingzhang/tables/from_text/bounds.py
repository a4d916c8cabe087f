"""What the accounting identities say about the amounts of a text before these have columns.

Every table is filled as if each of its cells printed an amount; the identities of identities.yml are then tried on it
as the checks room tries them. Each spot they find binds cells: that is a bound on where amounts may stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mingzhang.checks.facts import Fact, figure_facts
from mingzhang.checks.select import Ledger
from mingzhang.checks.spots import find_spots
from mingzhang.figures.extract import extract_figures
from mingzhang.knowledge.formula import Formula, Measure
from mingzhang.knowledge.identities import Identity, load_identities
from mingzhang.reading.document import Cell, Document, Grid, Place
from mingzhang.tables.from_text.headers import header_cells
from mingzhang.tables.from_text.regions import Region
from mingzhang.tables.recognise import recognise_tables
from mingzhang.tables.table import Table

Spot = tuple[int, int, int]
"""Region, row of the region (-1: the total that an empty table stands for), column."""

_TOTAL = "合计"


@dataclass(frozen=True, slots=True)
class Bound:
    """Σ factor · cell = 0 (or ≤ 0): an identity at one spot. ``tables`` are the ids of the tables it speaks of."""

    identity: Identity
    factors: tuple[tuple[Spot, int], ...]
    relation: str
    tables: frozenset[str]
    label: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """All bounds, the tables by region, and the cells that a conditional identity wants to be empty."""

    bounds: tuple[Bound, ...]
    table_of: Mapping[int, Table]
    needs_empty: Mapping[str, tuple[Spot, ...]]


def find_bounds(regions: Sequence[Region], assemble: Callable[[Sequence[Grid]], Document]) -> Bounds:
    """Every bound between the cells of ``regions``; ``assemble`` puts grids in the place of the regions."""
    filled = assemble([_filled(n, region) for n, region in enumerate(regions)])
    tables = recognise_tables(filled)
    kind = Counter("final" if t.form.startswith("final") else "budget" for t in tables if t.form).most_common(1)
    figures = extract_figures(tables, None, kind[0][0] if kind else "budget", by_words=True)
    spots = {f.id: _spot(f.box) for f in figures if f.box}
    ledger = Ledger(figure_facts(tables, [f for f in figures if f.box], kind[0][0] if kind else "budget"))
    wanted = [i for i in load_identities() if i.kind in ("", kind[0][0] if kind else "") and _binds(i)]
    bounds = tuple(b for identity in wanted for b in _bounds(identity, ledger, spots))
    empty = {
        i.id: tuple(spots[f.id] for f in ledger.take(i.condition.absent))
        for i in wanted
        if i.condition and i.condition.absent
    }
    return Bounds(bounds, _tables(tables), empty)


def _binds(identity: Identity) -> bool:
    """Definitional identities always bind, conditional ones when it can be known that their condition is met."""
    if identity.strength == "definitional":
        return not identity.note_when
    return (
        identity.strength == "conditional" and identity.condition is not None and identity.condition.absent is not None
    )


def _bounds(identity: Identity, ledger: Ledger, spots: Mapping[str, Spot]) -> Iterator[Bound]:
    weights = _weights(identity.formula)
    if weights is None:
        return
    for spot in find_spots(identity, ledger):
        facts = spot.facts()
        if spot.disputed or not facts or len({f.unit for f in facts}) > 1 or any(f.id not in spots for f in facts):
            continue
        factors: Counter[Spot] = Counter()
        for name, bound in spot.terms.items():
            for fact in bound:
                factors[spots[fact.id]] += weights[name]
        kept = tuple(sorted((s, w) for s, w in factors.items() if w))
        yield Bound(identity, kept, identity.formula.relation, frozenset(f.table for f in facts), _label(facts))


def _label(facts: Sequence[Fact]) -> str:
    first = facts[0]
    return " ".join(x for x in (first.table, first.code, first.label) if x)


def _weights(formula: Formula) -> dict[str, int] | None:
    """The factor of each term when everything stands on the left; None when the formula is not a sum."""
    if formula.divides() or formula.relation not in ("=", "<="):
        return None
    names = formula.names()
    if any(_value(formula, dict.fromkeys(names, 0))):
        return None
    found = {name: _value(formula, {n: int(n == name) for n in names}) for name in names}
    if sum(w[0] for w in found.values()) != sum(_value(formula, dict.fromkeys(names, 1))):
        return None
    return {name: int(w[0]) for name, w in found.items() if w[0].denominator == 1}


def _value(formula: Formula, values: Mapping[str, int]) -> tuple[Fraction]:
    left, right = formula.evaluate({n: Measure(Fraction(v), Fraction(v), Fraction(v)) for n, v in values.items()})
    return (left.value - right.value,)


def _spot(box: tuple[float, float, float, float]) -> Spot:
    return int(box[0]), int(box[1]), int(box[2])


def _filled(number: int, region: Region) -> Grid:
    """The region as a grid with an amount in every cell for amounts; rows that print alike get alike amounts."""
    heading = region.heading
    place = Place(region.page, None, None)
    cells = header_cells(heading, region.index, place)
    top = heading.depth + bool(region.index)
    rows = [(i, row) for i, row in enumerate(region.rows) if not row.doubt]
    seen: dict[tuple[str, ...], int] = {}
    for at, (i, row) in enumerate(rows):
        for panel in row.panels:
            value = seen.setdefault(tuple(p.plain for p in panel.amounts), len(seen) + 1)
            keys = {j: text for j, text in panel.keys if j not in panel.columns}
            cells += [Cell(top + at, j, 1, 1, text, place) for j, text in keys.items()]
            cells += [_amount(top + at, j, value, (number, i, j), region.page) for j in panel.columns]
    if not region.rows:
        label = next((j for j, role in enumerate(heading.roles) if role in ("label", "unit", "project")), 0)
        cells.append(Cell(top, label, 1, 1, _TOTAL, place))
        cells += [
            _amount(top, j, 1, (number, -1, j), region.page) for j, r in enumerate(heading.roles) if r == "amount"
        ]
    return Grid(
        place,
        top + max(len(rows), 1),
        len(heading.roles),
        tuple(_complete(cells, top, max(len(rows), 1), len(heading.roles), place)),
    )


def _amount(row: int, col: int, value: int, spot: Spot, page: int) -> Cell:
    """A cell that prints ``value``; its box is no place but tells the figure's spot."""
    box = (float(spot[0]), float(spot[1]), float(spot[2]), 0.0)
    return Cell(row, col, 1, 1, str(Decimal(value).quantize(Decimal("0.01"))), Place(page, box))


def _complete(cells: list[Cell], top: int, rows: int, cols: int, place: Place) -> list[Cell]:
    taken = {(c.row, c.col) for c in cells}
    blank = [Cell(i, j, 1, 1, "", place) for i in range(top, top + rows) for j in range(cols) if (i, j) not in taken]
    return sorted([*cells, *blank], key=lambda c: (c.row, c.col))


def _tables(tables: Sequence[Table]) -> dict[int, Table]:
    found: dict[int, Table] = {}
    for table in tables:
        for row in table.rows:
            for cell in row.cells:
                if cell is not None and cell.place.box is not None:
                    found.setdefault(int(cell.place.box[0]), table)
    return found

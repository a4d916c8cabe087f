"""Everything an identity can speak of, as one kind of record: a printed number with its meaning, its row and its
precision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.checks.places import meanings_in_place, unread_cells
from mingzhang.figures.figure import Figure
from mingzhang.tables.doubt import is_shaken
from mingzhang.tables.table import Table

_HALF = Decimal("0.5")

Period = tuple[int | None, str]
"""Year and phase."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One printed number.

    ``record`` is ``figure`` or the prose resource it comes from, ``value`` the column of that record. ``half`` is
    half a unit of
    the last printed place, in ``unit``. ``sound`` is False when the reading is not beyond dispute. ``line`` is the
    row, or 0 in
    tables whose rows are items (two-sided ones, 三公 by row). ``period`` is empty for what the disclosure is about,
    else year and phase.
    ``figure`` is the id in figures.csv, if it has one; ``group`` ties values of one record (claim, project …)
    together, ``parent`` the records of a whole and its parts.
    """

    id: str
    record: str
    value: str
    amount: Decimal
    half: Decimal
    unit: str
    sound: bool = True
    table: str = ""
    form: str = ""
    panel: int = 0
    row: int = 0
    line: int = 0
    column: int = 0
    item: str = ""
    fund: str = ""
    code: str = ""
    taxonomy: str = ""
    role: str = ""
    parent: str = ""
    label: str = ""
    unit_name: str = ""
    project: str = ""
    period: str = ""
    category: str = ""
    group: str = ""
    section: str = ""
    source: str = ""
    figure: str = ""
    repeats: bool = False
    root: bool = False

    @property
    def functional_class(self) -> str:
        """The 类 of a functional code, three digits."""
        return self.code[:3] if self.taxonomy == "functional" else ""

    @property
    def concept(self) -> tuple[str, str]:
        """(item, fund)."""
        return self.item, self.fund


def half_unit(amount: Decimal) -> Decimal:
    """Half a unit of the last place that ``amount`` prints: 276.12 → 0.005, 22,118,861 → 0.5."""
    exponent = amount.as_tuple().exponent
    return _HALF.scaleb(exponent if isinstance(exponent, int) else 0)


def figure_facts(tables: Sequence[Table], figures: Sequence[Figure], kind: str) -> tuple[Fact, ...]:
    """A fact for every figure. ``kind`` (``budget`` or ``final``) says which period is the disclosure's own."""
    around = _Surroundings(tables, figures, kind)
    return tuple(_figure_fact(f, around) for f in figures)


class _Surroundings:
    """What must be known of all tables and figures before one figure can be told."""

    def __init__(self, tables: Sequence[Table], figures: Sequence[Figure], kind: str) -> None:
        self.shaken = {t.table_id for t in tables if is_shaken(t)}
        self.unread = unread_cells(tables)
        self.forms = {t.table_id: t.form for t in tables}
        self.own = own_period(figures, kind)
        self.concepts = meanings_in_place(tables, figures)
        self.items = _items_in_rows(figures, self.concepts)
        self.zero_half = _finest(figures)
        self.rows = {(f.table_id, f.panel, f.row): f for f in figures}


def _figure_fact(f: Figure, around: _Surroundings) -> Fact:
    item, _, fund = around.concepts[f.id].partition("@")
    above = around.rows.get((f.table_id, f.panel, f.parent_row or 0))
    code = f.code or f.functional_code
    return Fact(
        id=f.id,
        record="figure",
        value=f.measure,
        amount=f.amount,
        half=half_unit(f.amount) if f.amount else around.zero_half[f.table_id, f.column_index],
        unit=f.unit,
        sound=_is_sound(f, around.shaken, around.unread),
        table=f.table_id,
        form=around.forms.get(f.table_id, ""),
        panel=f.panel,
        row=f.row,
        line=0 if f.table_id in around.items else f.row,
        column=f.column_index,
        item=item,
        fund=fund,
        code=code,
        taxonomy=_taxonomy(f),
        role=f.row_role,
        parent=str(f.parent_row or ""),
        label=f.label,
        unit_name=f.unit_name,
        project=f.project,
        period=period(f.figure_year, f.phase, around.own),
        source=f.source,
        figure=f.id,
        repeats=above is not None and bool(code) and above.code == code,
        root=bool(code) and (above is None or not above.code),
    )


def _is_sound(f: Figure, shaken: set[str], unread: set[tuple[str, str, int]]) -> bool:
    """Read beyond dispute, in a sound table, and with every cell of its row and column read."""
    around = {(f.table_id, "row", f.row), (f.table_id, "column", f.column_index)}
    return f.reading == "printed" and f.table_id not in shaken and not around & unread


def _taxonomy(f: Figure) -> str:
    if f.functional_code:
        return "functional"
    return "economic" if f.economic_code else "gov-economic" if f.gov_economic_code else ""


def _finest(figures: Iterable[Figure]) -> dict[tuple[str, int], Decimal]:
    """The finest half unit of each column: a zero is printed short where others are printed in full, and is zero
    all the same."""
    found: dict[tuple[str, int], Decimal] = {}
    for f in figures:
        key = f.table_id, f.column_index
        found[key] = min(found.get(key, half_unit(f.amount)), half_unit(f.amount))
    return found


def _items_in_rows(figures: Iterable[Figure], concepts: Mapping[str, str]) -> set[str]:
    """Tables in which one column holds several items: their rows are items, not objects of the same items."""
    items: dict[tuple[str, int], set[str]] = defaultdict(set)
    for f in figures:
        if concepts[f.id]:
            items[f.table_id, f.column_index].add(concepts[f.id])
    return {table for (table, _), found in items.items() if len(found) > 1}


def own_period(figures: Iterable[Figure], kind: str) -> Period:
    """Year and phase of the disclosure itself: the latest year with figures of its kind."""
    years = [f.figure_year for f in figures if f.figure_year and f.phase in ("", kind)]
    return max(years, default=None), kind


def period(year: int | None, phase: str, own: Period) -> str:
    """Empty for the disclosure's own period, else year and phase."""
    own_year, own_phase = own
    if year in (None, own_year) and phase in ("", own_phase):
        return ""
    return f"{year or own_year or ''}{phase or own_phase}"

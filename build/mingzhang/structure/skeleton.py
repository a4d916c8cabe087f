"""What the amounts of one table prove about its rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mingzhang.structure.row_keys import RowKey

Spot = tuple[int, int]
"""Row (counted from 1) and column index of an amount."""

COLUMNS = "columns"
ROWS = "rows"


@dataclass(frozen=True, slots=True)
class RowShape:
    """``role`` is ``total``, ``subtotal``, ``of-which`` or ``item``; ``parent`` the row (from 1) it belongs below.

    Level 0 is a total of the table, 1 what no row but a total stands over.
    """

    role: str = "item"
    level: int = 1
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """One whole and its parts, with what the amounts say about it.

    ``axis`` is ``rows`` (whole and parts are rows of ``panel``, counted from 1; lines are column indexes) or
    ``columns`` (whole and parts are column indexes; lines are rows). ``kind`` is ``sum`` (the parts add up to the
    whole), ``total`` (the same, of a total row) or ``of-which`` (each part is no more than the whole).

    The lines in which both sides are printed: ``holds`` exactly, with two or more addends that are not zero; ``weak``
    exactly, with fewer; ``rounds`` within the rounding of the printed places; ``fails``. ``rivals`` are other parts
    that make up the same whole in every line, these failing ones too.
    """

    axis: str
    kind: str
    panel: int
    whole: int
    parts: tuple[int, ...]
    holds: tuple[int, ...] = ()
    weak: tuple[int, ...] = ()
    rounds: tuple[int, ...] = ()
    fails: tuple[int, ...] = ()
    rivals: tuple[tuple[int, ...], ...] = ()

    @property
    def is_confirmed(self) -> bool:
        """Whether some line proves it: the sum is exact there, of two or more addends that are not zero."""
        return bool(self.holds) and len(self.fails) < len(self.holds) + len(self.rounds)

    def spots(self, line: int) -> Iterator[Spot]:
        """The places of whole and parts in one line."""
        for place in (self.whole, *self.parts):
            yield (place, line) if self.axis == ROWS else (line, place)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of one panel: its number (from 1), its key, its place in the tree."""

    number: int
    key: RowKey
    shape: RowShape


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The structure of one table.

    ``lines``: panel → all rows of the table as this panel names them, in order. ``structure`` is ``confirmed`` (the
    leaves add up to the printed total in every amount column that prints one, and some sum proves it), ``partly`` or
    ``unconfirmed`` (no sum proves anything). ``leaves`` are the amounts that must be added, and nothing else;
    ``proofs`` how many exact, confirmed sums with two or more addends that are not zero stand over each amount.
    """

    table_id: str
    lines: Mapping[int, tuple[Line, ...]] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    leaves: frozenset[Spot] = frozenset()
    structure: str = "unconfirmed"
    proofs: Mapping[Spot, int] = field(default_factory=dict)

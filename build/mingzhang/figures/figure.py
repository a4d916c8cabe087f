"""One record per printed amount."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang.reading.document import Box


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed amount with its row, column and place: the columns of ``figures.csv`` (schemas/figures.json).

    ``amount`` is exact, in the printed ``unit``; ``candidates`` are column labels between which the source does not
    decide;
    ``meaning`` is ``confirmed`` (the concept's own sums hold here), ``named`` (by words alone) or empty;
    ``proofs`` counts the exact sums that the amount stands in.
    ``row_index`` and ``column_index`` point into the Table and are not published.
    """

    id: str
    table_id: str
    table_title: str
    page: int
    box: Box | None
    cell: str = field(default="", kw_only=True)
    row: int
    row_role: str
    level: int
    parent_row: int | None
    is_leaf: bool
    code: str
    functional_code: str
    economic_code: str
    gov_economic_code: str
    label: str
    unit_name: str
    project: str
    concept: str
    column_label: str
    measure: str
    figure_year: int | None
    phase: str
    amount: Decimal
    printed: str
    unit: str
    amount_yuan: Decimal | None
    reading: str = "printed"
    meaning: str = field(default="", kw_only=True)
    proofs: int = field(default=0, kw_only=True)
    candidates: tuple[str, ...] = ()
    source: str = ""
    panel: int = 0
    column_index: int = field(default=0)
    doubts: tuple[str, ...] = ()

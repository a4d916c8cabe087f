"""Records as frames: one frame of strings per resource, its columns those of the schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from mingzhang.checks.notices import Notice
from mingzhang.checks.record import Check
from mingzhang.figures.figure import Figure
from mingzhang.package.dictionary import RESOURCES, Schema, load_schemas
from mingzhang.package.values import points, render
from mingzhang.prose.records import Prose
from mingzhang.reviews.review_record import Review
from mingzhang.tables.table import Table

_PLACE = ("x0", "top", "x1", "bottom")


def make_frames(
    tables: Sequence[Table],
    figures: Sequence[Figure],
    prose: Prose,
    checks: Sequence[Check],
    source: str = "",
    notices: Sequence[Notice] = (),
    reviews: Sequence[Review] = (),
) -> dict[str, pd.DataFrame]:
    """A frame for every resource, in the order of ``RESOURCES``; without records it has no rows.

    ``source`` is the file that was read: it stands in the rows of records that do not name theirs.
    """
    rows: dict[str, list[dict[str, str]]] = {"tables": _tables(tables, figures), "figures": _figures(figures)}
    others: dict[str, Sequence[Any]] = {name: getattr(prose, name) for name in RESOURCES if hasattr(prose, name)}
    for name, records in {**others, "checks": checks, "notices": notices, "reviews": reviews}.items():
        rows[name] = [record_row(name, record, source=record.source or source) for record in records]
    return {name: _frame(load_schemas()[name], rows[name]) for name in RESOURCES}


def record_row(resource: str, record: object, **given: object) -> dict[str, str]:
    """``record`` as a row of ``resource``: each column is the attribute of that name, unless ``given``."""
    fields = load_schemas()[resource].fields
    return {f.name: render(f, given[f.name] if f.name in given else getattr(record, f.name)) for f in fields}


def _tables(tables: Sequence[Table], figures: Sequence[Figure]) -> list[dict[str, str]]:
    count = Counter(f.table_id for f in figures)
    return [
        record_row("tables", t, rows=len(t.rows), figures=count[t.table_id], form=t.form or "unknown") for t in tables
    ]


def _figures(figures: Sequence[Figure]) -> list[dict[str, str]]:
    return [record_row("figures", figure, **_place(figure)) for figure in figures]


def _place(figure: Figure) -> dict[str, Decimal | None]:
    box = (None,) * 4 if figure.box is None else [points(x) for x in figure.box]
    return dict(zip(_PLACE, box, strict=True))


def _frame(schema: Schema, rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=schema.names(), dtype=str)

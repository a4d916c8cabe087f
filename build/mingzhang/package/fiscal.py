"""Are the column types of the Fiscal Data Package used rightly? Its own tools no longer run, so this room looks itself.

Source: the taxonomy of budgets, Fiscal Data Package 1.0-rc.1 (https://specs.frictionlessdata.io/fiscal-data-package/);
``reference/fiscal-column-types.csv`` holds the types in use here and their kin: data type, the code a label belongs to,
and the level that comes before.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd

from mingzhang.knowledge.loading import knowledge_text
from mingzhang.package.dictionary import Schema

_DIRECTIONS = {"revenue", "expenditure"}


@dataclass(frozen=True, slots=True)
class ColumnType:
    """One type: ``label_of`` is the code type that a label names, ``prior`` the type one level up."""

    name: str
    data_type: str
    label_of: str
    prior: str


@cache
def column_types() -> dict[str, ColumnType]:
    """Every known column type by name."""
    text = knowledge_text("fiscal-column-types.csv")
    return {row["name"]: ColumnType(**row) for row in csv.DictReader(text.splitlines())}


def misused_types(schema: Schema) -> list[str]:
    """What is wrong with the column types of a schema, one line each."""
    return [f"{schema.name}.csv: {problem}" for problem in _problems(schema)]


def _problems(schema: Schema) -> Iterator[str]:
    used = {f.column_type: f for f in schema.fields if f.column_type}
    if len(used) < sum(bool(f.column_type) for f in schema.fields):
        yield "a column type stands on two columns"
    for name, field in used.items():
        known = column_types().get(name)
        if known is None:
            yield f"{field.name}: no column type {name}"
            continue
        if field.type != known.data_type:
            yield f"{field.name} is {field.type}; {name} is {known.data_type}"
        if known.label_of and known.label_of not in used:
            yield f"{field.name}: a label without {known.label_of}"
        if "level" in known.prior and known.prior not in used:
            yield f"{field.name}: a level without {known.prior}"
        if name == "direction" and set(field.constraints.get("enum", ())) - _DIRECTIONS:
            yield f"{field.name}: a direction is revenue or expenditure"
    if "value" in used and not {"date:fiscal-year", "phase:id"} <= set(used):
        yield "a value without date:fiscal-year and phase:id"


def misplaced_values(schema: Schema, frame: pd.DataFrame) -> list[str]:
    """Rows whose code does not stand below the code one level up."""
    return [f"{schema.name}.csv: {problem}" for problem in _rows(schema, frame)]


def _rows(schema: Schema, frame: pd.DataFrame) -> Iterator[str]:
    columns = {f.column_type: f.name for f in schema.fields if f.column_type in column_types()}
    for name, column in columns.items():
        prior = columns.get(column_types()[name].prior)
        if prior is None:
            continue
        pairs = zip(frame[prior].astype(str), frame[column].astype(str), strict=True)
        for number, (above, below) in enumerate(pairs, 2):
            if below and not (above and below.startswith(above)):
                yield f"line {number}: {column} {below} does not stand below {prior} {above or '(empty)'}"

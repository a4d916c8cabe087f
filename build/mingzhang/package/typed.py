"""Frames of strings as frames with the types that their schemas state."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa

from mingzhang.package.columnar import arrow_table
from mingzhang.package.dictionary import Schema


def typed(schema: Schema, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with exact decimals, nullable integers and booleans, dates, and categories where a column lists its
    values.

    Amounts are Arrow decimals: sums of them are exact, an empty cell is missing and never nought. ValueError or
    decimal.InvalidOperation when a cell is not of its column's type.
    """
    made: pd.DataFrame = arrow_table(schema, frame).to_pandas(types_mapper=_pandas_type)
    listed = {f.name: list(f.constraints["enum"]) for f in schema.fields if "enum" in f.constraints}
    for name, values in listed.items():
        made[name] = pd.Categorical(made[name], categories=values)
    return made


def _pandas_type(kind: pa.DataType) -> Any:
    """The pandas type for an Arrow type; None leaves it to pandas."""
    if pa.types.is_decimal(kind) or pa.types.is_date(kind):
        return pd.ArrowDtype(kind)
    if pa.types.is_integer(kind):
        return pd.Int64Dtype()
    if pa.types.is_boolean(kind):
        return pd.BooleanDtype()
    return pd.StringDtype() if pa.types.is_string(kind) else None

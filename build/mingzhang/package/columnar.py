"""Parquet with exact decimals: the columns and types of the Table Schema, the empty cell as null."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from mingzhang.package.dictionary import Field, Schema

_PRECISION, _SCALE = 38, 6
_PARSE: Mapping[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": lambda text: text == "true",
    "date": date.fromisoformat,
}


def arrow_table(schema: Schema, frame: pd.DataFrame) -> pa.Table:
    """``frame`` (all strings) as an Arrow table of the schema's types.

    Numbers are ``decimal128(38, 6)``, wider in scale only where a value prints more decimals: no digit is lost.
    ``decimal.InvalidOperation`` or ValueError when a cell is not of its type: validate first.
    """
    arrays, fields = [], []
    for field in schema.fields:
        cells: list[str] = frame[field.name].tolist()
        kind = arrow_type(field.type, cells)
        parse = _PARSE[field.type]
        arrays.append(pa.array([parse(c) if c else None for c in cells], type=kind))
        fields.append(pa.field(field.name, kind, metadata=_metadata(field)))
    about = {"title": schema.title, "title:en": schema.title_en, "description:en": schema.description_en}
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=about))


def write_parquet(table: pa.Table, path: Path) -> Path:
    """Writes ``table`` with zstd; the same table gives the same bytes under one pyarrow."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd")
    return path


def arrow_type(kind: str, cells: Sequence[str]) -> pa.DataType:
    """The Arrow type of a Table Schema type; ``cells`` settle the scale of decimals."""
    if kind == "number":
        scale = max((len(c.partition(".")[2]) for c in cells), default=0)
        return pa.decimal128(_PRECISION, max(scale, _SCALE))
    plain = {"string": pa.string(), "integer": pa.int64(), "boolean": pa.bool_(), "date": pa.date32()}
    return plain[kind]


def _metadata(field: Field) -> dict[str, str]:
    about = {"title": field.title, "title:en": field.title_en, "description": field.description}
    return {**about, "description:en": field.description_en}

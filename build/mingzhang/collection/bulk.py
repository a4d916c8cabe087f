"""The collection as files: ``data/all/`` with Parquet, SQLite and Stata, and ``data/all.zip`` with CSV.

Addresses below the site's ``data/``; they are a contract:

- ``all.zip``: ``datapackage.json``, ``<resource>.csv``, ``README.md``; beside it ``all/README.md``, ``all/panel.csv``;
- ``all/violations.txt``: rows that break a rule of the schemas, one line each; empty when none does;
- ``all/parquet/<resource>.parquet``; ``figures`` and ``lines`` in folders by year, as in
  ``all/parquet/lines/figure_year=2024/part-0.parquet``;
- ``all/<id of the publisher>.sqlite.zip``, as ``all/mingzhang.sqlite.zip``; ``all/panel.dta``.

While the site is made, every CSV file and the descriptor lie in ``all/`` too, for the pages to be made of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mingzhang.collection.collection_schemas import load_collection_schemas
from mingzhang.collection.description import collection_readme, describe_collection
from mingzhang.collection.resources import make_resources
from mingzhang.collection.sqlite import write_sqlite
from mingzhang.package.bundle import write_zip
from mingzhang.package.columnar import arrow_table, write_parquet
from mingzhang.package.dictionary import Schema
from mingzhang.package.duck import find_violations
from mingzhang.package.fiscal import misplaced_values
from mingzhang.package.write import write_csv
from mingzhang.project.publisher import MINGZHANG, Publisher

_DAY = datetime(1980, 1, 1)  # noqa: DTZ001  Stata files carry a date: a fixed one keeps the bytes the same
_PARTED = {"figures": "fiscal_year", "lines": "figure_year"}
_LABEL = 80  # characters of a Stata label


def write_collection(
    package_dirs: Sequence[Path],
    data_dir: Path,
    site_url: str = "",
    version: str = "0.0.0",
    publisher: Publisher = MINGZHANG,
) -> dict[str, pd.DataFrame]:
    """Writes the collection of these packages into ``data_dir``, the ``data/`` folder of a site; gives its frames.

    The same packages give the same bytes: CSV and JSON everywhere, the others under one lock and platform.
    """
    frames = make_resources(package_dirs)
    schemas, folder = load_collection_schemas(), data_dir / "all"
    members: dict[str, Path | str] = {f"{n}.csv": write_csv(f, folder / f"{n}.csv") for n, f in frames.items()}
    descriptor = describe_collection(frames, folder, site_url, version, publisher)
    violations = find_violations(schemas, {n: folder / f"{n}.csv" for n in frames})
    broken = {line.partition(".csv:")[0] for line in violations}
    violations += [line for name, schema in schemas.items() for line in misplaced_values(schema, frames[name])]
    texts = {
        "violations.txt": "".join(f"{line}\n" for line in violations),
        "datapackage.json": json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n",
        "README.md": collection_readme(descriptor, frames),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for schema in schemas.values():
        _write_parquet(schema, frames, folder / "parquet")
    base = write_sqlite(folder / f"{publisher.id}.sqlite", schemas, frames, broken)
    write_zip(folder / f"{base.name}.zip", {base.name: base})  # a quarter of its size
    base.unlink()
    write_stata(schemas["panel"], frames["panel"], folder / "panel.dta")
    write_zip(data_dir / "all.zip", {**members, **texts}, publisher.id)
    return frames


def leave_in_zip(folder: Path) -> None:
    """Removes from ``all/`` what lies in ``all.zip`` and is not asked for by itself, once the pages are made of it."""
    for path in [*folder.glob("*.csv"), folder / "datapackage.json"]:
        if path.name != "panel.csv":
            path.unlink(missing_ok=True)


def _write_parquet(schema: Schema, frames: Mapping[str, pd.DataFrame], folder: Path) -> None:
    table = arrow_table(schema, frames[schema.name])
    if schema.name not in _PARTED:
        write_parquet(table, folder / f"{schema.name}.parquet")
        return
    column = _PARTED[schema.name]
    years = _years(schema.name, table, frames)
    for year in sorted(set(years), key=str):
        mask = pa.array([y == year for y in years])
        part = table.filter(mask)
        if column in part.column_names:
            part = part.drop_columns([column])  # hive partitions carry the column in the folder's name
        label = year if year is not None else "__HIVE_DEFAULT_PARTITION__"
        write_parquet(part, folder / schema.name / f"{column}={label}" / "part-0.parquet")


def _years(name: str, table: pa.Table, frames: Mapping[str, pd.DataFrame]) -> list[int | None]:
    """The year that parts a row: its own, or its disclosure's."""
    if name == "lines":
        years: list[int | None] = table.column("figure_year").to_pylist()
        return years
    known = frames["disclosures"].set_index("id")["fiscal_year"].to_dict()
    own = pc.cast(table.column("disclosure"), pa.string()).to_pylist()
    return [int(known[d]) if known[d] else None for d in own]


def write_stata(schema: Schema, frame: pd.DataFrame, path: Path) -> Path:
    """The panel for Stata 14 and later: amounts as double, every variable labelled in both languages."""
    columns: dict[str, Any] = {}
    for field in schema.fields:
        cells = [str(v) for v in frame[field.name]]
        if field.type in ("number", "integer"):
            columns[field.name] = pd.array([float(c) if c else float("nan") for c in cells], dtype="float64")
        else:
            columns[field.name] = pd.Series(cells, dtype=object)
    labels = {f.name: f"{f.title} | {f.title_en}"[:_LABEL] for f in schema.fields}
    pd.DataFrame(columns).to_stata(
        path, write_index=False, version=118, variable_labels=labels, time_stamp=_DAY, data_label=schema.title_en
    )
    return path

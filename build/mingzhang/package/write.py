"""The verb of this room: everything read from a disclosure as CSV files and their descriptor.

CSV is the canonical form, so a label that begins with ``=``, ``+``, ``-`` or ``@`` is written as it is printed: data is
not altered for one program's sake. A spreadsheet program may take such a cell for a formula; the workbook, where cells
are typed, writes it as a string.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from mingzhang.checks.notices import Notice
from mingzhang.checks.record import Check
from mingzhang.disclosures.disclosure import Disclosure
from mingzhang.figures.figure import Figure
from mingzhang.package.descriptor import describe, describe_printed, describe_resource
from mingzhang.package.dictionary import load_schemas
from mingzhang.package.frames import make_frames
from mingzhang.package.printed import figure_cells, printed_frame, printed_header, printed_schema
from mingzhang.project.publisher import MINGZHANG, Publisher
from mingzhang.prose.records import Prose
from mingzhang.reviews.review_record import Review
from mingzhang.tables.table import Table


def write_package(
    disclosure: Disclosure,
    tables: Sequence[Table],
    figures: Sequence[Figure],
    prose: Prose,
    checks: Sequence[Check],
    directory: Path,
    notices: Sequence[Notice] = (),
    reviews: Sequence[Review] = (),
    publisher: Publisher = MINGZHANG,
) -> None:
    """Writes the package into ``directory``, made with its parents; the same input gives the same bytes.

    Amounts are exact decimals, personal numbers are masked, lines end in ``\\n``. TypeError when a record holds a value
    that is not of its column's type.
    """
    directory.mkdir(parents=True, exist_ok=True)
    resources = []
    source = _read_from(disclosure, tables)
    for name, frame in make_frames(tables, figures, prose, checks, source, notices, reviews).items():
        path = write_csv(frame, directory / f"{name}.csv")
        resources.append(describe_resource(load_schemas()[name], path, directory))
    resources += [_write_printed(table, figures, directory) for table in tables if table.columns]
    text = json.dumps(describe(disclosure, prose.signed, resources, publisher), ensure_ascii=False, indent=2)
    (directory / "datapackage.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def write_csv(frame: pd.DataFrame, path: Path) -> Path:
    """``frame``, all strings, as UTF-8 without BOM, quoted where RFC 4180 asks for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    return path


def _read_from(disclosure: Disclosure, tables: Sequence[Table]) -> str:
    """The file that was read: what the tables say, else the disclosure's only one."""
    files = [s.file for s in disclosure.sources]
    return next((t.source for t in tables if t.source), files[0] if len(files) == 1 else "")


def _write_printed(table: Table, figures: Sequence[Figure], directory: Path) -> dict[str, Any]:
    form = table.form or "unknown"
    frame = printed_frame(table)
    path = write_csv(frame, directory / "tables" / f"{table.table_id}-{form}.csv")
    parts = {
        "mingzhang:table": table.table_id,
        "mingzhang:form": form,
        "mingzhang:header": printed_header(table),
        "mingzhang:cells": figure_cells(table, figures),
        "schema": printed_schema(table, frame),
    }
    return describe_printed(f"{table.table_id}-{form}", table.title, path, directory, parts)

"""A package directory back as plain records: what the collection and the site start from."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from mingzhang.errors import UnreadableSource
from mingzhang.package.dictionary import load_schemas

_LONGEST = 1 << 30  # characters of a cell; the module's own limit is less than a long section of prose
csv.field_size_limit(_LONGEST)


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """One table as its reader expects it.

    ``frame`` has one row per printed row and one column per printed column, every cell a string as printed.
    ``columns`` holds per column its field of the descriptor: ``name`` (unique), ``mingzhang:path`` (header path,
    outermost first), ``mingzhang:role``, ``mingzhang:concept``, ``mingzhang:panel`` and, where known, ``:phase``,
    ``:year``, ``:unit``. ``header`` holds the printed header cells, each with ``row``, ``col``, ``rowspan``,
    ``colspan``, ``text``. ``cells`` gives for each figure id its (row, column) in ``frame``, counted from 0.
    """

    table_id: str
    path: str
    frame: pd.DataFrame
    columns: tuple[Mapping[str, Any], ...]
    header: tuple[Mapping[str, Any], ...]
    cells: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class PackageData:
    """One package: its descriptor, a frame of strings per resource (empty frames included), its printed tables by id.

    ``disclosure`` is the descriptor's ``mingzhang:disclosure``: body (name, slug, division, level), fiscal_year, kind,
    scope, edition, signed, published (ISO dates or empty), caveats (note, note_en, table, columns). Lists within a cell
    are parted with :func:`split_list`.
    """

    directory: Path
    descriptor: Mapping[str, Any]
    disclosure: Mapping[str, Any]
    frames: Mapping[str, pd.DataFrame]
    tables: Mapping[str, PrintedTable]


def read_package(directory: Path) -> PackageData:
    """The package in ``directory``. UnreadableSource when its descriptor or a file it names is missing or damaged."""
    descriptor = _descriptor(directory)
    frames: dict[str, pd.DataFrame] = {}
    tables: dict[str, PrintedTable] = {}
    known: dict[str, str] = {}
    for resource in descriptor["resources"]:
        frame = read_csv(directory / resource["path"], known)
        if "mingzhang:table" in resource:
            printed = _printed(resource, frame)
            tables[printed.table_id] = printed
        else:
            _same_columns(directory / resource["path"], resource["name"], frame)
            frames[resource["name"]] = frame
    for name, schema in load_schemas().items():
        if name not in frames:
            frames[name] = pd.DataFrame(columns=schema.names(), dtype=object)
    return PackageData(directory, descriptor, descriptor["mingzhang:disclosure"], frames, tables)


def split_list(text: str) -> list[str]:
    """The elements of a list cell: parted by `` | ``, none when the cell is empty."""
    return text.split(" | ") if text else []


def _same_columns(path: Path, name: str, frame: pd.DataFrame) -> None:
    """A package of another version may have other columns: it has to be built again."""
    expected = load_schemas()[name].names() if name in load_schemas() else []
    if list(frame.columns) != expected:
        raise _unreadable(path, f"columns {', '.join(map(str, frame.columns))}", ", ".join(expected) or "no such file")


def _descriptor(directory: Path) -> dict[str, Any]:
    path = directory / "datapackage.json"
    try:
        descriptor: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        descriptor["resources"], descriptor["mingzhang:disclosure"]
    except FileNotFoundError:
        raise _unreadable(path, "no such file", "a data package") from None
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable(path, f"damaged ({error!r})", "a package written by Mingzhang") from None
    return descriptor


def read_csv(path: Path, known: dict[str, str] | None = None) -> pd.DataFrame:
    """A CSV file of a package, every cell a string, the empty cell the empty string.

    ``known`` keeps cells that repeat, in this file and others, only once. The csv module, and cells as plain objects:
    for files as small as these that takes a fifth of the time of pandas' own reader and strings.
    """
    same = ({} if known is None else known).setdefault
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header, *rows = ([same(cell, cell) for cell in row] for row in csv.reader(stream, strict=True))
    except FileNotFoundError:
        raise _unreadable(path, "no such file", "a CSV file named in datapackage.json") from None
    except (ValueError, csv.Error) as error:
        raise _unreadable(path, f"damaged ({error})", "UTF-8 CSV as written") from None
    for number, row in enumerate(rows, 2):
        if len(row) != len(header):
            raise _unreadable(path, f"damaged (row {number} has {len(row)} cells)", f"{len(header)} cells")
    return pd.DataFrame(rows, columns=header, dtype=object)


def _unreadable(path: Path, found: str, expected: str) -> UnreadableSource:
    return UnreadableSource(str(path), found, expected, "build the package again")


def _printed(resource: Mapping[str, Any], frame: pd.DataFrame) -> PrintedTable:
    cells = {k: _cell(v) for k, v in resource["mingzhang:cells"].items()}
    return PrintedTable(
        table_id=resource["mingzhang:table"],
        path=resource["path"],
        frame=frame,
        columns=tuple(resource["schema"]["fields"]),
        header=tuple(resource["mingzhang:header"]),
        cells=cells,
    )


def _cell(text: str) -> tuple[int, int]:
    row, column = text.split(",")
    return int(row), int(column)

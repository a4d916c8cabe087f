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


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """One table as its reader expects it.

    ``frame`` has one row per printed row and one column per printed column, every cell a string as printed.
    ``columns`` holds per column its field of the descriptor: ``name`` (unique), ``mingzhang:path`` (header path, outermost first),
    ``mingzhang:role``, ``mingzhang:concept``, ``mingzhang:panel``. ``header`` holds the printed header cells, each with ``row``,
    ``col``, ``rowspan``, ``colspan``, ``text``. ``cells`` gives for each figure id its (row, column) in ``frame``.
    """

    table_id: str
    path: str
    frame: pd.DataFrame
    columns: tuple[Mapping[str, Any], ...]
    header: tuple[Mapping[str, Any], ...]
    cells: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class PackageData:
    """One package: its descriptor, a frame of strings per resource (empty frames included), and its printed tables by id.

    ``disclosure`` is the descriptor's ``mingzhang:disclosure``: body (name, slug, division, level), fiscal_year, kind, scope, edition,
    signed, published, caveats. Lists within a cell are parted with :func:`split_list`.
    """

    directory: Path
    descriptor: Mapping[str, Any]
    disclosure: Mapping[str, Any]
    frames: Mapping[str, pd.DataFrame]
    tables: Mapping[str, PrintedTable]


def read_package(directory: Path) -> PackageData:
    """The package in ``directory``. UnreadableSource when its descriptor or a file it names is missing or damaged."""
    descriptor = _descriptor(directory)
    frames = {n: pd.DataFrame(columns=s.names(), dtype=str) for n, s in load_schemas().items()}
    tables: dict[str, PrintedTable] = {}
    for resource in descriptor["resources"]:
        frame = _frame(directory / resource["path"])
        if "mingzhang:table" in resource:
            printed = _printed(resource, frame)
            tables[printed.table_id] = printed
        else:
            frames[resource["name"]] = frame
    return PackageData(directory, descriptor, descriptor["mingzhang:disclosure"], frames, tables)


def split_list(text: str) -> list[str]:
    """The elements of a list cell: parted by `` | ``, none when the cell is empty."""
    return text.split(" | ") if text else []


def _descriptor(directory: Path) -> dict[str, Any]:
    path = directory / "datapackage.json"
    try:
        descriptor: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        descriptor["resources"], descriptor["mingzhang:disclosure"]
    except FileNotFoundError:
        raise UnreadableSource(str(path), "no such file", "a data package", "build it first") from None
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableSource(str(path), f"damaged ({error!r})", "a package written by Mingzhang", "build it again") from None
    return descriptor


def _frame(path: Path) -> pd.DataFrame:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file, strict=True))
        return pd.DataFrame(rows, columns=header, dtype=str)
    except FileNotFoundError:
        raise UnreadableSource(str(path), "no such file", "a CSV file named in datapackage.json", "build it again") from None
    except (ValueError, csv.Error) as error:
        raise UnreadableSource(str(path), f"damaged ({error})", "UTF-8 CSV as written", "build it again") from None


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

"""One disclosure as an object: its resources as typed frames, its tables as printed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from mingzhang.checks.record import FAILED
from mingzhang.errors import WrongCommand
from mingzhang.package.dictionary import load_schemas
from mingzhang.package.stored import PackageData, read_package
from mingzhang.package.typed import typed
from mingzhang.running.building import read_apart


class Reading:
    """A disclosure that was read: each resource of its data package is an attribute, a frame with exact types.

    ``disclosure`` says whose it is: body, fiscal_year, kind, scope, signed … with certainty and evidence.
    """

    figures: pd.DataFrame
    tables: pd.DataFrame
    claims: pd.DataFrame
    projects: pd.DataFrame
    allotments: pd.DataFrame
    targets: pd.DataFrame
    staff: pd.DataFrame
    assets: pd.DataFrame
    procurement: pd.DataFrame
    glossary: pd.DataFrame
    sections: pd.DataFrame
    checks: pd.DataFrame
    notices: pd.DataFrame
    reviews: pd.DataFrame

    def __init__(self, package: PackageData) -> None:
        self._package = package
        self._frames: dict[str, pd.DataFrame] = {}

    def __getattr__(self, name: str) -> pd.DataFrame:
        schemas = load_schemas()
        if name.startswith("_") or name not in schemas:
            raise AttributeError(f"a reading has no {name!r}; it has {', '.join(schemas)}, disclosure, table(id)")
        if name not in self._frames:
            self._frames[name] = typed(schemas[name], self._package.frames[name])
        return self._frames[name]

    def __dir__(self) -> list[str]:
        return sorted({*object.__dir__(self), *load_schemas()})

    def __repr__(self) -> str:
        about = self.disclosure
        counts = f"{len(self._package.frames['figures'])} figures, {len(self._package.frames['tables'])} tables"
        return f"<Reading {about['body']['name']} {about['fiscal_year']} {about['kind']}: {counts}>"

    @property
    def disclosure(self) -> Mapping[str, Any]:
        """Whose document it is, as ``mingzhang:disclosure`` of its descriptor."""
        return self._package.disclosure

    @property
    def descriptor(self) -> Mapping[str, Any]:
        """The whole of ``datapackage.json``."""
        return self._package.descriptor

    @cached_property
    def findings(self) -> pd.DataFrame:
        """The checks that found something: contradictions and gaps of the source, doubts about the reading."""
        return self.checks[self.checks["result"].isin(list(FAILED))]

    def table(self, table_id: str) -> pd.DataFrame:
        """One table as printed: every cell a string, the header paths as column names.

        WrongCommand when the disclosure has no such table.
        """
        tables = self._package.tables
        if table_id not in tables:
            known = ", ".join(tables) or "none"
            raise WrongCommand("table", f"no table {table_id}", f"one of {known}", "look at Reading.tables")
        return tables[table_id].frame.copy()


def read(path: str | Path, output: str | Path | None = None) -> Reading:
    """Reads a disclosure file; with ``output`` its data package is kept there, else nothing is left behind.

    UnreadableSource, one line, for a file that cannot be read.
    """
    if output is not None:
        read_apart(Path(path), Path(output))
        return open_package(output)
    scratch = tempfile.mkdtemp(prefix="mingzhang-read-")
    try:
        read_apart(Path(path), Path(scratch) / "package")
        return open_package(Path(scratch) / "package")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def open_package(path: str | Path) -> Reading:
    """A data package that was written before. UnreadableSource when it is missing or damaged."""
    return Reading(read_package(Path(path)))


def check(path: str | Path) -> pd.DataFrame:
    """What does not add up in a disclosure file or data package: the rows of ``checks`` that found something."""
    path = Path(path)
    packaged = path.is_dir() or path.name == "datapackage.json"
    reading = open_package(path.parent if path.is_file() else path) if packaged else read(path)
    return reading.findings

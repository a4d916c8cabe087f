"""One package as rows, read once and handed from page to page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mingzhang.package.stored import PackageData, PrintedTable, read_package, split_list

Record = Mapping[str, str]


class Dossier:
    """A package read from ``directory``. Its rows are plain mappings of strings; lists in cells stay as written."""

    def __init__(self, directory: Path) -> None:
        self._data: PackageData = read_package(directory)
        self._rows: dict[str, list[Record]] = {}
        self._figures: dict[str, Record] = {}
        self._seen: set[str] | None = None

    @property
    def directory(self) -> Path:
        """Where it lies."""
        return self._data.directory

    @property
    def descriptor(self) -> Mapping[str, Any]:
        """``datapackage.json``."""
        return self._data.descriptor

    @property
    def disclosure(self) -> Mapping[str, Any]:
        """Body, year, kind, scope, dates and caveats."""
        return self._data.disclosure

    @property
    def tables(self) -> Mapping[str, PrintedTable]:
        """The printed tables by id."""
        return self._data.tables

    @property
    def figures(self) -> Mapping[str, Record]:
        """The rows of ``figures.csv`` by id."""
        if not self._figures:
            self._figures = {row["id"]: row for row in self.rows("figures")}
        return self._figures

    def was_seen(self, check: Record) -> bool:
        """Whether a human compared a figure or table of this check with the page, and found it printed so."""
        if self._seen is None:
            current = [r for r in self.rows("reviews") if r["state"] == "current" and r["verdict"] == "as-printed"]
            self._seen = {r["figure_id"] or r["table_id"] for r in current}
        named = [split_list(check[column]) for column in ("left_figures", "right_figures", "table_ids")]
        return any(target in self._seen for targets in named for target in targets)

    def rows(self, resource: str) -> list[Record]:
        """The rows of one resource; none when the package has none."""
        if resource not in self._rows:
            frame = self._data.frames[resource]
            columns = list(map(str, frame.columns))
            values = zip(*(frame[c].tolist() for c in columns), strict=True) if columns else ()
            self._rows[resource] = [dict(zip(columns, row, strict=True)) for row in values]
        return self._rows[resource]

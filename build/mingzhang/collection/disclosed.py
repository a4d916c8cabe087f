"""One disclosure as the collection's data need it: its package with look-ups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mingzhang.collection.line_keys import Record
from mingzhang.package.citation import disclosure_id
from mingzhang.package.stored import PackageData, read_package, split_list


@dataclass(frozen=True, slots=True, eq=False)
class Disclosed:
    """A package and what is asked of it again and again.

    ``fiscal_year`` is None, ``kind`` and ``scope`` are empty where the document does not tell them. ``is_latest`` is
    true for the highest edition. ``forms``: table id → form; ``projects``: figure id → (id, name) of its project;
    ``lone``: tables of one row.
    """

    id: str
    data: PackageData
    body: str
    name: str
    fiscal_year: int | None
    kind: str
    scope: str
    edition: int
    is_latest: bool
    forms: Mapping[str, str]
    projects: Mapping[str, tuple[str, str]]
    lone: frozenset[str]
    _records: dict[str, list[Record]] = field(default_factory=dict)

    @property
    def facts(self) -> Mapping[str, Any]:
        """The descriptor's ``mingzhang:disclosure``."""
        return self.data.disclosure

    def records(self, resource: str) -> list[Record]:
        """The rows of a resource as records of strings."""
        if resource not in self._records:
            frame = self.data.frames[resource]
            names = [str(c) for c in frame.columns]
            rows = zip(*(frame[name].tolist() for name in names), strict=True)
            self._records[resource] = [dict(zip(names, row, strict=True)) for row in rows]
        return self._records[resource]

    def column_concept(self, figure: Record) -> str:
        """The concept that the figure's column alone has, or empty."""
        table = self.data.tables[figure["table_id"]]
        return str(table.columns[table.cells[figure["id"]][1]].get("mingzhang:concept", ""))


def read_disclosed(package_dirs: Iterable[Path]) -> tuple[Disclosed, ...]:
    """The packages in these folders, in the order of their ids. UnreadableSource when one is missing or damaged."""
    packages = {disclosure_id(d.disclosure): d for d in map(read_package, package_dirs)}
    latest: dict[tuple[object, ...], int] = {}
    for data in packages.values():
        edition, document = int(data.disclosure["edition"]), _document(data)
        latest[document] = max(edition, latest.get(document, 0))
    return tuple(_disclosed(name, packages[name], latest[_document(packages[name])]) for name in sorted(packages))


def _document(data: PackageData) -> tuple[object, ...]:
    facts = data.disclosure
    return facts["body"]["slug"], facts["fiscal_year"], facts["kind"], facts["scope"]


def _disclosed(name: str, data: PackageData, latest: int) -> Disclosed:
    facts = data.disclosure
    tables, projects, figures = (data.frames[name] for name in ("tables", "projects", "figures"))
    return Disclosed(
        id=name,
        data=data,
        body=facts["body"]["slug"],
        name=facts["body"]["name"],
        fiscal_year=facts["fiscal_year"],
        kind=facts["kind"],
        scope=facts["scope"],
        edition=facts["edition"],
        is_latest=facts["edition"] == latest,
        forms={str(t): str(f) for t, f in zip(tables["table_id"], tables["form"], strict=True)},
        projects={
            figure: (str(project["id"]), str(project["name"]))
            for project in projects.to_dict("records")
            for figure in split_list(str(project["figure_ids"]))
        },
        lone=frozenset(str(t) for t, rows in figures.groupby("table_id")["row"].nunique().items() if rows == 1),
    )

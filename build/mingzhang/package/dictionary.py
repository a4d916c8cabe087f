"""The Table Schemas of the package as plain objects: what every column is called and means, in both languages."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

RESOURCES = (
    "tables",
    "figures",
    "claims",
    "projects",
    "allotments",
    "targets",
    "staff",
    "assets",
    "procurement",
    "glossary",
    "sections",
    "checks",
    "notices",
    "reviews",
)
"""The resources in the order they stand in every package; each has ``schemas/<name>.json`` and ``<name>.csv``."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column. ``constraints`` as in Table Schema; ``separator`` is set for columns that hold a list.

    ``identifier`` columns hold ids, codes and printed amounts: no personal number is looked for in them.
    """

    name: str
    type: str
    title: str
    title_en: str
    description: str
    description_en: str
    constraints: Mapping[str, Any]
    separator: str = ""
    identifier: bool = False
    column_type: str = ""


@dataclass(frozen=True, slots=True)
class Schema:
    """One resource. ``descriptor`` is the Table Schema itself, as published."""

    name: str
    title: str
    title_en: str
    description: str
    description_en: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    descriptor: Mapping[str, Any]

    def names(self) -> list[str]:
        """The column names in their order."""
        return [f.name for f in self.fields]


@functools.cache
def load_schemas() -> Mapping[str, Schema]:
    """Every schema by resource name, in the order of ``RESOURCES``. The data dictionary of the site is made from it."""
    return {name: make_schema(_read(name)) for name in RESOURCES}


def foreign_keys(schema: Schema) -> list[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """The references of a schema: columns, resource (its own name when it refers to itself), columns there.

    Those whose first columns are always filled and whose last may be empty stand under ``mingzhang:foreignKeys``:
    SQL passes such a key over, Frictionless takes the empty part for a value that must exist.
    """
    keys = [*schema.descriptor.get("foreignKeys", ()), *schema.descriptor.get("mingzhang:foreignKeys", ())]
    found = []
    for key in keys:
        target = key["reference"]
        found.append((tuple(key["fields"]), target["resource"] or schema.name, tuple(target["fields"])))
    return found


def _read(name: str) -> dict[str, Any]:
    text = resources.files("mingzhang").joinpath("schemas", f"{name}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def make_schema(data: dict[str, Any]) -> Schema:
    """A Table Schema as published, as a plain object."""
    return Schema(
        name=data["name"],
        title=data["title"],
        title_en=data["title:en"],
        description=data["description"],
        description_en=data["description:en"],
        fields=tuple(_field(f) for f in data["fields"]),
        primary_key=tuple(data["primaryKey"]),
        descriptor=data,
    )


def _field(data: dict[str, Any]) -> Field:
    return Field(
        name=data["name"],
        type=data["type"],
        title=data["title"],
        title_en=data["title:en"],
        description=data["description"],
        description_en=data["description:en"],
        constraints=data.get("constraints", {}),
        separator=data.get("mingzhang:separator", ""),
        identifier=data.get("mingzhang:identifier", False),
        column_type=data.get("columnType", ""),
    )

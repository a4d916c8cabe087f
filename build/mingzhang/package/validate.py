"""Is a package what its descriptor says? Frictionless reads each file by its schema; what it lets pass is seen here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from frictionless import Package, system

from mingzhang.package.dictionary import Field, Schema, load_schemas, make_schema
from mingzhang.package.duck import LISTS
from mingzhang.package.fiscal import misplaced_values, misused_types
from mingzhang.package.stored import PackageData, read_package, split_list

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def validate_package(directory: Path) -> list[str]:
    """What is wrong with the package in ``directory``, one line each; none when it is valid.

    UnreadableSource when it has no readable descriptor.
    """
    data = read_package(directory)
    return [*_by_frictionless(directory), *_numbers(data), *_references(data), *_fiscal(data)]


def _by_frictionless(directory: Path) -> Iterator[str]:
    with system.use_context(trusted=False):
        report = Package(str(directory / "datapackage.json")).validate()
    for error in report.errors:
        yield _line("datapackage.json", error.message)
    for task in report.tasks:
        for error in task.errors:
            yield _line(task.place, error.message)


def _numbers(data: PackageData) -> Iterator[str]:
    """Frictionless takes ``NaN``, ``1e5`` and ``+1`` for numbers; an amount is a plain decimal."""
    for schema, field in _fields():
        if field.type != "number":
            continue
        for number, value in enumerate(data.frames[schema.name][field.name], 2):
            if value and not _DECIMAL.fullmatch(value):
                yield _line(f"{schema.name}.csv", f"line {number}, {field.name}: {value!r}; expected a plain decimal")


def _references(data: PackageData) -> Iterator[str]:
    """Columns that hold several ids, which no foreign key can express."""
    for schema, field in _fields():
        if field.name not in LISTS:
            continue
        target = LISTS[field.name]
        known = set(data.frames[target][load_schemas()[target].primary_key[0]])
        for number, value in enumerate(data.frames[schema.name][field.name], 2):
            for unknown in sorted(set(split_list(value)) - known):
                yield _line(f"{schema.name}.csv", f"line {number}, {field.name}: {unknown!r} is not in {target}.csv")


def _fiscal(data: PackageData) -> Iterator[str]:
    """Column types of the Fiscal Data Package, as the package itself states them, and codes against their classes."""
    for resource in data.descriptor["resources"]:
        if resource["name"] in load_schemas():
            schema = make_schema({**load_schemas()[resource["name"]].descriptor, **resource["schema"]})
            yield from misused_types(schema)
            yield from misplaced_values(schema, data.frames[schema.name])


def _fields() -> Iterator[tuple[Schema, Field]]:
    for schema in load_schemas().values():
        for field in schema.fields:
            yield schema, field


def _line(where: str, message: str) -> str:
    return " ".join(f"{where}: {message}".split())

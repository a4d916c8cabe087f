"""The schemas as SQL refuse the rows that Frictionless refuses, and name file, line and column."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package, system

from mingzhang.package.dictionary import load_schemas
from mingzhang.package.duck import find_violations
from mingzhang.package.write import write_csv

Write = Callable[[Path], Path]
BAD = {
    "a malformed amount": ("figures", "amount", "1,234.50"),
    "no number": ("figures", "amount", "abc"),
    "a missing amount": ("figures", "amount", ""),
    "a wrong enum": ("figures", "reading", "guessed"),
    "a bad code": ("figures", "functional_code", "20607a"),
    "a code of four digits": ("figures", "functional_code", "2060"),
    "a page of nought": ("figures", "page", "0"),
    "half a page": ("figures", "page", "1.5"),
    "no boolean": ("figures", "is_leaf", "maybe"),
    "a duplicate key": ("figures", "id", "fa2"),
    "a missing key": ("figures", "id", ""),
    "a table that is not there": ("figures", "table_id", "t09"),
    "a figure that is not there": ("claims", "figure_id", "fff"),
    "a project that is not there": ("allotments", "project_id", "p09"),
    "a section that is not there": ("sections", "parent_id", "s09"),
    "a date that is none": ("projects", "period_start", "2024-02-30"),
    "a date of another form": ("projects", "period_start", "2024年1月1日"),
}
STRICTER = {
    "an exponent": ("figures", "amount", "1e5"),
    "a plus sign": ("figures", "amount", "+1"),
    "not a number": ("figures", "amount", "NaN"),
    "a figure in a list that is not there": ("checks", "right_figures", "fa1 | fff"),
}


def violations(directory: Path) -> list[str]:
    schemas = load_schemas()
    return find_violations(schemas, {name: directory / f"{name}.csv" for name in schemas})


def spoil(directory: Path, resource: str, column: str, value: str) -> None:
    path = directory / f"{resource}.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame.loc[0, column] = value
    write_csv(frame, path)


def refused_by_frictionless(directory: Path) -> bool:
    file = directory / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        resource.pop("bytes", None), resource.pop("hash", None)
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    with system.use_context(trusted=False):
        return not Package(str(file)).validate().valid


def test_a_good_package_breaks_no_rule(write: Write, founding: Path, tmp_path: Path) -> None:
    assert violations(write(tmp_path)) == []
    assert violations(founding / "package") == []


@pytest.mark.parametrize(("resource", "column", "value"), BAD.values(), ids=list(BAD))
def test_both_refuse_the_same_bad_row(write: Write, tmp_path: Path, resource: str, column: str, value: str) -> None:
    directory = write(tmp_path)
    spoil(directory, resource, column, value)
    found = violations(directory)
    assert any(line.startswith(f"{resource}.csv: line 2, {column}") for line in found), found
    assert refused_by_frictionless(directory)


@pytest.mark.parametrize(("resource", "column", "value"), STRICTER.values(), ids=list(STRICTER))
def test_what_table_schema_lets_pass_is_refused(
    write: Write, tmp_path: Path, resource: str, column: str, value: str
) -> None:
    directory = write(tmp_path)
    spoil(directory, resource, column, value)
    assert any(line.startswith(f"{resource}.csv: line 2, {column}") for line in violations(directory))


@pytest.mark.parametrize("damage", ["a column less", "a cell less", "no file", "no text"])
def test_what_is_no_such_table_is_one_line(write: Write, tmp_path: Path, damage: str) -> None:
    directory = write(tmp_path)
    path = directory / "glossary.csv"
    lines = (directory / "staff.csv").read_text(encoding="utf-8")
    if damage == "a column less":
        path.write_text(lines, encoding="utf-8")
    elif damage == "a cell less":
        path.write_text(path.read_text(encoding="utf-8") + "g1,1\n", encoding="utf-8")
    elif damage == "no file":
        path.unlink()
    else:
        path.write_bytes(b"\xff\xfe\x00")
    found = violations(directory)
    assert [line for line in found if line.startswith("glossary.csv: ")]
    assert all("\n" not in line for line in found)


def test_many_broken_rows_are_counted(write: Write, tmp_path: Path) -> None:
    directory = write(tmp_path)
    path = directory / "figures.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame = pd.concat([frame] * 5, ignore_index=True)
    frame["reading"] = "guessed"
    write_csv(frame, path)
    found = [line for line in violations(directory) if "reading" in line]
    assert len(found) == 6
    assert found[-1].startswith("figures.csv: reading: 15 more")

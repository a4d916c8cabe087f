"""A good package passes; each kind of bad row is refused, in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from mingzhang.package.validate import validate_package
from mingzhang.package.write import write_csv

Write = Callable[[Path], Path]
BAD = {
    "a malformed amount": ("figures", "amount", "1,234.50"),
    "an exponent": ("figures", "amount", "1e5"),
    "no number": ("figures", "amount", "NaN"),
    "a missing amount": ("figures", "amount", ""),
    "a wrong enum": ("figures", "reading", "guessed"),
    "a bad code": ("figures", "functional_code", "20607a"),
    "a duplicate key": ("figures", "id", "fa2"),
    "a table that is not there": ("figures", "table_id", "t09"),
    "a figure that is not there": ("claims", "figure_id", "fff"),
    "a figure in a list that is not there": ("checks", "right_figures", "fa1 | fff"),
    "a project that is not there": ("allotments", "project_id", "p09"),
    "a section that is not there": ("sections", "parent_id", "s09"),
    "a bad date": ("projects", "period_start", "2024-13-01"),
}


def test_a_good_package_is_valid(write: Write, tmp_path: Path) -> None:
    assert validate_package(write(tmp_path)) == []


@pytest.mark.parametrize(("resource", "column", "value"), BAD.values(), ids=list(BAD))
def test_a_bad_row_is_refused(write: Write, tmp_path: Path, resource: str, column: str, value: str) -> None:
    directory = write(tmp_path)
    path = directory / f"{resource}.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame.loc[0, column] = value
    write_csv(frame, path)
    _renew(directory, path)
    problems = validate_package(directory)
    assert any(p.startswith(f"{resource}.csv") for p in problems), problems
    assert all("\n" not in p for p in problems)


def test_a_changed_byte_is_noticed(write: Write, tmp_path: Path) -> None:
    directory = write(tmp_path)
    path = directory / "figures.csv"
    path.write_bytes(path.read_bytes().replace("合计".encode(), "总计".encode()))
    assert any("hash" in p for p in validate_package(directory))


def test_a_column_type_used_wrongly_by_the_package_itself_is_told(write: Write, tmp_path: Path) -> None:
    directory = write(tmp_path)
    file = directory / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    figures = next(r for r in descriptor["resources"] if r["name"] == "figures")
    for field in figures["schema"]["fields"]:
        if field["name"] == "table_id":
            field["columnType"] = "phase:label"
        if field.get("columnType") == "phase:id":
            del field["columnType"]
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    problems = validate_package(directory)
    assert [p for p in problems if p.startswith("figures.csv: table_id: a label without phase:id")], problems


def _renew(directory: Path, path: Path) -> None:
    """Takes size and hash out of the descriptor, so that only the rows can be at fault."""
    file = directory / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        if resource["path"] == path.name:
            del resource["bytes"], resource["hash"]
    file.write_text(json.dumps(descriptor), encoding="utf-8")

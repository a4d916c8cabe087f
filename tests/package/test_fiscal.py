"""Column types of the Fiscal Data Package: ours are used rightly, and each wrong use is seen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from mingzhang.package.dictionary import RESOURCES, Schema, load_schemas, make_schema
from mingzhang.package.fiscal import column_types, misplaced_values, misused_types


def schema(*columns: tuple[str, str, str]) -> Schema:
    """A schema of (name, type, column type)."""
    words = {"title": "题", "title:en": "T", "description": "述", "description:en": "D"}
    fields: list[dict[str, Any]] = [{"name": n, "type": t, "columnType": c, **words} for n, t, c in columns]
    return make_schema({"name": "r", **words, "fields": fields, "primaryKey": [columns[0][0]]})


@pytest.mark.parametrize("name", RESOURCES)
def test_the_package_uses_them_rightly(name: str) -> None:
    assert misused_types(load_schemas()[name]) == []


def test_they_are_those_of_the_taxonomy(shared: Path) -> None:
    taxonomy = json.loads((shared / "reference" / "fiscal-taxonomy-budgets.json").read_text(encoding="utf-8"))
    known = {e["name"]: (e["dataType"], e.get("labelOf", ""), e.get("prior", "")) for e in taxonomy}
    for name, kind in column_types().items():
        assert (kind.data_type, kind.label_of, kind.prior) == known[name]


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ([("a", "string", "no:such:type")], "no column type"),
        ([("a", "number", "phase:id")], "is number"),
        ([("a", "string", "phase:id"), ("b", "string", "phase:id")], "on two columns"),
        ([("a", "string", "fin-source:generic:label")], "a label without"),
        ([("a", "string", "functional-classification:generic:level2:code")], "a level without"),
        ([("a", "number", "value")], "a value without"),
    ],
)
def test_a_wrong_use_is_seen(columns: list[tuple[str, str, str]], problem: str) -> None:
    assert any(problem in line for line in misused_types(schema(*columns)))


def test_a_code_that_does_not_stand_below_its_class_is_seen() -> None:
    level = "functional-classification:generic:level{}:code"
    made = schema(("a", "string", level.format(1)), ("b", "string", level.format(2)))
    frame = pd.DataFrame({"a": ["206", "206", "", "206"], "b": ["20607", "20807", "20607", ""]})
    assert [line.split(":")[1].strip() for line in misplaced_values(made, frame)] == ["line 3", "line 4"]

"""The schemas are valid Table Schemas, speak both languages, and are what the records hold."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft7Validator

from mingzhang.checks.record import Check
from mingzhang.figures.figure import Figure
from mingzhang.package.dictionary import RESOURCES, Field, Schema, load_schemas
from mingzhang.prose import records

RECORDS = {
    "checks": Check,
    "figures": Figure,
    "claims": records.Claim,
    "projects": records.Project,
    "allotments": records.Allotment,
    "targets": records.Target,
    "staff": records.Staff,
    "assets": records.Asset,
    "procurement": records.Procurement,
    "glossary": records.GlossaryEntry,
    "sections": records.Section,
}
CHINESE = re.compile("[一-鿿]")


@pytest.mark.parametrize("name", RESOURCES)
def test_schema_fits_the_profile(name: str, profile: Callable[[str], dict[str, Any]]) -> None:
    errors = Draft7Validator(profile("tableschema")).iter_errors(dict(load_schemas()[name].descriptor))
    assert [e.message for e in errors] == []


@pytest.mark.parametrize("name", RESOURCES)
def test_every_column_is_named_and_explained_in_both_languages(name: str) -> None:
    schema = load_schemas()[name]
    things: list[Schema | Field] = [schema, *schema.fields]
    for thing in things:
        assert CHINESE.search(thing.title)
        assert CHINESE.search(thing.description)
        assert thing.title_en[0].isupper()
        assert len(thing.description_en) > 10


@pytest.mark.parametrize("name", RESOURCES)
def test_keys_name_columns_that_exist(name: str) -> None:
    schema = load_schemas()[name]
    assert set(schema.primary_key) <= set(schema.names())
    for key in schema.descriptor.get("foreignKeys", []):
        target = load_schemas()[key["reference"]["resource"] or name]
        assert set(key["fields"]) <= set(schema.names())
        assert tuple(key["reference"]["fields"]) == target.primary_key


@pytest.mark.parametrize("name", RECORDS)
def test_records_have_the_columns_in_their_order(name: str) -> None:
    held = [f.name for f in dataclasses.fields(RECORDS[name])]
    place = ["x0", "top", "x1", "bottom"]
    columns = [n for n in load_schemas()[name].names() if n not in place]
    assert [n for n in held if n in columns] == columns


def test_the_columns_of_figures_are_those_of_the_contract() -> None:
    expected = (
        "id table_id table_title page x0 top x1 bottom cell row row_role level parent_row is_leaf code functional_code"
        " economic_code gov_economic_code label unit_name project concept column_label measure figure_year phase"
        " amount printed unit amount_yuan reading meaning proofs candidates source"
    )
    assert load_schemas()["figures"].names() == expected.split()

"""The collection as files: valid, equal in every format, the same bytes twice, and answering the usual questions."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from frictionless import Package, system
from jsonschema import Draft7Validator

from mingzhang.collection.body_rows import division_rows
from mingzhang.collection.bulk import write_collection
from mingzhang.collection.collection_schemas import load_collection_schemas
from mingzhang.collection.publish import publish_data
from mingzhang.package.dictionary import Field, Schema
from mingzhang.package.duck import find_violations
from mingzhang.package.fiscal import misplaced_values, misused_types
from mingzhang.package.stored import read_csv
from mingzhang.prose.records import Claim
from tests.collection.made import Printed, disclosure, package, total

CHINESE = re.compile("[一-鿿]")
SITE = "https://data.example.org/mz"


@pytest.fixture(scope="module")
def packages(founding: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The founding disclosure, and a body with a budget and a final account of one year that do not quite agree."""
    root = tmp_path_factory.mktemp("datasets")
    budget = package(disclosure(), [[total("10.00"), Printed("8.00", "206"), Printed("2.00", "208")]], root)
    final = {"phase": "final", "form": "final-general"}
    rows = [total("9.00", **final), Printed("7.00", "206", **final), Printed("2.00", "208", **final)]  # type: ignore[arg-type]
    looked_back = [total("10.50", form="final-general"), Printed("8.00", "206", form="final-general")]
    reason = Claim("c1", "支出", "expenditure", functional_code="206", figure_id="ft01x2", reason="项目推迟")
    account = package(disclosure(kind="final"), [rows, looked_back], root, [reason])
    (root / "ju" / "body.toml").write_text(
        'kind = "government"\nparent = "ting"\nname_en = "Bureau"\nnames = [{name = "旧局", to = 2018}]\n',
        encoding="utf-8",
    )
    return [founding / "package", budget, account]


@pytest.fixture(scope="module")
def data(packages: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    publish_data(packages, folder, SITE)
    return folder


def database(data: Path) -> Path:
    """The SQLite file out of the zip in which it is offered."""
    folder = data.with_name(f"{data.name}-database")
    with zipfile.ZipFile(data / "all" / "mingzhang.sqlite.zip") as archive:
        return Path(archive.extract("mingzhang.sqlite", folder))


def frame(data: Path, name: str) -> pd.DataFrame:
    return read_csv(data / "all" / f"{name}.csv")


def rows(data: Path, name: str, **where: str) -> list[dict[str, str]]:
    """The rows of a resource that have these values."""
    found = [{str(k): str(v) for k, v in row.items()} for row in frame(data, name).to_dict("records")]
    return [row for row in found if all(row[column] == value for column, value in where.items())]


def row(data: Path, name: str, **where: str) -> dict[str, str]:
    """The one row of a resource that has these values."""
    (found,) = rows(data, name, **where)
    return found


def test_the_collection_is_a_valid_data_package(data: Path) -> None:
    with system.use_context(trusted=False):
        report = Package(str(data / "all" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "fieldName", "message"])


def test_its_descriptor_fits_the_profile(data: Path) -> None:
    dplib = pytest.importorskip("dplib", reason="dplib-py, which ships the profiles, is not installed")
    for name, target in (("datapackage", None), ("tableschema", "schema")):
        profile = json.loads(
            (Path(dplib.__file__).parent / "profiles" / "2.0" / f"{name}.json").read_text(encoding="utf-8")
        )
        descriptor = json.loads((data / "all" / "datapackage.json").read_text(encoding="utf-8"))
        for part in [descriptor] if target is None else [r[target] for r in descriptor["resources"]]:
            assert [e.message for e in Draft7Validator(profile).iter_errors(part)] == []


def test_duckdb_finds_nothing_wrong_with_it(data: Path) -> None:
    schemas = load_collection_schemas()
    assert find_violations(schemas, {n: data / "all" / f"{n}.csv" for n in schemas}) == []
    assert (data / "all" / "violations.txt").read_bytes() == b""


def test_a_package_with_broken_rows_is_in_the_collection_and_told(packages: list[Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken" / "2024-budget" / "package"
    shutil.copytree(packages[1], broken)
    path = broken / "figures.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[-1]]), encoding="utf-8")
    write_collection([packages[0], broken], tmp_path / "data")
    assert "figures.csv: line 15" in (tmp_path / "data" / "all" / "violations.txt").read_text(encoding="utf-8")
    with sqlite3.connect(database(tmp_path / "data")) as base:
        assert base.execute("SELECT count(*) FROM figures").fetchone() == (155 + 4,)


@pytest.mark.parametrize("name", list(load_collection_schemas()))
def test_schemas_speak_both_languages_and_use_fiscal_types_rightly(name: str, data: Path) -> None:
    schema = load_collection_schemas()[name]
    things: list[Schema | Field] = [schema, *schema.fields]
    for thing in things:
        assert CHINESE.search(thing.title), thing.name
        assert CHINESE.search(thing.description), thing.name
        assert thing.title_en[0].isupper() or thing.title_en[0] in "“", thing.name
        assert len(thing.description_en) > 5
    assert misused_types(schema) == []
    assert misplaced_values(schema, frame(data, name)) == []
    assert set(schema.primary_key) <= set(schema.names())


def equal(value: object, text: str) -> bool:
    """Whether what a database or a Parquet file holds is what the CSV cell says."""
    if value is None or text == "":
        return value in (None, "") and text == ""
    if text in ("true", "false"):
        return bool(value) is (text == "true")
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value)) == Decimal(text)
    return str(value) == text


@pytest.mark.parametrize("name", list(load_collection_schemas()))
def test_sqlite_and_parquet_hold_what_csv_holds(name: str, data: Path) -> None:
    expected = frame(data, name)
    with sqlite3.connect(database(data)) as base:
        held = base.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
    assert len(held) == len(expected)
    assert all(all(map(equal, values, texts)) for values, texts in zip(held, expected.to_numpy().tolist(), strict=True))
    path = data / "all" / "parquet"
    parted = (path / name).is_dir()
    table = (
        ds.dataset(path / name, partitioning="hive").to_table() if parted else pq.read_table(path / f"{name}.parquet")
    )
    keys = list(load_collection_schemas()[name].primary_key)
    found = sorted(map(str, table.select(keys).to_pylist()))
    assert len(found) == len(set(found)) == len(expected)
    if not parted:
        for column in expected:
            assert all(map(equal, table.column(column).to_pylist(), expected[column]))


def test_amounts_in_parquet_are_decimals(data: Path) -> None:
    where = "is_leaf AND is_default AND concept = 'expenditure' AND fund IS NULL AND breakdown = 'functional'"
    query = f"SELECT sum(amount_yuan)::VARCHAR FROM '{data}/all/parquet/lines/*/*.parquet' WHERE {where}"
    assert duckdb.sql(query).fetchall() == [("6320400.000000",)]


def test_the_views_of_the_sqlite_file(data: Path) -> None:
    with sqlite3.connect(database(data)) as base:
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        named = "SELECT DISTINCT concept_name_en, functional_name FROM lines_named WHERE functional_code = '206'"
        assert ("Expenditure", "科学技术支出") in base.execute(named).fetchall()
        sums = "SELECT functional_class, amount_yuan, adds_up FROM expenditure_by_function WHERE body LIKE 'changji%'"
        assert base.execute(sums).fetchall() == [("206", 6320400, "yes")]
        place = "SELECT division_name_en, province_name FROM bodies_named WHERE id LIKE 'changji%'"
        assert base.execute(place).fetchone() == ("Changji Hui Autonomous Prefecture", "新疆维吾尔自治区")
        meaning = "SELECT title_en FROM _about WHERE resource = 'lines' AND name = 'is_leaf'"
        assert base.execute(meaning).fetchone() == ("Is leaf",)


def test_the_panel_and_its_stata_file(data: Path) -> None:
    founding = row(data, "panel", body="changji-science-association")
    assert (founding["income_total"], founding["expenditure_basic"]) == ("6320400.00", "3218600.00")
    assert (founding["general_project"], founding["three_public"]) == ("2470000.00", "40500.00")
    assert sum("mingzhang:concept" in f for f in load_collection_schemas()["panel"].descriptor["fields"]) >= 30
    stata: Any = pd.read_stata(data / "all" / "panel.dta", iterator=True)
    with stata:
        held, labels = stata.read(), stata.variable_labels()
    assert labels["three_public"] == "“三公”经费 | “Three public” costs"
    expected = [float(r["expenditure_basic"]) if r["expenditure_basic"] else None for r in rows(data, "panel")]
    assert [None if pd.isna(v) else v for v in held["expenditure_basic"]] == expected


def test_budget_against_outturn(data: Path) -> None:
    found = row(data, "outturn", breakdown="functional", functional_code="206")
    assert (found["budget_yuan"], found["final_yuan"], found["execution_rate"]) == ("80000.00", "70000.00", "87.50")
    assert found["reasons"] == "项目推迟"
    assert row(data, "outturn", breakdown="total")["execution_rate"] == "90.00"


def test_differences_between_documents_are_listed(data: Path) -> None:
    found = row(data, "differences")
    assert (found["breakdown"], found["disclosure"]) == ("total", "ju/2024-budget")
    assert (found["difference_yuan"], found["kind"]) == ("-5000.00", "document")


def test_bodies_their_names_and_what_is_registered_of_them(data: Path) -> None:
    assert [r["id"] for r in rows(data, "bodies")] == ["changji-science-association", "ju", "ting"]
    body = row(data, "bodies", id="ju")
    assert (body["parent"], body["kind"], row(data, "bodies", id="ting")["disclosures"]) == ("ting", "government", "0")
    assert (body["parent_origin"], body["kind_origin"]) == ("registered", "registered")
    founding = row(data, "bodies", id="changji-science-association")
    assert (founding["kind"], founding["kind_origin"]) == ("people-organisation", "registered")
    assert founding["name_en"].startswith("Changji Hui Autonomous Prefecture")
    panel = rows(data, "panel", body="changji-science-association")[0]
    assert (panel["kind"], panel["body_name_en"]) == (founding["kind"], founding["name_en"])
    assert [(r["name"], r["last_year"], r["origin"]) for r in rows(data, "body_names", body="ju")] == [
        ("某ju局", "2024", "printed"),
        ("旧局", "2018", "registered"),
    ]


def test_divisions_have_names_and_what_they_lie_in(data: Path) -> None:
    assert [r["code"] for r in rows(data, "divisions")] == ["650000", "652300"]
    place = row(data, "divisions", code="652300")
    assert (place["name"], place["name_en"]) == ("昌吉回族自治州", "Changji Hui Autonomous Prefecture")
    assert (place["parent"], place["level"], place["successor"]) == ("650000", "prefecture", "")


def test_a_former_division_says_until_when_and_what_it_became() -> None:
    bodies = [{"division": "371202", "province": "370000"}, {"division": "310107001", "province": "310000"}]
    found = {str(r["code"]): r for r in division_rows(bodies)}
    assert list(found) == ["310000", "310107", "310107001", "370000", "370100", "370116", "371200", "371202"]
    assert (found["371202"]["valid_to"], found["371202"]["successor"]) == (2018, "370116")
    assert (found["310107001"]["level"], found["310107001"]["parent"]) == ("township", "310107")


def test_codes_with_names_as_printed_and_their_use(data: Path) -> None:
    code = row(data, "codes", classification="functional", code="2060702")
    assert (code["name"], code["printed_names"]) == ("科普活动", "科普活动")
    assert (code["bodies"], code["first_year"], code["cofog"]) == ("1", "2024", "04")
    assert row(data, "codes", classification="functional", code="206")["bodies"] == "2"
    assert all(r["name_en"] for r in rows(data, "codes"))
    assert {r["edition"] for r in rows(data, "code_uses")} == {"2024"}


def test_the_crosswalk_says_what_a_form_cannot_tell(data: Path) -> None:
    form = row(data, "forms", form="budget-general")
    assert "unit" in form["cannot_tell"].split(" | ")
    assert "functional" in form["tells"].split(" | ")
    basic = row(data, "crosswalk", form="budget-general", concept="expenditure.basic")
    assert (basic["fund"], basic["given_by"], basic["figures"]) == ("general", "column", "4")


def test_every_printed_column_has_english(data: Path) -> None:
    founding = "changji-science-association/2024-budget"
    meant = [r["label_en"] for r in rows(data, "columns", disclosure=founding) if r["concept"]]
    assert len(meant) > 30
    assert [label for label in meant if CHINESE.search(label)] == []
    assert row(data, "tables", disclosure=founding, table_id="t01")["title_en"]


def test_the_catalogue_lists_files_that_are_there_with_their_hashes(data: Path) -> None:
    catalog: dict[str, Any] = json.loads((data / "catalog.json").read_text(encoding="utf-8"))
    assert catalog["dcat:dataset"][0]["dct:identifier"] == "mingzhang"
    assert len(catalog["dcat:dataset"]) == 4
    founding = next(d for d in catalog["dcat:dataset"] if d["dct:identifier"].startswith("changji"))
    assert founding["dct:temporal"]["dcat:startDate"]["@value"] == "2024-01-01"
    assert founding["dct:spatial"]["dct:identifier"] == "652300"
    assert founding["dct:spatial"]["skos:prefLabel"][1] == {
        "@language": "en",
        "@value": "Changji Hui Autonomous Prefecture",
    }
    for part in (d for dataset in catalog["dcat:dataset"] for d in dataset["dcat:distribution"]):
        path = data / part["dcat:downloadURL"]["@id"].removeprefix(f"{SITE}/data/")
        assert path.stat().st_size == part["dcat:byteSize"]


def test_the_same_packages_give_the_same_bytes(packages: list[Path], data: Path, tmp_path: Path) -> None:
    write_collection(packages, tmp_path, SITE)
    made = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file())
    assert [str(p) for p in made if (tmp_path / p).read_bytes() != (data / p).read_bytes()] == []
    assert {"all.zip", "all/mingzhang.sqlite.zip", "all/panel.dta"} <= {p.as_posix() for p in made}


def test_the_zip_is_a_package_by_itself(data: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(data / "all.zip") as archive:
        archive.extractall(tmp_path)
    schemas = load_collection_schemas()
    assert find_violations(schemas, {n: tmp_path / "mingzhang" / f"{n}.csv" for n in schemas}) == []


def test_no_personal_number_is_in_the_collection(packages: list[Path], tmp_path: Path, data: Path) -> None:
    number = re.compile(rb"(?<![0-9.])1[3-9][0-9]{9}(?![0-9.])")
    for path in (data / "all" / "sections.csv", data / "all" / "targets.csv", database(data)):
        assert not number.search(path.read_bytes())

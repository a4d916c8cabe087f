"""Every format holds what the CSV holds, cell by cell; the same package gives the same bytes."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mingzhang.package.dictionary import load_schemas
from mingzhang.package.formats import write_downloads
from mingzhang.package.sheets import as_number, number_format, sheet_name
from mingzhang.package.stored import PackageData, read_csv, read_package
from mingzhang.package.validate import validate_package
from mingzhang.package.workbook import write_workbook

Write = Callable[[Path], Path]
SITE = "https://data.example.org/mz/"


@pytest.fixture(params=["by hand", "founding"])
def package(request: pytest.FixtureRequest, write: Write, founding: Path, tmp_path: Path) -> Path:
    return write(tmp_path / "package") if request.param == "by hand" else founding / "package"


def same(value: object, text: str, kind: str) -> bool:
    """Whether a typed value is what the CSV cell says."""
    if value is None:
        return text == ""
    if kind in ("number", "integer") and not isinstance(value, str):
        return not isinstance(value, bool) and Decimal(str(value)) == Decimal(text)
    if kind == "boolean":
        return value is (text == "true")
    return (value.isoformat() if isinstance(value, date) else value) == text


def sheets(data: PackageData, path: Path) -> Iterator[tuple[str, Any]]:
    """Table id → worksheet, in order; then the others by name."""
    book = openpyxl.load_workbook(path)
    yield from zip(data.tables, book.worksheets[: len(data.tables)], strict=True)
    yield from ((sheet.title, sheet) for sheet in book.worksheets[len(data.tables) :])


def test_the_workbook_holds_the_same_values(package: Path, tmp_path: Path) -> None:
    data = read_package(package)
    write_workbook(data, tmp_path / "a.xlsx")
    for name, sheet in sheets(data, tmp_path / "a.xlsx"):
        if name in data.tables:
            _same_table(data, name, sheet)
        elif name.startswith(("金额", "核对")):
            _same_records(data, name.split()[1], sheet)


def _same_table(data: PackageData, table_id: str, sheet: Any) -> None:
    printed = data.tables[table_id]
    unnamed = all(re.fullmatch(r"column-\d+", c["name"]) for c in printed.columns)
    depth = max((c["row"] + c["rowspan"] for c in printed.header), default=0 if unnamed else 1)
    for r, row in enumerate(printed.frame.to_numpy().tolist()):
        for c, text in enumerate(row):
            value = sheet.cell(3 + depth + r, 1 + c).value
            assert same(value, text, "string" if isinstance(value, str) else "number"), (table_id, r, c)
    amounts = [sheet.cell(3 + depth + r, 1 + c).value for r, c in printed.cells.values()]
    assert not any(isinstance(v, str) and as_number(v) is not None for v in amounts)


def _same_records(data: PackageData, resource: str, sheet: Any) -> None:
    schema, frame = load_schemas()[resource], data.frames[resource]
    assert [c.value for c in sheet[2]] == schema.names()
    for number, row in enumerate(frame.to_dict("records"), 3):
        for column, field in enumerate(schema.fields, 1):
            assert same(sheet.cell(number, column).value, row[field.name], field.type), (number, field.name)


def test_the_workbook_has_no_formula_and_merges_headers_as_printed(founding: Path, tmp_path: Path) -> None:
    data = read_package(founding / "package")
    write_workbook(data, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert all(b"<f>" not in archive.read(n) for n in archive.namelist() if "worksheets/" in n)
    by_name = dict(sheets(data, tmp_path / "a.xlsx"))
    sheet = by_name["t07"]
    assert {"A3:C3", "F3:F4"} <= {str(r) for r in sheet.merged_cells.ranges}
    assert sheet.freeze_panes == "F6"
    assert sheet["F6"].number_format.strip("_ ") == "0.00"
    assert sheet["H6"].fill.fgColor.rgb != sheet["F6"].fill.fgColor.rgb  # the column that the source leaves open


def test_the_package_itself_is_offered_byte_for_byte(package: Path, tmp_path: Path) -> None:
    """Whole in the zip, which is a valid package by itself; beside it figures and tables, and nothing else of it."""
    made = write_downloads(package, tmp_path / "data", SITE)
    unpacked = unzipped(tmp_path / "data" / f"{made.id}.zip", tmp_path, made.id)
    for path in package.rglob("*.*"):
        assert (unpacked / path.relative_to(package)).read_bytes() == path.read_bytes()
    assert validate_package(unpacked) == []
    extra = {"README.md", "LICENSE.md", "CAVEATS.md", "CITATION.bib", "CITATION.cff", "CITATION.txt", "dataset.jsonld"}
    assert {p.name for p in unpacked.iterdir()} >= extra
    assert all((tmp_path / "data" / name).is_file() for name in made.files)
    alone = [name for name in made.files if name.endswith(".csv")]
    assert {Path(name).parent.name for name in alone} == {Path(made.id).name, "tables"}
    for name in alone:
        assert (tmp_path / "data" / name).read_bytes() == (unpacked / Path(name).relative_to(made.id)).read_bytes()


def unzipped(path: Path, folder: Path, name: str) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked" / name.replace("/", "-")


def test_the_same_package_gives_the_same_bytes(package: Path, tmp_path: Path) -> None:
    one, two = (write_downloads(package, tmp_path / n, SITE) for n in ("one", "two"))
    assert one == two
    different = [n for n in one.files if (tmp_path / "one" / n).read_bytes() != (tmp_path / "two" / n).read_bytes()]
    assert different == []


def test_citations_name_body_year_and_version(founding: Path, tmp_path: Path) -> None:
    made = write_downloads(founding / "package", tmp_path, SITE)
    folder = tmp_path / made.id
    line = (folder / "CITATION.txt").read_text(encoding="utf-8")
    assert line.startswith(
        "昌吉回族自治州科学技术协会. 昌吉回族自治州科学技术协会 2024 年部门预算：结构化数据[DS/OL]. 版本 "
    )
    assert f"{SITE}disclosures/{made.id}/" in line
    bib = (folder / "CITATION.bib").read_text(encoding="utf-8")
    assert bib.startswith("@misc{changji-science-association-2024-budget,")
    assert "  year = {2024}," in bib
    assert "date-released" not in (folder / "CITATION.cff").read_text(encoding="utf-8")  # it is not known


def test_personal_numbers_are_in_no_format(write: Write, tmp_path: Path) -> None:
    made = write_downloads(write(tmp_path / "package"), tmp_path / "data")
    for name in made.files:
        path = tmp_path / "data" / name
        if path.suffix in (".zip", ".xlsx"):
            with zipfile.ZipFile(path) as archive:
                data = b"".join(archive.read(n) for n in archive.namelist())
        else:
            data = path.read_bytes()
        data = re.sub(rb"<v>[0-9.]+</v>|13800138000(?:0000)?\.00", b"", data)  # amounts, which are never masked
        assert b"13800138000" not in data, name
        assert b"2345678" not in data, name


def test_json_ld_names_every_file_with_its_hash(founding: Path, tmp_path: Path) -> None:
    made = write_downloads(founding / "package", tmp_path, SITE)
    unpacked = unzipped(tmp_path / f"{made.id}.zip", tmp_path, made.id)
    dataset = json.loads((unpacked / "dataset.jsonld").read_text(encoding="utf-8"))
    resources = read_package(founding / "package").descriptor["resources"]
    assert dataset["@type"] == "sc:Dataset"
    assert dataset["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    assert [f["sha256"] for f in dataset["distribution"]] == [r["hash"].split(":")[1] for r in resources]
    assert all(f["contentUrl"].startswith(f"{SITE}data/{made.id}/") for f in dataset["distribution"])
    assert "datePublished" not in dataset  # the date on the document is not the date of release
    files = {f["@id"] for f in dataset["distribution"]}
    used = {field["source"]["fileObject"]["@id"] for r in dataset["recordSet"] for field in r["field"]}
    assert used <= files


def test_numbers_beyond_fifteen_digits_stay_text() -> None:
    assert as_number("123456789012345") == Decimal("123456789012345")
    assert as_number("1234567890123456") is None
    assert as_number("12345678901234500") == Decimal("12345678901234500")
    assert [as_number(t) for t in ("", "-", "1e5", "1,234", "NaN", " 1")] == [None] * 6
    assert number_format("-5.00") == "#,##0.00_ "


def test_sheet_names_are_what_excel_accepts() -> None:
    long = sheet_name("表1 " + "甲" * 40, [])
    assert len(long) == 31
    assert sheet_name("表1 " + "甲" * 40, [long]) != long
    assert sheet_name("a/b:[c]*?'", []) == "abc"
    assert sheet_name("A", ["a"]) == "A (2)"


def test_columns_of_tables_and_records_read_back_as_csv(founding: Path, tmp_path: Path) -> None:
    made = write_downloads(founding / "package", tmp_path)
    frame = read_csv(tmp_path / made.id / "figures.csv")
    assert len(frame) == 155

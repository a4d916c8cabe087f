"""What is written: exact, masked, the same bytes twice, and read back as it was."""

from __future__ import annotations

import csv
import dataclasses
import json
import tempfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from mingzhang.disclosures.disclosure import Body, Disclosure
from mingzhang.errors import UnreadableSource
from mingzhang.figures.figure import Figure
from mingzhang.package.dictionary import RESOURCES, Field
from mingzhang.package.printed import column_names
from mingzhang.package.stored import read_csv, read_package, split_list
from mingzhang.package.validate import validate_package
from mingzhang.package.values import clean, render
from mingzhang.package.write import write_csv, write_package
from mingzhang.prose.records import Prose
from mingzhang.tables.table import Column, Table

Write = Callable[[Path], Path]
Profile = Callable[[str], dict[str, Any]]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_resource_is_written_even_when_empty(write: Write, tmp_path: Path) -> None:
    directory = write(tmp_path / "a" / "package")
    names = {p.relative_to(directory).as_posix() for p in directory.rglob("*") if p.is_file()}
    printed = {"tables/t01-budget-balance.csv", "tables/t02-unknown.csv"}
    assert names == {f"{n}.csv" for n in RESOURCES} | printed | {"datapackage.json"}


def test_amounts_are_exact_and_labels_as_printed(write: Write, tmp_path: Path) -> None:
    figures = rows(write(tmp_path) / "figures.csv")
    assert [f["amount"] for f in figures] == ["1234.50", "0.00", "-5.00", "13800138000.00"]
    assert figures[0] | {"label": "=SUM(A1)", "printed": "1,234.50", "amount_yuan": "12345000.00"} == figures[0]
    assert (figures[1]["label"], figures[1]["candidates"]) == ('甲,"乙"', "甲 | 乙 / 丙")
    assert (figures[2]["is_leaf"], figures[3]["parent_row"], figures[3]["x0"]) == ("false", "1", "")
    assert figures[0]["x1"] == "20.00"


def test_a_printed_table_keeps_blank_dash_and_zero_apart(write: Write, tmp_path: Path) -> None:
    with (write(tmp_path) / "tables" / "t01-budget-balance.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["项目", "金额", "项目 (2)", "金额 (2)", "备注"],
            ["=SUM(A1)", "1234.50", '甲,"乙"', "0.00", "电话138********"],
            ["-丙丁201 A B 戊3", "", "@戊", "—", ""],
            ["合计", "-5.00", "", "13800138000.00", "ab c"],
        ]


def test_files_are_plain_utf8_lines(write: Write, tmp_path: Path) -> None:
    for path in write(tmp_path).rglob("*.*"):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data
        assert b"\x07" not in data
        assert data.endswith(b"\n")


def test_personal_numbers_appear_nowhere(write: Write, tmp_path: Path) -> None:
    text = "".join(p.read_text(encoding="utf-8") for p in sorted(write(tmp_path).rglob("*.*")))
    amounts = ("13800138000.00", "138001380000000.00")
    assert "13800138000" not in text.replace(amounts[0], "").replace(amounts[1], "")
    assert "2345678" not in text
    assert "13800138000.00" in text


def test_the_same_input_gives_the_same_bytes(write: Write, tmp_path: Path) -> None:
    first, second = write(tmp_path / "one"), write(tmp_path / "two")
    files = sorted(p.relative_to(first) for p in first.rglob("*") if p.is_file())
    assert [(first / f).read_bytes() for f in files] == [(second / f).read_bytes() for f in files]


def test_the_descriptor_is_a_data_package_of_version_2(write: Write, tmp_path: Path, profile: Profile) -> None:
    descriptor = json.loads((write(tmp_path) / "datapackage.json").read_text(encoding="utf-8"))
    assert [e.message for e in Draft7Validator(profile("datapackage")).iter_errors(descriptor)] == []
    assert descriptor["name"] == "mou-ju-2024-budget"
    assert descriptor["created"] == "2024-02-23T00:00:00Z"
    assert descriptor["mingzhang:disclosure"]["signed"] == "2024-02-23"
    assert descriptor["mingzhang:disclosure"]["published"] == ""


def test_a_file_that_does_not_say_whose_it_is_has_a_package_all_the_same(
    disclosure: Disclosure, tmp_path: Path, profile: Profile
) -> None:
    body = Body("", "file-0123456789ab")
    unknown = dataclasses.replace(disclosure, body=body, fiscal_year=None, kind="", scope="", signed=None, sources=())
    write_package(unknown, (), (), Prose(), (), tmp_path)
    descriptor = dict(read_package(tmp_path).descriptor)
    assert [e.message for e in Draft7Validator(profile("datapackage")).iter_errors(descriptor)] == []
    assert descriptor["title"] == "预决算公开文件"
    assert descriptor["name"] == "file-0123456789ab-undated-disclosure"
    assert "created" not in descriptor
    assert validate_package(tmp_path) == []


@given(st.lists(st.tuples(st.text(), st.text()), max_size=4))
def test_any_text_comes_back_as_it_was_cleaned(cells: list[tuple[str, str]]) -> None:
    cleaned = [[clean(text) for text in row] for row in cells]
    with tempfile.TemporaryDirectory() as directory:
        path = write_csv(pd.DataFrame(cleaned, columns=["甲", "乙"], dtype=str), Path(directory) / "a.csv")
        assert read_csv(path).to_numpy().tolist() == cleaned


def test_what_is_written_is_read_back(write: Write, tmp_path: Path) -> None:
    data = read_package(write(tmp_path))
    assert data.disclosure["body"]["name"] == "某某局"
    assert list(data.frames) == list(RESOURCES)
    assert data.frames["sections"].loc[0, "text"] == "第一段\n第二段，电话：0994-*******。"
    assert split_list(str(data.frames["projects"].loc[0, "figure_ids"])) == ["fa1", "fa3"]
    assert data.frames["staff"].empty
    assert data.frames["claims"].loc[0, "source"] == "source.pdf"
    printed = data.tables["t01"]
    assert printed.columns[1]["mingzhang:concept"] == "income"
    assert [c["text"] for c in printed.header] == ["项目", "金额", "项目", "金额", "备注"]
    for figure in data.frames["figures"].to_dict("records"):
        row, column = printed.cells[figure["id"]]
        assert printed.frame.iloc[row, column] == figure["amount"]


def test_a_package_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match=r"no such file"):
        read_package(tmp_path)


def test_a_package_with_other_columns_has_to_be_built_again(write: Write, tmp_path: Path) -> None:
    path = write(tmp_path) / "staff.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("category", "kind"), encoding="utf-8")
    with pytest.raises(UnreadableSource, match=r"staff\.csv: columns .*kind.*build the package again"):
        read_package(tmp_path)


def test_a_float_is_never_an_amount(
    disclosure: Disclosure, tables: Sequence[Table], figures: Sequence[Figure], tmp_path: Path
) -> None:
    wrong = dataclasses.replace(figures[0], amount=0.1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="amount"):
        write_package(disclosure, tables, (wrong,), Prose(), (), tmp_path)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), True, 1.5, "1"])
def test_values_of_another_type_are_refused(value: object) -> None:
    with pytest.raises(TypeError):
        render(Field("amount", "number", "金额", "Amount", "", "", {}), value)


def test_column_names_are_unique_whatever_is_printed() -> None:
    paths = [("金额",), ("金额",), ("金额 (2)",), (), ("金额",), ()]
    names = column_names([Column(i, p, "amount") for i, p in enumerate(paths)])
    assert len(set(names)) == len(paths)
    assert names[:2] == ["金额", "金额 (2)"]

"""The page that asks the whole collection: its data, and what it is without scripts."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from mingzhang.collection.collection_schemas import load_collection_schemas
from mingzhang.collection.partitions import TOLD, write_partitions
from mingzhang.site.interface import Words
from mingzhang.site.query_page import Held, breakdown_name, code_of, query_address

EDITIONS = ("", "en/")


def column(packed: Any, lines: int) -> list[str]:
    """A column of a file as it was before packing."""
    if isinstance(packed, str):
        return [packed] * lines
    return packed if isinstance(packed, list) else [packed["values"][n] for n in packed["at"]]


def lines_in(folder: Path) -> list[dict[str, str]]:
    """Every line of every file, after a look at what the index says of the file."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    found = []
    for part in index["parts"]:
        packed = json.loads((folder / part["file"]).read_text(encoding="utf-8"))
        columns = {name: column(packed[name], part["lines"]) for name in index["columns"]}
        assert part["has"] == {name: sorted(set(columns[name])) for name in TOLD}
        numbers = [n for n, body in enumerate(index["bodies"]) if body[0] in columns["body"]]
        assert part["bodies"] == [numbers[0], numbers[-1]]
        found += [dict(zip(columns, line, strict=True)) for line in zip(*columns.values(), strict=True)]
    return found


@pytest.mark.parametrize("size", [7, 2_000])
def test_the_files_hold_every_line_once(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """With the table of its first figure and the labels of all of them, however the lines are cut into files."""
    monkeypatch.setattr("mingzhang.collection.partitions.SIZE", size)
    write_partitions(whole, tmp_path)
    found = {line["id"]: line for line in lines_in(tmp_path / "query")}
    with (whole / "lines.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    with (whole / "figures.csv").open(encoding="utf-8", newline="") as stream:
        figures = {(f["disclosure"], f["id"]): f for f in csv.DictReader(stream)}
    assert len(found) == len(lines) > 100
    for line in lines:
        own = [figures[line["disclosure"], figure] for figure in line["figure_ids"].split(" | ")]
        labels = list(dict.fromkeys(f["label"] for f in own))
        given = {**line, "table": own[0]["table_id"], "label": " | ".join(labels)}
        assert found[line["id"]] == given


def test_files_are_called_by_what_they_hold(site: Path, whole: Path, tmp_path: Path) -> None:
    write_partitions(whole, tmp_path)
    assert {f.name for f in tmp_path.rglob("*.json")} == {f.name for f in (site / "data" / "query").iterdir()}


@pytest.mark.parametrize("edition", EDITIONS)
def test_without_scripts_the_page_explains_and_gives_files_and_code(site: Path, edition: str) -> None:
    text = (site / edition / "query" / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<form id="mz-query"[^>]* hidden', text)
    assert "<noscript>" in text
    up = "../../" if edition else "../"
    for name in ("all.zip", "all/mingzhang.sqlite.zip"):
        assert f'href="{up}data/{name}"' in text
    for language in ("duckdb", "pandas", "sqlite"):
        code = re.search(f'<code data-code="{language}">(.*?)</code>', text, re.DOTALL)
        assert code
        assert "expenditure" in code[1]
        assert "2024" in code[1]


def test_an_empty_collection_has_a_question_too() -> None:
    assert "WHERE 1\n" in code_of("sqlite", {})
    assert Held().first == {"by": "total", "lines": "current"}


def test_every_breakdown_that_the_schema_allows_has_a_name() -> None:
    allowed = next(f for f in load_collection_schemas()["lines"].fields if f.name == "breakdown").constraints["pattern"]
    parts = re.findall(r"[a-z-]{3,}", allowed)
    assert len(parts) > 6
    for part in parts:
        assert breakdown_name(part, Words("en")) == Words("en")(f"by-{part}")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_page_is_reached_from_where_researchers_are(site: Path, edition: str) -> None:
    asked = query_address(by="functional", functional="2060702").replace("&", "&amp;")
    ways = {"": "query/", "data/": "../query/", "codes/functional/2060702/": f"../../../{asked}", "use/": "../query/"}
    for where, link in ways.items():
        text = (site / edition / where / "index.html").read_text(encoding="utf-8")
        assert f'href="{link}"' in text.partition("<article")[2], where

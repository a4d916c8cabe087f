"""The comparable lines in files of equal size, each with what it holds told outside, so that a question loads few."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from mingzhang.collection.collection_schemas import load_collection_schemas
from mingzhang.collection.entry import place_key
from mingzhang.collection.survey import read_rows

FOLDER = "query"
SIZE = 2_000  # lines of one file: some 60 KiB as hosts send it
TOLD = ("breakdown", "functional_code", "economic_code", "concept", "fund", "figure_year", "phase", "scope")
_ORDER = ("breakdown", "functional_code", "economic_code", "concept", "fund", "figure_year", "phase")
_ADDED = ("table", "label")

Line = tuple[str, ...]


def write_partitions(folder: Path, data: Path) -> None:
    """``query/index.json`` and the files it names, in ``data``, from the collection in ``folder``.

    The index holds ``columns`` (those of lines.csv, then the table and the printed labels of a line), ``bodies`` as
    [id, name, place, kind, [[fiscal year, kind of disclosure] …]] in the order of places, and ``parts``: per file its
    name, its number of lines, the values it has of each column in ``TOLD``, and its first and last body. A file holds
    its lines by column: one text when all are equal, ``{"values", "at"}`` when they repeat, else a list.
    """
    target = data / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    bodies = _bodies(folder)
    columns = [field.name for field in load_collection_schemas()["lines"].fields]
    place = {name: n for n, name in enumerate(columns)}
    number = {str(body[0]): n for n, body in enumerate(bodies)}
    sorting = [place[name] for name in _ORDER]
    lines = sorted(
        _lines(folder), key=lambda line: (*(line[n] for n in sorting), number[line[place["body"]]], line[place["id"]])
    )
    names = (*columns, *_ADDED)
    parts = [_write(target, names, lines[n : n + SIZE], number) for n in range(0, len(lines), SIZE)]
    _dump(target / "index.json", {"columns": names, "bodies": bodies, "parts": parts})


def _bodies(folder: Path) -> list[list[object]]:
    held: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for row in read_rows(folder / "disclosures.csv", ("body", "fiscal_year", "kind")):
        if row["fiscal_year"]:
            held[row["body"]].add((int(row["fiscal_year"]), row["kind"]))
    rows = sorted(read_rows(folder / "bodies.csv"), key=lambda r: (r["division"], r["id"]))
    return [
        [r["id"], r["name"] or r["id"], place_key(r["division"], r["level"]), r["kind"], sorted(held[r["id"]])]
        for r in rows
    ]


def _lines(folder: Path) -> list[Line]:
    """The lines, each with the table of its first figure and the labels of all of them; equal texts are kept once."""
    tables: dict[str, str] = {}
    labels: dict[str, dict[str, None]] = defaultdict(dict)
    for figure in read_rows(folder / "figures.csv", ("line", "table_id", "label")):
        if figure["line"]:
            tables.setdefault(figure["line"], sys.intern(figure["table_id"]))
            labels[figure["line"]][sys.intern(figure["label"])] = None
    return [
        (*map(sys.intern, row.values()), tables.get(row["id"], ""), " | ".join(labels.get(row["id"], ())))
        for row in read_rows(folder / "lines.csv")
    ]


def _write(target: Path, names: Sequence[str], lines: Sequence[Line], number: Mapping[str, int]) -> dict[str, object]:
    """One file, called by its contents: an index that a browser has kept never meets files of another build."""
    columns = {name: [line[n] for line in lines] for n, name in enumerate(names)}
    text = json.dumps({n: _packed(c) for n, c in columns.items()}, ensure_ascii=False, separators=(",", ":"))
    file = f"{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"
    (target / file).write_text(text, encoding="utf-8", newline="\n")
    order = sorted(number[body] for body in columns["body"])
    has = {name: sorted(set(columns[name])) for name in TOLD}
    size = len(text.encode())
    return {"file": file, "lines": len(lines), "bytes": size, "has": has, "bodies": [order[0], order[-1]]}


def _packed(column: list[str]) -> object:
    values = list(dict.fromkeys(column))
    if len(values) == 1:
        return values[0]
    if len(values) * 2 > len(column):
        return column
    at = {value: n for n, value in enumerate(values)}
    return {"values": values, "at": [at[value] for value in column]}


def _dump(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8", newline="\n")

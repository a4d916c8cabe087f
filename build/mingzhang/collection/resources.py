"""The collection as frames of strings: its own resources, and those of all packages put below one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from mingzhang.collection.body_rows import body_rows, disclosure_rows, division_rows, name_rows, parents_of
from mingzhang.collection.code_rows import code_rows, use_rows
from mingzhang.collection.collection_schemas import load_collection_schemas
from mingzhang.collection.comparable import Placed, line_row, make_lines
from mingzhang.collection.crosswalk import crosswalk_rows, form_name, form_rows
from mingzhang.collection.disclosed import Disclosed, read_disclosed
from mingzhang.collection.outturn import difference_rows, outturn_rows
from mingzhang.collection.panel import panel_rows
from mingzhang.collection.register import read_register
from mingzhang.knowledge.code_names import english_name
from mingzhang.knowledge.vocabulary import load_vocabulary
from mingzhang.package.dictionary import RESOURCES, Schema
from mingzhang.package.values import render

Row = Mapping[str, Any]
PATH = " / "


def make_resources(package_dirs: Sequence[Path]) -> dict[str, pd.DataFrame]:
    """Every resource of the collection, in the order of its schemas, from the packages in these folders.

    Cells are strings as in CSV. UnreadableSource for a damaged package, WrongCommand for a wrong ``body.toml``.
    """
    disclosed, register = read_disclosed(package_dirs), read_register(package_dirs)
    parents = parents_of(disclosed, register)
    placed = make_lines(disclosed, parents)
    bodies, uses = body_rows(disclosed, register, parents), use_rows(disclosed)
    made: dict[str, Iterable[Row]] = {
        "disclosures": disclosure_rows(disclosed, placed),
        "bodies": bodies,
        "body_names": name_rows(disclosed, register),
        "divisions": division_rows(bodies),
        "concepts": _concepts(),
        "lines": map(line_row, placed.lines),
        "panel": panel_rows(placed.lines, bodies),
        "outturn": outturn_rows(placed.lines),
        "differences": difference_rows(placed.lines),
        "codes": code_rows(uses),
        "code_uses": uses,
        "forms": form_rows(disclosed),
        "crosswalk": crosswalk_rows(disclosed),
        "columns": _columns(disclosed),
    }
    schemas = load_collection_schemas()
    frames = {name: _frame(schemas[name], rows) for name, rows in made.items()}
    return frames | {name: _joined(name, schemas[name], disclosed, placed) for name in RESOURCES}


def _frame(schema: Schema, rows: Iterable[Row]) -> pd.DataFrame:
    rendered = [[_cell(schema, n, row) for n in range(len(schema.fields))] for row in rows]
    return pd.DataFrame(rendered, columns=schema.names(), dtype=str)


def _cell(schema: Schema, number: int, row: Row) -> str:
    """A value as text; what is text already (dates, registered names) stays as it is."""
    field = schema.fields[number]
    value = row[field.name]
    return value if isinstance(value, str) and field.type != "string" else render(field, value)


def _joined(name: str, schema: Schema, disclosed: Sequence[Disclosed], placed: Placed) -> pd.DataFrame:
    """One resource of all packages, each row with its disclosure."""
    frames = [_with_disclosure(name, one, placed) for one in disclosed]
    frame = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=schema.names(), dtype=str)
    return frame[schema.names()]


def _with_disclosure(name: str, one: Disclosed, placed: Placed) -> pd.DataFrame:
    frame = one.data.frames[name].copy()
    frame.insert(0, "disclosure", one.id)
    if name == "tables":
        titled = zip(frame["title"], frame["form"], strict=True)
        frame["title_en"] = [english_name(str(title)) or form_name(str(form), "en") for title, form in titled]
    if name == "figures":
        frame["line"] = [placed.line_of.get((one.id, str(f)), "") for f in frame["id"]]
        frame["left_out"] = [placed.left_out.get((one.id, str(f)), "") for f in frame["id"]]
    return frame


def _concepts() -> Iterable[Row]:
    words = load_vocabulary()
    for kind, meanings in (("item", words.items), ("fund", words.funds)):
        for name, meaning in meanings.items():
            about = {"name": meaning.zh, "name_en": meaning.en, "within": meaning.within}
            yield {"id": name, "kind": kind, **about}


def _columns(disclosed: Sequence[Disclosed]) -> Iterable[Row]:
    """``columns``: the printed columns of every table, with their header paths in English."""
    for one in disclosed:
        for table_id, table in one.data.tables.items():
            for position, column in enumerate(table.columns, 1):
                path = [str(part) for part in column.get("mingzhang:path", ())]
                yield {
                    "disclosure": one.id,
                    "table_id": table_id,
                    "position": position,
                    "label": PATH.join(path),
                    "label_en": PATH.join(english_name(part) or part for part in path),
                    "role": column["mingzhang:role"],
                    "concept": column.get("mingzhang:concept", ""),
                }

"""The collection as one SQLite file: a table per resource with its keys, and views that answer the usual questions."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import pandas as pd

from mingzhang.package.dictionary import Field, Schema, foreign_keys

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "INTEGER", "date": "TEXT"}
VIEWS = {
    "lines_current": "SELECT * FROM lines WHERE is_current",
    "lines_to_sum": "SELECT * FROM lines WHERE is_default AND is_leaf",
    "lines_named": """
        SELECT l.*, i.name AS concept_name, i.name_en AS concept_name_en, f.name AS fund_name,
               f.name_en AS fund_name_en,
               c.name AS functional_name, c.name_en AS functional_name_en, c.cofog AS cofog,
               e.name AS economic_name, e.name_en AS economic_name_en
        FROM lines l
        LEFT JOIN concepts i ON i.kind = 'item' AND i.id = l.concept
        LEFT JOIN concepts f ON f.kind = 'fund' AND f.id = l.fund
        LEFT JOIN codes c ON c.classification = 'functional' AND c.code = l.functional_code
        LEFT JOIN codes e ON e.classification = 'economic' AND e.code = l.economic_code""",
    "expenditure_by_function": """
        SELECT body, body_name, scope, figure_year, phase, functional_class, SUM(amount_yuan) AS amount_yuan,
               MIN(adds_up) AS adds_up
        FROM lines_to_sum
        WHERE concept = 'expenditure' AND fund IS NULL AND breakdown = 'functional'
        GROUP BY body, body_name, scope, figure_year, phase, functional_class""",
    "bodies_named": """
        SELECT b.*, d.name AS division_name, d.name_en AS division_name_en, p.name AS province_name,
               p.name_en AS province_name_en, u.name AS parent_name
        FROM bodies b
        LEFT JOIN divisions d ON d.code = b.division
        LEFT JOIN divisions p ON p.code = b.province
        LEFT JOIN bodies u ON u.id = b.parent""",
    "figures_named": """
        SELECT f.*, d.body, d.title AS disclosure_title, d.kind, d.scope, d.fiscal_year
        FROM figures f JOIN disclosures d ON d.id = f.disclosure""",
}


def write_sqlite(
    path: Path, schemas: Mapping[str, Schema], frames: Mapping[str, pd.DataFrame], keyless: Collection[str] = ()
) -> Path:
    """Writes ``path`` anew. The empty cell is NULL, a boolean 0 or 1, a number exact up to fifteen digits.

    ``keyless`` resources, those with rows that break a rule, have no keys, so that their rows are there all the same.
    The same frames give the same bytes under one SQLite.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    try:
        for name, schema in schemas.items():
            base.execute(_create(schema, {n: s for n, s in schemas.items() if n not in keyless}))
            places = ", ".join("?" * len(schema.fields))
            columns = [[_value(f, v) for v in frames[name][f.name].tolist()] for f in schema.fields]
            base.executemany(f"INSERT INTO {_name(name)} VALUES ({places})", zip(*columns, strict=True))
            base.execute(f"CREATE TABLE IF NOT EXISTS _about {_ABOUT}")
            base.executemany("INSERT INTO _about VALUES (?, ?, ?, ?, ?, ?)", _about(schema))
        for name in ("body", "line"):
            base.execute(f"CREATE INDEX figures_{name} ON {'lines' if name == 'body' else 'figures'} ({name})")
        for name, query in VIEWS.items():
            base.execute(f"CREATE VIEW {name} AS {' '.join(query.split())}")
        base.commit()
        base.execute("VACUUM")
    finally:
        base.close()
    return path


_ABOUT = "(resource TEXT, name TEXT, title TEXT, title_en TEXT, description TEXT, description_en TEXT)"


def _about(schema: Schema) -> list[tuple[str, str, str, str, str, str]]:
    """The data dictionary, carried along: what every column means in both languages."""
    rows = [(f.name, f.title, f.title_en, f.description, f.description_en) for f in schema.fields]
    return [(schema.name, *row) for row in rows]


def _create(schema: Schema, keyed: Mapping[str, Schema]) -> str:
    parts = [f"{_name(f.name)} {_TYPES[f.type]}" for f in schema.fields]
    if schema.name in keyed:
        parts.append(f"PRIMARY KEY ({_names(schema.primary_key)})")
        for fields, target, columns in foreign_keys(schema):
            if target in keyed:
                parts.append(f"FOREIGN KEY ({_names(fields)}) REFERENCES {_name(target)} ({_names(columns)})")
    return f"CREATE TABLE {_name(schema.name)} ({', '.join(parts)})"


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))


def _name(text: str) -> str:
    return f'"{text}"'


def _value(field: Field, text: str) -> str | int | None:
    if not text:
        return None
    return int(text == "true") if field.type == "boolean" else text

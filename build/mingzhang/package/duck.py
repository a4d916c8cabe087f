"""The Table Schemas compiled to SQL: the same bad rows refused as by Frictionless, at the size of a whole collection.

Stricter than Table Schema where the package is: a number is a plain decimal (no ``1e5``, ``NaN``, ``+1``), and columns
that hold lists of ids must name rows that exist.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from mingzhang.package.dictionary import Field, Schema, foreign_keys

_SHOWN = 5  # examples of each broken rule
_TYPES = {
    "integer": "NOT regexp_full_match({c}, '-?[0-9]+')",
    "number": "NOT regexp_full_match({c}, '-?[0-9]+(\\.[0-9]+)?')",
    "boolean": "{c} NOT IN ('true', 'false')",
    "date": "{c} IS NOT NULL AND TRY_CAST(regexp_extract({c}, '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$') AS DATE) IS NULL",
}
LISTS: Mapping[str, str] = {
    "figure_ids": "figures",
    "left_figures": "figures",
    "right_figures": "figures",
    "table_ids": "tables",
}
"""Columns that hold several ids → the resource whose rows they name, within the same disclosure."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a schema: ``query`` gives (line of the file, value) of the rows that break it."""

    resource: str
    column: str
    says: str
    query: str


def find_violations(schemas: Mapping[str, Schema], paths: Mapping[str, Path]) -> list[str]:
    """What breaks the schemas in these CSV files (resource → path), one line each: file, line, column, value, rule.

    Of each rule the first rows are shown and the rest counted. A file that is no such table is one line.
    """
    lines: list[str] = []
    with duckdb.connect(config={"threads": 1}) as base:
        loaded = {name: schema for name, schema in schemas.items() if _load(base, schema, paths[name], lines)}
        for schema in loaded.values():
            for rule in compile_rules(schema, loaded):
                lines += _broken(base, rule)
    return lines


def compile_rules(schema: Schema, schemas: Mapping[str, Schema]) -> Iterator[Rule]:
    """Every rule of ``schema`` as SQL over tables named as the resources; ``schemas`` are those that are there."""
    for field in schema.fields:
        yield from _field_rules(schema.name, field)
    key = ", ".join(map(_name, schema.primary_key))
    repeated = f"SELECT * FROM {_name(schema.name)} QUALIFY count(*) OVER (PARTITION BY {key}) > 1"
    yield Rule(schema.name, ", ".join(schema.primary_key), "the key is not unique", _select(key, f"({repeated})"))
    for fields, target, columns in foreign_keys(schema):
        if target in schemas:
            yield _reference(schema.name, fields, target, columns)
    for field in schema.fields:
        if field.separator and LISTS.get(field.name) in schemas:
            yield _list_reference(schema, field, schemas[LISTS[field.name]])


def _field_rules(resource: str, field: Field) -> Iterator[Rule]:
    column = _name(field.name)
    conditions = {"no such type: " + field.type: _TYPES[field.type].format(c=column)} if field.type in _TYPES else {}
    for rule, value in field.constraints.items():
        if rule == "required" and value:
            conditions["required"] = f"{column} IS NULL"
        elif rule == "enum":
            conditions["not one of " + ", ".join(value)] = f"{column} NOT IN ({', '.join(map(_text, value))})"
        elif rule == "pattern":
            conditions[f"not {value}"] = f"NOT regexp_full_match({column}, {_text(value)})"
        elif rule in ("minimum", "maximum"):
            sign = "<" if rule == "minimum" else ">"
            conditions[f"{rule} {value}"] = f"TRY_CAST({column} AS DECIMAL(38, 6)) {sign} {value}"
    for says, condition in conditions.items():
        yield Rule(resource, field.name, says, _select(column, _name(resource), condition))


def _reference(resource: str, fields: tuple[str, ...], target: str, columns: tuple[str, ...]) -> Rule:
    """Rows whose key names no row of the target; a key with an empty part names none and is passed over."""
    pairs = " AND ".join(f"t.{_name(c)} = s.{_name(f)}" for f, c in zip(fields, columns, strict=True))
    filled = " AND ".join(f"s.{_name(f)} IS NOT NULL" for f in fields)
    shown = f"s.{_name(fields[-1])}"
    query = (
        f"SELECT s._line, {shown} FROM {_name(resource)} s "
        f"WHERE {filled} AND NOT EXISTS (SELECT 1 FROM {_name(target)} t WHERE {pairs})"
    )
    return Rule(resource, fields[-1], f"not in {target}", query)


def _list_reference(schema: Schema, field: Field, target: Schema) -> Rule:
    own = ["disclosure"] if "disclosure" in schema.names() and "disclosure" in target.names() else []
    within = ", ".join(["_line", *own])
    column = target.primary_key[-1]
    parts = f"SELECT {within}, unnest(string_split({_name(field.name)}, ' | ')) AS part FROM {_name(schema.name)}"
    pairs = " AND ".join([f"t.{_name(column)} = s.part", *(f"t.{o} = s.{o}" for o in own)])
    query = (
        f"SELECT s._line, s.part FROM ({parts}) s WHERE NOT EXISTS (SELECT 1 FROM {_name(target.name)} t WHERE {pairs})"
    )
    return Rule(schema.name, field.name, f"not in {target.name}", query)


def _load(base: duckdb.DuckDBPyConnection, schema: Schema, path: Path, lines: list[str]) -> bool:
    """The file as a table of text with the number of each record's line; a quoted line break counts no line."""
    options = "header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"', strict_mode = true"
    source = (
        f"read_csv({_text(str(path))}, {options}, auto_detect = false, parallel = false, columns = {_columns(schema)})"
    )
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header = file.readline().rstrip("\n")
        if header != ",".join(schema.names()):
            lines.append(f"{path.name}: the columns are {header}; expected {','.join(schema.names())}")
            return False
        base.execute(f"CREATE TABLE {_name(schema.name)} AS SELECT row_number() OVER () + 1 AS _line, * FROM {source}")
    except (duckdb.Error, OSError, UnicodeDecodeError) as error:
        lines.append(" ".join(f"{path.name}: no such table: {error}".split())[:300])
        return False
    return True


def _columns(schema: Schema) -> str:
    return "{" + ", ".join(f"{_text(n)}: 'VARCHAR'" for n in schema.names()) + "}"


def _broken(base: duckdb.DuckDBPyConnection, rule: Rule) -> Iterator[str]:
    found = base.execute(f"{rule.query} ORDER BY 1").fetchall()
    for line, value in found[:_SHOWN]:
        yield " ".join(f"{rule.resource}.csv: line {line}, {rule.column}: {value!r}: {rule.says}".split())
    if len(found) > _SHOWN:
        yield f"{rule.resource}.csv: {rule.column}: {len(found) - _SHOWN} more: {rule.says}"


def _select(shown: str, source: str, condition: str = "") -> str:
    value = f"concat_ws(', ', {shown})" if "," in shown else shown
    return f"SELECT _line, {value} FROM {source}" + (f" WHERE {condition}" if condition else "")


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

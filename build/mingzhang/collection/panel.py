"""The panel: one row for body, year, scope and phase, headline amounts in its columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mingzhang.collection.collection_schemas import load_collection_schemas
from mingzhang.collection.comparable import Line
from mingzhang.package.dictionary import Schema

Row = dict[str, Any]


def panel_rows(lines: Sequence[Line], bodies: Sequence[Row]) -> Iterator[Row]:
    """``panel``: what is current and not broken down; a concept that is not printed stays empty."""
    columns = panel_columns(load_collection_schemas()["panel"])
    about = {str(b["id"]): b for b in bodies}
    found: dict[tuple[str, str, str, str], dict[str, Line]] = defaultdict(dict)
    for line in lines:
        key = line.key
        name = columns.get(key.concept + (f"@{key.fund}" if key.fund else ""))
        if name and line.is_current and key.breakdown == "total":
            found[line.disclosure.body, key.figure_year, line.disclosure.scope, key.phase][name] = line
    for (body, year, scope, phase), amounts in sorted(found.items()):
        yield {
            "body": body,
            "body_name": about[body]["name"],
            "body_name_en": about[body]["name_en"],
            **{name: about[body][name] for name in ("division", "level", "kind", "parent")},
            "figure_year": int(year),
            "scope": scope,
            "phase": phase,
            **{name: amounts[name].amount if name in amounts else None for name in columns.values()},
            "disclosures": tuple(sorted({line.disclosure.id for line in amounts.values()})),
        }


def panel_columns(schema: Schema) -> Mapping[str, str]:
    """Concept (``item`` or ``item@fund``) → column of the panel, from ``mingzhang:concept`` in its schema."""
    fields = schema.descriptor["fields"]
    return {f["mingzhang:concept"]: f["name"] for f in fields if "mingzhang:concept" in f}

"""The Table Schemas of the collection: its own resources, and those of the packages with their disclosure."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from mingzhang.package.dictionary import RESOURCES, Schema, foreign_keys, load_schemas, make_schema

OWN = (
    "disclosures",
    "bodies",
    "body_names",
    "divisions",
    "concepts",
    "lines",
    "panel",
    "outturn",
    "differences",
    "codes",
    "code_uses",
    "forms",
    "crosswalk",
    "columns",
)
"""The resources that only the collection has; each has ``schemas/collection/<name>.json``."""

_DISCLOSURE = {
    "name": "disclosure",
    "type": "string",
    "title": "公开文件",
    "title:en": "Disclosure",
    "description": "所在的公开文件（disclosures.id）",
    "description:en": "The disclosure it stands in (disclosures.id)",
    "constraints": {"required": True},
    "mingzhang:identifier": True,
}
_ENGLISH = {
    "name": "title_en",
    "type": "string",
    "title": "英文表名",
    "title:en": "English title",
    "description": "表名的英文，没有则为表式的英文名称；表式不明则为空",
    "description:en": "The title in English, else the name of its form; empty when neither is known",
}
_LINE = {
    "name": "line",
    "type": "string",
    "title": "可比行",
    "title:en": "Line",
    "description": "所入的可比行（lines.id）；未入则为空",
    "description:en": "The comparable line it is in (lines.id); empty when in none",
    "mingzhang:identifier": True,
}
_LEFT_OUT = {
    "name": "left_out",
    "type": "string",
    "title": "未入之故",
    "title:en": "Left out",
    "description": "未入可比行的原因：no-concept 含义未定；not-an-amount 非金额；no-year 无年度；no-phase 无阶段；"
    "no-unit 单位不明；ambiguous 所在列未定；unkeyed-row 行无科目、单位与项目；repeated-key 同表同键不同数",
    "description:en": "Why it is in no line: no-concept; not-an-amount; no-year; no-phase; no-unit: unit of money "
    "unknown; ambiguous: column not decided; unkeyed-row: no code, unit or project; repeated-key: same key twice in "
    "one table",
    "constraints": {
        "enum": [
            "no-concept",
            "not-an-amount",
            "no-year",
            "no-phase",
            "no-unit",
            "ambiguous",
            "unkeyed-row",
            "repeated-key",
        ]
    },
}
_ADDED: Mapping[str, list[dict[str, Any]]] = {"tables": [_ENGLISH], "figures": [_LINE, _LEFT_OUT]}


@functools.cache
def load_collection_schemas() -> Mapping[str, Schema]:
    """Every schema of the collection by resource name, in the order of its descriptor."""
    own = {name: make_schema(_read(name)) for name in OWN}
    return own | {name: make_schema(_with_disclosure(load_schemas()[name])) for name in RESOURCES}


def _read(name: str) -> dict[str, Any]:
    path = resources.files("mingzhang").joinpath("schemas", "collection", f"{name}.json")
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def _with_disclosure(schema: Schema) -> dict[str, Any]:
    """The schema of a package's resource, its keys within the disclosure; ids are unique only there."""
    data: dict[str, Any] = json.loads(json.dumps(dict(schema.descriptor)))
    data["fields"] = [_DISCLOSURE, *data["fields"], *_ADDED.get(schema.name, [])]
    data["primaryKey"] = ["disclosure", *data["primaryKey"]]
    keys = [_key(["disclosure"], "disclosures", ["id"])]
    optional: list[dict[str, Any]] = []
    for fields, target, columns in foreign_keys(schema):
        key = _key(["disclosure", *fields], "" if target == schema.name else target, ["disclosure", *columns])
        filled = all(f.constraints.get("required") for f in schema.fields if f.name in fields)
        (keys if filled else optional).append(key)
    if schema.name == "figures":
        keys.append(_key(["line"], "lines", ["id"]))
    return data | {"foreignKeys": keys} | ({"mingzhang:foreignKeys": optional} if optional else {})


def _key(fields: list[str], resource: str, columns: list[str]) -> dict[str, Any]:
    return {"fields": fields, "reference": {"resource": resource, "fields": columns}}

"""The descriptor ``datapackage.json``: Data Package v2, made from the disclosure, the schemas and the files written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from mingzhang.disclosures.disclosure import Caveat, Disclosure, Source, findings_of
from mingzhang.disclosures.finding import LIKELY, Finding
from mingzhang.package.dictionary import Schema
from mingzhang.package.values import clean
from mingzhang.project.publisher import MINGZHANG, Publisher
from mingzhang.text.masking import mask_personal

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_SCOPES = {"department": ("部门", "departmental"), "unit": ("单位", "unit"), "": ("", "")}
_KINDS = {"budget": ("预算", "budget"), "final": ("决算", "final account"), "": ("预决算公开文件", "budget disclosure")}
_ROLES = {
    "primary": ("原始来源", "Primary source"),
    "reconstruction": (
        "据原文重新排版，只供定位与图示",
        "Re-typeset from the primary source; gives places and pictures only",
    ),
    "copy": ("副本", "Copy"),
}
_DESCRIPTION = (
    "由公开文件读出的数据：每个印出的金额一行，附其在原文中的位置。印出的数字一律不改，推定与疑问另列标明。"
    "原文是官方文件，依著作权法第五条不受著作权保护；本数据包所加内容依 CC BY 4.0 提供。",
    "Data read from the published document: every printed amount is a row with its place in the source. What is "
    "printed is never altered; inferences and doubts stand beside it, marked. The document is an official document, "
    "outside copyright under article 5 of the Copyright Law of the People's Republic of China; what this package adds "
    "is offered under CC BY 4.0.",
)
_FIELDS = {
    "body": ("单位名称", "the name of the body"),
    "fiscal_year": ("年度", "the year"),
    "kind": ("预算还是决算", "whether it is a budget or a final account"),
    "scope": ("公开范围（是否只含本级）", "whether subordinate bodies are included"),
    "level": ("行政层级", "the level of government"),
    "division": ("行政区划", "the administrative division"),
    "signed": ("所署日期", "the date it bears"),
}
_PERSONAL = (
    "原件印有个人号码，故不转发，只在发布处查阅；本数据包中均已遮盖",
    "The document shows personal numbers: it is not passed on, only linked at its publisher; they are masked here",
)
LICENSES = [
    {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    },
    {"name": "other-pd", "title": "官方文件，依著作权法第五条不受著作权保护 (official document, outside copyright)"},
]


def describe(
    disclosure: Disclosure,
    signed: date | None,
    resources: Sequence[Mapping[str, Any]],
    publisher: Publisher = MINGZHANG,
) -> dict[str, Any]:
    """The whole descriptor. ``signed`` is the date read from the document, used where the disclosure gives none."""
    zh, en = _titles(disclosure)
    descriptor: dict[str, Any] = {
        "$schema": PROFILE,
        "name": disclosure.id.replace("/", "-"),
        "title": zh,
        "title:en": en,
        "description": _DESCRIPTION[0],
        "description:en": _DESCRIPTION[1],
        "version": disclosure.version or f"{disclosure.edition}.0.0",
        "keywords": _keywords(disclosure),
        "licenses": LICENSES,
        "contributors": [
            *([{"title": name, "roles": ["publisher"]}] if (name := _plain(disclosure.body.name)) else []),
            publisher.contributor,
        ],
        "sources": [_source(source) for source in disclosure.sources],
        "mingzhang:disclosure": _disclosure(disclosure, signed),
        "resources": list(resources),
    }
    if created := _created(disclosure, signed):
        descriptor["created"] = created
    return descriptor


def describe_resource(schema: Schema, path: Path, directory: Path) -> dict[str, Any]:
    """The descriptor of one of the resources named in ``schemas/``."""
    titles = {"title:en": schema.title_en, "description": schema.description, "description:en": schema.description_en}
    hidden = {"name", "title", "description", *titles}
    inline = {key: value for key, value in schema.descriptor.items() if key not in hidden}
    return _file(schema.name, schema.title, path, directory) | titles | {"schema": inline}


def describe_printed(name: str, title: str, path: Path, directory: Path, parts: Mapping[str, Any]) -> dict[str, Any]:
    """The descriptor of a printed table; ``parts`` holds its schema, header and the places of its figures."""
    return _file(name, mask_personal(clean(title)) or name, path, directory) | dict(parts)


def _file(name: str, title: str, path: Path, directory: Path) -> dict[str, Any]:
    data = path.read_bytes()
    return {
        "name": name,
        "title": title,
        "path": path.relative_to(directory).as_posix(),
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }


def _titles(disclosure: Disclosure) -> tuple[str, str]:
    """Chinese and English title; what a file read on its own does not tell is left out."""
    name = _plain(disclosure.body.name)
    scope, kind = _SCOPES[disclosure.scope], _KINDS[disclosure.kind]
    year = f"{disclosure.fiscal_year} 年" if disclosure.fiscal_year else ""
    edition = f"（第 {disclosure.edition} 版）" if disclosure.edition > 1 else ""
    edition_en = f"(edition {disclosure.edition})" if disclosure.edition > 1 else ""
    zh = " ".join(filter(None, (name, f"{year}{scope[0]}{kind[0]}{edition}")))
    words = (name and f"{name}:", str(disclosure.fiscal_year or ""), scope[1], kind[1], edition_en)
    return zh, " ".join(filter(None, words))


def _keywords(disclosure: Disclosure) -> list[str]:
    kind = {"budget": "部门预算公开", "final": "部门决算公开"}.get(disclosure.kind, "预决算公开")
    return [kind, "public budget", *([str(disclosure.fiscal_year)] if disclosure.fiscal_year else [])]


def _source(source: Source) -> dict[str, Any]:
    zh, en = _ROLES[source.role]
    made: dict[str, Any] = {"title": f"{source.file}（{zh}）"}
    if source.url:
        made["path"] = source.url
    if source.personal:
        made |= {"mingzhang:personal": _PERSONAL[0], "mingzhang:personal:en": _PERSONAL[1]}
    facts = {
        "file": source.file, "role": source.role, "role:en": en, "sha256": source.sha256,
        "obtained": _iso(source.obtained), "note": _plain(source.note),
    }  # fmt: skip
    return made | {f"mingzhang:{key}": value for key, value in facts.items() if value}


def _disclosure(disclosure: Disclosure, signed: date | None) -> dict[str, Any]:
    body, findings = disclosure.body, findings_of(disclosure)
    return {
        "body": {"name": _plain(body.name), "slug": body.slug, "division": body.division, "level": body.level},
        "fiscal_year": disclosure.fiscal_year,
        "kind": disclosure.kind,
        "scope": disclosure.scope,
        "edition": disclosure.edition,
        "signed": _iso(disclosure.signed or signed),
        "published": _iso(disclosure.published),
        "certainty": {key: finding.sure for key, finding in findings.items()},
        "evidence": {key: _plain(finding.evidence) for key, finding in findings.items()},
        "caveats": [
            {"note": _plain(c.note), "note_en": _plain(c.note_en), "table": c.table, "columns": list(c.columns)}
            for c in (*disclosure.caveats, *_guesses(findings))
        ],
    }


def _guesses(findings: Mapping[str, Finding]) -> list[Caveat]:
    """A caveat that names what the document does not say outright; none where it says all."""
    likely = [_FIELDS[key] for key, finding in findings.items() if finding.sure == LIKELY]
    if not likely:
        return []
    zh, en = "、".join(words[0] for words in likely), ", ".join(words[1] for words in likely)
    return [
        Caveat(
            f"以下各项原文没有明确写出，是推定的：{zh}。",
            f"Inferred, for the document does not state it outright: {en}.",
        )
    ]


def _created(disclosure: Disclosure, signed: date | None) -> str:
    """The date the source itself gives: released, else signed, else obtained; never the clock."""
    known: Iterable[date | None] = (disclosure.published, disclosure.signed, signed, _obtained(disclosure))
    day = next((d for d in known if d), None)
    return f"{day.isoformat()}T00:00:00Z" if day else ""


def _obtained(disclosure: Disclosure) -> date | None:
    return max((s.obtained for s in disclosure.sources if s.obtained), default=None)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _plain(text: str) -> str:
    return mask_personal(clean(text))

"""``data/catalog.json``: the whole offer as a DCAT catalogue in JSON-LD (https://www.w3.org/TR/vocab-dcat-3/)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mingzhang.knowledge.divisions import division_name
from mingzhang.project.publisher import publisher_title

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_LICENSE = {"@id": "https://creativecommons.org/licenses/by/4.0/"}
_TYPES = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".dta": "application/x-stata-dta",
}


def describe_catalog(
    collection: Mapping[str, Any], packages: Sequence[tuple[str, Mapping[str, Any]]], data_dir: Path, site_url: str = ""
) -> dict[str, Any]:
    """The catalogue of what lies in ``data_dir``: the ``collection``, and each package as (id, descriptor)."""
    base = f"{site_url.rstrip('/')}/data/" if site_url else ""
    whole = _dataset("all", collection, data_dir, base)
    parts = [_dataset(name, descriptor, data_dir, base) for name, descriptor in packages]
    return {
        "@context": _CONTEXT,
        "@type": "dcat:Catalog",
        "@id": f"{base}catalog.json",
        "dct:title": _texts(collection),
        "dct:description": _texts(collection, "description"),
        "dct:publisher": _publisher(collection),
        "dct:license": _LICENSE,
        "dct:language": ["zh", "en"],
        "dcat:dataset": [whole, *parts],
    }


def _publisher(descriptor: Mapping[str, Any]) -> dict[str, str]:
    return {"@type": "foaf:Organization", "foaf:name": publisher_title(descriptor)}


def _offered(data_dir: Path, name: str, collected: str) -> list[Path]:
    """The files of a package that readers choose from: the whole in each format, and what is asked for by itself."""
    whole = [data_dir / f"{name}{end}" for end in (".zip", ".xlsx")]
    own = ("panel.csv", "panel.dta", f"{collected}.sqlite.zip") if name == "all" else ("figures.csv",)
    inner = [data_dir / name / file for file in own]
    return [path for path in (*whole, *inner) if path.is_file()]


def _dataset(name: str, descriptor: Mapping[str, Any], data_dir: Path, base: str) -> dict[str, Any]:
    facts = descriptor.get("mingzhang:disclosure", {})
    dataset: dict[str, Any] = {
        "@type": "dcat:Dataset",
        "@id": f"{base}{name}.zip",
        "dct:identifier": descriptor["name"],
        "dct:title": _texts(descriptor),
        "dct:description": _texts(descriptor, "description"),
        "dcat:version": descriptor["version"],
        "dcat:keyword": descriptor["keywords"],
        "dct:license": _LICENSE,
        "dct:publisher": _publisher(descriptor),
        "dct:conformsTo": {"@id": descriptor["$schema"]},
        "dcat:distribution": [
            _distribution(path, data_dir, base) for path in _offered(data_dir, name, str(descriptor["name"]))
        ],
    }
    if facts:
        dataset["dct:creator"] = {"@type": "foaf:Organization", "foaf:name": facts["body"]["name"]}
        dataset |= _period(facts["fiscal_year"]) | _place(facts["body"]["division"])
    if facts.get("published"):
        dataset["dct:issued"] = {"@type": "xsd:date", "@value": facts["published"]}
    return dataset


def _period(year: int | None) -> dict[str, Any]:
    """The fiscal year, which is the calendar year (Budget Law of the People's Republic of China, article 18)."""
    if not year:
        return {}
    first, last = ({"@type": "xsd:date", "@value": f"{year}-{day}"} for day in ("01-01", "12-31"))
    return {"dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": first, "dcat:endDate": last}}


def _place(division: str) -> dict[str, Any]:
    """The division by its GB/T 2260 code, with its names where they are known."""
    if not division:
        return {}
    names = {"zh": division_name(division[:6]), "en": division_name(division[:6], "en")}
    labels = [{"@language": language, "@value": name} for language, name in names.items() if name]
    place = {"@type": "dct:Location", "dct:identifier": division} | ({"skos:prefLabel": labels} if labels else {})
    return {"dct:spatial": place}


def _distribution(path: Path, data_dir: Path, base: str) -> dict[str, Any]:
    data = path.read_bytes()
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": base + path.relative_to(data_dir).as_posix()},
        "dcat:mediaType": _TYPES[path.suffix],
        "dcat:byteSize": len(data),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": hashlib.sha256(data).hexdigest(),
        },
    }


def _texts(descriptor: Mapping[str, Any], key: str = "title") -> list[dict[str, str]]:
    zh, en = descriptor[key], descriptor[f"{key}:en"]
    return [{"@language": "zh", "@value": zh}, {"@language": "en", "@value": en}]

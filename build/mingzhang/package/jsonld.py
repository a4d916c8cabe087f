"""A package as schema.org/Dataset in JSON-LD, which is Croissant 1.1 as well: files with hashes, columns with types.

Source of the terms: https://docs.mlcommons.org/croissant/docs/croissant-spec.html and https://schema.org/Dataset.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mingzhang.package.citation import Citation, disclosure_id

_CR = (
    "citeAs column containedIn equivalentProperty extract field fileProperty fileObject fileSet format includes "
    "isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated replace samplingRate "
    "separator source subField transform arrayShape isArray"
)
CONTEXT: Mapping[str, Any] = {
    "@language": "zh-Hans",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "name": {"@container": "@language"},
    "description": {"@container": "@language"},
    **{term: f"cr:{term}" for term in _CR.split()},
}
_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def describe_dataset(descriptor: Mapping[str, Any], site_url: str = "") -> dict[str, Any]:
    """The JSON-LD of a package; addresses are absolute with ``site_url``, else relative to the package's folder."""
    facts = descriptor["mingzhang:disclosure"]
    citation = Citation.of(descriptor, site_url)
    base = f"{site_url.rstrip('/')}/data/{disclosure_id(facts)}/" if site_url else ""
    resources = descriptor["resources"]
    dataset: dict[str, Any] = {
        "@context": dict(CONTEXT),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": descriptor["title"],
        "alternateName": descriptor["title:en"],
        "description": f"{descriptor['description']} {descriptor['description:en']}",
        "url": citation.url or "./",
        "identifier": descriptor["name"],
        "version": descriptor["version"],
        "license": _LICENSE,
        "citeAs": citation.bibtex(),
        "inLanguage": "zh-Hans",
        "isAccessibleForFree": True,
        "keywords": descriptor["keywords"],
        "creator": {"@type": "sc:Organization", "name": citation.author},
        "publisher": {"@type": "sc:Organization", "name": citation.publisher},
        **_dates(facts),
        "variableMeasured": list(_measured(resources)),
        "distribution": [_file(resource, base) for resource in resources],
        "recordSet": [_records(resource) for resource in resources if "mingzhang:table" not in resource],
    }
    if based_on := [s["path"] for s in descriptor["sources"] if "path" in s]:
        dataset["isBasedOn"] = based_on
    return dataset


def page_dataset(descriptor: Mapping[str, Any], site_url: str = "", data: str = "/data/") -> dict[str, Any]:
    """The short form for the disclosure's page: what search engines of data sets look for, without the columns.

    ``data`` leads from the page to the data where the site has no address: a site may lie below any path.
    """
    whole = describe_dataset(descriptor, site_url)
    kept = (
        "name alternateName description url identifier version license inLanguage isAccessibleForFree keywords "
        "creator publisher datePublished dateCreated temporalCoverage variableMeasured isBasedOn"
    )
    name = disclosure_id(descriptor["mingzhang:disclosure"])
    base = f"{site_url.rstrip('/')}/data/" if site_url else data
    formats = {f"{name}.zip": "application/zip", f"{name}.xlsx": _XLSX, f"{name}/figures.csv": "text/csv"}
    files = [
        {"@type": "DataDownload", "contentUrl": base + path, "encodingFormat": kind} for path, kind in formats.items()
    ]
    terms = {key: _plain_type(whole[key]) for key in kept.split() if key in whole}
    return {"@context": "https://schema.org/", "@type": "Dataset", **terms, "distribution": files}


def _plain_type(value: Any) -> Any:
    """A node with its type as schema.org alone names it."""
    return {**value, "@type": value["@type"].removeprefix("sc:")} if isinstance(value, dict) else value


def _dates(facts: Mapping[str, Any]) -> dict[str, str]:
    """``datePublished`` only where the release is known; the date on the document is another thing."""
    dates = {"datePublished": facts["published"], "dateCreated": facts["signed"]}
    if facts["fiscal_year"]:
        dates["temporalCoverage"] = f"{facts['fiscal_year']}-01-01/{facts['fiscal_year']}-12-31"
    return {name: day for name, day in dates.items() if day}


def _measured(resources: list[Mapping[str, Any]]) -> Iterator[str]:
    figures = next(r for r in resources if r["name"] == "figures")
    for field in figures["schema"]["fields"]:
        if field["type"] == "number" and field["name"].startswith("amount"):
            yield field["title:en"]


def _file(resource: Mapping[str, Any], base: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": resource["path"],
        "name": resource["path"],
        "description": resource["title"],
        "contentUrl": base + resource["path"],
        "contentSize": f"{resource['bytes']} B",
        "encodingFormat": "text/csv",
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def _records(resource: Mapping[str, Any]) -> dict[str, Any]:
    name, schema = resource["name"], resource["schema"]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": f"{resource['description']}。{resource['description:en']}.",
        "key": [{"@id": f"{name}/{column}"} for column in schema["primaryKey"]],
        "field": [_field(resource, field) for field in schema["fields"]],
    }


def _field(resource: Mapping[str, Any], field: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{resource['name']}/{field['name']}",
        "name": field["name"],
        "description": f"{field['description']}。{field['description:en']}.",
        "dataType": _TYPES[field["type"]],
        "source": {"fileObject": {"@id": resource["path"]}, "extract": {"column": field["name"]}},
    }

"""The verb that turns a package into what readers download: the zip, the workbook, figures and tables as CSV.

Addresses below the site's ``data/``, where ``<id>`` is ``<body>/<year>-<kind>[-unit][-rN]``; they are a contract:

- ``<id>.zip``: the package itself, byte for byte, with ``README.md``, ``CAVEATS.md``, ``LICENSE.md``, ``CITATION.*``
  and ``dataset.jsonld``;
- ``<id>.xlsx``: the workbook;
- ``<id>/figures.csv``, ``<id>/tables/<table>.csv``: what is read most, and one table alone, as in the zip;
- ``<id>/CITATION.bib``, ``<id>/CITATION.cff``, ``<id>/CITATION.txt``.

What else the package holds is in the zip alone: nothing is there twice but what is asked for by itself.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from mingzhang.package.bundle import write_zip
from mingzhang.package.citation import Citation, disclosure_id
from mingzhang.package.jsonld import describe_dataset
from mingzhang.package.readme import caveat_lines, licence_text, markdown, readme_lines
from mingzhang.package.stored import PackageData, read_package
from mingzhang.package.workbook import write_workbook


@dataclass(frozen=True, slots=True)
class Downloads:
    """What was written for one disclosure: paths below the data folder, in the order they are offered."""

    id: str
    files: tuple[str, ...]


def write_downloads(package_dir: Path, data_dir: Path, site_url: str = "") -> Downloads:
    """Writes every format of the package in ``package_dir`` into ``data_dir``, the ``data/`` folder of a site.

    The same package gives the same bytes: for CSV, JSON and text everywhere, for XLSX, Parquet and zip under one lock
    and platform. UnreadableSource when ``package_dir`` holds no readable package.
    """
    data = read_package(package_dir)
    name = disclosure_id(data.disclosure)
    target = data_dir / name
    members = _members(data)
    for file, path in members.items():
        if file == "figures.csv" or file.startswith("tables/"):
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / file)
    texts = _texts(data, site_url)
    for file, text in texts.items():
        if file.startswith("CITATION"):
            (target / file).write_text(text, encoding="utf-8", newline="\n")
    write_workbook(data, data_dir / f"{name}.xlsx", site_url)
    write_zip(data_dir / f"{name}.zip", {**members, **texts}, name.replace("/", "-"))
    return list_downloads(package_dir, data_dir)


def list_downloads(package_dir: Path, data_dir: Path) -> Downloads:
    """What ``write_downloads`` has written for this package into ``data_dir``."""
    descriptor = json.loads((package_dir / "datapackage.json").read_text(encoding="utf-8"))
    name = disclosure_id(descriptor["mingzhang:disclosure"])
    made = sorted(p for p in (data_dir / name).rglob("*") if p.is_file())
    files = [data_dir / f"{name}.zip", data_dir / f"{name}.xlsx", *made]
    return Downloads(name, tuple(p.relative_to(data_dir).as_posix() for p in files))


def _members(data: PackageData) -> dict[str, Path]:
    """The files of the package, by their names in it."""
    names = ["datapackage.json", *(r["path"] for r in data.descriptor["resources"])]
    return {name: data.directory / name for name in names}


def _texts(data: PackageData, site_url: str) -> dict[str, str]:
    citation = Citation.of(data.descriptor, site_url)
    return {
        "README.md": markdown(readme_lines(data, citation)),
        "CAVEATS.md": markdown(["# 须知 Caveats", *caveat_lines(data)]),
        "LICENSE.md": licence_text(),
        "CITATION.txt": citation.gbt7714() + "\n",
        "CITATION.bib": citation.bibtex(),
        "CITATION.cff": citation.cff(),
        "dataset.jsonld": json.dumps(describe_dataset(data.descriptor, site_url), ensure_ascii=False, indent=1) + "\n",
    }

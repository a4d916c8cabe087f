"""The verb that turns a package into what readers download: CSV, XLSX, Parquet, zip, citation and JSON-LD.

Addresses below the site's ``data/``, where ``<id>`` is ``<body>/<year>-<kind>[-unit][-rN]``; they are a contract:

- ``<id>/datapackage.json``, ``<id>/<resource>.csv``, ``<id>/tables/<table>.csv``: the package itself, byte for byte;
- ``<id>/tables/<table>.xlsx``; ``<id>/parquet/<resource>.parquet``, ``<id>/parquet/tables/<table>.parquet``;
- ``<id>/dataset.jsonld``, ``<id>/CITATION.bib``, ``<id>/CITATION.cff``, ``<id>/CITATION.txt``, ``<id>/README.md``;
- ``<id>.xlsx``, ``<id>.zip``.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from mingzhang.package.bundle import write_zip
from mingzhang.package.citation import Citation, disclosure_id
from mingzhang.package.columnar import arrow_table, printed_arrow, write_parquet
from mingzhang.package.dictionary import load_schemas
from mingzhang.package.jsonld import describe_dataset
from mingzhang.package.readme import caveat_lines, licence_text, markdown, readme_lines
from mingzhang.package.stored import PackageData, read_package
from mingzhang.package.workbook import make_grids, write_table_workbook, write_workbook
from mingzhang.project.publisher import publisher_title


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
    members = _copy(data, target)
    texts = _texts(data, site_url)
    for file, text in texts.items():
        (target / file).write_text(text, encoding="utf-8", newline="\n")
    _write_parquet(data, target / "parquet")
    body, publisher = str(data.disclosure["body"]["name"]), publisher_title(data.descriptor)
    for grid in make_grids(data).values():
        write_table_workbook(grid, body, target / Path(grid.table.path).with_suffix(".xlsx"), publisher)
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


def _copy(data: PackageData, target: Path) -> dict[str, Path]:
    names = ["datapackage.json", *(r["path"] for r in data.descriptor["resources"])]
    copied: dict[str, Path] = {}
    for name in names:
        copied[name] = target / name
        copied[name].parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(data.directory / name, copied[name])
    return copied


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


def _write_parquet(data: PackageData, folder: Path) -> None:
    for name, schema in load_schemas().items():
        write_parquet(arrow_table(schema, data.frames[name]), folder / f"{name}.parquet")
    for table in data.tables.values():
        write_parquet(printed_arrow(table), folder / Path(table.path).with_suffix(".parquet"))

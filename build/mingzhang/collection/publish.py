"""The data side of the site: everything below ``data/``, from the packages on disk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mingzhang.collection.bulk import write_collection
from mingzhang.collection.catalog import describe_catalog
from mingzhang.collection.feed import make_feed
from mingzhang.collection.releases import read_releases
from mingzhang.package.formats import Downloads, write_downloads
from mingzhang.package.kept import keep_downloads
from mingzhang.project.publisher import MINGZHANG, Publisher


def publish_data(
    package_dirs: Sequence[Path],
    data_dir: Path,
    site_url: str = "",
    releases: Path | None = None,
    cache: Path | None = None,
    publisher: Publisher = MINGZHANG,
) -> dict[str, Downloads]:
    """Writes every download into ``data_dir``, the ``data/`` folder of a site: each disclosure, the collection,
    ``catalog.json`` and ``feed.xml``. Gives what was written for each disclosure by its id.

    ``site_url`` makes addresses absolute; ``releases`` holds the records of releases; ``cache`` keeps the downloads
    of each disclosure between builds. Addresses: see :mod:`mingzhang.package.formats` and
    :mod:`mingzhang.collection.bulk`.
    """
    records = read_releases(releases) if releases else []
    written = [(_write(p, data_dir, site_url, cache), _descriptor(p)) for p in package_dirs]
    made = {downloads.id: (downloads, descriptor) for downloads, descriptor in written}
    write_collection(package_dirs, data_dir, site_url, _version(records[0]["name"] if records else ""), publisher)
    packages = [(name, made[name][1]) for name in sorted(made)]
    collection = _descriptor(data_dir / "all")
    catalog = describe_catalog(collection, packages, data_dir, site_url)
    text = json.dumps(catalog, ensure_ascii=False, indent=1) + "\n"
    (data_dir / "catalog.json").write_text(text, encoding="utf-8", newline="\n")
    (data_dir / "feed.xml").write_text(make_feed(records, site_url, publisher), encoding="utf-8", newline="\n")
    return {name: downloads for name, (downloads, _) in made.items()}


def _write(package_dir: Path, data_dir: Path, site_url: str, cache: Path | None) -> Downloads:
    if cache is None:
        return write_downloads(package_dir, data_dir, site_url)
    return keep_downloads(package_dir, data_dir, site_url, cache)


def _descriptor(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return data


def _version(name: str) -> str:
    """The collection's version: the day of its last release as ``2024.3.1``, else ``0.0.0``."""
    parts = name.split("-")
    return ".".join(str(int(p)) for p in parts) if len(parts) == 3 and all(p.isdigit() for p in parts) else "0.0.0"

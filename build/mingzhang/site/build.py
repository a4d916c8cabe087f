"""Packages → the static site: pages written to a staging folder, both editions built with MkDocs, data files beside them."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from mingzhang.collection.collect import collect
from mingzhang.collection.entry import Collection
from mingzhang.errors import WrongCommand
from mingzhang.site import address
from mingzhang.site.pages import write_pages
from mingzhang.site.plugin import Pages
from mingzhang.site.words import LANGUAGES

_CONFIG = {"zh": "mkdocs.yml", "en": "mkdocs.en.yml"}
_FOLDER = {"zh": "", "en": "en"}


def build_site(packages: Sequence[Path], target: Path, site_src: Path) -> None:
    """The site of these packages in the empty folder ``target``. WrongCommand when ``site_src`` has no mkdocs.yml beside it.

    The Chinese edition is at the root, the English one in ``en/``, the packages' files in ``data/``.
    """
    configs = {lang: site_src.parent / name for lang, name in _CONFIG.items()}
    for path in configs.values():
        if not path.is_file():
            raise WrongCommand(str(path), "no such file", "mkdocs.yml beside site_src", "name the site's own site_src")
    collection = collect(packages)
    with tempfile.TemporaryDirectory(prefix="mingzhang-site-") as folder:
        staging = Path(folder)
        write_pages(collection, staging, site_src)
        for language in LANGUAGES:
            build_edition(configs[language], staging / language, target / _FOLDER[language])
    copy_data(collection, target)


def build_edition(config_file: Path, docs: Path, target: Path) -> None:
    """One edition with MkDocs."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    found = docs.parent / f"found-{docs.name}.json"
    (docs / "found.json").rename(found)
    config: Any = load_config(str(config_file), docs_dir=str(docs), site_dir=str(target))
    config.plugins["mingzhang"] = Pages(found)
    build(config)


def copy_data(collection: Collection, target: Path) -> None:
    """The files of every package, at the addresses that the pages name."""
    for entry in collection.entries:
        shutil.copytree(entry.directory, target / address.files(entry.id), dirs_exist_ok=True)

"""Packages → the static site: pages in a staging folder, both editions through MkDocs, data files beside them."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from mingzhang.collection.amount_search import FOLDER as AMOUNTS
from mingzhang.collection.bulk import leave_in_zip
from mingzhang.collection.entry import Collection
from mingzhang.collection.gathering import collect
from mingzhang.collection.publish import publish_data
from mingzhang.disclosures.disclosure import RELEASES
from mingzhang.errors import WrongCommand
from mingzhang.project.project import HERE, Project
from mingzhang.running.scratch import scratch
from mingzhang.site.dress import dress
from mingzhang.site.gallery import Gallery
from mingzhang.site.interface import LANGUAGES, Words
from mingzhang.site.own_pages import write_empty, write_own
from mingzhang.site.pages import write_pages
from mingzhang.site.plugin import Pages
from mingzhang.site.publishing import write_robots
from mingzhang.site.reach import site_url
from mingzhang.site.redirects import write_redirects
from mingzhang.site.shell import ADDRESS, make_shell

_CONFIG = {"zh": "mkdocs.yml", "en": "mkdocs.en.yml"}
_FOLDER = {"zh": "", "en": "en"}


def build_site(
    packages: Sequence[Path],
    target: Path,
    site_src: Path,
    stores: Sequence[Path] = (),
    cache: Path | None = None,
    project: Project = HERE,
) -> None:
    """The site of these packages in the empty folder ``target``.

    The Chinese edition is at the root, the English one in ``en/``, the packages' files in ``data/``. ``stores`` are
    folders with sources that do not lie beside their packages; ``cache`` keeps the pictures of their pages, and the
    files of packages that have not changed.
    WrongCommand when there is no mkdocs.yml beside ``site_src``, or MINGZHANG_SITE_URL is no address.
    """
    site_url()
    configs = {lang: site_src.parent / name for lang, name in _CONFIG.items()}
    for path in configs.values():
        if not path.is_file():
            raise WrongCommand(str(path), "no such file", "mkdocs.yml beside site_src", "name the site's own site_src")
    collection = collect(packages)
    with scratch("site") as staging:
        write_data(collection, staging, site_src, cache, project)
        gallery = Gallery(staging, stores, cache / "pictures" if cache else staging / "pictures")
        write_pages(collection, staging, site_src, gallery, project)
        leave_in_zip(staging / "data" / "all")
        for language in LANGUAGES:
            build_edition(configs[language], staging / language, target / _FOLDER[language], project)
        for made in (staging / "data").iterdir():  # only now: MkDocs empties the folder that it writes to
            shutil.move(made, target / "data" / made.name)
    write_redirects(target, packages)
    write_robots(target)


def build_edition(config_file: Path, docs: Path, target: Path, project: Project = HERE) -> None:
    """One edition with MkDocs."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    found = docs.parent / f"found-{docs.name}.json"
    (docs / "found.json").rename(found)
    config: Any = load_config(
        str(config_file), docs_dir=str(docs), site_dir=str(target.resolve()), site_url=_site_url(docs.name)
    )
    dress(config, docs, project)
    shards = sorted(p.stem for p in (docs.parent / "data" / AMOUNTS).glob("*.json"))
    up = "../" if docs.name == "zh" else "../../"
    words = Words("zh" if docs.name == "zh" else "en")
    said = {"missing": words("search-missing"), "missingText": words("search-missing-text")}
    config.plugins["mingzhang"] = pages = Pages(found, f"{up}data/{AMOUNTS}/", shards, said)
    write_empty(docs)
    build(config)
    shutil.rmtree(target / ADDRESS)
    write_own(make_shell(pages.shell, site_url(), docs.name, config.site_name), pages.own, docs, target)


def _site_url(language: str) -> str:
    """Where this edition will stand, for canonical addresses; empty unless MINGZHANG_SITE_URL names the site."""
    root = site_url()
    return f"{root}{_FOLDER[language] and 'en/'}" if root else ""


def write_data(
    collection: Collection, target: Path, site_src: Path, cache: Path | None = None, project: Project = HERE
) -> None:
    """Everything below ``data/``: the files of every package in every format, the collection, catalogue and feed."""
    directories = [e.directory for e in collection.entries]
    releases = (project.folder or site_src.parent) / RELEASES
    publish_data(directories, target / "data", site_url(), releases, cache, project.publisher)
    refuse_broken(target / "data" / "all" / "violations.txt")


def refuse_broken(violations: Path) -> None:
    """WrongCommand when rows of the collection break a rule of its schemas: such data are published by nobody."""
    lines = violations.read_text(encoding="utf-8").splitlines() if violations.is_file() else []
    if lines:
        found = f"{lines[0]} ({len(lines)} rows break a rule of the schemas)"
        raise WrongCommand("data/all", found, "data that keep to their schemas", "build them anew, or report it")

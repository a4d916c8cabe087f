"""What the pages offer to take away: the formats of a disclosure, the whole collection, how to cite, JSON-LD."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from markupsafe import Markup

from mingzhang.collection.dossier import Dossier
from mingzhang.package.citation import Citation
from mingzhang.package.jsonld import page_dataset
from mingzhang.site import address
from mingzhang.site.address import SITE_URL, Here
from mingzhang.site.interface import Words

_FORMATS = (("offer-xlsx", ".xlsx"), ("offer-zip", ".zip"), ("offer-figures", "/figures.csv"))
_COLLECTION = (
    ("offer-all-zip", "data/all.zip"),
    ("offer-all-panel", "data/all/panel.csv"),
    ("offer-all-stata", "data/all/panel.dta"),
    ("offer-all-sqlite", "data/all/{id}.sqlite.zip"),
    ("offer-all-catalog", "data/catalog.json"),
    ("offer-all-feed", "data/feed.xml"),
)


def offers_of(entry_id: str, words: Words, here: Here) -> list[dict[str, str]]:
    """The formats most readers want of one disclosure, by name and address."""
    folder = here.to_root(address.files(entry_id)).rstrip("/")
    return [{"name": words(name), "href": folder + end} for name, end in _FORMATS]


def collection_offers(words: Words, here: Here, site: Path) -> list[dict[str, str]]:
    """The files of the whole collection, which lie in ``site``, by name, address and size."""
    paths = [(name, path.format(id=words("site-id"))) for name, path in _COLLECTION]
    return [{"name": words(name), "href": here.to_root(path), "size": size_of(site / path)} for name, path in paths]


def size_of(path: Path) -> str:
    """The size of a file for reading; empty where it is not there."""
    if not path.is_file():
        return ""
    size = path.stat().st_size
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} KB"


def citation_of(package: Dossier, entry_id: str, words: Words, here: Here) -> dict[str, Any]:
    """The citation in one line, and the files with the other formats."""
    folder = here.to_root(address.files(entry_id))
    line = (
        Citation.of(package.descriptor, os.environ.get(SITE_URL, "")).gbt7714().replace("YYYY-MM-DD", words("cite-day"))
    )
    files = (("BibTeX", "CITATION.bib"), ("CFF", "CITATION.cff"), ("GB/T 7714", "CITATION.txt"))
    return {"line": line, "files": [{"name": name, "href": folder + file} for name, file in files]}


def script_of(package: Dossier, here: Here) -> Markup:
    """schema.org/Dataset for the head of search engines; ``<`` is escaped, so that no text can end the script."""
    dataset = page_dataset(package.descriptor, os.environ.get(SITE_URL, ""), here.to_root("data/"))
    text = json.dumps(dataset, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))

"""What a project puts in place of ours: texts, pages, styles, scripts and pictures, and who publishes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import yaml

from mingzhang.errors import WrongCommand, closest
from mingzhang.project.project import HERE, Project
from mingzhang.site.edition import Edition
from mingzhang.site.interface import LANGUAGES, Words, interface_keys
from mingzhang.site.reach import report_to, site_url

TEXTS = "texts.yml"
SHARED = ("styles", "scripts", "images")
PAGES = ("about.md", "use.md", "method.md")  # ours that are written by hand
_TOKEN = re.compile(r"\{\{(name|id|address|first|standing|correct|contribute)\}\}")
_NO_ADDRESS = "https://data.example"

Texts = Mapping[str, Mapping[str, str]]


def own_texts(project: Project) -> Texts:
    """The texts of site/texts.yml, and the names of the publisher; none for this project's own site.

    WrongCommand when a text is of no name that the interface knows.
    """
    if project.folder is None:
        return {}
    about = project.publisher
    names = {"site-name": {"zh": about.name, "en": about.name_en}, "site-id": {"zh": about.id, "en": about.id}}
    path = project.overlay / TEXTS if project.overlay else None
    return names | (_read_texts(path) if path and path.is_file() else {})


def _read_texts(path: Path) -> dict[str, dict[str, str]]:
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise WrongCommand(str(path), f"no YAML: {error}", "YAML in UTF-8", "mend the file") from error
    known = interface_keys()
    for key, texts in loaded.items():
        if key not in known:
            raise WrongCommand(str(path), f"unknown text {key}", "a text of the interface", closest(str(key), known))
        if not isinstance(texts, dict) or not set(texts) <= set(LANGUAGES):
            raise WrongCommand(f"{path}: {key}", f"found {texts!r}", "zh: …, en: …", "write one or both")
    return {key: {lang: str(text) for lang, text in texts.items()} for key, texts in loaded.items()}


def lay_over(edition: Edition) -> None:
    """Copies the overlay's pages of this edition and its styles, scripts and pictures over what is there."""
    overlay = edition.project.overlay
    if overlay is None:
        return
    own = [(overlay / edition.words.language, edition.folder)]
    own += [(overlay / name, edition.folder / name) for name in SHARED]
    for source, target in own:
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)


def fill_in(edition: Edition) -> None:
    """Puts the publisher into the hand-written pages, ours and the project's own."""
    overlay = edition.project.overlay
    own = (overlay / edition.words.language).rglob("*.md") if overlay else ()
    names = {*PAGES, *(str(p.relative_to(overlay / edition.words.language)) for p in own if overlay)}
    facts = page_facts(edition.words, edition.project, [entry.id for entry in edition.collection.entries])
    for name in sorted(names):
        path = edition.folder / name
        if path.is_file():
            path.write_text(fill_page(path.read_text(encoding="utf-8"), facts), encoding="utf-8", newline="\n")


def fill_page(text: str, facts: Mapping[str, str]) -> str:
    """A page with ``{{name}}`` and its like filled in."""
    return _TOKEN.sub(lambda match: facts[match[1]], text)


def page_facts(words: Words, project: Project = HERE, ids: list[str] | None = None) -> dict[str, str]:
    """What pages may say of the site: name, id, address, its first disclosure, who stands behind it, whom to tell."""
    contact = report_to()
    return {
        "name": words("site-name"),
        "id": words("site-id"),
        "address": site_url().rstrip("/") or _NO_ADDRESS,
        "first": min(ids or ["body/2024-budget"]),
        "standing": words("standing-official" if project.official else "standing-independent"),
        "contribute": words("contribute-here") if project.folder is None else "",
        "correct": words("correct-at", contact=f"<{contact}>") if contact else words("correct-issues"),
    }

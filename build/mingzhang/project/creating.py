"""The folder of a site of one's own: its settings, and the recipes that publish it."""

from __future__ import annotations

import datetime
import re
import shutil
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import tomlkit
from pypinyin import lazy_pinyin

from mingzhang import __version__
from mingzhang.errors import WrongCommand
from mingzhang.knowledge.divisions import division_name, division_of, possible_divisions
from mingzhang.project.project import FILE, OVERLAY, load_project

_PARTS = {
    "README.md": "README.md",
    ".gitignore": "gitignore",
    "Containerfile": "Containerfile",
    ".github/workflows/publish.yml": "publish.yml",
    "datasets/README.md": "datasets.md",
    "site/README.md": "site.md",
}
"""File of the project → its template."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the founder of a site has answered; ``logo`` is a picture to copy."""

    name: str
    name_en: str
    id: str
    division: str = ""
    official: bool = False
    contact: str = ""
    address: str = ""
    primary: str = ""
    accent: str = ""
    logo: Path | None = None


def settle_division(place: str, division: str) -> str:
    """The code given, or the one that the place's name settles. WrongCommand where it settles none."""
    if division:
        if not division_name(division[:6]):
            raise WrongCommand("--division", f"found {division!r}", "a code of GB/T 2260", "look it up by --place")
        return division
    if not place:
        return ""
    if found := division_of(place):
        return found
    could = ", ".join(f"{code} {division_name(code)}" for code in sorted(possible_divisions(place)))
    todo = "give --division" if could else "write the name in full, or give --division"
    raise WrongCommand("--place", f"{place} is {could or 'no place we know'}", "a place that has one code", todo)


def english_place(division: str) -> str:
    """The English name of a division; empty without one."""
    return division_name(division[:6], "en") if division else ""


def proposed_id(name_en: str, name: str) -> str:
    """A short id from the English name, else from the sounds of the Chinese one."""
    text = name_en or " ".join(lazy_pinyin(name))
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "")).strip("-")
    return (plain[:40].strip("-") or "site") if plain[:1].isalpha() else f"site-{plain[:30]}".strip("-")


def create_project(folder: Path, wish: Wish) -> tuple[list[Path], list[Path]]:
    """Writes the project into ``folder``: what was made, and what was there already and stays.

    WrongCommand when there is a mingzhang.toml, or an answer is none that it takes; nothing is written then.
    """
    settings = folder / FILE
    if not wish.name:
        raise WrongCommand(str(settings), "no name", "--name, or a terminal to ask on", "give --name and --name-en")
    if settings.exists():
        raise WrongCommand(str(settings), "there already", "a folder without one", "change it there")
    folder.mkdir(parents=True, exist_ok=True)
    made, kept = [settings], list[Path]()
    logo = f"images/logo{wish.logo.suffix.lower()}" if wish.logo else ""
    if wish.logo:
        made += _copied(wish.logo, folder / OVERLAY / logo)
    settings.write_text(_settings(wish, logo), encoding="utf-8", newline="\n")
    try:
        load_project(folder)
    except WrongCommand:
        for path in made:
            path.unlink()
        raise
    for name, template in _PARTS.items():
        path = folder / name
        if path.exists():
            kept.append(path)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_filled(template, wish), encoding="utf-8", newline="\n")
        made.append(path)
    return made, kept


def _copied(source: Path, target: Path) -> list[Path]:
    if target.exists():
        raise WrongCommand(str(target), "there already", "no file of that name", "move it, or leave --logo out")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return [target]


def _settings(wish: Wish, logo: str) -> str:
    """mingzhang.toml with its comments; what was not answered stands there to be filled in."""
    values = {
        "name": wish.name,
        "name_en": wish.name_en,
        "id": wish.id,
        "tag": _tag(wish),
        "contact": wish.contact,
        "division": wish.division,
        "official": wish.official,
        "address": wish.address,
        "primary": wish.primary,
        "accent": wish.accent,
        "logo": logo,
    }
    text = _template("mingzhang.toml")
    for key, value in values.items():
        text = text.replace(f"@{key}@", tomlkit.item(value).as_string())
    return text


def _tag(wish: Wish) -> str:
    """Who begins the ids of the feed, and when: they must stay when the site moves."""
    host = urlsplit(wish.address).hostname or ""
    return f"{host or wish.id},{datetime.datetime.now(datetime.UTC).year}"


def _filled(template: str, wish: Wish) -> str:
    """A template with what was answered."""
    facts = {"name": wish.name, "name_en": wish.name_en, "version": __version__, "site_url": _site_url_line(wish)}
    text = _template(template)
    for key, value in facts.items():
        text = text.replace(f"@{key}@", value)
    return text


def _site_url_line(wish: Wish) -> str:
    """Without an address of its own the site stands where GitHub puts it."""
    return "" if wish.address else 'env: {MINGZHANG_SITE_URL: "${{ steps.pages.outputs.base_url }}"}'


def _template(name: str) -> str:
    return (files("mingzhang.project") / "template" / name).read_text(encoding="utf-8")

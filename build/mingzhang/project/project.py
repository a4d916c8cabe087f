"""``mingzhang.toml``: who publishes the site of a folder, read and checked."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from mingzhang.errors import WrongCommand, closest
from mingzhang.project.colours import ACCENT, PRIMARY, READABLE, contrast_with_white
from mingzhang.project.publisher import MINGZHANG, Publisher

FILE, OVERLAY, PUBLIC = "mingzhang.toml", "site", "public"  # settings, what replaces ours, the built site
SITE_URL = "MINGZHANG_SITE_URL"  # environment variable: the address of the published site
REPORT_TO = "MINGZHANG_REPORT_TO"  # environment variable: who hears of misreadings, a mail or an https address


@dataclass(frozen=True, slots=True)
class Project:
    """The settings of a site. ``folder`` holds mingzhang.toml; None: it is the site of this project itself.

    ``logo`` is a file below the overlay ``site/``; texts that are empty are those of the package.
    """

    publisher: Publisher = MINGZHANG
    folder: Path | None = None
    division: str = ""
    official: bool = False
    address: str = ""
    description: str = ""
    description_en: str = ""
    copyright: str = ""
    copyright_en: str = ""
    primary: str = PRIMARY
    accent: str = ACCENT
    logo: str = ""

    @property
    def overlay(self) -> Path | None:
        """The folder whose files replace those of the package, or are added to them; None when there is none."""
        path = self.folder / OVERLAY if self.folder else None
        return path if path and path.is_dir() else None

    def announce(self) -> None:
        """Puts address and contact where the site looks for them, unless the environment names others."""
        os.environ.setdefault(SITE_URL, self.address)
        os.environ.setdefault(REPORT_TO, self.publisher.contact)


HERE = Project()
"""The site of this project itself."""


def load_project(folder: Path) -> Project:
    """The project of a folder; without mingzhang.toml there the one of this package.

    WrongCommand names the key and what is wrong with it.
    """
    path = folder / FILE
    if not path.is_file():
        return HERE
    data = _load(path)
    error = best_match(_validator().iter_errors(data))
    if error is not None:
        raise _wrong(path, error)
    about, site = data["publisher"], data.get("site", {})
    publisher = Publisher(
        about["name"], about["name_en"], about["id"], about.get("tag", f"{about['id']},2026"), about.get("contact", "")
    )
    project = Project(publisher, folder.resolve(), about.get("division", ""), about.get("official", False), **site)
    _refuse_pale(path, project)
    _refuse_missing_logo(path, project)
    return project


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongCommand(str(path), f"no TOML: {error}", "TOML 1.0 in UTF-8", "mend the file") from error


@cache
def _validator() -> Draft202012Validator:
    text = Path(__file__).with_name("project.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def _wrong(path: Path, error: ValidationError) -> WrongCommand:
    key = ".".join(map(str, error.absolute_path))
    where = f"{path}: {key}" if key else str(path)
    given: Any = error.instance
    schema: Mapping[str, Any] = error.schema if isinstance(error.schema, Mapping) else {}
    if error.validator == "additionalProperties":
        known = list(schema.get("properties", ()))
        unknown = next(iter(sorted(set(given) - set(known))))
        return WrongCommand(where, f"unknown key {unknown}", "one of " + ", ".join(known), closest(unknown, known))
    if error.validator == "required":
        missing = [name for name in schema["required"] if name not in given]
        return WrongCommand(where, f"no key {missing[0]}", "all of " + ", ".join(schema["required"]), "add the key")
    wanted = f"{error.validator} {json.dumps(error.validator_value, ensure_ascii=False)}"
    return WrongCommand(where, f"found {error.instance!r}", wanted, "mend the value")


def _refuse_pale(path: Path, project: Project) -> None:
    """White text stands on the primary colour; links are written in it."""
    contrast = contrast_with_white(project.primary)
    if contrast < READABLE:
        found = f"{project.primary} is too light for white text (contrast {contrast:.1f})"
        raise WrongCommand(f"{path}: site.primary", found, f"a contrast of {READABLE} or more", "choose a darker one")


def _refuse_missing_logo(path: Path, project: Project) -> None:
    if project.logo and not (path.parent / OVERLAY / project.logo).is_file():
        where = f"{OVERLAY}/{project.logo}"
        raise WrongCommand(f"{path}: site.logo", f"no file {where}", "a picture below site/", "put it there")

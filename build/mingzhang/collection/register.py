"""What is known of bodies beyond their disclosures: ``body.toml`` in a body's folder, written by hand.

name_en = "Changji Association for Science and Technology"
kind = "people-organisation"
parent = "another-body"
predecessors = ["older-body"]
names = [{name = "旧名", from = 2010, to = 2018}]
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from mingzhang import disclosures
from mingzhang.errors import WrongCommand

FILE = "body.toml"


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name with its years; None where not known."""

    name: str
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """What ``body.toml`` says; every field may be empty."""

    name_en: str = ""
    kind: str = ""
    parent: str = ""
    predecessors: tuple[str, ...] = ()
    names: tuple[FormerName, ...] = ()


def read_register(package_dirs: Iterable[Path]) -> dict[str, Registered]:
    """Body id → its ``body.toml``, for packages that lie in a tree of datasets. WrongCommand when a file is wrong."""
    folders = {directory.parent.parent for directory in package_dirs}
    return {folder.name: _load(folder / FILE) for folder in sorted(folders) if (folder / FILE).is_file()}


def _load(path: Path) -> Registered:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongCommand(str(path), f"no TOML: {error}", "TOML 1.0 in UTF-8", "mend the file") from error
    if wrong := best_match(Draft202012Validator(_schema()).iter_errors(data)):
        key = ".".join(map(str, wrong.absolute_path))
        raise WrongCommand(f"{path}: {key}", wrong.message, "what body.schema.json allows", "mend the value")
    names = tuple(FormerName(n["name"], n.get("from"), n.get("to")) for n in data.pop("names", ()))
    return Registered(**{**data, "predecessors": tuple(data.get("predecessors", ())), "names": names})


def _schema() -> dict[str, Any]:
    text = Path(disclosures.__file__).with_name("body.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema

"""Another id for a body: its folder and files change, and its old addresses lead to the new ones."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import tomlkit

from mingzhang.disclosures.disclosure import FILE, find_disclosures
from mingzhang.errors import WrongCommand
from mingzhang.running.files import write_whole

REDIRECTS, BODY = "redirects.csv", "body.toml"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def rename_body(datasets: Path, old: str, new: str) -> list[str]:
    """Gives the body ``old`` the id ``new``; the ids of its disclosures now.

    WrongCommand when there is none, ``new`` is no id, or it is taken. Done again after it was cut off, it goes on.
    """
    source, target = datasets / old, datasets / new
    if not _SLUG.fullmatch(new) or len(new) > 60:
        raise WrongCommand(new, "no id", "lower-case letters, digits and single hyphens, at most 60", "choose another")
    if not _SLUG.fullmatch(old) or not source.is_dir():
        raise WrongCommand(str(source), "no body of this id", "a folder of the datasets tree", "check the id")
    if target.exists():
        raise WrongCommand(str(target), "there already", "an id that no body has", "choose another")
    found = [directory for directory in find_disclosures(datasets) if directory.parent == source]
    for directory in found:
        _set(directory / FILE, ("body", "slug"), new)
    for path in sorted(datasets.glob(f"*/{BODY}")):
        _replace_parent(path, old, new)
    source.rename(target)
    note_redirect(datasets, old, new)
    return [f"{new}/{directory.name}" for directory in found]


def note_redirect(datasets: Path, old: str, new: str) -> None:
    """Keeps that ``old``, a body's id or a disclosure's, is ``new`` now."""
    path = datasets / REDIRECTS
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else ["old,new"]
    write_whole(path, "\n".join([*lines, f"{old},{new}"]) + "\n")


def redirects(datasets: Path) -> dict[str, str]:
    """Old id → the one of today, over all steps between; none for what leads in a circle, or is in use again."""
    path = datasets / REDIRECTS
    if not path.is_file():
        return {}
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    steps = {row["old"]: row["new"] for row in rows if row.get("old") and row.get("new")}
    ends = {old: _end(old, steps) for old in steps}
    return {old: new for old, new in ends.items() if new and not (datasets / old).exists()}


def _end(old: str, steps: dict[str, str]) -> str:
    seen = {old}
    here = steps[old]
    while here in steps:
        if here in seen:
            return ""
        seen.add(here)
        here = steps[here]
    return here


def tidy_body(old: Path, new: Path) -> None:
    """What is known of a body goes with its last disclosure; the folder that is left empty goes, too."""
    if any(old.glob(f"*/{FILE}")):
        return
    known = old / BODY
    if known.is_file() and not (new / BODY).exists():
        known.rename(new / BODY)
    if old.is_dir() and not any(old.iterdir()):
        old.rmdir()


def _set(path: Path, key: tuple[str, str], value: str) -> None:
    data = tomlkit.parse(path.read_text(encoding="utf-8"))
    data[key[0]][key[1]] = value
    write_whole(path, tomlkit.dumps(data))


def _replace_parent(path: Path, old: str, new: str) -> None:
    data = tomlkit.parse(path.read_text(encoding="utf-8"))
    if data.get("parent") == old:
        data["parent"] = new
        write_whole(path, tomlkit.dumps(data))

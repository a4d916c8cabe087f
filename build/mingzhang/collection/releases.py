"""Releases: what changed since the last one, new versions for the packages it changed, a record of it.

A release is two files in ``datasets/releases/``: ``<name>.json``, what was added, removed and altered, and
``latest.json``, the figures as they were and the hashes of all files, to compare the next one with. The first number
of a version is the edition, the second counts changes of figures, the third changes of anything else.

Versions are written first, then ``latest.json``, which holds the record too, then the record. So a release that is cut
off either has not happened, and gives the same versions when it is done again, or can be completed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import tomlkit

from mingzhang.disclosures.disclosure import FILE
from mingzhang.errors import UnreadableSource, WrongCommand
from mingzhang.package.citation import disclosure_id
from mingzhang.package.stored import PackageData, read_package
from mingzhang.running.files import write_whole

LATEST = "latest.json"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_RECORD = ("name", "date", "changes")
_STATE = ("version", "title", "title_en", "hashes", "figures")
_COMPARED = ("amount", "unit", "concept", "figure_year", "phase", "functional_code", "economic_code", "reading")


@dataclass(frozen=True, slots=True)
class Alteration:
    """A figure whose amount or meaning changed, as printed in the columns compared."""

    figure: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one package: ``kind`` is ``new``, ``changed`` or ``withdrawn``. Figures are given by id.

    ``resources`` names the resources of a changed package whose files are no longer the same.
    """

    disclosure: str
    title: str
    title_en: str
    kind: str
    version: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    altered: tuple[Alteration, ...] = ()
    resources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """One release. ``name`` sorts by time; ``date`` is ISO."""

    name: str
    date: str
    changes: tuple[Change, ...]
    packages: int
    state: Mapping[str, Any] = field(default_factory=dict, repr=False)


def make_release(package_dirs: Sequence[Path], releases: Path, name: str, date: str) -> Release:
    """Compares the packages with the last release in ``releases``. Nothing is written.

    WrongCommand when the release exists or ``name`` is none; UnreadableSource when a package or ``latest.json`` is
    damaged.
    """
    before = _state(releases / LATEST)
    _refuse_name(releases, name)
    packages = {disclosure_id(p.disclosure): p for p in map(read_package, package_dirs)}
    changes, state = [], {}
    for identity in sorted(packages):
        change = _change(identity, packages[identity], before.get(identity))
        version = change.version if change else before[identity]["version"]
        about = packages[identity].descriptor
        state[identity] = {
            "version": version, "title": about["title"], "title_en": about["title:en"],
            "hashes": _hashes(packages[identity]), "figures": _figures(packages[identity]),
        }  # fmt: skip
        changes += [change] if change else []
    for identity in sorted(set(before) - set(packages)):
        old = before[identity]
        changes.append(Change(identity, old["title"], old["title_en"], "withdrawn", old["version"]))
    return Release(name, date, tuple(changes), len(packages), state)


def write_release(release: Release, package_dirs: Sequence[Path], releases: Path) -> None:
    """Writes the record, the state, and the new versions into ``disclosure.toml`` and ``datapackage.json``."""
    versions = {c.disclosure: c.version for c in release.changes if c.kind == "changed"}
    for directory in package_dirs:
        version = versions.get(disclosure_id(read_package(directory).disclosure))
        if version:
            _set_version(directory, version)
    record = {**asdict(release)}
    del record["state"]
    about = {"release": release.name, "date": release.date, "changes": record["changes"]}
    _write(releases / LATEST, {**about, "packages": release.state})
    _write(releases / f"{release.name}.json", record)


def read_releases(releases: Path) -> list[dict[str, Any]]:
    """The records of all releases that can be read, newest first; ``damaged_records`` tells of the others."""
    records, _ = _records(releases)
    return sorted(records.values(), key=lambda r: (r["date"], r["name"]), reverse=True)


def damaged_records(releases: Path) -> list[UnreadableSource]:
    """What is wrong with each file in ``releases`` that should be a record and is none, and cannot be made again."""
    return _records(releases)[1]


def repair_records(releases: Path) -> list[Path]:
    """Writes the record of the last release again where it is missing or damaged; which file that was."""
    last = _last(releases)
    if last is None:
        return []
    path = releases / f"{last['name']}.json"
    try:
        _read(path, _RECORD)
    except (OSError, UnreadableSource):
        _write(path, last)
        return [path]
    return []


def _records(releases: Path) -> tuple[dict[str, dict[str, Any]], list[UnreadableSource]]:
    """The records by their names, and what is wrong with the others."""
    last = _last(releases)
    records = {str(last["name"]): last} if last else {}
    damaged: list[UnreadableSource] = []
    for path in sorted(p for p in releases.glob("*.json") if p.name != LATEST):
        try:
            records[path.stem] = _read(path, _RECORD)
        except UnreadableSource as error:
            damaged += [] if path.stem in records else [error]
    return records, damaged


def _last(releases: Path) -> dict[str, Any] | None:
    """The record of the last release as ``latest.json`` holds it; None where it does not."""
    try:
        latest = _read(releases / LATEST, ("release", "date", "changes", "packages"))
    except (OSError, UnreadableSource):
        return None
    count = len(latest["packages"])
    return {"name": latest["release"], "date": latest["date"], "changes": latest["changes"], "packages": count}


def _refuse_name(releases: Path, name: str) -> None:
    """WrongCommand when no record may be called so. A damaged one that no release came to stand on is written anew."""
    if not _NAME.fullmatch(name) or f"{name}.json" == LATEST:
        raise WrongCommand("--name", f"found {name!r}", "letters, digits, dots and hyphens", "use another --name")
    if name in _records(releases)[0]:
        raise WrongCommand(str(releases / f"{name}.json"), "this release exists", "a new name", "use another --name")


def _state(path: Path) -> dict[str, Any]:
    """Disclosure → what the last release says of it; nothing before the first."""
    packages = _read(path, ("packages",))["packages"] if path.is_file() else {}
    for about in packages.values() if isinstance(packages, dict) else [packages]:
        if not isinstance(about, dict) or not set(_STATE) <= set(about):
            raise _damaged(path, f"a package without {', '.join(_STATE)}")
    return packages


def _read(path: Path, keys: Sequence[str]) -> dict[str, Any]:
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        [record[key] for key in keys]
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(path, repr(error)) from None
    return record


def _damaged(path: Path, found: str) -> UnreadableSource:
    return UnreadableSource(str(path), f"damaged ({found})", "a file that a release wrote", "restore the committed one")


def _change(identity: str, package: PackageData, before: Mapping[str, Any] | None) -> Change | None:
    about = package.descriptor
    if before is None:
        return Change(identity, about["title"], about["title:en"], "new", about["version"])
    old, new = before["figures"], _figures(package)
    altered = tuple(Alteration(f, old[f], new[f]) for f in new if f in old and old[f] != new[f])
    added, removed = tuple(f for f in new if f not in old), tuple(f for f in old if f not in new)
    hashes, known = _hashes(package), before["hashes"]
    resources = tuple(sorted(n for n in {*hashes, *known} if hashes.get(n) != known.get(n)))
    if not (added or removed or altered or resources):
        return None
    # The version may have been raised already: by hand, or by a release that was cut off.
    due = _next(before["version"], bool(added or removed or altered))
    version = max(due, about["version"], key=_parts)
    return Change(identity, about["title"], about["title:en"], "changed", version, added, removed, altered, resources)


def _hashes(package: PackageData) -> dict[str, str]:
    """Resource → hash of its file."""
    return {resource["name"]: resource["hash"] for resource in package.descriptor["resources"]}


def _figures(package: PackageData) -> dict[str, str]:
    """Figure id → what is compared of it, joined with `` | ``."""
    frame = package.frames["figures"]
    rows = frame[["id", *_COMPARED]].astype(str).itertuples(index=False, name=None)
    return {identity: " | ".join(values) for identity, *values in rows}


def _next(version: str, figures: bool) -> str:
    """The next version, after a change of figures or of anything else."""
    edition, changes, others = _parts(version)
    return f"{edition}.{changes + 1}.0" if figures else f"{edition}.{changes}.{others + 1}"


def _parts(version: str) -> tuple[int, int, int]:
    edition, changes, rest = map(int, version.split("."))
    return edition, changes, rest


def _set_version(package: Path, version: str) -> None:
    toml = package.parent / FILE
    if toml.is_file():
        document = tomlkit.parse(toml.read_text(encoding="utf-8"))
        if "version" in document:
            document["version"] = version
        else:
            document = _with_version(document, version)
        write_whole(toml, tomlkit.dumps(document))
    path = package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    _write(path, descriptor | {"version": version}, indent=2)


def _with_version(document: tomlkit.TOMLDocument, version: str) -> tomlkit.TOMLDocument:
    """The document with a version before its first table: behind one, the key would belong to that table."""
    text = tomlkit.dumps(document)
    return tomlkit.parse(f'version = "{version}"\n{text}')


def _write(path: Path, data: Mapping[str, Any], indent: int = 1) -> None:
    write_whole(path, json.dumps(data, ensure_ascii=False, indent=indent) + "\n")

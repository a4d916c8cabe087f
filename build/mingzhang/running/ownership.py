"""Whose a folder is: which of its files we wrote, and so may replace. Everything else in it is its owner's.

A package carries its list in ``datapackage.json``, a site in ``.mingzhang``. Files are told by their names: what is
written into a file of ours by hand is overwritten by the next run.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from mingzhang.errors import WrongCommand

MARKER = ".mingzhang"
_SITE = "mingzhang site"  # the marker's first line; the paths of the files follow, sorted
_DESCRIPTOR, _ABOUT = "datapackage.json", "mingzhang:disclosure"
_PRINTED = re.compile(r"tables/t\d{2,}-[a-z0-9-]+\.csv")
_SCHEMAS = Path(__file__).parent.parent / "schemas"

Ours = Callable[[Path], frozenset[str] | None]
"""The relative paths of the files that we wrote into a folder; None when it is no folder of ours."""


def package_files(folder: Path) -> frozenset[str] | None:
    """Those of a data package that we made."""
    try:
        descriptor = json.loads((folder / _DESCRIPTOR).read_text(encoding="utf-8"))
    except OSError:
        return None
    except ValueError:
        return _by_name(folder)
    try:
        about, paths = descriptor[_ABOUT], [str(resource["path"]) for resource in descriptor["resources"]]
    except (KeyError, TypeError):
        return None
    return frozenset({_DESCRIPTOR, *paths}) if isinstance(about, dict) else None


def site_files(folder: Path) -> frozenset[str] | None:
    """Those of a site that we made."""
    try:
        first, *paths = (folder / MARKER).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return None
    return frozenset({MARKER, *paths}) if first == _SITE else None


def any_files(folder: Path) -> frozenset[str] | None:
    """Those of whatever we made there."""
    found = package_files(folder)
    return site_files(folder) if found is None else found


def every_file(folder: Path) -> frozenset[str] | None:
    """For folders that nobody else uses."""
    return frozenset(path.as_posix() for path in walk(folder))


def no_files(folder: Path) -> frozenset[str] | None:
    """For what is never replaced."""
    return None


def lists_ours(path: Path) -> bool:
    """Whether a relative path is that of the file which tells what is ours."""
    return path.as_posix() in (MARKER, _DESCRIPTOR)


def mark_site(folder: Path) -> None:
    """Lists what lies in a site that has just been made."""
    text = "\n".join((_SITE, *sorted(p.as_posix() for p in walk(folder))))
    (folder / MARKER).write_text(text + "\n", encoding="utf-8", newline="\n")


def walk(folder: Path) -> Iterator[Path]:
    """The relative paths of all that lies in a folder but other folders, and of folders that hold nothing.

    A link is a thing of its own: what it leads to lies elsewhere.
    """
    for where, folders, files in os.walk(folder):
        here = Path(where).relative_to(folder)
        links = [name for name in folders if (Path(where) / name).is_symlink()]
        yield from (here / name for name in (*files, *links))
        if not (files or folders) and here != Path():
            yield here


def not_ours(folder: Path, ours: Ours) -> list[Path]:
    """What its owner keeps in a folder of ours, as relative paths.

    WrongCommand when the folder holds something and is none of ours.
    """
    written = ours(folder)
    found = [path for path in walk(folder) if written is None or path.as_posix() not in written]
    if written is None and found:
        raise WrongCommand(
            str(folder), f"it holds {found[0]}, which is not ours", "a new or empty folder, or one that we made",
            "name another folder, or empty this one yourself",
        )  # fmt: skip
    return sorted(found)


def claim(target: Path, ours: Ours, away_from: Sequence[Path] = (), outside: Sequence[Path] = ()) -> Path:
    """The real folder that ``target`` names, which may be made or replaced.

    WrongCommand when it is a file, the current folder, one of ``away_from`` or a folder above them, lies in one of
    ``outside``, or holds what is not ours.
    """
    real = real_folder(target)
    for path in (Path.cwd(), *away_from):
        kept = path.resolve()
        if real == kept or real in kept.parents:
            what = "the current folder" if path == Path.cwd() else str(path)
            raise WrongCommand(str(target), f"it is or holds {what}", "a folder of its own", "name another folder")
    for path in outside:
        if path.resolve() in real.parents and path.resolve() not in (Path.cwd(), *Path.cwd().parents):
            raise WrongCommand(str(target), f"it lies in {path}", "a folder of its own", "name another folder")
    if real.is_dir():
        not_ours(real, ours)
    return real


def real_folder(target: Path) -> Path:
    """Where ``target`` leads over links; nothing need be there. WrongCommand when a file is."""
    try:
        real = target.resolve()
        mode = real.stat().st_mode if os.path.lexists(real) else None
    except (OSError, RuntimeError) as error:  # links that lead in a circle are either, by the version of Python
        found = getattr(error, "strerror", None) or "its links lead in a circle"
        raise WrongCommand(str(target), found, "a folder", "name another folder") from None
    if mode is not None and not real.is_dir():
        raise WrongCommand(str(target), "a file of that name is there", "a folder", "name another folder")
    return real


def _by_name(folder: Path) -> frozenset[str] | None:
    """Of a damaged package beside its disclosure.toml: what bears the name of a file of a package."""
    if not (folder.parent / "disclosure.toml").is_file():
        return None
    names = {f"{schema.stem}.csv" for schema in _SCHEMAS.glob("*.json")}
    printed = (p.as_posix() for p in walk(folder) if _PRINTED.fullmatch(p.as_posix()))
    return frozenset({_DESCRIPTOR, *names, *printed})

"""What a stage's result depends on beside its input: the code it can reach and the data files that code names.

Found in the text of the modules, without importing them, so that asking is quick and no code of a stage runs.
"""

from __future__ import annotations

import hashlib
import re
import site
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

_HOME = Path(__file__).parents[1]
_DOOR = _HOME / "__init__.py"  # names what it offers, and imports it only when it is asked for
_IMPORT = re.compile(
    r"^\s*(?:from\s+(mingzhang[\w.]*)\s+import\s+(\([^)]*\)|[^\n]*)|import\s+(mingzhang[\w.]*))", re.MULTILINE
)
_QUOTED = re.compile(r"[\"']([\w.\-/]+)[\"']")


def code_of(stage: Callable[..., Any]) -> str:
    """Hex SHA-256 of everything but its arguments that the result of ``stage`` follows from."""
    return fingerprint(stage.__module__)


@cache
def fingerprint(module: str) -> str:
    """Hex SHA-256 of ``dependencies(module)``, of the Python that runs and of the libraries installed."""
    digest = hashlib.sha256(repr((sys.version, _libraries())).encode())
    for path in dependencies(module):
        digest.update(f"{path.relative_to(_HOME)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def dependencies(module: str) -> tuple[Path, ...]:
    """The files of this package that ``module`` can reach, itself first: modules that are imported or named in a
    string, and data files that a string of one of them names, or names a folder of.
    """
    seen: dict[Path, None] = {}
    waiting = list(_files(module))
    while waiting:
        path = waiting.pop(0)
        if path not in seen:
            seen[path] = None
            follows = path.suffix == ".py" and path != _DOOR
            waiting += _named(path.read_text(encoding="utf-8")) if follows else ()
    return tuple(seen)


def _named(text: str) -> Iterator[Path]:
    for match in _IMPORT.finditer(text):
        parent, names = match[1] or match[3], match[2] or ""
        yield from _files(parent)
        for name in re.findall(r"\w+", names):
            yield from _files(f"{parent}.{name}")
    for word in _QUOTED.findall(text):
        if re.fullmatch(r"mingzhang(\.\w+)+", word):
            yield from _whole(word)
        yield from _data().get(word, ())


def _files(module: str) -> Iterator[Path]:
    """The file of a module, or none when the name is no module; its parents run with it."""
    parts = module.split(".")[1:]
    path = _HOME.joinpath(*parts)
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.is_file():
            yield from (_HOME.joinpath(*parts[:depth], "__init__.py") for depth in range(len(parts)))
            yield candidate


def _whole(module: str) -> Iterator[Path]:
    """A module named in a string is run or searched from outside: with a room, all that lies in it."""
    folder = _HOME.joinpath(*module.split(".")[1:])
    yield from _files(module)
    if folder.is_dir():
        yield from (p for p in sorted(folder.rglob("*")) if _counts(p))


@cache
def _data() -> dict[str, list[Path]]:
    """The data files by their own name, by their path in their room, and by the names of the folders they lie in."""
    found: dict[str, list[Path]] = {}
    for path in sorted(p for p in _HOME.rglob("*") if _counts(p) and p.suffix != ".py"):
        parts = path.relative_to(_HOME).parts
        for name in {*parts, "/".join(parts[1:])}:
            found.setdefault(name, []).append(path)
    return found


def _counts(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def _libraries() -> list[str]:
    """What is installed, as folders that carry a name and a version."""
    folders = {Path(p) for p in (*site.getsitepackages(), *sys.path) if p.endswith("-packages")}
    return sorted({p.name for folder in folders if folder.is_dir() for p in folder.glob("*.dist-info")})

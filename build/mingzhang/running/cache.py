"""Results of stages kept on disk: what has not changed is not done twice.

A result is found by what it follows from: the stage's code and data files (``fingerprint.py``) and its arguments. An
argument that is itself the result of a stage counts by the key it was found or kept under, so that no large value is
hashed; a file counts by its name and content. Only a folder that nobody else can write to may serve as a cache: the
results are pickles.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import pickle
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from mingzhang.running.fingerprint import code_of
from mingzhang.running.hashing import contents_of, digest_of, sha256_of

T = TypeVar("T")

_PLAIN = (str, bytes, int, float, bool, Decimal, datetime.date, type(None))
_KEPT = 30 * 24 * 3600  # seconds that a result is kept after its last use


class Unkeyable(TypeError):
    """An argument whose value cannot be told: the stage runs and its result is not kept."""


class Cache:
    """The results below ``folder``. One Cache serves one subject, whose values it knows by identity."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[int, tuple[object, str]] = {}  # holds the value too: an id is only good while it lives

    def recall(self, stage: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[T, bool]:
        """What ``stage(*args, **kwargs)`` returns, and whether it was kept from before.

        None is no result (the stage works by its effect) and is never kept.
        """
        try:
            given = [*args, *sorted(kwargs.items())]
            key = digest_of([code_of(stage), stage.__qualname__, *self._parts(given)])
        except Unkeyable:
            return stage(*args, **kwargs), False
        path = self.folder / key[:2] / f"{key[2:]}.pickle"
        found, value = _load(path)
        if not found:
            value = stage(*args, **kwargs)
            if value is not None:
                _save(path, value)
        if is_dataclass(value) or (isinstance(value, tuple) and value):
            self._known[id(value)] = (value, key)
        return value, found

    def _parts(self, value: Any) -> Iterator[str]:
        """Text that differs wherever two values differ."""
        known = self._known.get(id(value))
        if known is not None:
            yield known[1]
        elif isinstance(value, _PLAIN):
            yield f"{type(value).__name__} {value!r}"
        elif isinstance(value, Path):
            yield f"path {value.name} {sha256_of(value)}" if value.is_file() else f"path {value}"
        elif isinstance(value, tuple | list):
            yield f"{type(value).__name__} {len(value)}"
            for item in value:
                yield from self._parts(item)
        elif is_dataclass(value) and not isinstance(value, type):
            yield type(value).__qualname__
            for field in fields(value):
                yield from self._parts(getattr(value, field.name))
        else:
            raise Unkeyable(type(value).__name__)


class Tree:
    """A generated folder and what it was made from, noted in the cache: is it still exactly that?"""

    def __init__(self, cache: Path, target: Path, made_from: Iterable[str]) -> None:
        self.target, self.key = target, digest_of(made_from)
        self._note = cache / "trees" / f"{digest_of([str(target.resolve())])}.json"

    def stands(self) -> bool:
        """Whether the folder was made from this and nobody has touched it since."""
        with contextlib.suppress(OSError, ValueError):
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return bool(note == self._now())
        return False

    def note(self) -> None:
        """To be called when the folder has just been made."""
        with contextlib.suppress(OSError):
            _write(self._note, json.dumps(self._now()).encode())

    def _now(self) -> dict[str, Any]:
        return {"key": self.key, "files": dict(contents_of(self.target))}


def prune(folder: Path) -> None:
    """Drops results and downloads (package/kept.py) that no build has used for a month."""
    oldest = time.time() - _KEPT
    for kept in folder.glob("downloads/*"):
        with contextlib.suppress(OSError):
            if kept.stat().st_mtime < oldest:
                shutil.rmtree(kept.rename(kept.with_name(f".{kept.name}")))  # half deleted it must not look whole
    for path in folder.glob("??/*.pickle"):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < oldest:
                path.unlink()


def _load(path: Path) -> tuple[bool, Any]:
    try:
        value = pickle.loads(zlib.decompress(path.read_bytes()))
        os.utime(path)
    except Exception:  # whatever a damaged or foreign file raises, it is no result
        return False, None
    return True, value


def _save(path: Path, value: object) -> None:
    """A result that cannot be kept (no room, no right) is made again next time."""
    with contextlib.suppress(OSError, pickle.PicklingError):
        _write(path, zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

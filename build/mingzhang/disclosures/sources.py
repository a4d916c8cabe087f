"""Finding a disclosure's source files: beside its disclosure.toml, in a store, or at their address; always by hash."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from mingzhang.disclosures.disclosure import Disclosure, Source
from mingzhang.disclosures.fetching import LARGEST, fetch
from mingzhang.errors import UnreadableSource
from mingzhang.reading.sniff import sniff
from mingzhang.running.hashing import sha256_of
from mingzhang.running.staging import FILE

_ORDER = ("primary", "copy", "reconstruction")


def find_source(disclosure: Disclosure, source: Source, stores: Sequence[Path] = ()) -> Path:
    """The local file with the source's hash.

    UnreadableSource when it is nowhere, or the file of that name is another.
    """
    beside = (disclosure.directory or Path()) / source.file
    if beside.is_file():
        if sha256_of(beside) == source.sha256:
            return beside
        raise UnreadableSource(
            str(beside),
            "its content is not what was registered",
            f"sha256 {source.sha256}",
            "restore or register it anew",
        )
    for store in stores:
        if found := _index(store).get(source.sha256):
            return found
    if source.url:
        return _fetch(source, stores[0] if stores else Path(".cache/sources"))
    raise UnreadableSource(str(beside), "no such file", f"sha256 {source.sha256}", "name its folder with --store")


def find_readable(disclosure: Disclosure, stores: Sequence[Path] = ()) -> tuple[Source, Path]:
    """The source to read figures from: the primary if a reader exists for what it is, else a copy, else a
    reconstruction.

    When none is readable, the primary, so that the reader says what is wrong with it.
    """
    ordered = sorted(disclosure.sources, key=lambda s: _ORDER.index(s.role))
    found = [(source, find_source(disclosure, source, stores)) for source in ordered]
    return next(((s, p) for s, p in found if _is_readable(p)), found[0])


def find_witnesses(disclosure: Disclosure, read: Source, stores: Sequence[Path] = ()) -> list[tuple[Source, Path]]:
    """The other sources that lie at hand and can be read, to be compared with the one that is ``read``."""
    found = []
    for source in disclosure.sources:
        try:
            path = find_source(disclosure, source, stores)
        except UnreadableSource:
            continue
        if source != read and _is_readable(path):
            found.append((source, path))
    return found


def _is_readable(path: Path) -> bool:
    try:
        sniff(path)
    except UnreadableSource:
        return False
    return True


@cache
def _index(store: Path) -> dict[str, Path]:
    """SHA-256 → file, of every file below a store."""
    return {sha256_of(p): p for p in sorted(store.rglob("*")) if p.is_file() and p.stat().st_size <= LARGEST}


def _fetch(source: Source, store: Path) -> Path:
    target = store / source.sha256
    if target.is_file():
        return target
    store.mkdir(parents=True, exist_ok=True)
    made = store / f"{FILE}{source.sha256}-{os.getpid()}"
    try:
        fetch(source.url, made)
        found = sha256_of(made)
        if found != source.sha256:
            todo = "look whether the publisher replaced the file"
            raise UnreadableSource(source.url, f"what came has sha256 {found}", source.sha256, todo)
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)
    return target

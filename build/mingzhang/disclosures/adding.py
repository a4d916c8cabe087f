"""Registering files, folders of files and addresses: each on its own, none twice, none guessed at."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mingzhang.disclosures.disclosure import Disclosure
from mingzhang.disclosures.fetching import fetch
from mingzhang.disclosures.identity import Identity, identify
from mingzhang.disclosures.registration import NOWHERE, Origin, Registered, known_disclosures, register, registered_name
from mingzhang.errors import MingzhangError, UnreadableSource, WrongCommand
from mingzhang.reading.sniff import sniff
from mingzhang.running.hashing import sha256_of
from mingzhang.running.runner import Runner
from mingzhang.running.worker import Worker


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to register, and where it was found. ``among_others``: of a folder, where lists and letters lie too."""

    path: Path
    origin: Origin = NOWHERE
    among_others: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one candidate: registered, the same file as another (``same_as``), or refused (``error``)."""

    path: Path
    registered: Registered | None = None
    same_as: str = ""
    error: MingzhangError | None = None
    seconds: dict[str, float] = field(default_factory=dict)


def find_candidates(target: Path) -> list[Candidate]:
    """``target`` itself, or every file below it, sorted; hidden files are passed over. WrongCommand when none."""
    if not target.is_dir():
        return [Candidate(target)]
    shown = (
        p for p in sorted(target.rglob("*")) if not any(part.startswith(".") for part in p.relative_to(target).parts)
    )
    found = [Candidate(p, among_others=True) for p in shown if p.is_file()]
    if not found:
        raise WrongCommand(str(target), "no files", "disclosure files in the folder", "name another folder")
    return found


def fetch_candidate(address: str, folder: Path, today: datetime.date) -> Candidate:
    """The file at an address, kept in ``folder``. UnreadableSource when it cannot be fetched."""
    handle, name = tempfile.mkstemp(dir=folder, suffix=Path(address.partition("?")[0]).suffix[:6])
    os.close(handle)
    fetch(address, Path(name))
    return Candidate(Path(name), Origin(address, today))


def add_all(candidates: Iterable[Candidate], datasets: Path, slug: str = "") -> Iterator[Added]:
    """Registers each candidate, in order. A file with the bytes of one before, or of one registered, is passed over;
    one that cannot be read is told and stops no other."""
    known = known_disclosures(datasets)
    seen = {source.sha256: registered_name(disclosure) for disclosure in known for source in disclosure.sources}
    with Worker() as worker:
        for candidate in candidates:
            added = _at_once(candidate.path, seen) or _in_worker(worker, candidate, datasets, slug, known)
            if added.registered:
                disclosure = added.registered.disclosure
                known.append(disclosure)
                seen[disclosure.sources[0].sha256] = registered_name(disclosure)
            yield added


def _at_once(path: Path, seen: Mapping[str, str]) -> Added | None:
    """What can be told of a file without reading it: that it is no source, or the same as another."""
    try:
        sniff(path)
        same = seen.get(sha256_of(path))
    except MingzhangError as error:
        return Added(path, error=error)
    except OSError as error:
        return Added(path, error=_refused(path, error))
    return Added(path, same_as=same) if same else None


def _in_worker(worker: Worker, candidate: Candidate, datasets: Path, slug: str, known: list[Disclosure]) -> Added:
    try:
        return worker(str(candidate.path), _add, candidate, datasets, slug, known)
    except MingzhangError as error:  # it broke a bound
        return Added(candidate.path, error=error)


def _add(
    candidate: Candidate,
    datasets: Path,
    slug: str,
    known: list[Disclosure],
    started: Callable[[str], None] = lambda stage: None,
) -> Added:
    from mingzhang.reading import read_source
    from mingzhang.tables.from_text import restore_tables
    from mingzhang.tables.recognise import recognise_tables

    path = candidate.path
    run = Runner(str(path), started=started)
    try:
        document = run(restore_tables, run(read_source, path))
        tables = run(recognise_tables, document, path.name)
        if candidate.among_others and not _is_disclosure(run(identify, document, tables)):
            raise UnreadableSource(str(path), "no year and no kind", "a budget or final account", "add it by itself")
        made = run(register, path, document, tables, datasets, slug, known=known, origin=candidate.origin)
    except MingzhangError as error:
        return Added(path, error=error)
    except OSError as error:
        return Added(path, error=_refused(path, error))
    return Added(path, registered=made, seconds=run.seconds)


def _refused(path: Path, error: OSError) -> UnreadableSource:
    where, found = str(error.filename or path), (error.strerror or type(error).__name__).lower()
    return UnreadableSource(where, found, "files to read and write", "check the path, its rights and free space")


def _is_disclosure(identity: Identity) -> bool:
    return bool(identity.year.value or identity.kind.value)

"""Registering files, folders of files and addresses: each on its own, none twice, none guessed at."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mingzhang.disclosures.bundles import is_bundle, unpack
from mingzhang.disclosures.disclosure import Disclosure
from mingzhang.disclosures.fetching import fetch
from mingzhang.disclosures.identity import Identity, identify
from mingzhang.disclosures.registration import NOWHERE, Origin, Registered, known_disclosures, register, registered_name
from mingzhang.errors import MingzhangError, UnreadableSource, WrongCommand
from mingzhang.reading.document import Document
from mingzhang.reading.formats.web.links import Link, linked_files
from mingzhang.reading.media import DOC, DOCX, HTML, MHTML, OFD, PDF, XLS, XLSX
from mingzhang.reading.sniff import sniff
from mingzhang.running.hashing import sha256_of
from mingzhang.running.runner import Runner
from mingzhang.running.worker import Worker
from mingzhang.tables.table import Table
from mingzhang.text.normalise import normalise

_RANK = {kind: k for k, kind in enumerate((PDF, OFD, DOCX, DOC, HTML, MHTML, XLSX, XLS))}
"""Of one disclosure in several containers that one is read which has pages and prose; the others are compared."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to register, and where it was found. ``among_others``: of a folder, where lists and letters lie too.

    ``shown`` is where a person knows it from, a bundle's file by its name in the bundle; ``copies`` are files of the
    same name in other containers, which may be the same disclosure; ``error`` says why a bundle was not opened.
    """

    path: Path
    origin: Origin = NOWHERE
    among_others: bool = False
    shown: Path | None = None
    copies: tuple[Candidate, ...] = ()
    error: MingzhangError | None = None

    @property
    def name(self) -> Path:
        """What it is called in messages."""
        return self.shown or self.path


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one candidate: registered, the same file as another (``same_as``), or refused (``error``).

    ``copies`` are the files that were registered with it as further sources; ``left`` those that turned out to be
    something else; ``links`` the files that a web page links to, with their addresses.
    """

    path: Path
    registered: Registered | None = None
    same_as: str = ""
    error: MingzhangError | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    copies: tuple[Path, ...] = ()
    left: tuple[Candidate, ...] = ()
    links: tuple[Link, ...] = ()


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


def open_bundles(candidates: Iterable[Candidate], folder: Path) -> list[Candidate]:
    """The candidates with the files of every bundle in its place, unpacked below ``folder``, and files of one name in
    several containers brought together; a bundle that cannot be opened says why."""
    opened: list[Candidate] = []
    with Worker() as worker:
        for number, candidate in enumerate(candidates):
            if is_bundle(candidate.path):
                opened += _members(worker, candidate, folder / f"bundle-{number}")
            else:
                opened.append(candidate)
    return group_copies(opened)


def _members(worker: Worker, candidate: Candidate, folder: Path) -> list[Candidate]:
    try:
        members = worker(str(candidate.path), unpack, candidate.path, folder)
    except MingzhangError as error:
        return [replace(candidate, error=_named(error, candidate))]
    if not members:
        empty = UnreadableSource(str(candidate.name), "no files in it", "a bundle of disclosures", "nothing to do")
        return [replace(candidate, error=empty)]
    origin = replace(candidate.origin, bundle=candidate.origin.url or candidate.name.name, url="")
    return [
        Candidate(m.path, replace(origin, member=m.name), among_others=True, shown=candidate.name / m.name)
        for m in members
    ]


def group_copies(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Files of one name but for its ending in one folder as one candidate, the one with pages and prose first."""
    groups: dict[tuple[Path, str], list[Candidate]] = {}
    for candidate in candidates:
        key = (candidate.name.parent, candidate.name.stem) if _may_be_copy(candidate) else (candidate.name, "")
        groups.setdefault(key, []).append(candidate)
    return [candidate for group in groups.values() for candidate in _regrouped(group)]


def _may_be_copy(candidate: Candidate) -> bool:
    try:
        return candidate.among_others and candidate.error is None and bool(sniff(candidate.path))
    except MingzhangError:
        return False


def _regrouped(group: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Candidates of one name as one, its copies in the order in which they would take its place."""
    if not group:
        return ()
    first, *rest = sorted(group, key=lambda c: _RANK.get(_kind(c), len(_RANK)))
    return (replace(first, copies=tuple(rest)),)


def _kind(candidate: Candidate) -> str:
    try:
        return sniff(candidate.path)
    except MingzhangError:
        return ""


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
    waiting = list(candidates)
    with Worker() as worker:
        while waiting:
            candidate = waiting.pop(0)
            added = _at_once(candidate, seen) or _in_worker(worker, candidate, datasets, slug, known)
            if added.registered:
                disclosure = added.registered.disclosure
                known.append(disclosure)
                seen |= {source.sha256: registered_name(disclosure) for source in disclosure.sources}
            waiting = [*added.left, *waiting]
            yield added


def _at_once(candidate: Candidate, seen: Mapping[str, str]) -> Added | None:
    """What can be told of a file without reading it: that it is no source, or the same as another."""
    path, left = candidate.path, _regrouped(candidate.copies)
    try:
        if candidate.error:
            raise candidate.error
        sniff(path)
        same = seen.get(sha256_of(path))
    except MingzhangError as error:
        return Added(candidate.name, error=_named(error, candidate), left=left)
    except OSError as error:
        return Added(candidate.name, error=_refused(candidate.name, error), left=left)
    return Added(candidate.name, same_as=same, left=left) if same else None


def _in_worker(worker: Worker, candidate: Candidate, datasets: Path, slug: str, known: list[Disclosure]) -> Added:
    try:
        return worker(str(candidate.path), _add, candidate, datasets, slug, known)
    except MingzhangError as error:  # it broke a bound
        return Added(candidate.name, error=_named(error, candidate), left=_regrouped(candidate.copies))


def _add(
    candidate: Candidate,
    datasets: Path,
    slug: str,
    known: list[Disclosure],
    started: Callable[[str], None] = lambda stage: None,
) -> Added:
    path = candidate.path
    run = Runner(str(path), started=started)
    links: tuple[Link, ...] = ()
    try:
        links = run(linked_files, path, candidate.origin.url)
        read = _read(run, candidate)
        if candidate.among_others and not _is_disclosure(read.identity):
            raise UnreadableSource(str(path), "no year and no kind", "a budget or final account", "add it by itself")
        copies, left = _same_and_others(run, read, candidate.copies)
        sources = [(copy.candidate.path, copy.document) for copy in copies]
        origin = candidate.origin
        made = run(
            register, path, read.document, read.tables, datasets, slug, known=known, origin=origin, copies=sources
        )
    except MingzhangError as error:
        left = _regrouped(candidate.copies)
        return Added(candidate.name, error=_named(error, candidate), left=left, links=links)
    except OSError as error:
        return Added(candidate.name, error=_refused(candidate.name, error), left=_regrouped(candidate.copies))
    names = tuple(copy.candidate.name for copy in copies)
    return Added(candidate.name, made, seconds=run.seconds, copies=names, left=left, links=links)


@dataclass(frozen=True, slots=True)
class _Read:
    candidate: Candidate
    document: Document
    tables: tuple[Table, ...]
    identity: Identity


def _read(run: Runner, candidate: Candidate) -> _Read:
    from mingzhang.reading import read_source
    from mingzhang.tables.from_text import restore_tables
    from mingzhang.tables.recognise import recognise_tables

    document = run(restore_tables, run(read_source, candidate.path))
    tables = run(recognise_tables, document, candidate.path.name)
    return _Read(candidate, document, tables, run(identify, document, tables))


def _same_and_others(
    run: Runner, read: _Read, copies: Sequence[Candidate]
) -> tuple[list[_Read], tuple[Candidate, ...]]:
    """Of files of the same name those that say nothing else of themselves, and the rest, to be added by themselves."""
    same: list[_Read] = []
    others: list[Candidate] = []
    for candidate in copies:
        try:
            copy = _read(run, candidate)
        except MingzhangError:  # told when it is added by itself
            others.append(candidate)
            continue
        agrees = bool(copy.tables) and not _contradict(read.identity, copy.identity)
        same += [copy] if agrees else []
        others += [] if agrees else [candidate]
    return same, _regrouped(others)


def _contradict(one: Identity, other: Identity) -> bool:
    """Whether two documents are of different bodies, years, kinds or scopes, as far as both say."""
    names = ("body", "year", "kind", "scope")
    pairs = [(getattr(one, name).value, getattr(other, name).value) for name in names]
    return any(a and b and normalise(a) != normalise(b) for a, b in pairs)


def _named(error: MingzhangError, candidate: Candidate) -> MingzhangError:
    """The error under the name by which a person knows the file."""
    if candidate.shown is None or error.where != str(candidate.path):
        return error
    return type(error)(str(candidate.shown), error.found, error.expected, error.todo)


def _refused(path: Path, error: OSError) -> UnreadableSource:
    where, found = str(error.filename or path), (error.strerror or type(error).__name__).lower()
    return UnreadableSource(where, found, "files to read and write", "check the path, its rights and free space")


def _is_disclosure(identity: Identity) -> bool:
    return bool(identity.year.value or identity.kind.value)

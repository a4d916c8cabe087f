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
from mingzhang.disclosures.registration import (
    NOTHING,
    NOWHERE,
    Given,
    Origin,
    Registered,
    known_disclosures,
    register_told,
    registered_name,
)
from mingzhang.errors import MingzhangError, UnreadableSource, WrongCommand
from mingzhang.reading.document import Document
from mingzhang.reading.formats.web.links import Link, linked_files
from mingzhang.reading.masked_document import shows_personal
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


@dataclass(frozen=True, slots=True)
class Looked:
    """What a worker read of one candidate: what it says of itself, or why it is refused.

    ``files`` are those of the disclosure, each with whether it shows personal numbers; the first is the one read.
    """

    path: Path
    told: Identity | None = None
    files: tuple[tuple[Path, bool], ...] = ()
    copies: tuple[Path, ...] = ()
    left: tuple[Candidate, ...] = ()
    links: tuple[Link, ...] = ()
    error: MingzhangError | None = None
    seconds: dict[str, float] = field(default_factory=dict)


Look = Callable[[Worker, Candidate], Looked]
Readers = Callable[[Look, Sequence[Candidate]], Iterator[Looked]]
"""Calls the look for each candidate, in any order."""


def add_all(
    candidates: Iterable[Candidate],
    datasets: Path,
    slug: str = "",
    given: Given = NOTHING,
    readers: Readers | None = None,
) -> Iterator[Added]:
    """Registers each candidate, in order. A file with the bytes of one before, or of one registered, is passed over;
    one that cannot be read is told and stops no other. ``readers`` look at several at a time."""
    known = known_disclosures(datasets)
    seen = {source.sha256: registered_name(disclosure) for disclosure in known for source in disclosure.sources}
    waiting = list(candidates)
    while waiting:
        now, later = _first_of_each(waiting)
        at_once = [(candidate, _at_once(candidate, seen)) for candidate in now]
        looked = (readers or one_by_one)(look_at, [candidate for candidate, told in at_once if told is None])
        come: dict[Path, Looked] = {}
        for candidate, told in at_once:
            added = told or _registered(candidate, _waited(candidate, looked, come), datasets, slug, known, given)
            if added.registered:
                disclosure = added.registered.disclosure
                known.append(disclosure)
                seen |= {source.sha256: registered_name(disclosure) for source in disclosure.sources}
            later += added.left
            yield added
        waiting = later


def one_by_one(look: Look, candidates: Sequence[Candidate]) -> Iterator[Looked]:
    """One after the other, in one worker."""
    with Worker() as worker:
        for candidate in candidates:
            yield look(worker, candidate)


def _first_of_each(candidates: Sequence[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """Of files with the same bytes the first, and the others, which wait for what becomes of it."""
    now: dict[str, Candidate] = {}
    later = []
    for candidate in candidates:
        key = _bytes_of(candidate)
        if key in now:
            later.append(candidate)
        else:
            now[key] = candidate
    return [*now.values()], later


def _bytes_of(candidate: Candidate) -> str:
    try:
        return sha256_of(candidate.path)
    except OSError:
        return str(candidate.path)


def _waited(candidate: Candidate, looked: Iterator[Looked], come: dict[Path, Looked]) -> Looked:
    """What was read of this one; others that come before it are kept."""
    while candidate.path not in come:
        found = next(looked)
        come[found.path] = found
    return come[candidate.path]


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


def _registered(
    candidate: Candidate, looked: Looked, datasets: Path, slug: str, known: list[Disclosure], given: Given
) -> Added:
    if looked.told is None:
        return Added(candidate.name, error=looked.error, seconds=looked.seconds, left=looked.left, links=looked.links)
    try:
        made = register_told(looked.told, looked.files, datasets, slug, None, known, candidate.origin, given)
    except MingzhangError as error:
        left = _regrouped(candidate.copies)
        return Added(candidate.name, error=_named(error, candidate), left=left, links=looked.links)
    except OSError as error:
        return Added(candidate.name, error=_refused(candidate.name, error), left=_regrouped(candidate.copies))
    return Added(
        candidate.name, made, seconds=looked.seconds, copies=looked.copies, left=looked.left, links=looked.links
    )


def look_at(worker: Worker, candidate: Candidate) -> Looked:
    """Reads one candidate in a bounded process."""
    try:
        return worker(str(candidate.path), _look, candidate)
    except MingzhangError as error:  # it broke a bound
        return Looked(candidate.path, error=_named(error, candidate), left=_regrouped(candidate.copies))


def _look(candidate: Candidate, started: Callable[[str], None] = lambda stage: None) -> Looked:
    path = candidate.path
    run = Runner(str(path), started=started)
    links: tuple[Link, ...] = ()
    try:
        links = run(linked_files, path, candidate.origin.url)
        read = _read(run, candidate)
        if candidate.among_others and not _is_disclosure(read.identity):
            raise UnreadableSource(str(path), "no year and no kind", "a budget or final account", "add it by itself")
        copies, left = _same_and_others(run, read, candidate.copies)
    except MingzhangError as error:
        return Looked(path, error=_named(error, candidate), left=_regrouped(candidate.copies), links=links)
    except OSError as error:
        return Looked(path, error=_refused(candidate.name, error), left=_regrouped(candidate.copies))
    files = tuple((r.candidate.path, shows_personal(r.document)) for r in (read, *copies))
    names = tuple(copy.candidate.name for copy in copies)
    return Looked(path, read.identity, files, names, left, links, seconds=run.seconds)


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

"""Building all registered disclosures, each on its own, so that one bad source never stops the others."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mingzhang.disclosures.disclosure import RELEASES, find_disclosures, load_disclosure
from mingzhang.disclosures.sources import find_readable, find_witnesses
from mingzhang.errors import MingzhangError, UnreadableSource, WrongCommand
from mingzhang.project.project import HERE, Project
from mingzhang.project.publisher import MINGZHANG, Publisher
from mingzhang.reading.sniff import sniff
from mingzhang.running.cache import Cache, Tree, prune
from mingzhang.running.executors import by_dask, by_processes
from mingzhang.running.fingerprint import fingerprint
from mingzhang.running.hashing import contents_of, sha256_of
from mingzhang.running.runner import Runner, unexpected
from mingzhang.running.staging import recover
from mingzhang.running.worker import Worker

PACKAGE = "package"  # folder of the generated package beside disclosure.toml


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one disclosure: its package, or the error for which it was set aside.

    ``seconds`` per stage; none when the package stood already.
    """

    name: str
    package: Path
    error: MingzhangError | None = None
    seconds: dict[str, float] = field(default_factory=dict)


Executor = Callable[[Callable[[Worker, Path], Outcome], Sequence[Path]], Iterator[Outcome]]


def select(datasets: Sequence[Path], only: Sequence[str] = ()) -> list[Path]:
    """The folders of the disclosures to work on; ``only`` holds ids, or the slugs of bodies.

    WrongCommand when one is unknown, or two folders have one id.
    """
    found = [directory for root in datasets for directory in find_disclosures(root)]
    names = {directory: f"{directory.parent.name}/{directory.name}" for directory in found}
    if twice := [name for name, times in Counter(names.values()).items() if times > 1]:
        where = ", ".join(str(d) for d in found if names[d] == twice[0])
        raise WrongCommand(where, f"{twice[0]} is there twice", "one folder for each id", "rename or remove one")
    known = {*names.values(), *(d.parent.name for d in found)}
    if unknown := sorted(set(only) - known):
        raise WrongCommand(
            "--only", f"no disclosure {unknown[0]}", "one of " + ", ".join(sorted(known)[:8]), "check the id"
        )
    if not found:
        raise WrongCommand(
            ", ".join(map(str, datasets)), "no disclosures", "folders with a disclosure.toml", "use mingzhang add"
        )
    return [d for d in found if not only or names[d] in only or d.parent.name in only]


def build_packages(
    directories: Sequence[Path],
    stores: Sequence[Path] = (),
    target: Path | None = None,
    cache: Path | None = None,
    executor: Executor | None = None,
    publisher: Publisher = MINGZHANG,
) -> Iterator[Outcome]:
    """Makes the package of each disclosure, in its folder or at the same place below ``target``.

    Outcomes come as they are done. ``cache``: folder of kept results, None to do everything anew. ``executor`` calls
    what it is given for each folder; without one, a single process does. ``publisher`` is named in the packages.
    """
    make = Maker(
        tuple(s.absolute() for s in stores),
        target.absolute() if target else None,
        cache.absolute() if cache else None,
        publisher,
    )
    yield from (executor or choose_executor("processes", 1))(make, directories)


def choose_executor(name: str, jobs: int, scheduler: str = "") -> Executor:
    """``processes`` of this machine, or ``dask`` (the cluster at ``scheduler``, else one made here)."""
    if name == "dask":
        return lambda work, tasks: by_dask(work, [t.absolute() for t in tasks], jobs, scheduler)
    return lambda work, tasks: by_processes(work, tasks, jobs)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the package of one folder in a bounded process, unless it stands already."""

    stores: tuple[Path, ...] = ()
    target: Path | None = None
    cache: Path | None = None
    publisher: Publisher = MINGZHANG

    def __call__(self, worker: Worker, directory: Path) -> Outcome:
        name = f"{directory.parent.name}/{directory.name}"
        package = (self.target / name if self.target else directory) / PACKAGE
        try:
            tree = self._tree(directory, package)
            if tree is not None and tree.stands():
                return Outcome(name, package)
            seconds = worker(str(directory), build_package, directory, package, self.stores, self.cache, self.publisher)
        except Exception as error:  # whatever it is, it is about this one
            recover(package)
            return Outcome(name, package, _as_error(directory, error))
        if tree is not None:
            tree.note()
        return Outcome(name, package, None, seconds)

    def _tree(self, directory: Path, package: Path) -> Tree | None:
        """None when it cannot be told what the package follows from: nothing is kept, or a source lies elsewhere."""
        if self.cache is None:
            return None
        try:
            disclosure = load_disclosure(directory)
        except MingzhangError:
            return None
        if not all((directory / source.file).is_file() for source in disclosure.sources):
            return None
        files = sorted(p for p in directory.iterdir() if p.is_file())
        return Tree(
            self.cache, package, [fingerprint(__name__), repr(self.publisher), *(p.name + sha256_of(p) for p in files)]
        )


def build_package(
    directory: Path,
    package: Path,
    stores: Sequence[Path] = (),
    cache: Path | None = None,
    publisher: Publisher = MINGZHANG,
    started: Callable[[str], None] = lambda stage: None,
) -> dict[str, float]:
    """The package of one disclosure; the seconds that each stage took. Raises what its toml or a source causes."""
    from mingzhang.pipeline import make_package

    disclosure = load_disclosure(directory)
    source, path = find_readable(disclosure, stores)
    run = Runner(str(path), started=started, cache=Cache(cache) if cache else None)
    make_package(path, package, run, disclosure, find_witnesses(disclosure, source, stores), publisher)
    return run.seconds


def read_apart(path: Path, package: Path, told: Callable[[str], None] = lambda stage: None) -> dict[str, float]:
    """The package of a file that is not registered, made in a bounded process; the seconds that each stage took.

    ``told`` is given the name of each stage as it begins.
    """
    sniff(path)
    with Worker(told=told) as worker:
        try:
            return worker(str(path), read_file, path, package)
        finally:
            recover(package)


def read_file(path: Path, package: Path, started: Callable[[str], None] = lambda stage: None) -> dict[str, float]:
    """The package of a file that is not registered."""
    from mingzhang.pipeline import make_package

    run = Runner(str(path), started=started)
    make_package(path, package, run)
    return run.seconds


def build_site(
    packages: Sequence[Path],
    site: Path,
    site_src: Path,
    cache: Path | None = None,
    stores: Sequence[Path] = (),
    project: Project = HERE,
) -> dict[str, float]:
    """The site of these packages; the seconds that each stage took, none when it stood already.

    ``stores`` hold sources, for the pictures of their pages.
    """
    tree = None
    if cache is not None:
        prune(cache)
        inputs = [fingerprint(__name__), repr(project), str(site_src), *map(str, stores)]
        for folder in filter(None, (site_src, project.overlay, *packages)):
            inputs += [name + value for name, value in contents_of(folder)]
        # Beside the hand-written half lie MkDocs' configuration and the releases, beside a package its
        # disclosure and sources, above it what is registered of the body; the site's address stands in its data files.
        inputs += [os.environ.get(name, "") for name in ("MINGZHANG_SITE_URL", "MINGZHANG_REPORT_TO")]
        above = sorted({p.parent.parent for p in packages})
        records = (project.folder or site_src.parent) / RELEASES
        releases = [records] if records.is_dir() else []
        trees = sorted({p.parents[2] for p in packages if len(p.parents) > 2})  # where redirects.csv lies
        for folder in (site_src.parent, *releases, *trees, *above, *(p.parent for p in packages)):
            inputs += [f"{folder}/{p.name}{sha256_of(p)}" for p in sorted(folder.iterdir()) if p.is_file()]
        tree = Tree(cache, site, inputs)
        if tree.stands():
            return {}
    from mingzhang.pipeline import make_site

    run = Runner(str(site))
    make_site(packages, site, site_src, run, stores, cache, project)
    if tree is not None:
        tree.note()
    return run.seconds


def _as_error(directory: Path, error: Exception) -> MingzhangError:
    if isinstance(error, MingzhangError):
        return error
    if isinstance(error, OSError):
        found = error.strerror or type(error).__name__
        where = str(error.filename or directory)
        return UnreadableSource(where, found, "files to read and write", "check the path, its rights and free space")
    return unexpected(str(directory), "building", error)


def differences(made: Path, committed: Path) -> Iterable[str]:
    """One line for each file that is missing, left over or different in ``committed``, compared with ``made``."""
    ours = {p.relative_to(made): p for p in made.rglob("*") if p.is_file()}
    theirs = {p.relative_to(committed): p for p in committed.rglob("*") if p.is_file()}
    for name in sorted({*ours, *theirs}, key=str):
        where = committed / name
        if name not in theirs:
            yield f"{where}: missing; the rebuilt package has it"
        elif name not in ours:
            yield f"{where}: not in the rebuilt package"
        elif ours[name].read_bytes() != theirs[name].read_bytes():
            yield f"{where}: differs {_first_difference(ours[name].read_bytes(), theirs[name].read_bytes())}"


def _first_difference(made: bytes, committed: bytes) -> str:
    pairs = enumerate(zip(made.split(b"\n"), committed.split(b"\n"), strict=False), 1)
    line = next((number for number, (one, other) in pairs if one != other), None)
    return f"from line {line}" if line else "in length"

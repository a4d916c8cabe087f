"""Building all registered disclosures, each on its own, so that one bad source never stops the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from mingzhang.disclosure import find_disclosures, load_disclosure
from mingzhang.errors import MingzhangError, UnreadableSource, WrongCommand
from mingzhang.runner import Runner
from mingzhang.sources import find_readable, find_witnesses

PACKAGE = "package"  # folder of the generated package beside disclosure.toml


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one disclosure: its package, or the error for which it was set aside. ``seconds`` per stage."""

    name: str
    package: Path
    error: MingzhangError | None = None
    seconds: dict[str, float] = field(default_factory=dict)


def select(datasets: Sequence[Path], only: Sequence[str] = ()) -> list[Path]:
    """The folders of the disclosures to work on; ``only`` holds ids, or the slugs of bodies.

    WrongCommand when one is unknown.
    """
    found = [directory for root in datasets for directory in find_disclosures(root)]
    names = {directory: f"{directory.parent.name}/{directory.name}" for directory in found}
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
    directories: Sequence[Path], stores: Sequence[Path] = (), jobs: int = 1, target: Path | None = None
) -> Iterator[Outcome]:
    """Makes the package of each disclosure, in its folder or at the same place below ``target``.

    Outcomes come as they are done.
    """
    work = partial(build_package, stores=tuple(stores), target=target)
    if jobs == 1 or len(directories) < 2:
        yield from map(work, directories)
        return
    with ProcessPoolExecutor(max_workers=min(jobs, len(directories))) as pool:
        for future in as_completed([pool.submit(work, directory) for directory in directories]):
            yield future.result()


def build_package(directory: Path, stores: Sequence[Path] = (), target: Path | None = None) -> Outcome:
    """One disclosure; every error that a source or its toml can cause is in the outcome."""
    from mingzhang.pipeline import make_package

    name = f"{directory.parent.name}/{directory.name}"
    package = (target / name if target else directory) / PACKAGE
    run = Runner(str(directory))
    try:
        disclosure = load_disclosure(directory)
        source, path = find_readable(disclosure, stores)
        run.subject = str(path)
        make_package(path, package, run, disclosure, find_witnesses(disclosure, source, stores))
    except (MingzhangError, OSError) as error:
        return Outcome(name, package, _as_error(directory, error), run.seconds)
    return Outcome(name, package, None, run.seconds)


def _as_error(directory: Path, error: MingzhangError | OSError) -> MingzhangError:
    if isinstance(error, MingzhangError):
        return error
    return UnreadableSource(
        str(directory), error.strerror or type(error).__name__, "files that can be read", "check them"
    )


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

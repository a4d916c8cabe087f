"""``mingzhang read``: any disclosure file → its data package."""

from __future__ import annotations

from pathlib import Path

import click

from mingzhang.commands.options import jobs
from mingzhang.commands.reporting import Reporter, reporting


@click.command("read")
@click.argument("file", metavar="FILE|DIR", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the package, or of the packages of DIR [default: FILE's name here].",
)
@jobs
@reporting
def command(file: Path, output: Path | None, jobs: int, quiet: bool, log: str, profile: bool) -> int:
    """Read FILE, a published budget or final account, into a Frictionless data package; of DIR, every file in it.

    What is not recognised is published as printed. A file that cannot be read is refused in one line (exit code 3)
    and nothing is written; of a folder, the others are read all the same.
    """
    from mingzhang.running.building import read_apart
    from mingzhang.running.ownership import claim, package_files

    with Reporter(quiet, log, profile) as reporter:
        if file.is_dir():
            return _read_each(file, output or Path(f"{file.resolve().name}-packages"), jobs, reporter)
        target = output or _beside(file)
        claim(target, package_files, [file])
        with reporter.working(file.name) as told:
            reporter.spent(read_apart(file, target, told))
        reporter.say(f"{file} → {target}/datapackage.json", package=str(target))
    return 0


def _read_each(folder: Path, output: Path, jobs: int, reporter: Reporter) -> int:
    """A package for each file below ``folder``, named by its path there; the exit code."""
    from concurrent.futures import ThreadPoolExecutor

    from mingzhang.disclosures.adding import find_candidates
    from mingzhang.errors import MingzhangError
    from mingzhang.running.building import read_apart
    from mingzhang.running.ownership import claim, package_files

    paths = [candidate.path for candidate in find_candidates(folder)]
    names = {path: "-".join(path.relative_to(folder).parts) for path in paths}

    def read(path: Path) -> MingzhangError | None:
        try:
            claim(output / names[path], package_files, [path])
            read_apart(path, output / names[path])
        except MingzhangError as error:
            return error
        return None

    errors = []
    with ThreadPoolExecutor(jobs) as pool, reporter.counting("files", len(paths)) as done:
        for path, error in zip(paths, pool.map(read, paths), strict=True):
            done(path.name)
            if error:
                errors.append(error)
                reporter.problem(error)
    reporter.say(
        f"{folder} → {output}: {len(paths) - len(errors)} packages, {len(errors)} refused", refused=len(errors)
    )
    return max((error.exit_code for error in errors), default=0)


def _beside(file: Path) -> Path:
    """A folder here with the file's name; where that would be the file itself, with another."""
    name = file.stem or "package"
    return Path(name if name != file.name else f"{name}-package")

"""``mingzhang read``: any disclosure file → its data package."""

from __future__ import annotations

from pathlib import Path

import click

from mingzhang.commands.reporting import Reporter, reporting


@click.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the package [default: FILE's name here].",
)
@reporting
def command(file: Path, output: Path | None, quiet: bool, log: str, profile: bool) -> None:
    """Read FILE, a published budget or final account, into a Frictionless data package.

    What is not recognised is published as printed. A file that cannot be read is refused in one line (exit code 3)
    and nothing is written.
    """
    from mingzhang.running.building import read_apart
    from mingzhang.running.ownership import claim, package_files

    with Reporter(quiet, log, profile) as reporter:
        target = output or _beside(file)
        claim(target, package_files, [file])
        with reporter.working(file.name) as told:
            reporter.spent(read_apart(file, target, told))
        reporter.say(f"{file} → {target}/datapackage.json", package=str(target))


def _beside(file: Path) -> Path:
    """A folder here with the file's name; where that would be the file itself, with another."""
    name = file.stem or "package"
    return Path(name if name != file.name else f"{name}-package")

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

    with Reporter(quiet, log, profile) as reporter:
        target = output or Path(file.stem or "package")
        _refuse_foreign(target)
        reporter.spent(read_apart(file, target))
        reporter.say(f"{file} → {target}/datapackage.json", package=str(target))


def _refuse_foreign(target: Path) -> None:
    """The target is replaced whole, so it must be new, empty, or a package of ours."""
    if target.is_dir() and any(target.iterdir()) and not (target / "datapackage.json").is_file():
        raise click.UsageError(f"{target} holds other files and would be replaced; name a new folder with -o")

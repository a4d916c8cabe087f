"""``mingzhang verify``: rebuilds the packages and compares them with what is committed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from mingzhang.reporting import Reporter, reporting

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("verify")
@click.option(
    "--datasets",
    type=_FOLDER,
    multiple=True,
    default=("datasets",),
    show_default=True,
    help="Tree of disclosures; repeatable.",
)
@click.option(
    "--store", "stores", type=_FOLDER, multiple=True, help="Folder with source files, found by hash; repeatable."
)
@click.option("--only", multiple=True, metavar="ID", help="Only this disclosure or body; repeatable.")
@reporting
def command(
    datasets: tuple[Path, ...], stores: tuple[Path, ...], only: tuple[str, ...], quiet: bool, log: str, profile: bool
) -> int:
    """Rebuild every package in a scratch folder and compare it, byte by byte, with the one in DATASETS.

    Exit code 1 when they differ.
    """
    from mingzhang.building import PACKAGE, build_packages, differences, select

    with Reporter(quiet, log, profile) as reporter:
        directories = select(datasets, only)
        committed = {f"{d.parent.name}/{d.name}": d / PACKAGE for d in directories}
        lines: list[str] = []
        errors = []
        with tempfile.TemporaryDirectory() as scratch, reporter.counting("disclosures", len(directories)) as done:
            for outcome in build_packages(directories, stores, target=Path(scratch)):
                done(outcome.name)
                reporter.spent(outcome.seconds)
                if outcome.error:
                    errors.append(outcome.error)
                    reporter.problem(outcome.error)
                else:
                    lines.extend(differences(outcome.package, committed[outcome.name]))
        for line in lines:
            click.echo(line)
        reporter.say(f"{len(directories)} disclosures rebuilt, {len(lines)} files differ", differ=len(lines))
        return max((e.exit_code for e in errors), default=1 if lines else 0)

"""``mingzhang release``: compares the packages with the last release, raises versions, records what changed."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mingzhang.commands.options import FOLDER, trees
from mingzhang.commands.reporting import Reporter, reporting

if TYPE_CHECKING:
    from mingzhang.collection.releases import Change


@click.command("release")
@trees
@click.option(
    "--releases", type=FOLDER, default="datasets/releases", show_default=True, help="Where the records of releases lie."
)
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="The day of the release [default: today].")
@click.option("--name", default="", help="Name of the release [default: its date].")
@click.option("--dry-run", is_flag=True, help="Tell what changed, write nothing.")
@reporting
def command(
    datasets: tuple[Path, ...],
    releases: Path,
    date: datetime.datetime | None,
    name: str,
    dry_run: bool,
    quiet: bool,
    log: str,
    profile: bool,
) -> None:
    """Compare the packages in DATASETS with the last release.

    A package whose files changed gets a new version, in its disclosure.toml and its datapackage.json. Which figures
    were added, removed and altered is written to RELEASES, from which the site makes its feed.
    """
    from mingzhang.collection.releases import damaged_records, make_release, repair_records, write_release
    from mingzhang.running.building import PACKAGE, select

    day = (date.date() if date else datetime.datetime.now(datetime.UTC).date()).isoformat()
    packages = [d / PACKAGE for d in select(datasets) if (d / PACKAGE / "datapackage.json").is_file()]
    with Reporter(quiet, log, profile) as reporter:
        for path in [] if dry_run else repair_records(releases):
            reporter.say(f"{path}: damaged or missing; written again from latest.json", repaired=str(path))
        release = make_release(packages, releases, name or day, day)
        for change in release.changes:
            told = _numbers(change) if change.kind == "changed" else change.kind
            click.echo(f"{change.disclosure} {change.version}: {told}")
        write = bool(release.changes) and not dry_run
        if write:
            write_release(release, packages, releases)
        for error in damaged_records(releases):
            reporter.problem(error)
        where = f"{releases}/{release.name}.json" if write else "nothing written"
        reporter.say(f"{len(release.changes)} of {release.packages} packages new or changed; {where}")


def _numbers(change: Change) -> str:
    """1 added, 0 removed, 2 altered; what else changed where no figure did."""
    if not (change.added or change.removed or change.altered):
        return f"figures as before; changed: {', '.join(change.resources)}"
    return f"{len(change.added)} added, {len(change.removed)} removed, {len(change.altered)} altered"

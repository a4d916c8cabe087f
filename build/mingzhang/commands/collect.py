"""``mingzhang collect``: the collection of all packages, without a site."""

from __future__ import annotations

from pathlib import Path

import click

from mingzhang.commands.options import FOLDER, trees
from mingzhang.commands.reporting import Reporter, reporting
from mingzhang.errors import WrongCommand
from mingzhang.project.project import load_project


@click.command("collect")
@trees
@click.option("-o", "--output", type=FOLDER, default="collection", show_default=True, help="Where the collection goes.")
@reporting
def command(datasets: tuple[Path, ...], output: Path, quiet: bool, log: str, profile: bool) -> None:
    """Bring all packages in DATASETS together: comparable lines, panel, bodies, codes, as in data/all of a site.

    Packages are taken as they are; run mingzhang build first. OUTPUT/all holds CSV, Parquet, SQLite and Stata files,
    OUTPUT/all.zip the CSV files. A folder that is not ours is refused.
    """
    from mingzhang.collection.bulk import write_collection
    from mingzhang.running.building import PACKAGE, select
    from mingzhang.running.ownership import claim, mark_site, site_files
    from mingzhang.running.staging import staged

    with Reporter(quiet, log, profile) as reporter:
        packages = [d / PACKAGE for d in select(datasets) if (d / PACKAGE / "datapackage.json").is_file()]
        if not packages:
            raise WrongCommand(
                ", ".join(map(str, datasets)), "no packages", "packages to collect", "run mingzhang build"
            )
        claim(output, site_files, datasets, datasets)
        project = load_project(Path())
        with staged(output, site_files) as staging:
            frames = write_collection(packages, staging, project.address, publisher=project.publisher)
            mark_site(staging)
        lines = len(frames["lines"])
        reporter.say(
            f"{output}/all: {len(packages)} packages, {lines} comparable lines", packages=len(packages), lines=lines
        )

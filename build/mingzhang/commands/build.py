"""``mingzhang build``: registered disclosures → packages → site."""

from __future__ import annotations

import os
from pathlib import Path

import click

from mingzhang.reporting import Reporter, reporting

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("build")
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
@click.option("--site", type=_FOLDER, help="Where the site goes; without it only packages are made.")
@click.option("--site-src", type=_FOLDER, help="The site's hand-written half [default: the one of this version].")
@click.option(
    "--jobs", type=click.IntRange(1), default=min(os.cpu_count() or 1, 4), show_default=True, help="Processes."
)
@click.option("--only", multiple=True, metavar="ID", help="Only this disclosure or body; repeatable.")
@reporting
def command(
    datasets: tuple[Path, ...],
    stores: tuple[Path, ...],
    site: Path | None,
    site_src: Path | None,
    jobs: int,
    only: tuple[str, ...],
    quiet: bool,
    log: str,
    profile: bool,
) -> int:
    """Read every registered disclosure, write its data package beside it, and make the site of all packages.

    A source that cannot be read is set aside and named; the rest is published, and the exit code is 3.
    """
    from mingzhang.building import PACKAGE, build_packages, select

    with Reporter(quiet, log, profile) as reporter:
        directories = select(datasets, only)
        outcomes = []
        with reporter.counting("disclosures", len(directories)) as done:
            for outcome in build_packages(directories, stores, jobs):
                outcomes.append(outcome)
                done(outcome.name)
                reporter.spent(outcome.seconds)
                if outcome.error:
                    reporter.problem(outcome.error)
        aside = {o.package for o in outcomes if o.error}
        made = len(outcomes) - len(aside)
        said = f"{made} packages made" + (f", {len(aside)} disclosures set aside" if aside else "")
        reporter.say(said, made=made, aside=len(aside))
        if site:
            # With --only the packages that stay as they are belong to the site as well.
            every = [d / PACKAGE for d in select(datasets)]
            _make_site([p for p in every if p not in aside and p.is_dir()], site, site_src, reporter)
        return max((o.error.exit_code for o in outcomes if o.error), default=0)


def _make_site(packages: list[Path], site: Path, site_src: Path | None, reporter: Reporter) -> None:
    from mingzhang.pipeline import make_site
    from mingzhang.runner import Runner

    if not packages:
        return
    run = Runner(str(site))
    make_site(packages, site, site_src or find_site_src(), run)
    reporter.spent(run.seconds)
    reporter.say(f"{site}/index.html: preview with mingzhang serve --site {site}", site=str(site))


def find_site_src() -> Path:
    """The site's hand-written half: inside the installed package, or beside build/ in a checkout."""
    import mingzhang

    package = Path(mingzhang.__file__).parent
    inside = package / "site_src"
    return inside if inside.is_dir() else package.parent.parent / "site_src"

"""``mingzhang build``: registered disclosures → packages → site."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mingzhang.commands.options import FOLDER, choosing, executing, keeping
from mingzhang.commands.reporting import Reporter, reporting
from mingzhang.errors import MingzhangError
from mingzhang.project.project import PUBLIC, Project, load_project

if TYPE_CHECKING:
    from mingzhang.running.building import Outcome


def _may_publish(_context: click.Context, _parameter: click.Parameter, publish: bool) -> None:
    """Before anything is made."""
    if publish:
        from mingzhang.site.reach import require_published

        load_project(Path()).announce()
        require_published()


@click.command("build")
@choosing
@click.option(
    "--site",
    type=FOLDER,
    help="Where the site goes [default: public, beside a mingzhang.toml; else only packages are made].",
)
@click.option("--site-src", type=FOLDER, help="The site's hand-written half [default: the one of this version].")
@click.option(
    "--publish",
    is_flag=True,
    expose_value=False,
    callback=_may_publish,
    help="Refuse unless the site has an address and names who hears of errors.",
)
@executing
@keeping
@reporting
def command(
    datasets: tuple[Path, ...],
    stores: tuple[Path, ...],
    only: tuple[str, ...],
    site: Path | None,
    site_src: Path | None,
    jobs: int,
    executor: str,
    scheduler: str,
    cache: Path,
    no_cache: bool,
    quiet: bool,
    log: str,
    profile: bool,
) -> int:
    """Read every registered disclosure, write its data package beside it, and make the site of all packages.

    What has not changed since the last build is not done again. A source that cannot be read is set aside and named;
    the rest is published, and the exit code is 3.
    """
    from mingzhang.running.building import build_packages, choose_executor, select

    kept, project = None if no_cache else cache, load_project(Path())
    site_src = site_src or find_site_src()
    site = site or (Path(PUBLIC) if project.folder else None)
    with Reporter(quiet, log, profile) as reporter:
        directories, outcomes = select(datasets, only), []
        _clear(site, [site_src, *filter(None, [project.overlay])], datasets, stores, cache, reporter)
        with reporter.counting("disclosures", len(directories)) as done:
            where = choose_executor(executor, jobs, scheduler)
            for outcome in build_packages(directories, stores, cache=kept, executor=where, publisher=project.publisher):
                outcomes.append(outcome)
                done(outcome.name)
        _tell_packages(outcomes, directories, reporter)
        errors = [o.error for o in outcomes if o.error]
        if site:
            packages = _packages(datasets, {o.name for o in outcomes if o.error})
            errors += _make_site(packages, site, site_src, kept, stores, reporter, project)
        return max((error.exit_code for error in errors), default=0)


def _tell_packages(outcomes: Sequence[Outcome], directories: Sequence[Path], reporter: Reporter) -> None:
    """What became of the packages, and how many rest on facts that nobody has confirmed."""
    from mingzhang.disclosures.confirmation import resting

    reporter.outcomes(outcomes)
    reporter.counts(outcomes)
    if found := [name for name, _ in resting(directories)]:
        told = f"{len(found)} of {len(directories)} rest on unconfirmed facts; mingzhang confirm lists them"
        reporter.say(told, unconfirmed=found)


def _clear(
    site: Path | None,
    by_hand: Sequence[Path],
    datasets: tuple[Path, ...],
    stores: tuple[Path, ...],
    cache: Path,
    reporter: Reporter,
) -> None:
    """Refuses a site that would stand on something else, and cleans up after builds that were killed."""
    from mingzhang.running.ownership import claim, site_files
    from mingzhang.running.scratch import sweep

    if site:
        claim(site, site_files, [*datasets, *stores, *by_hand], [*datasets, *by_hand])
    beside = [site.parent] if site else []
    reporter.swept(sweep(datasets, [*beside, *stores, cache / "downloads", cache / "sources"]))


def _packages(datasets: tuple[Path, ...], aside: set[str]) -> list[Path]:
    """All that belongs to the site: with --only the packages that stay as they are, too."""
    from mingzhang.running.building import PACKAGE, select

    every = [d / PACKAGE for d in select(datasets) if f"{d.parent.name}/{d.name}" not in aside]
    return [p for p in every if p.is_dir()]


def _make_site(
    packages: list[Path],
    site: Path,
    site_src: Path,
    cache: Path | None,
    stores: tuple[Path, ...],
    reporter: Reporter,
    project: Project,
) -> Sequence[MingzhangError]:
    """Makes the site; the records of releases that it had to do without."""
    from mingzhang.collection.releases import damaged_records
    from mingzhang.disclosures.disclosure import RELEASES
    from mingzhang.running.building import build_site
    from mingzhang.site.address import REPORT_TO
    from mingzhang.site.reach import unheard

    if not packages:
        return ()
    project.announce()
    seconds = build_site(packages, site, site_src, cache, stores, project)
    reporter.spent(seconds)
    fresh = "" if seconds else "nothing has changed; "
    reporter.say(f"{site}/index.html: {fresh}preview with mingzhang serve --site {site}", site=str(site))
    if silence := unheard():
        reporter.say(f"{REPORT_TO}: {silence}; set it to a mail address or the address of a form", report_to="")
    damaged = damaged_records((project.folder or site_src.parent) / RELEASES)
    for error in damaged:
        reporter.problem(error)
    return damaged


def find_site_src() -> Path:
    """The site's hand-written half: inside the installed package, or beside build/ in a checkout."""
    import mingzhang

    package = Path(mingzhang.__file__).parent
    inside = package / "site_src"
    return inside if inside.is_dir() else package.parent.parent / "site_src"

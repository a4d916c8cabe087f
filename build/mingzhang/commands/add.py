"""``mingzhang add``: registers disclosure files in the datasets tree."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mingzhang.commands.confirm import tell_unsure
from mingzhang.commands.options import jobs
from mingzhang.commands.reporting import Reporter, reporting
from mingzhang.errors import WrongCommand
from mingzhang.project.project import load_project

if TYPE_CHECKING:
    from mingzhang.disclosures.adding import Added, Candidate, Readers
    from mingzhang.disclosures.registration import Given

LEVELS = ("central", "province", "prefecture", "county", "township")


@click.command("add")
@click.argument("target", metavar="FILE|DIR|URL")
@click.option(
    "--datasets",
    type=click.Path(path_type=Path, file_okay=False),
    default="datasets",
    show_default=True,
    help="The tree of registered disclosures.",
)
@click.option("--slug", default="", help="Id of the body for its folder and addresses, in place of the proposed one.")
@click.option("--division", default="", help="GB/T 2260 code of the place of every body here.")
@click.option("--level", default="", type=click.Choice(["", *LEVELS]), help="Level of every body here.")
@jobs
@reporting
def command(
    target: str,
    datasets: Path,
    slug: str,
    division: str,
    level: str,
    jobs: int,
    quiet: bool,
    log: str,
    profile: bool,
) -> int:
    """Register a file, every file of a folder or of a bundle (.zip, .rar, .7z), or the file at an address.

    Each is copied to DATASETS/BODY/YEAR-KIND/ with a disclosure.toml filled from the document: body, year, kind and
    scope come from it, not from the file's name. What is uncertain is shown in one table, and written to
    DATASETS/unconfirmed.csv for `mingzhang confirm`. Files of one name in several containers (.pdf and .xlsx) that
    agree are one disclosure with several sources. What a web page links to is listed. A file registered already is
    passed over; one that cannot be read stops no other, and the exit code is 3.
    """
    from mingzhang.disclosures.adding import add_all, open_bundles
    from mingzhang.running.executors import by_processes
    from mingzhang.running.scratch import scratch, sweep

    with Reporter(quiet, log, profile) as reporter, scratch("add") as folder:
        reporter.swept(sweep([datasets]))
        given = _given(division, level)
        candidates = open_bundles(_candidates(target, folder), folder)
        if slug and len(candidates) > 1:
            raise WrongCommand("--slug", f"{len(candidates)} files", "one file", "leave --slug out for a folder")
        outcomes, several = [], len(candidates) > 1
        readers: Readers = partial(by_processes, jobs=jobs)
        with reporter.counting("files", len(candidates)) as done:
            for added in add_all(candidates, datasets, slug, given, readers):
                outcomes.append(added)
                done(added.path.name)
                reporter.spent(added.seconds)
                _tell(added, reporter, alone=not several)
        _tell_all(outcomes, target, datasets, reporter)
        return max((a.error.exit_code for a in outcomes if a.error), default=0)


def _tell_all(outcomes: Sequence[Added], target: str, datasets: Path, reporter: Reporter) -> None:
    """The counts and what is unsure; a single file that is registered already is an error."""
    from mingzhang.disclosures.hops import without_secrets

    if len(outcomes) > 1:
        _count(outcomes, reporter)
        tell_unsure(datasets, reporter)
    elif outcomes[0].same_as:
        found = f"registered as {outcomes[0].same_as}"
        raise WrongCommand(without_secrets(target), found, "a file not yet registered", "nothing to do")


def _given(division: str, level: str) -> Given:
    """What the options say; where they say nothing, the place of the project is proposed."""
    from mingzhang.disclosures.registration import Given
    from mingzhang.knowledge.divisions import division_name

    if division and not division_name(division[:6]):
        raise WrongCommand("--division", f"found {division!r}", "a code of GB/T 2260", "mend it")
    return Given(division, level, load_project(Path()).division)


def _candidates(target: str, folder: Path) -> list[Candidate]:
    from mingzhang.disclosures.adding import fetch_candidate, find_candidates

    if "://" in target:
        return [fetch_candidate(target, folder, datetime.datetime.now(datetime.UTC).date())]
    return find_candidates(Path(target))


def _tell(added: Added, reporter: Reporter, alone: bool) -> None:
    """What became of one file, as soon as that is known."""
    if added.error:
        reporter.problem(added.error)
    elif added.same_as and not alone:
        reporter.say(f"{added.path}: the same file as {added.same_as}; passed over", same=added.same_as)
    elif made := added.registered:
        ask = f"; please check {', '.join(made.open_questions)} there" if made.open_questions else ""
        facts = {"directory": str(made.directory), "check": made.open_questions}
        beside = f" with {', '.join(copy.name for copy in added.copies)} beside it" if added.copies else ""
        reporter.say(f"{made.directory}/disclosure.toml{beside}{ask}", **facts)
    for link in added.links:
        reporter.say(f"linked there: {link.address} ({link.name}); add it by itself", link=link.address)


def _count(outcomes: Sequence[Added], reporter: Reporter) -> None:
    made, same = sum(bool(a.registered) for a in outcomes), sum(bool(a.same_as) for a in outcomes)
    bad = len(outcomes) - made - same
    reporter.say(f"{made} registered, {same} the same as others, {bad} refused", made=made, same=same, bad=bad)

"""``mingzhang review``: what a human saw on the page goes into review.toml beside the disclosure."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from mingzhang.commands.reporting import Reporter, printable, reporting
from mingzhang.errors import WrongCommand


@click.command("review")
@click.argument("disclosure", metavar="[ID]", default="")
@click.argument("target", metavar="[FIGURE|TABLE]", default="")
@click.option("--pending", is_flag=True, help="List the contradictions that no human has looked at yet.")
@click.option("--who", default="", help="Who looked at the page.")
@click.option(
    "--misread", "seen", default="", metavar="TEXT", help="What the page shows instead; else it is as printed."
)
@click.option("--note", default="", help="What else there is to say.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), default=None, help="When; today unless given.")
@click.option(
    "--datasets", type=click.Path(path_type=Path, file_okay=False), default="datasets", show_default=True,
    help="The tree in which ID is looked for.",
)  # fmt: skip
@reporting
def command(
    disclosure: str,
    target: str,
    pending: bool,
    who: str,
    seen: str,
    note: str,
    date: datetime.datetime | None,
    datasets: Path,
    quiet: bool,
    log: str,
    profile: bool,
) -> int:
    """Record that a human compared FIGURE or TABLE (their ids) of the disclosure ID with the page.

    The verdict is shown beside the reading and changes nothing that was read. It holds for what is read now: when that
    changes, it is reported as stale. With --pending, of ID or of every disclosure: the contradictions that wait for
    such a look; until then the site says only that two numbers disagree.
    """
    from mingzhang.commands.review_file import add_verdict, reading_of, waiting
    from mingzhang.package.stored import read_package

    with Reporter(quiet, log, profile) as reporter:
        if pending:
            for line in waiting(datasets, disclosure):
                click.echo(printable(line))
            return 0
        if not (disclosure and target and who):
            raise click.UsageError("name the disclosure, the figure or table, and --who looked; or use --pending")
        directory = datasets / disclosure
        if not (directory / "disclosure.toml").is_file():
            raise WrongCommand(str(directory), "no disclosure there", "an id such as body/2024-budget", "check the id")
        reading = reading_of(read_package(directory / "package"), target)
        day = date.date() if date else datetime.datetime.now(datetime.UTC).astimezone().date()
        path = add_verdict(directory, target, who, day, f"misread: {seen}" if seen else "as-printed", reading, note)
        reporter.say(f"{target} ({reading}) → {path}; build again to publish it", file=str(path))
        return 0

"""``mingzhang check``: a package, a registered disclosure, or a file that is not published yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mingzhang.checks.record import FAILED, RESULTS
from mingzhang.commands.reporting import Reporter, printable, reporting
from mingzhang.errors import WrongCommand
from mingzhang.package.stored import PackageData

if TYPE_CHECKING:
    from mingzhang.commands.check_report import Report

GENERATOR = '<meta name="generator" content="mingzhang check">'  # templates/check-report.html
_HEAD = 4096  # bytes in which it stands


@click.command("check")
@click.argument("target", metavar="PATH|ID")
@click.option("--json", "as_data", is_flag=True, help="Print every check as JSON.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write one self-contained Chinese page.")
@click.option("--notices", is_flag=True, help="Print a notice in Chinese for each contradiction that a human has seen.")
@click.option(
    "--datasets",
    type=click.Path(path_type=Path, file_okay=False),
    multiple=True,
    default=("datasets",),
    show_default=True,
    help="Trees in which an ID is looked for; repeatable.",
)
@reporting
def command(
    target: str,
    as_data: bool,
    html: Path | None,
    notices: bool,
    datasets: tuple[Path, ...],
    quiet: bool,
    log: str,
    profile: bool,
) -> int:
    """Try every accounting identity on PATH (a disclosure file or a data package) or on the disclosure ID.

    Failures come first, then the counts. Nothing leaves this machine, so a draft can be checked before its release.
    Of a package the rules of its schemas are tried, too. Exit code 1 when one is broken, or when the source contradicts
    itself, is incomplete, or its reading is in doubt.
    """
    from mingzhang.commands.check_report import as_html, as_json, make_report
    from mingzhang.running.files import write_whole
    from mingzhang.running.scratch import sweep

    with Reporter(quiet, log, profile) as reporter:
        if html:
            _refuse_foreign(html, target)
        reporter.swept(sweep())
        package, violations = _package(target, datasets, reporter)
        report = make_report(package, Path(target).name if Path(target).is_file() else "", violations)
        if html:
            write_whole(html, as_html(report))
            reporter.say(f"{target} → {html}", html=str(html))
        if notices:
            for notice in report.notices.values():
                lines = [notice["subject"], "", *notice["text"].split("\n"), ""]
                click.echo("\n".join(map(printable, lines)))
        elif as_data:
            click.echo(as_json(report))
        elif not quiet:
            _tell(report)
        return int(report.found)


def _tell(report: Report) -> None:
    """What is wrong, then the counts."""
    for line in report.violations:
        click.echo(printable(f"invalid: {line}"))
    for row in report.checks:
        if row["result"] in FAILED:
            click.echo(printable(f"{row['result']}: {row['sentence']}"))
    counts = ", ".join(f"{r} {report.counts[r]}" for r in reversed(RESULTS) if report.counts.get(r))
    click.echo(f"{sum(report.counts.values())} checks: {counts or 'none'}")


def _package(target: str, datasets: tuple[Path, ...], reporter: Reporter) -> tuple[PackageData, list[str]]:
    """The package that ``target`` names and what is wrong with it, or the one that a file makes in a scratch folder."""
    from mingzhang.package.stored import read_package
    from mingzhang.package.validate import validate_package
    from mingzhang.running.building import read_apart
    from mingzhang.running.scratch import scratch

    path = Path(target)
    if path.is_file() and path.name != "datapackage.json":
        with scratch("check") as folder, reporter.working(path.name) as told:
            reporter.spent(read_apart(path, folder / "package", told))
            return read_package(folder / "package"), []
    places = [
        path.parent if path.is_file() else path,
        path / "package",
        *(root / target / "package" for root in datasets),
    ]
    found = next((p for p in places if (p / "datapackage.json").is_file()), None)
    if found is None:
        raise WrongCommand(
            target, "nothing to check there", "a disclosure file, a data package, or an id", "check the path"
        )
    return read_package(found), validate_package(found)


def _refuse_foreign(path: Path, target: str) -> None:
    """A report may be replaced by the next one; nothing else is."""
    if not path.exists():
        return
    with path.open("rb") as file:
        ours = GENERATOR.encode() in file.read(_HEAD)
    if not ours or path.samefile(target):
        raise WrongCommand(
            str(path), "a file that is no report of ours", "a new file, or a report", "name another with --html"
        )

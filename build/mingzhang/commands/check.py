"""``mingzhang check``: a package, a registered disclosure, or a file that is not published yet."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from mingzhang.checks.record import FAILED, RESULTS
from mingzhang.commands.reporting import Reporter, printable, reporting
from mingzhang.errors import WrongCommand
from mingzhang.package.read import PackageData


@click.command("check")
@click.argument("target", metavar="PATH|ID")
@click.option("--json", "as_data", is_flag=True, help="Print every check as JSON.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write one self-contained Chinese page.")
@click.option("--notices", is_flag=True, help="Print a notice in Chinese for each contradiction, to copy and send.")
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
    from mingzhang.checks.report import as_html, as_json, make_report

    with Reporter(quiet, log, profile) as reporter:
        package, violations = _package(target, datasets, reporter)
        report = make_report(package, Path(target).name if Path(target).is_file() else "", violations)
        if html:
            _write(html, as_html(report))
            reporter.say(f"{target} → {html}", html=str(html))
        if notices:
            for notice in report.notices.values():
                lines = [notice["subject"], "", *notice["text"].split("\n"), ""]
                click.echo("\n".join(map(printable, lines)))
        elif as_data:
            click.echo(as_json(report))
        elif not quiet:
            for line in report.violations:
                click.echo(printable(f"invalid: {line}"))
            for row in report.checks:
                if row["result"] in FAILED:
                    click.echo(printable(f"{row['result']}: {row['sentence']}"))
            counts = ", ".join(f"{r} {report.counts[r]}" for r in reversed(RESULTS) if report.counts.get(r))
            click.echo(f"{sum(report.counts.values())} checks: {counts or 'none'}")
        return int(report.found)


def _package(target: str, datasets: tuple[Path, ...], reporter: Reporter) -> tuple[PackageData, list[str]]:
    """The package that ``target`` names and what is wrong with it, or the one that a file makes in a scratch folder."""
    from mingzhang.package.read import read_package
    from mingzhang.package.validate import validate_package
    from mingzhang.running.building import read_apart

    path = Path(target)
    if path.is_file() and path.name != "datapackage.json":
        with tempfile.TemporaryDirectory() as scratch:
            reporter.spent(read_apart(path, Path(scratch) / "package"))
            return read_package(Path(scratch) / "package"), []
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


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

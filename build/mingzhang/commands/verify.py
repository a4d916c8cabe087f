"""``mingzhang verify``: rebuilds the packages and compares them with what is committed."""

from __future__ import annotations

from pathlib import Path

import click

from mingzhang.commands.options import choosing, executing
from mingzhang.commands.reporting import Reporter, reporting
from mingzhang.project.project import load_project


@click.command("verify")
@choosing
@executing
@reporting
def command(
    datasets: tuple[Path, ...],
    stores: tuple[Path, ...],
    only: tuple[str, ...],
    jobs: int,
    executor: str,
    scheduler: str,
    quiet: bool,
    log: str,
    profile: bool,
) -> int:
    """Rebuild every package in a scratch folder and compare it, byte by byte, with the one in DATASETS.

    Exit code 1 when they differ.
    """
    from mingzhang.running.building import PACKAGE, build_packages, choose_executor, differences, select
    from mingzhang.running.scratch import scratch, sweep

    with Reporter(quiet, log, profile) as reporter:
        publisher = load_project(Path()).publisher
        directories = select(datasets, only)
        reporter.swept(sweep(datasets))
        committed = {f"{d.parent.name}/{d.name}": d / PACKAGE for d in directories}
        outcomes, lines = [], list[str]()
        with scratch("verify") as folder, reporter.counting("disclosures", len(directories)) as done:
            where = choose_executor(executor, jobs, scheduler)
            for outcome in build_packages(directories, stores, folder, executor=where, publisher=publisher):
                done(outcome.name)
                outcomes.append(outcome)
                lines += [] if outcome.error else differences(outcome.package, committed[outcome.name])
        reporter.outcomes(outcomes)
        for line in sorted(lines):
            click.echo(line)
        reporter.say(f"{len(directories)} disclosures rebuilt, {len(lines)} files differ", differ=len(lines))
        return max((o.error.exit_code for o in outcomes if o.error), default=1 if lines else 0)

"""``mingzhang add``: registers a disclosure file in the datasets tree."""

from __future__ import annotations

from pathlib import Path

import click

from mingzhang.reporting import Reporter, reporting


@click.command("add")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--datasets",
    type=click.Path(path_type=Path, file_okay=False),
    default="datasets",
    show_default=True,
    help="The tree of registered disclosures.",
)
@click.option("--slug", default="", help="Id of the body for its folder and addresses: a-z, 0-9, hyphens.")
@reporting
def command(file: Path, datasets: Path, slug: str, quiet: bool, log: str, profile: bool) -> None:
    """Register FILE: copy it to DATASETS/BODY/YEAR-KIND/ with a disclosure.toml filled from the document.

    Body, year, kind and scope come from the document, not from the file's name. What is uncertain is left empty or
    marked there, and named here.
    """
    from mingzhang.reading import read_source
    from mingzhang.registration import register
    from mingzhang.runner import Runner
    from mingzhang.tables.from_text import restore_tables
    from mingzhang.tables.recognise import recognise_tables

    with Reporter(quiet, log, profile) as reporter:
        run = Runner(str(file))
        document = run(restore_tables, run(read_source, file))
        tables = run(recognise_tables, document, file.name)
        made = run(register, file, document, tables, datasets, slug)
        ask = f"; please check {', '.join(made.open_questions)} there" if made.open_questions else ""
        reporter.say(f"{made.directory}/disclosure.toml{ask}", directory=str(made.directory), check=made.open_questions)
        reporter.spent(run.seconds)

"""``mingzhang confirm``: what nobody has confirmed, as a table; and that table taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from mingzhang.commands.reporting import Reporter, printable, reporting


@click.command("confirm")
@click.argument("file", metavar="[FILE]", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--all", "every", is_flag=True, help="Take every row back as confirmed, whatever its first column says.")
@click.option(
    "--datasets", type=click.Path(path_type=Path, file_okay=False), default="datasets", show_default=True,
    help="The tree of registered disclosures.",
)  # fmt: skip
@reporting
def command(file: Path | None, every: bool, datasets: Path, quiet: bool, log: str, profile: bool) -> None:
    """Show what is registered but not confirmed, and write it to DATASETS/unconfirmed.csv; or take FILE back.

    Open the table in any spreadsheet program, mend what is wrong, write yes (or 是) into the column confirmed of each
    row that you have looked at, save it as CSV. Everything is checked before anything is written. A disclosure whose
    id changes moves.
    """
    from mingzhang.disclosures.confirmation import apply, is_confirmed, plan, read_table, write_table

    with Reporter(quiet, log, profile) as reporter:
        if file is None:
            if not tell_unsure(datasets, reporter):
                reporter.say("nothing waits to be confirmed")
            return
        rows = read_table(file)
        changes = plan(rows, datasets, every)
        apply(changes, datasets)
        left = [row for row in rows if not (every or is_confirmed(row))]
        write_table(left, file)  # as they were edited
        told = f"{len(changes)} disclosures confirmed, {len(left)} rows left in {file}; build again to publish it"
        reporter.say(told, confirmed=len(changes), left=len(left))


def tell_unsure(datasets: Path, reporter: Reporter) -> bool:
    """Shows what waits to be confirmed and writes the table of it; whether there is anything."""
    from mingzhang.disclosures.confirmation import TABLE, refresh_table, unconfirmed

    rows = unconfirmed(datasets)
    if rows:
        show_unsure(rows, reporter)
        path = refresh_table(rows, datasets / TABLE)
        reporter.say(f"{path}: {len(rows)} to look at; mingzhang confirm {path} takes it back", file=str(path))
    return bool(rows)


def show_unsure(rows: Sequence[Mapping[str, str]], reporter: Reporter) -> None:
    """One table of what is unsure, for a person."""
    if not rows or reporter.quiet or reporter.json:
        return
    table = Table("disclosure", "body", "unsure", "why")
    for row in rows:
        unsure = [f"{key}={row[key]}" if key in row else key for key in row["unsure"].split()]
        cells = (row["id"], row["body.name"], "\n".join(unsure), row["why"])
        table.add_row(*(escape("\n".join(printable(line) for line in cell.split("\n"))) for cell in cells))
    reporter.console.print(table)

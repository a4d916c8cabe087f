"""``mingzhang rename``: another id for a body."""

from __future__ import annotations

from pathlib import Path

import click

from mingzhang.commands.reporting import Reporter, reporting


@click.command("rename")
@click.argument("old")
@click.argument("new")
@click.option(
    "--datasets", type=click.Path(path_type=Path, file_okay=False), default="datasets", show_default=True,
    help="The tree of registered disclosures.",
)  # fmt: skip
@reporting
def command(old: str, new: str, datasets: Path, quiet: bool, log: str, profile: bool) -> None:
    """Give the body OLD the id NEW: its folder, its disclosures, and who names it as parent.

    Its old addresses on the site lead to the new ones (DATASETS/redirects.csv). Build again afterwards.
    """
    from mingzhang.disclosures.renaming import rename_body

    with Reporter(quiet, log, profile) as reporter:
        ids = rename_body(datasets, old, new)
        reporter.say(f"{old} → {new}: {len(ids)} disclosures; build again to publish it", ids=ids)

"""What a command tells while it works: a progress bar, JSON lines, or nothing.

Results go to standard output, the rest to error.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self, TypeVar

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from mingzhang.errors import MingzhangError

C = TypeVar("C", bound=Callable[..., Any])


class Reporter:
    """Speaks to a person (rich), to a program (``json``), or only of errors (``quiet``)."""

    def __init__(self, quiet: bool = False, log: str = "text", profile: bool = False) -> None:
        self.quiet, self.json, self.profile = quiet, log == "json", profile
        self.console = Console(stderr=True, highlight=False)
        self._seconds: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Says an error that ends the command in the form asked for, and ends with its exit code."""
        if isinstance(error, MingzhangError):
            self.problem(error)
            raise SystemExit(error.exit_code) from None
        if kind is None:
            self._close()

    @contextmanager
    def counting(self, what: str, total: int) -> Iterator[Callable[[str], None]]:
        """A progress bar over ``total`` things; the function it gives names the one that was just finished."""
        if self.quiet or self.json or total < 1:
            yield lambda name: None
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.console, transient=True) as progress:
            task = progress.add_task(what, total=total)
            yield lambda name: progress.update(task, advance=1, description=escape(printable(name)))

    def say(self, text: str, **facts: Any) -> None:
        """One line on what was done; ``facts`` are its parts for programs."""
        if self.json:
            self._log({"event": "done", "message": text, **facts})
        elif not self.quiet:
            self.console.print(escape(printable(text)), soft_wrap=True)

    def problem(self, error: MingzhangError) -> None:
        """An error, always said, in one line."""
        if self.json:
            fields = {name: getattr(error, name) for name in ("where", "found", "expected", "todo")}
            self._log({"event": "error", "code": error.exit_code, **fields})
        else:
            click.echo(f"mingzhang: {printable(str(error))}", err=True)

    def spent(self, seconds: Mapping[str, float]) -> None:
        """Adds the seconds of some stages to the profile."""
        for stage, value in seconds.items():
            self._seconds[stage] = self._seconds.get(stage, 0.0) + value

    def _close(self) -> None:
        """Prints the profile where asked for: seconds per stage, over all disclosures."""
        if not self.profile:
            return
        if self.json:
            self._log({"event": "profile", "seconds": {k: round(v, 3) for k, v in self._seconds.items()}})
            return
        table = Table("stage", "seconds")
        for stage, value in self._seconds.items():
            table.add_row(stage, f"{value:.2f}")
        self.console.print(table)

    def _log(self, record: Mapping[str, Any]) -> None:
        click.echo(json.dumps(record, ensure_ascii=True), err=True)


def printable(text: str) -> str:
    """``text`` fit for a terminal: source text may hold escape sequences and marks that turn the line around."""
    return "".join(c if c.isprintable() or c == " " else "\ufffd" for c in text)


def reporting(command: C) -> C:
    """Adds ``--quiet``, ``--log`` and ``--profile``: what a Reporter is made of."""
    command = click.option("--profile", is_flag=True, help="Print the seconds that each stage took.")(command)
    command = click.option(
        "--log", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Form of the messages."
    )(command)
    return click.option("-q", "--quiet", is_flag=True, help="Only errors.")(command)

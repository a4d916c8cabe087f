"""What a command tells while it works: a progress bar, JSON lines, or nothing.

Results go to standard output, the rest to error.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from mingzhang.errors import MingzhangError

if TYPE_CHECKING:
    from mingzhang.running.building import Outcome

_SLOWEST = 20  # disclosures that the profile names
C = TypeVar("C", bound=Callable[..., Any])


class Reporter:
    """Speaks to a person (rich), to a program (``json``), or only of errors (``quiet``)."""

    def __init__(self, quiet: bool = False, log: str = "text", profile: bool = False) -> None:
        self.quiet, self.json, self.profile = quiet, log == "json", profile
        self.console = Console(stderr=True, highlight=False)
        self._seconds: dict[str, float] = {}
        self._each: dict[str, dict[str, float]] = {}

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
        if self.quiet or self.json or total < 1 or not self.console.is_terminal:
            yield lambda name: None
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.console, transient=True) as progress:
            task = progress.add_task(what, total=total)
            yield lambda name: progress.update(task, advance=1, description=escape(printable(name)))

    @contextmanager
    def working(self, on: str) -> Iterator[Callable[[str], None]]:
        """A line that shows what is being done ``on`` something; the function it gives names the stage that begins."""
        if self.quiet or self.json or not self.console.is_terminal:
            yield lambda stage: None
            return
        shown = escape(printable(on))
        with self.console.status(shown) as status:
            yield lambda stage: status.update(f"{shown}: {stage.replace('_', ' ')}")

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

    def outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """What went wrong with the disclosures, in the order of their names whatever order they were done in."""
        for outcome in sorted(outcomes, key=lambda o: o.name):
            self.spent(outcome.seconds, outcome.name)
            if outcome.error:
                self.problem(outcome.error)
            elif self.json:
                self._log({"event": "package", "id": outcome.name, "made": bool(outcome.seconds)})

    def counts(self, outcomes: Sequence[Outcome]) -> None:
        """How many packages were made, stood already, or could not be made."""
        made, aside = sum(1 for o in outcomes if o.seconds), sum(1 for o in outcomes if o.error)
        stood = len(outcomes) - aside - made
        parts = [f"{made} packages made"]
        parts += [f"{stood} unchanged"] * bool(stood) + [f"{aside} disclosures set aside"] * bool(aside)
        self.say(", ".join(parts), made=made, unchanged=stood, aside=aside)

    def swept(self, folders: Sequence[Path]) -> None:
        """What runs that were killed had left behind, and is gone now."""
        for folder in folders:
            self.say(f"{folder}: left by a run that was cut off; cleaned up", left=str(folder))

    def spent(self, seconds: Mapping[str, float], name: str = "") -> None:
        """Adds the seconds of some stages to the profile; ``name`` is the disclosure they were spent on."""
        for stage, value in seconds.items():
            self._seconds[stage] = self._seconds.get(stage, 0.0) + value
        if name and seconds:
            self._each[name] = dict(seconds)

    def _close(self) -> None:
        """Prints the profile where asked for: seconds per stage over all disclosures, then the slowest disclosures."""
        if not self.profile:
            return
        if self.json:
            each = {name: _rounded(seconds) for name, seconds in sorted(self._each.items())}
            self._log({"event": "profile", "seconds": _rounded(self._seconds), "disclosures": each})
            return
        table = Table("stage", "seconds")
        for stage, value in self._seconds.items():
            table.add_row(stage, f"{value:.2f}")
        self.console.print(table)
        if len(self._each) > 1:
            self.console.print(self._slowest())

    def _slowest(self) -> Table:
        table = Table("disclosure", "seconds", "most of it")
        for name, seconds in sorted(self._each.items(), key=lambda item: -sum(item[1].values()))[:_SLOWEST]:
            stage = max(seconds, key=lambda s: seconds[s])
            table.add_row(escape(printable(name)), f"{sum(seconds.values()):.2f}", f"{stage} {seconds[stage]:.2f}")
        return table

    def _log(self, record: Mapping[str, Any]) -> None:
        click.echo(json.dumps(record, ensure_ascii=True), err=True)


def _rounded(seconds: Mapping[str, float]) -> dict[str, float]:
    return {stage: round(value, 3) for stage, value in seconds.items()}


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

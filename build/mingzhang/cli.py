"""The command line: ``mingzhang COMMAND``.

Each command lives in its own file of ``commands/`` and is imported when it is called.
"""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from types import FrameType
from typing import NoReturn

import click

from mingzhang import __version__
from mingzhang.errors import MingzhangError, closest, is_scarce

# Name → what `mingzhang --help` says of it, so that help needs no import.
COMMANDS = {
    "init": "Begin a site of one's own in a folder.",
    "build": "Turn registered disclosures into data packages and the site.",
    "read": "Turn any disclosure file into a data package.",
    "add": "Register a disclosure file, filling disclosure.toml from the document.",
    "confirm": "Show what nobody has confirmed of what is registered, or take the table of it back.",
    "rename": "Give a body another id; its old addresses lead to the new ones.",
    "check": "Check a disclosure, published or still a draft, against every accounting identity.",
    "explain": "Show what the reader sees on a page and why it matched what.",
    "review": "Record what a human saw when comparing a figure or table with the page.",
    "collect": "Bring all packages together as one collection, without a site.",
    "verify": "Rebuild the packages and compare them with what is committed.",
    "release": "Record what changed since the last release and raise versions.",
    "serve": "Preview the site.",
}


class _Commands(click.Group):
    """A group that imports a command's module only when the command is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            hint = closest(cmd_name, COMMANDS, "")
            ctx.fail(f"no command {cmd_name}" + (f"; {hint}" if hint else ""))
        command: click.Command = import_module(f"mingzhang.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="mingzhang")
def cli() -> None:
    """Mingzhang (明账): budget disclosures of public bodies as open data that can be trusted.

    Exit codes: 0 done; 1 check or verify found something; 2 wrong command; 3 a source could not be read.
    """


def main() -> None:
    """Entry point. Whatever happens, an error is one line on standard error."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        code = cli.main(prog_name="mingzhang", standalone_mode=False)
    except MingzhangError as error:
        code = _fail(str(error), error.exit_code)
    except click.ClickException as error:
        code = _fail(f"{error.format_message()} (see mingzhang --help)", 2)
    except (click.Abort, KeyboardInterrupt):
        code = _fail("interrupted; nothing half-built is left", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:
        code = _fail(
            f"{error.filename or 'the system'}: {error.strerror or error}; check the path, its rights and free space", 2
        )
    except Exception as error:
        if os.environ.get("MINGZHANG_DEBUG"):
            raise
        code = _unforeseen(error)
    sys.exit(code if isinstance(code, int) else 0)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    """SIGTERM, or the end of its terminal, ends a command as Ctrl-C does: with folders and processes cleaned up."""
    raise KeyboardInterrupt


def _unforeseen(error: Exception) -> int:
    if is_scarce(error):
        return _fail("not enough memory to run; free some, raise its limit (ulimit -v), or use --jobs 1", 2)
    text = f"internal error, {type(error).__name__}: {error}; please report it; MINGZHANG_DEBUG=1 shows where"
    return _fail(text, 70)


def _fail(text: str, code: int) -> int:
    line = "".join(c if c.isprintable() or c == " " else "\ufffd" for c in " ".join(text.split()))
    click.echo(f"mingzhang: {line}", err=True)
    return code

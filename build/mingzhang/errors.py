"""Errors a user meets: one line that says where, what was found, what was expected, what to do next."""

from __future__ import annotations

_UNLOADED = ("Cannot allocate memory", "failed to map segment")  # what the loader of libraries says of it


def is_scarce(error: Exception) -> bool:
    """Whether memory was short: also when a library could not be loaded for want of it."""
    unloaded = isinstance(error, ImportError) and any(said in str(error) for said in _UNLOADED)
    return unloaded or isinstance(error, MemoryError)


class MingzhangError(Exception):
    """Base of every error that is shown to a user as one line.

    ``where`` names a file (and page, row or key if known); ``todo`` is the next step.
    """

    exit_code = 2

    def __init__(self, where: str, found: str, expected: str, todo: str) -> None:
        self.where, self.found, self.expected, self.todo = where, found, expected, todo
        super().__init__(where, found, expected, todo)

    def __str__(self) -> str:
        text = f"{self.where}: {self.found}; expected {self.expected}; {self.todo}"
        return " ".join(text.split())


class WrongCommand(MingzhangError):
    """The command line or a hand-written file (disclosure.toml, a form, an identity) is wrong."""

    exit_code = 2


class UnreadableSource(MingzhangError):
    """A source could not be read at all: damaged, encrypted, too large, no text layer, or not a disclosure file."""

    exit_code = 3

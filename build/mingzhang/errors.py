"""Errors a user meets: one line that says where, what was found, what was expected, what to do next."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

# How errors speak that libraries raise in place of MemoryError: the loader of shared libraries, compiled modules that
# wrap the error of another language, and compiled code that failed without saying why.
_SPOKEN_OF = {
    ImportError: ("Cannot allocate memory", "failed to map segment"),
    RuntimeError: ("MemoryError", "std::bad_alloc"),
    SystemError: ("error return without exception set",),
}


def is_scarce(error: Exception) -> bool:
    """Whether memory was short: also when a library could not be loaded for want of it, or said so in its own way."""
    if isinstance(error, MemoryError):
        return True
    said = str(error)
    return any(words in said for kind, spoken in _SPOKEN_OF.items() if isinstance(error, kind) for words in spoken)


def closest(word: str, known: Iterable[str], otherwise: str = "remove or rename it") -> str:
    """What was probably meant by a word that nobody knows, as the next step of an error line."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else otherwise


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

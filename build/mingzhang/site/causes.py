"""What does not agree in a disclosure, one finding for each cause: thirty checks over one slipped column are one.

Two failing checks have one cause when they try the same relation of the same tables, use the same figure, or miss by
the same amount. What is only in doubt to read is kept apart from what the page says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.package.stored import split_list

FAILING = ("source-contradiction", "source-incomplete", "unconfirmed", "reading-doubt")  # what says most, first
STATES = ("seen", "unseen", "incomplete", "unconfirmed", "doubt")
_STATE = dict(zip(FAILING, STATES[1:], strict=True))
_TELLING = 3  # digits of a difference that two checks do not share by chance


@dataclass(frozen=True, slots=True)
class Finding:
    """The checks that fail for one cause: the one that says most first, of several the one with the fewest amounts.

    ``state``: of that one; ``seen`` and ``unseen`` are contradictions that a human has, or has not, compared with the
    page, and no other is to be called one.
    """

    state: str
    checks: tuple[Record, ...]

    @property
    def first(self) -> Record:
        """The check that stands for the finding."""
        return self.checks[0]


def find_findings(package: Dossier) -> list[Finding]:
    """The findings of a package, what says most first, each cause once."""
    failing = [check for check in package.rows("checks") if check["result"] in FAILING]
    found = [_finding(package, checks) for checks in _by_cause(failing)]
    return sorted(found, key=lambda f: STATES.index(f.state))


def touching(findings: Iterable[Finding], table_id: str) -> Iterator[tuple[Finding, Record]]:
    """The findings that concern a table, each with its first check there."""
    for finding in findings:
        own = next((c for c in finding.checks if table_id in split_list(c["table_ids"])), None)
        if own:
            yield finding, own


def _finding(package: Dossier, checks: Sequence[Record]) -> Finding:
    def order(check: Record) -> tuple[int, bool, int]:
        return STATES.index(state_of(package, check)), not check["confirmed_by"], len(_figures(check))

    ordered = sorted(checks, key=order)
    return Finding(state_of(package, ordered[0]), tuple(ordered))


def _figures(check: Record) -> list[str]:
    return [*split_list(check["left_figures"]), *split_list(check["right_figures"])]


def state_of(package: Dossier, check: Record) -> str:
    """The state of a failing check."""
    state = _STATE[check["result"]]
    return "seen" if state == "unseen" and package.was_seen(check) else state


def _by_cause(checks: Sequence[Record]) -> list[list[Record]]:
    """The checks in groups of one cause; groups and checks in the given order."""
    parent = list(range(len(checks)))
    first: dict[tuple[str, ...], int] = {}
    for number, check in enumerate(checks):
        for mark in _marks(check):
            parent[_root(parent, number)] = _root(parent, first.setdefault(mark, number))
    groups: dict[int, list[Record]] = {}
    for number, check in enumerate(checks):
        groups.setdefault(_root(parent, number), []).append(check)
    return list(groups.values())


def _root(parent: Sequence[int], number: int) -> int:
    while parent[number] != number:
        number = parent[number]
    return number


def _marks(check: Record) -> Iterator[tuple[str, ...]]:
    """What a check shares with others of its cause."""
    about = "reading" if check["result"] == "reading-doubt" else "page"
    yield about, "relation", check["identity"], check["table_ids"]
    for figure in _figures(check):
        yield about, "figure", figure
    missed = _difference(check)
    if missed:
        yield about, "difference", check["unit"], missed


def _difference(check: Record) -> str:
    """By how much the sides differ, without its sign; empty where another might miss by as much by chance."""
    if not check["difference"]:
        return ""
    missed = abs(Decimal(check["difference"])).normalize()
    return str(missed) if len(missed.as_tuple().digits) >= _TELLING else ""

"""Two projects of one name in one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mingzhang.figures.figure import Figure

Named = tuple[Figure, str, str]
"""A figure of a project, with the project's name and its body."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that names a project: its number, its codes, and which of the projects of that name it is of."""

    number: int
    codes: tuple[str, ...]
    nth: int


def occurrences_of(named: Iterable[Named]) -> Mapping[str, int]:
    """Figure id → which of the projects of that name and body it is of: 0 for nearly all.

    A row that names a project again is another project where rows of other projects stand between and where its codes
    do not tell the two rows apart; rows of one project by classes or by purses stand together or differ in their codes.
    """
    rows: dict[tuple[str, str, str], list[_Row]] = {}
    last: dict[str, tuple[str, str]] = {}
    found: dict[str, int] = {}
    for figure, name, body in named:
        own = rows.setdefault((figure.table_id, name, body), [])
        if not own or own[-1].number != figure.row:
            apart = last.get(figure.table_id) != (name, body)
            own.append(_Row(figure.row, _codes(figure), _nth(own, figure, apart)))
        found[figure.id] = own[-1].nth
        last[figure.table_id] = (name, body)
    return found


def _nth(above: Sequence[_Row], figure: Figure, apart: bool) -> int:
    latest = max((row.nth for row in above), default=0)
    again = any(row.codes == _codes(figure) for row in above)
    return latest + 1 if again and apart else latest


def _codes(figure: Figure) -> tuple[str, ...]:
    return figure.functional_code, figure.economic_code, figure.gov_economic_code, figure.code

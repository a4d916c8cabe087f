"""Rows of two-sided tables that are laid out in columns: each side by itself, for a name may be broken on one side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mingzhang.knowledge.words import says
from mingzhang.tables.from_text.headers import Heading
from mingzhang.tables.from_text.known_names import Owner, begins, known_names, share_lines
from mingzhang.tables.from_text.pieces import Line, Piece
from mingzhang.tables.from_text.rows import PanelRow, TextRow, join_words, read_side
from mingzhang.tables.from_text.sides import is_expenditure, is_income, side_score
from mingzhang.text.normalise import normalise

_UNSAID = 1.0  # what it costs that a line is a row by itself without saying so
_UNSURE = "its name may go on above or below"

_Side = list[tuple[Piece, ...]]
"""The pieces of one side, line by line."""


def read_halves(lines: Sequence[Line], heading: Heading, edge: int) -> list[TextRow] | None:
    """The rows, where the second side begins at ``edge``; None when that cannot be.

    It cannot be when a side has other key columns than its labels, or words of the other side stand on it. What stands
    side by side on one line is one row; a row in doubt on either side is in doubt altogether.
    """
    if any(p.at < edge < p.end for line in lines for p in line.pieces):
        return None
    keys = [[j for j, role in enumerate(heading.roles) if role != "amount" and heading.panels[j] == n] for n in (0, 1)]
    if any([heading.roles[j] for j in side] != ["label"] for side in keys):
        return None
    left = [tuple(p for p in line.pieces if p.at < edge) for line in lines]
    right = [tuple(p for p in line.pieces if p.at >= edge) for line in lines]
    if any(_suits(heading, n, side) < 0 for n, pieces in enumerate((left, right)) for side in pieces):
        return None
    sides = [dict(_rows(side, heading, n)) for n, side in enumerate((left, right))]
    found = []
    for i, line in enumerate(lines):
        panels = [side.get(i, _blank(heading, n)) for n, side in enumerate(sides)]
        if any(panel is None for panel in panels):
            found.append(TextRow((line,), (), _UNSURE))
        elif i in sides[0] or i in sides[1]:
            found.append(TextRow((line,), tuple(panel for panel in panels if panel is not None)))
    return found


def _suits(heading: Heading, number: int, pieces: Sequence[Piece]) -> float:
    """How well the words of a line suit the side on which they stand."""
    above = "".join(heading.texts[c] for c in heading.paths[heading.panels.index(number)])
    return side_score(above, number, "".join(p.text for p in _words(pieces)))


def _blank(heading: Heading, number: int) -> PanelRow:
    amounts = (j for j, role in enumerate(heading.roles) if role == "amount" and heading.panels[j] == number)
    return PanelRow(columns=tuple(amounts))


def _rows(side: _Side, heading: Heading, number: int) -> Iterator[tuple[int, PanelRow | None]]:
    """The rows of a side by the line of their amounts, or of their name where they have none; None is one in doubt."""
    read = [read_side(pieces, heading, number) for pieces in side]
    owners = [i for i, row in enumerate(read) if row is None or row.amounts]
    words = [_words(pieces) for pieces in side]
    texts = [normalise("".join(p.text for p in pieces)) for pieces in words]
    ends = [-1, *owners, len(side)]
    between = [[i for i in range(a + 1, b) if texts[i]] for a, b in pairwise(ends)]
    names = [Owner(texts[i], known_names(), says("rows", "total", texts[i])) for i in owners]
    shares = share_lines(names, [[texts[i] for i in group] for group in between], _alone, None)
    left = {i for group in between for i in group}
    for k, i in enumerate(owners):
        share, row = shares.of[k], read[i]
        if share is None or row is None:
            left -= {*between[k], *between[k + 1]} if share is None else set()
            yield from ((n, None) for n in (i, *(between[k] + between[k + 1] if share is None else ())))
            continue
        above, below = between[k][len(between[k]) - share[0] :], between[k + 1][: share[1]]
        left -= {*above, *below}
        yield i, _whole([*above, i, *below], words, row)
    yield from ((i, read[i]) for i in sorted(left))


def _whole(lines: Sequence[int], words: Sequence[Sequence[Piece]], row: PanelRow) -> PanelRow:
    """The row with the words of all its lines in its name."""
    pieces = [p for n in lines for p in words[n]]
    if len(lines) == 1 or not pieces:
        return row
    return PanelRow(((row.columns[0] - 1, join_words(pieces)),), row.amounts, row.columns)


def _words(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    return tuple(p for p in pieces if not p.is_amount)


def _alone(line: str) -> float:
    known = begins(line) or line in known_names() or is_income(line) or is_expenditure(line)
    return 0 if known or says("rows", "total", line) else _UNSAID

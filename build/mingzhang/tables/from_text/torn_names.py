"""Amounts that are too long for their column and break over two lines: brought back into the line of their row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mingzhang.tables.from_text.pieces import Line, Piece, is_number

_USUAL = 0.8  # share of the amounts of a table that print the usual number of decimals

_REST = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class _Tear:
    """A torn amount: the lines of its two parts, the parts, and the line of its row."""

    upper: int
    lower: int
    parts: tuple[Piece, Piece]
    row: int


def mend_amounts(lines: Sequence[Line]) -> list[Line]:
    """The lines of a table laid out in columns with every torn amount whole, in the line of its row.

    An amount is torn when it prints fewer decimals than the others of its table, and the digits that it lacks stand
    alone below it, one line further or beyond the line of the row.
    """
    decimals = _decimals(lines)
    if decimals is None or not lines[0].pieces[0].wide:
        return list(lines)
    found = list(lines)
    for tear in list(_tears(lines, decimals)):
        upper, lower = tear.parts
        whole = replace(upper, text=upper.text + lower.text, end=max(upper.end, lower.end), place=lines[tear.row].place)
        for n, part in ((tear.upper, upper), (tear.lower, lower)):
            found[n] = replace(found[n], pieces=tuple(p for p in found[n].pieces if p is not part))
        pieces = sorted((*found[tear.row].pieces, whole), key=lambda p: p.at)
        found[tear.row] = replace(found[tear.row], pieces=tuple(pieces))
    return [line for line in found if line.pieces]


def _decimals(lines: Sequence[Line]) -> int | None:
    """How many decimals the amounts of a table print; None when it is not the same for nearly all."""
    counts = [_count(p) for line in lines for p in line.pieces if is_number(p.plain) and not p.is_integer]
    usual = max(set(counts), key=counts.count, default=0)
    return usual if usual and counts.count(usual) >= _USUAL * len(counts) else None


def _count(piece: Piece) -> int:
    return len(piece.plain.rpartition(".")[2]) if "." in piece.plain else 0


def _tears(lines: Sequence[Line], decimals: int) -> Iterator[_Tear]:
    for i, line in enumerate(lines):
        for piece in line.pieces:
            lacking = decimals - _count(piece)
            if not (piece.plain.endswith(".") or "." in piece.plain) or lacking <= 0:
                continue
            if not is_number(piece.plain + "0" * lacking):
                continue
            for k in (i + 1, i + 2):
                rests = [p for p in lines[k].pieces if p.overlaps(piece)] if k < len(lines) else []
                if rests:
                    row = _row(lines, i, k)
                    if len(rests) == 1 and _is_rest(rests[0], lacking) and row is not None:
                        yield _Tear(i, k, (piece, rests[0]), row)
                    break


def _is_rest(piece: Piece, lacking: int) -> bool:
    return _REST.fullmatch(piece.plain) is not None and len(piece.plain) == lacking


def _row(lines: Sequence[Line], upper: int, lower: int) -> int | None:
    """The one line between the two parts, or of them, that prints amounts that are whole."""
    whole = [n for n in range(upper, lower + 1) if any(_count(p) > 1 for p in lines[n].pieces)]
    return whole[0] if len(whole) == 1 else None

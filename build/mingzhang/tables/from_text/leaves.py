"""Where the columns of a known header stand, in a text laid out in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mingzhang.tables.from_text.headers import Heading
from mingzhang.tables.from_text.pieces import Line, Piece, is_index_line

Span = tuple[int, int]
"""Where words begin and end in their lines."""


def leaf_spans(heading: Heading, lines: Sequence[Line]) -> Mapping[int, Span]:
    """Where the words or the numbers of the amount columns stand in the header's lines, of those told apart."""
    amounts = [j for j, role in enumerate(heading.roles) if role == "amount"]
    if heading.spans and lines:
        return {j: heading.spans[j] for j in amounts}
    found = dict(_worded(heading, amounts, lines))
    numbered = [[p for p in line.pieces if p.is_integer] for line in lines if is_index_line(line)]
    if len(numbered) == 1 and len(numbered[0]) == len(amounts):
        found |= {j: (p.at, p.end) for j, p in zip(amounts, numbered[0], strict=True) if j not in found}
    return found


def is_in_order(heading: Heading, lines: Sequence[Line]) -> bool:
    """Whether the columns of a header stand in its order: another one may be spelt with the same letters."""
    if lines[0].pieces[0].wide:
        spans = dict(_worded(heading, range(len(heading.roles)), lines))
        starts = [spans[j][0] for j in sorted(spans)]
        return starts == sorted(starts)
    printed = "".join(line.plain for line in lines)
    beside: dict[tuple[int, ...], list[int]] = {}
    for j, path in enumerate(heading.paths):
        if printed.count(heading.leaf(j)) == 1:
            beside.setdefault(path[:-1], []).append(printed.index(heading.leaf(j)))
    return all(found == sorted(found) for found in beside.values())


def _worded(heading: Heading, columns: Sequence[int], lines: Sequence[Line]) -> Iterator[tuple[int, Span]]:
    """Columns with where their words stand; those of the same words from left to right."""
    words = [(n, word) for n, line in enumerate(lines) for word in _words(line)]
    for leaf in dict.fromkeys(heading.leaf(j) for j in columns):
        same = [j for j in columns if heading.leaf(j) == leaf]
        chains = sorted(set(_chains(leaf, words)))
        if len(chains) == len(same):
            yield from zip(same, chains, strict=True)


def _words(line: Line) -> list[Piece]:
    """The words of a line, parted by spaces however narrow."""
    return [
        replace(piece, text=match[0], at=piece.at + match.start(), end=piece.at + match.end())
        for piece in line.pieces
        for match in re.finditer(r"\S+", piece.text)
    ]


def _chains(
    text: str, words: Sequence[tuple[int, Piece]], before: tuple[int, Piece] | None = None
) -> Iterator[tuple[int, int]]:
    """Where words stand that spell a text from above, each on a line below the one before and under it."""
    for line, word in words:
        if before is not None and (line <= before[0] or not word.overlaps(before[1])):
            continue
        if word.plain and text.startswith(word.plain):
            rest = text[len(word.plain) :]
            ends = _chains(rest, words, (line, word)) if rest else [(word.at, word.end)]
            yield from ((min(word.at, at), max(word.end, end)) for at, end in ends)

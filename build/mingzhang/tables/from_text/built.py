"""Headers that nobody has taught, in text laid out in columns: cells from their words, columns from where they stand.

The words of a header are put together into cells that say what a header can say; a cell stands above others when it is
printed in the upper part of the header and they in the lower one. Only what can be read in one way is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import count, pairwise

import yaml

from mingzhang.tables.forms import meanings
from mingzhang.tables.from_text.headers import Heading, load_headings
from mingzhang.tables.from_text.names import begins
from mingzhang.tables.from_text.pieces import Line, Piece, is_index_line
from mingzhang.tables.words import says
from mingzhang.text import normalise

_COLUMNS = 3  # columns of the smallest header that is built
_LINES = 16  # lines that a header may take
_WAYS = 64  # ways to put words together after which a header counts as one that says nothing clear
_STEPS = 20_000  # cells that are tried for one header; the headers of 55 real files take 300 at most, prose without end
_YEAR = re.compile(r"20\d\d年?度?")
_KEYS = ("index", "unit-code", "code", "unit", "project", "year", "label")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a header: its text, its first and last line, and where its words begin and end."""

    text: str
    first: int
    last: int
    at: int
    end: int

    @property
    def middle(self) -> float:
        """The middle of its lines."""
        return (self.first + self.last) / 2

    def overlaps(self, other: HeadCell) -> bool:
        """Whether the two stand above each other."""
        return self.at < other.end and other.at < self.end


def header_lines(lines: Sequence[Line]) -> int:
    """How many lines a header can take: those before the first number, code, or numbered row."""
    for n, line in enumerate(lines[:_LINES]):
        if is_index_line(line) and not any(says("columns", "code", p.plain) for p in line.pieces):
            return n
        if any((p.is_amount or p.is_code) and not _YEAR.fullmatch(p.plain) for p in line.pieces) or begins(
            line.pieces[0].text
        ):
            return n
    return 0


def build_heading(lines: Sequence[Line]) -> tuple[Heading, int] | None:
    """The header with which lines begin and how many it takes; None when it is not clear which columns it names."""
    taken = header_lines(lines)
    paths = _paths(lines[:taken]) if taken else None
    if not paths or len(paths) < _COLUMNS:
        return None
    cells = list(dict.fromkeys(cell for path in paths for cell in path))
    numbers = {cell: n for n, cell in enumerate(cells)}
    roles = tuple(_role(path) for path in paths)
    heading = Heading(
        tuple(tuple(numbers[c] for c in path) for path in paths), tuple(c.text for c in cells), roles, built=True
    )
    return (heading, taken) if "amount" in roles else None


def _role(path: Sequence[HeadCell]) -> str:
    leaf = _YEAR.sub("", path[-1].text)
    role = next((key for key in _KEYS if says("columns", key, leaf)), "text" if says("columns", "text", leaf) else "")
    if role == "code" and any(says("columns", "unit-code", c.text) for c in path):
        return "unit-code"
    return role or "amount"


def _paths(lines: Sequence[Line]) -> tuple[tuple[HeadCell, ...], ...] | None:
    """The columns from left to right, each as the cells above it; None when they are not clear."""
    words = [(line.place.line or n, word) for n, line in enumerate(lines) for word in _words(line)]
    found = set()
    for cells in _covers(words):
        columns = _columns(cells, min(c.first for c in cells), max(c.last for c in cells), ())
        if columns is not None:
            found.add(tuple(columns))
    return found.pop() if len(found) == 1 else None


def _words(line: Line) -> list[Piece]:
    words = [
        replace(p, text=m[0], at=p.at + m.start(), end=p.at + m.end())
        for p in line.pieces
        for m in _WORD.finditer(p.text)
    ]
    found: list[Piece] = []
    for word in words:  # 收　　入: letters set apart
        before = found[-1] if found else None
        if before and _is_one(before.plain, word.plain):
            found[-1] = replace(before, text=before.text + word.text, end=word.end)
        else:
            found.append(word)
    return found


def _is_one(left: str, right: str) -> bool:
    """Whether two pieces of a line are one word: its letters set apart, or a year."""
    spaced = len(left) == len(right) == 1 and _is_known(left + right)
    return spaced or (_YEAR.fullmatch(left) is not None and right.startswith("年"))


def _covers(words: Sequence[tuple[int, Piece]]) -> list[tuple[HeadCell, ...]]:
    """Ways to put all words together into known cells, one below the other in each; none when they are too many."""
    ways: list[list[HeadCell]] = [[]]
    steps = count()
    for group in _stacks(words):
        own = list(_group_covers(group, steps))
        if next(steps) > _STEPS:
            return []
        fewest = min((len(way) for way in own), default=0)
        own = [way for way in own if len(way) <= fewest + 1]
        ways = [[*way, *cells] for way in ways for cells in own]
        if not own or len(ways) > _WAYS:
            return []
    return [tuple(sorted(way, key=lambda c: (c.at, c.first))) for way in ways]


def _stacks(words: Sequence[tuple[int, Piece]]) -> list[list[tuple[int, Piece]]]:
    """The words parted into groups of which none stands above or below another's."""
    groups: list[list[tuple[int, Piece]]] = []
    for word in sorted(words, key=lambda w: w[1].at):
        if groups and word[1].at < max(w.end for _, w in groups[-1]):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [sorted(group, key=lambda w: (w[0], w[1].at)) for group in groups]


def _group_covers(words: Sequence[tuple[int, Piece]], steps: Iterator[int]) -> Iterator[list[HeadCell]]:
    """Ways to put a group's words together; all of them only if that took no more than the steps allowed."""
    if not words:
        yield []
        return
    for chain in _chains(words[:1], words[1:], steps):
        rest = [w for w in words if w not in chain]
        cell = HeadCell(
            "".join(w.plain for _, w in chain), chain[0][0], chain[-1][0],
            min(w.at for _, w in chain), max(w.end for _, w in chain),
        )  # fmt: skip
        for others in _group_covers(rest, steps):
            yield [cell, *others]


def _chains(
    chain: Sequence[tuple[int, Piece]], words: Sequence[tuple[int, Piece]], steps: Iterator[int]
) -> Iterator[Sequence[tuple[int, Piece]]]:
    """Words one below the other that begin with the chain and make up a known cell.

    What is known only as a column that ends like it is two cells where both its parts are known.
    """
    if next(steps) > _STEPS:
        return
    parts = [w.plain for _, w in chain]
    text = "".join(parts)
    cuts = (("".join(parts[:n]), "".join(parts[n:])) for n in range(1, len(parts)))
    if _YEAR.sub("", text) in _known_cells() or (_is_known(text) and not any(map(_are_known, cuts))):
        yield chain
    for n, (line, word) in enumerate(words):
        if line > chain[-1][0] and word.overlaps(chain[-1][1]):
            yield from _chains([*chain, (line, word)], words[n + 1 :], steps)


def _are_known(parts: tuple[str, str]) -> bool:
    return all(_is_known(part) for part in parts)


@cache
def _is_known(text: str) -> bool:
    """Whether a header can say this: a known one does, or a column or its meaning is known by it."""
    plain = _YEAR.sub("", text)
    loose = plain.strip("：:，,")
    if loose in _known_cells():
        return True
    if any(says("columns", key, loose) for key in (*_KEYS, "text")):
        return len(loose) > 1 or loose in ("类", "款", "项")
    return any(pattern.fullmatch(loose) for pattern in _meanings()) or says("rows", "total", loose)


@cache
def _known_cells() -> frozenset[str]:
    return frozenset(_YEAR.sub("", normalise(t)) for heading in load_headings() for t in heading.texts)


@cache
def _meanings() -> tuple[re.Pattern[str], ...]:
    data = yaml.safe_load((files("mingzhang") / "forms" / "meanings.yml").read_text(encoding="utf-8"))
    return tuple(pattern for group in data["columns"] for _, pattern in meanings("columns", group))


def _columns(
    cells: Sequence[HeadCell], first: int, last: int, above: tuple[HeadCell, ...]
) -> list[tuple[HeadCell, ...]] | None:
    """The columns of the cells between two lines: those over its whole height, and groups below one cell each."""
    upper = [c for c in cells if _is_upper(c, cells, first, last)]
    if not upper:
        ordered = sorted(cells, key=lambda c: c.at)
        apart = all(a.end <= b.at for a, b in pairwise(ordered))
        return [(*above, c) for c in ordered] if apart else None
    is_lower = {c: _is_lower(c, upper, first, last) for c in cells if c not in upper}
    if None in is_lower.values():
        return None
    whole = [c for c, lower in is_lower.items() if not lower]
    found: list[tuple[HeadCell, ...]] = []
    for run in _runs(cells, whole):
        if run[0] in whole:
            found.append((*above, run[0]))
            continue
        for cell, below in _shares(*_levels(run, upper)):
            columns = _columns(below, max(cell.last + 1, min(c.first for c in below)), last, (*above, cell))
            if columns is None:
                return None
            found += columns
    return found if {c for path in found for c in path[len(above) :]} == set(cells) else None


def _is_upper(cell: HeadCell, cells: Sequence[HeadCell], first: int, last: int) -> bool:
    """Whether a cell stands above others: in the upper half, or with something below it."""
    half = (first + last) / 2
    return (cell.middle <= half - 0.5 and cell.last < half) or any(
        c.overlaps(cell) and c.first > cell.last for c in cells
    )


def _is_lower(cell: HeadCell, upper: Sequence[HeadCell], first: int, last: int) -> bool | None:
    """Whether a cell stands in the lower part of a header rather than over its whole height; None if it may be both."""
    near = [c for c in upper if c.last < cell.first]
    if not near:
        return False
    top = min(c.last for c in near) + 1
    own, other = abs(cell.middle - (top + last) / 2), abs(cell.middle - (first + last) / 2)
    return own < other if own != other else None


def _runs(cells: Sequence[HeadCell], whole: Sequence[HeadCell]) -> Iterator[list[HeadCell]]:
    """From left to right each cell over the whole height by itself, and the others between them together."""
    run: list[HeadCell] = []
    for cell in sorted(cells, key=lambda c: c.at):
        if cell in whole:
            yield from ([run] if run else [])
            yield [cell]
            run = []
        else:
            run.append(cell)
    yield from ([run] if run else [])


def _levels(run: Sequence[HeadCell], upper: Sequence[HeadCell]) -> tuple[list[HeadCell], list[HeadCell]]:
    """The uppermost cells of a run, and all below them."""
    top = [c for c in run if c in upper and not any(d.overlaps(c) and d.last < c.first for d in run)]
    first = min((c.last for c in top), default=0)
    top = [c for c in top if c.first <= first]
    return top, [c for c in run if c not in top]


def _shares(upper: Sequence[HeadCell], lower: Sequence[HeadCell]) -> list[tuple[HeadCell, list[HeadCell]]]:
    """Which cells stand below which: the one way to part them so that each upper one stands over the middle of its own.

    Where there are several, the one in which all groups begin with the same words; nothing where none is clear.
    """
    bottom = [c for c in lower if not any(d.overlaps(c) and d.first > c.last for d in lower)]
    ways = [
        parts
        for parts in _partings(sorted(lower, key=lambda c: c.at), len(upper))
        if all(_is_over(cell, part, bottom) for cell, part in zip(upper, parts, strict=True))
        if len({part[0].text for part in parts}) == 1 or not any(_is_mixed(part, bottom) for part in parts)
    ]
    if len(ways) > 1:
        ways = [parts for parts in ways if len({part[0].text for part in parts}) == 1]
    return list(zip(upper, ways[0], strict=True)) if len(ways) == 1 else []


def _is_mixed(part: Sequence[HeadCell], bottom: Sequence[HeadCell]) -> bool:
    """Whether columns of keys and of amounts stand below one cell, as on one side of a two-sided table only."""
    return len({_role([c]) == "amount" for c in part if c in bottom}) > 1


def _partings(cells: Sequence[HeadCell], groups: int) -> Iterator[list[list[HeadCell]]]:
    """Every way to part cells, from left to right, into groups of at least two."""
    if groups <= 1:
        if groups and len(cells) > 1:
            yield [list(cells)]
        return
    for n in range(2, len(cells) - 1):
        for rest in _partings(cells[n:], groups - 1):
            yield [list(cells[:n]), *rest]


def _is_over(cell: HeadCell, part: Sequence[HeadCell], bottom: Sequence[HeadCell]) -> bool:
    """Whether a cell stands over the middle of others: as many of them left of it as right of it, or nearly so."""
    own = [c for c in part if c in bottom]
    left, right = sum(c.end <= cell.at for c in own), sum(c.at >= cell.end for c in own)
    if not own or any(c.first <= cell.last for c in part):
        return False
    return abs(left - right) <= 1 + len(own) // 4 and own[0].at < cell.end and cell.at < own[-1].end

"""Headers that nobody has taught, in text laid out in columns: cells from their words, columns from where they stand.

The words of a header are put together into cells that say what a header can say; which of them stand above others is
weighed (see layout.py). What comes of it is a header only if the rows below hold it (see tried.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import count

import yaml

from mingzhang.knowledge.forms import meanings
from mingzhang.knowledge.loading import knowledge_text
from mingzhang.knowledge.words import says
from mingzhang.tables.from_text.headers import Heading, load_headings
from mingzhang.tables.from_text.known_names import begins, is_closed
from mingzhang.tables.from_text.pieces import Line, Piece, is_index_line
from mingzhang.tables.from_text.text_layout import HeadCell, Layout, Path, lay_out
from mingzhang.text.normalise import normalise

_COLUMNS = 2  # columns of the smallest header that is built
_LINES = 16  # lines that a header may take
_WAYS = 64  # ways to put words together after which a header counts as one that says nothing clear
_STEPS = 20_000  # cells that are tried for one header; the headers of 55 real files take 300 at most, prose without end
_HEADINGS = 8  # likeliest ways to see columns in a header
_SPLIT = 0.3  # what speaks against a cell more than needed
_YEAR = re.compile(r"20\d\d年?度?")
_NAME = 3  # lines of a name that may stand above its amounts
_LONG = 40  # characters of the longest cell
_KEYS = ("index", "unit-code", "code", "unit", "project", "year", "label")
_WORD = re.compile(r"\S+")

Known = Callable[[str], bool]
"""Whether a header can say these words in one cell."""


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


def build_headings(lines: Sequence[Line]) -> list[tuple[Heading, int]]:
    """The headers with which lines may begin, likeliest first, and how many lines each takes.

    The last lines before the first amount may be the upper ones of a name that is broken over several.
    """
    most = header_lines(lines)
    for taken in range(most, max(0, most - _NAME), -1):
        for is_known in (_is_known, _is_said):
            ways = _layouts(lines[:taken], is_known)
            found = [(heading, taken) for way in ways if (heading := _heading(way.paths)) is not None]
            if found:
                return found
    return []


def _heading(paths: Sequence[Path]) -> Heading | None:
    """The header of these columns; None when they are too few, or none is for amounts."""
    cells = list(dict.fromkeys(cell for path in paths for cell in path))
    numbers = {cell: n for n, cell in enumerate(cells)}
    roles = tuple(_role(path) for path in paths)
    if len(paths) < _COLUMNS or "amount" not in roles:
        return None
    ids = tuple(tuple(numbers[c] for c in path) for path in paths)
    return Heading(ids, tuple(c.text for c in cells), roles, tuple((path[-1].at, path[-1].end) for path in paths))


def _role(path: Sequence[HeadCell]) -> str:
    leaf = _YEAR.sub("", path[-1].text)
    role = next((key for key in _KEYS if says("columns", key, leaf)), "text" if says("columns", "text", leaf) else "")
    if role == "code" and any(says("columns", "unit-code", c.text) for c in path):
        return "unit-code"
    return role or "amount"


def _is_key(text: str) -> bool:
    return any(says("columns", key, _YEAR.sub("", text)) for key in (*_KEYS, "text"))


def _layouts(lines: Sequence[Line], is_known: Known) -> list[Layout]:
    """The likeliest ways to see columns in the lines of a header, best first."""
    words = [(line.place.line or n, word) for n, line in enumerate(lines) for word in _words(line)]
    covers = _covers(words, is_known)
    fewest = min(map(len, covers), default=0)
    ways = [replace(way, cost=way.cost + _SPLIT * (len(c) - fewest)) for c in covers for way in lay_out(c, _is_key)]
    return sorted(ways, key=lambda w: w.cost)[:_HEADINGS]


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


def _covers(words: Sequence[tuple[int, Piece]], is_known: Known) -> list[tuple[HeadCell, ...]]:
    """Ways to put all words together into known cells, one below the other in each; none when they are too many."""
    ways: list[list[HeadCell]] = [[]]
    steps = count()
    for group in _stacks(words):
        own = list(_group_covers(group, steps, is_known))
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


def _group_covers(
    words: Sequence[tuple[int, Piece]], steps: Iterator[int], is_known: Known
) -> Iterator[list[HeadCell]]:
    """Ways to put a group's words together; all of them only if that took no more than the steps allowed."""
    if not words:
        yield []
        return
    for chain in _chains(words[:1], words[1:], steps, is_known):
        rest = [w for w in words if w not in chain]
        cell = HeadCell(
            "".join(w.plain for _, w in chain), chain[0][0], chain[-1][0],
            min(w.at for _, w in chain), max(w.end for _, w in chain),
        )  # fmt: skip
        for others in _group_covers(rest, steps, is_known):
            yield [cell, *others]


def _chains(
    chain: Sequence[tuple[int, Piece]], words: Sequence[tuple[int, Piece]], steps: Iterator[int], is_known: Known
) -> Iterator[Sequence[tuple[int, Piece]]]:
    """Words one below the other that begin with the chain and make up a known cell.

    What is known only as a column that ends like it is two cells where both its parts are known.
    """
    if next(steps) > _STEPS:
        return
    parts = [w.plain for _, w in chain]
    text = "".join(parts)
    cuts = (("".join(parts[:n]), "".join(parts[n:])) for n in range(1, len(parts)))
    if _YEAR.sub("", text) in _known_cells() or (is_known(text) and not any(map(_are_known, cuts))):
        yield chain
    for n, (line, word) in enumerate(words):
        if line > chain[-1][0] and word.overlaps(chain[-1][1]):
            yield from _chains([*chain, (line, word)], words[n + 1 :], steps, is_known)


def _are_known(parts: tuple[str, str]) -> bool:
    return all(_is_known(part) for part in parts)


@cache
def _is_known(text: str) -> bool:
    """Whether a header can say this: a known one does, or a column or its meaning is known by it."""
    loose = _YEAR.sub("", text).strip("：:，,")
    if loose in _known_cells():
        return True
    if not is_closed(loose):
        return False
    if any(says("columns", key, loose) for key in (*_KEYS, "text")):
        if any(_is_key(loose[:n]) and not _terms().fullmatch(loose[n:]) for n in range(2, len(loose))):
            return False  # the name of a row below the words of its column
        return len(loose) > 1 or loose in ("类", "款", "项")
    return any(pattern.fullmatch(loose) for pattern in _meanings()) or says("rows", "total", loose)


@cache
def _is_said(text: str) -> bool:
    """Whether a header can say this: it is known, or put together from nothing but what headers say."""
    return _is_known(text) or (1 < len(text) <= _LONG and is_closed(text) and _terms().fullmatch(text) is not None)


@cache
def _terms() -> re.Pattern[str]:
    data = yaml.safe_load(knowledge_text("forms/terms.yml"))
    return re.compile(data["terms"])


@cache
def _known_cells() -> frozenset[str]:
    return frozenset(_YEAR.sub("", normalise(t)) for heading in load_headings() for t in heading.texts)


@cache
def _meanings() -> tuple[re.Pattern[str], ...]:
    data = yaml.safe_load(knowledge_text("forms/meanings.yml"))
    return tuple(pattern for group in data["columns"] for _, pattern in meanings("columns", group))

"""The rows of a text that prints one cell on each line, by what names them: codes, parts of codes, names alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product, takewhile
from math import prod

from mingzhang.knowledge.code_names import Classification, all_codes, code_of
from mingzhang.tables.from_text.text_cells import Cells, Spot
from mingzhang.text.normalise import normalise

_BROKEN = 4  # lines that one name may be broken over
_STEPS = 20_000  # codes tried for the names of one page
_WAYS = 256  # ways to give names codes that are tried where names are printed out of turn
_JOINED = re.compile(r"(?P<code>\d{3,9})-(?P<name>.+)")
_BRACKETS = str.maketrans("(),:", "（），：")

_LEVELS: Mapping[Classification, int] = {"functional": 3, "economic": 2}
"""Parts of a code of each classification."""

Key = tuple[str, int, tuple[Spot, ...]]
"""Role of a key column, which of the columns of this role it is, and the pieces that stand in it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the code it has or, by its name, must have (empty for the total), its keys and its amounts."""

    code: str
    keys: tuple[Key, ...]
    amounts: tuple[Spot, ...] = ()

    @property
    def anchor(self) -> Spot | None:
        """The last piece of its last key."""
        return self.keys[-1][2][-1] if self.keys else None


@dataclass(frozen=True, slots=True)
class Keys:
    """One way to read an area: key columns, rows, the words left over for header and total, amounts, column numbers."""

    roles: tuple[str, ...]
    rows: tuple[Row, ...]
    rest: tuple[Spot, ...]
    amounts: tuple[Spot, ...]
    index: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    """The pieces of a name and the codes that have it."""

    spots: tuple[Spot, ...]
    codes: tuple[str, ...]


Search = Callable[[Sequence[Sequence[str]], Sequence[str]], Iterator[tuple[str, ...]]]
"""Gives each name one of its codes, after the codes of the pages before."""

Reader = Callable[[Cells, Sequence[str]], Iterator[Keys]]
"""Reads an area whose table had rows of these codes on the pages before."""


def joined(spots: Sequence[Spot]) -> str:
    """The pieces as one text for matching."""
    return normalise("".join(p.text for _, p in spots))


def read_coded(cells: Cells, before: Sequence[str]) -> Iterator[Keys]:
    """Rows of whole codes with their names; in the order of the codes, of print where a code comes again."""
    if not cells.codes:
        return
    repeats = len({_digits(c) for c in cells.codes}) < len(cells.codes)
    codes = cells.codes if repeats else sorted(cells.codes, key=_digits)
    found = _named(cells, codes)
    numbers = _numbers(cells, cells.numbers)
    if found is None or numbers is None:
        return
    names, rest = found
    marked = all(not c[1].plain.isdigit() for c in codes)
    rows = (
        Row(_digits(c), (("label", 0, (c, *names[c])),) if marked else (("code", 0, (c,)), ("label", 0, names[c])))
        for c in codes
    )
    yield Keys(("label",) if marked else ("code", "label"), tuple(rows), tuple(rest), *numbers)


def _digits(spot: Spot) -> str:
    return "".join(c for c in spot[1].plain if c.isdigit())


def _named(cells: Cells, codes: Sequence[Spot]) -> tuple[dict[Spot, tuple[Spot, ...]], list[Spot]] | None:
    """For each code the words that print its name, and the words left over; None when one is not printed.

    The name of a code that is not known is what is printed next after it.
    """
    wanted: dict[str, list[Spot]] = {}
    names: dict[Spot, tuple[Spot, ...]] = {}
    position = {spot: n for n, spot in enumerate(cells.order)}
    words = set(cells.words)
    for code in codes:
        entry = code_of(_digits(code))
        if entry is None:
            names[code] = tuple(takewhile(words.__contains__, cells.order[position[code] + 1 :]))[:_BROKEN]
            words -= set(names[code])
        else:
            wanted.setdefault(plain(entry.name), []).append(code)
    rest: list[Spot] = []
    for name, spots in _spelt([w for w in cells.words if w in words], lambda text: bool(wanted.get(text))):
        if name and wanted.get(name):
            names[wanted[name].pop(0)] = spots
        else:
            rest += spots
    return (names, rest) if len(names) == len(codes) and all(names.values()) else None


def _spelt(words: Sequence[Spot], wanted: Callable[[str], bool]) -> Iterator[tuple[str, tuple[Spot, ...]]]:
    """The words in turn: as many as spell a wanted name, the most first; else one, without a name."""
    at = 0
    while at < len(words):
        for count in range(min(_BROKEN, len(words) - at), 0, -1):
            name = plain(joined(words[at : at + count]))
            if wanted(name):
                yield name, tuple(words[at : at + count])
                at += count
                break
        else:
            yield "", (words[at],)
            at += 1


def plain(text: str) -> str:
    """The text for matching, with brackets of one kind."""
    return normalise(text).translate(_BRACKETS)


def read_parts(cells: Cells, before: Sequence[str]) -> Iterator[Keys]:
    """Rows whose codes are printed in parts, 类, 款 and 项 each in a column, on every row or where they change."""
    for kind, count in _LEVELS.items():
        known = _known(cells.words, kind)
        more = _coded_before(cells, *known, count)
        for names, rest in (known, more) if len(more[0]) > len(known[0]) else (known,):
            found = [
                keys
                for search in (codes_for, sorted_codes_for)
                if (keys := _in_parts(cells, names, rest, search, before))
            ]
            if found:
                yield found[0]
                break


def _in_parts(
    cells: Cells, names: Sequence[_Name], rest: Sequence[Spot], search: Search, before: Sequence[str]
) -> Keys | None:
    """The rows of these names with the parts of their codes; None when there is no way, or several."""
    figures = {*cells.codes, *cells.numbers}
    printed = [s for s in cells.order if s in figures]
    ways = [
        (codes, tokens)
        for codes in search([name.codes for name in names], before)
        for way in (_whole, _last)
        if (tokens := _take(codes, way, printed)) is not None
    ]
    most = max((sum(map(len, tokens)) for _, tokens in ways), default=0)
    ways = [way for way in ways if sum(map(len, way[1])) == most]
    if len(ways) != 1:
        return None
    codes, tokens = ways[0]
    used = {spot for own in tokens for _, spot in own}
    numbers = _numbers(cells, [s for s in printed if s not in used])
    rows = [
        Row(code, (*(("code", level, (spot,)) for level, spot in own), ("label", 0, name.spots)))
        for code, own, name in zip(codes, tokens, names, strict=True)
    ]
    levels = _LEVELS["functional" if codes[0][0] == "2" else "economic"]
    roles = (*["code"] * levels, "label")
    rows = rows if search is codes_for else sorted(rows, key=lambda row: row.code)
    return Keys(roles, tuple(rows), tuple(rest), *numbers) if numbers is not None else None


def _coded_before(
    cells: Cells, names: Sequence[_Name], rest: Sequence[Spot], count: int
) -> tuple[list[_Name], list[Spot]]:
    """The names, with those among the words left over before which all parts of a code are printed."""
    left, found = set(rest), list(names)
    position = {spot: n for n, spot in enumerate(cells.order)}
    sizes = [3, *[2] * (count - 1)]
    for spot in rest:
        at = position[spot]
        for size in range(count, 1, -1):
            digits = [p.plain for _, p in cells.order[max(at - size, 0) : at]]
            if spot in left and [len(d) for d in digits] == sizes[:size] and all(d.isdigit() for d in digits):
                words = list(takewhile(left.__contains__, cells.order[at:]))[:_BROKEN]
                found.append(_Name(tuple(words), ("".join(digits),)))
                left -= set(words)
    return sorted(found, key=lambda name: position[name.spots[0]]), [s for s in rest if s in left]


Tokens = list[tuple[tuple[int, Spot], ...]]
"""For each row the parts of its code, each with its level."""


def _parts(own: Sequence[tuple[int, Spot]]) -> list[Key]:
    return [("code", level, (spot,)) for level, spot in own]


def _whole(code: str) -> list[tuple[int, str]]:
    return [(level, part) for level, part in enumerate((code[:3], code[3:5], code[5:7])) if part]


def _last(code: str) -> list[tuple[int, str]]:
    return _whole(code)[-1:]


def read_named(cells: Cells, before: Sequence[str]) -> Iterator[Keys]:
    """Rows that print names alone; their codes, which tell what is part of what, are those that the names must have."""
    for kind in _LEVELS:
        names, rest = _known(cells.words, kind)
        numbers = _numbers(cells, [*cells.codes, *cells.numbers])
        ways = list(codes_for([name.codes for name in names], before))
        if numbers is None or len({tuple(map(len, way)) for way in ways}) != 1:
            continue
        rows = (Row(code, (("label", 0, name.spots),)) for code, name in zip(ways[0], names, strict=True))
        yield Keys(("label",), tuple(rows), tuple(rest), *numbers)


def read_joined(cells: Cells, before: Sequence[str]) -> Iterator[Keys]:
    """Rows of cells that each print a code and its name, of one classification beside the other: ``50501-工资``.

    The cells of a row are printed next to each other, or all rows are in the order of their codes.
    """
    columns: dict[str, list[tuple[str, tuple[Spot, ...]]]] = defaultdict(list)
    found, rest = _joined_cells(cells)
    for code, spots in found:
        columns[code[0]].append((code, spots))
    numbers = _numbers(cells, [*cells.codes, *cells.numbers])
    if len({len(column) for column in columns.values()}) != 1 or numbers is None:
        return
    position = {spot: n for n, spot in enumerate(cells.order)}
    rows = list(zip(*columns.values(), strict=True))
    together = all(
        position[right[0]] - position[left[-1]] == 1 for row in rows for (_, left), (_, right) in pairwise(row)
    )
    by_code = [tuple(code for code, _ in row) for row in rows]
    if together or by_code == sorted(set(by_code)):
        keyed = (Row("", tuple(("label", n, spots) for n, (_, spots) in enumerate(row))) for row in rows)
        yield Keys(("label",) * len(columns), tuple(keyed), tuple(rest), *numbers)


def _joined_cells(cells: Cells) -> tuple[list[tuple[str, tuple[Spot, ...]]], list[Spot]]:
    """The cells of a code and its name, with the lines that a name is broken over, and the words left over."""
    found: list[tuple[str, tuple[Spot, ...]]] = []
    lacks: list[tuple[int, str]] = []
    rest: list[Spot] = []
    for spot in cells.words:
        match = _JOINED.fullmatch(spot[1].plain)
        text = plain(spot[1].text)
        at = next((n for n, (_, missing) in enumerate(reversed(lacks)) if missing.startswith(text)), None)
        if match:
            entry = code_of(match["code"])
            name = plain(match["name"])
            if entry and name != plain(entry.name) and plain(entry.name).startswith(name):
                lacks.append((len(found), plain(entry.name)[len(name) :]))
            found.append((match["code"], (spot,)))
        elif found and found[-1][1][-1][0] == spot[0]:
            found[-1] = (found[-1][0], (*found[-1][1], spot))
        elif at is not None:
            cell, missing = lacks.pop(len(lacks) - 1 - at)
            found[cell] = (found[cell][0], (*found[cell][1], spot))
            if missing != text:
                lacks.append((cell, missing[len(text) :]))
        else:
            rest.append(spot)
    return found, rest


READERS: tuple[Reader, ...] = (read_coded, read_parts, read_named, read_joined)


@cache
def names_of(kind: Classification) -> Mapping[str, tuple[str, ...]]:
    """Name of a classification, brackets of one kind → the codes that have it."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, entry in all_codes(kind).items():
        found[plain(entry.name)].append(code)
    return {name: tuple(codes) for name, codes in found.items()}


def _known(words: Sequence[Spot], kind: Classification) -> tuple[list[_Name], list[Spot]]:
    """The names of a classification among the words, and the words left over."""
    known = names_of(kind)
    names: list[_Name] = []
    rest: list[Spot] = []
    for name, spots in _spelt(words, known.__contains__):
        if name:
            names.append(_Name(spots, known[name]))
        else:
            rest += spots
    return names, rest


def codes_for(names: Sequence[Sequence[str]], before: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every way to give each name one of its codes so that it stands below its class and division."""
    steps = 0
    stack: list[tuple[tuple[str, ...], Iterator[str]]] = []

    def choices(found: tuple[str, ...]) -> Iterator[str]:
        last = found[-1] if found else (before[-1] if before else "")
        for code in names[len(found)]:
            if code not in found and code not in before and (len(code) == 3 or last.startswith(code[:-2])):
                yield code

    if names:
        stack.append(((), choices(())))
    while stack and steps < _STEPS:
        found, left = stack[-1]
        code = next(left, None)
        steps += 1
        if code is None:
            stack.pop()
        elif len(found) + 1 == len(names):
            yield (*found, code)
        else:
            stack.append(((*found, code), choices((*found, code))))


def sorted_codes_for(names: Sequence[Sequence[str]], before: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The same where names are printed out of turn: each code's class and division are among those of other names."""
    left = [tuple(code for code in codes if not before or code > before[-1]) for codes in names]
    while True:
        above = {*before, *(code for codes in left for code in codes)}
        kept = [tuple(code for code in codes if len(code) == 3 or code[:-2] in above) for codes in left]
        if kept == left:
            break
        left = kept
    if not names or prod(len(codes) for codes in left) > _WAYS:
        return
    for way in product(*left):
        above = {*before, *way}
        alike: dict[tuple[str, ...], list[str]] = defaultdict(list)  # rows of one name are in order of their codes
        for codes, code in zip(names, way, strict=True):
            alike[tuple(codes)].append(code)
        in_turn = all(own == sorted(set(own)) for own in alike.values())
        if in_turn and len(set(way)) == len(way) and all(len(code) == 3 or code[:-2] in above for code in way):
            yield way


def _take(codes: Sequence[str], way: Callable[[str], list[tuple[int, str]]], printed: Sequence[Spot]) -> Tokens | None:
    """The printed parts of each code, in the order of print; None when one is missing, or printed too often."""
    wanted = Counter(part for code in codes for _, part in way(code))
    tokens: dict[str, list[Spot]] = defaultdict(list)
    for spot in printed:
        tokens[spot[1].plain].append(spot)
    if any(len(tokens[part]) != count for part, count in wanted.items()):
        return None
    return [tuple((level, tokens[part].pop(0)) for level, part in way(code)) for code in codes]


def _numbers(cells: Cells, left: Sequence[Spot]) -> tuple[tuple[Spot, ...], tuple[Spot, ...]] | None:
    """The amounts, and the numbers of columns, when ``left`` are whole numbers that are no codes; None if neither."""
    if not left:
        return cells.amounts, ()
    if not all(p.is_integer for _, p in left):
        return None
    values = sorted(int(p.plain) for _, p in left)
    if values == list(range(1, len(values) + 1)):
        return cells.amounts, tuple(left)
    if any("." in p.plain for _, p in cells.amounts):
        return None
    among = {*cells.amounts, *left}
    return tuple(spot for spot in cells.order if spot in among), ()

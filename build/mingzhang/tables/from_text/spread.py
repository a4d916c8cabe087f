"""Rows whose names are broken over lines, brought together column by column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mingzhang.knowledge.code_names import code_of
from mingzhang.knowledge.words import says
from mingzhang.tables.from_text.headers import Heading
from mingzhang.tables.from_text.known_names import Owner, Shares, known_names, never_alone, share_lines, stands_alone
from mingzhang.tables.from_text.pieces import Line, Piece
from mingzhang.tables.from_text.rows import TextRow, join_words, read_row
from mingzhang.text.normalise import normalise

_CODES = ("code", "unit-code", "index")
_WORDS = ("label", "unit", "project", "year", "text")
_UNSURE = "its name may go on above or below"
_NOBODYS = "which row it belongs to is not told"
_GAP = 2  # spaces that part columns
_ENDS = re.compile(r"[。；！]$")


@dataclass(frozen=True, slots=True)
class Spread:
    """The rows of a page; ``cut`` says that its first lines are, or may be, of the last row of the page before."""

    rows: tuple[TextRow, ...]
    cut: bool = False


Strip = Mapping[int, tuple[Piece, ...]]
"""The words of one line by column."""


@dataclass(frozen=True)
class _Page:
    """The lines of a table with what stands in each of its columns of words, and which of them are rows' own lines."""

    lines: Sequence[Line]
    heading: Heading
    singles: Sequence[TextRow]
    strips: Sequence[Strip | None]
    owners: Sequence[int]
    tail: int | None

    def text(self, i: int, column: int) -> str:
        """What a line prints in a column; before it as many spaces as it is indented by."""
        pieces = (self.strips[i] or {}).get(column, ())
        indent = pieces[0].at - self.start(column) if pieces and pieces[0].wide else 0
        return " " * indent + normalise("".join(p.text for p in pieces))

    def start(self, column: int) -> int:
        """Where the words of a column begin."""
        return min(strip[column][0].at for strip in self.strips if strip and column in strip)

    def groups(self, column: int) -> list[list[int]]:
        """The lines with words in a column before the first owner, between owners, and after the last one."""
        ends = [-1, *self.owners, len(self.lines)]
        return [[i for i in range(a + 1, b) if self.text(i, column)] for a, b in pairwise(ends)]

    def is_stray(self, k: int) -> bool:
        """Whether beside an owner stands a line of which it is not known in what column its words are."""
        ends = [-1, *self.owners, len(self.lines)]
        return any(self.strips[i] is None for i in range(ends[k] + 1, ends[k + 2]) if i != self.owners[k])


def spread_rows(lines: Sequence[Line], heading: Heading, before: TextRow | None) -> Spread:
    """The rows that the lines of one panel make up.

    ``before`` is the last row of the page before, if it is the same table's.
    """
    singles = [read_row([line], heading) for line in lines]
    owners = [i for i, line in enumerate(lines) if _owns(line, singles[i], heading)]
    if not owners or len(owners) == len(lines):
        return Spread(tuple(singles))
    page = _read_page(lines, heading, singles, owners)
    columns = sorted({c for strip in page.strips for c in strip or ()})
    shares = {c: _shares(page, c, before) for c in columns}
    taken: dict[tuple[int, int], int] = {}  # (line, column) → the owner whose words they are
    for c in columns:
        groups = page.groups(c)
        for k, i in enumerate(owners):
            if share := shares[c].of[k]:
                for n in (*groups[k][len(groups[k]) - share[0] :], *groups[k + 1][: share[1]]):
                    taken[n, c] = i
    rows = {i: _row(page, k, columns, shares, taken) for k, i in enumerate(owners)}
    for n in sorted(set(range(len(lines))) - set(owners)):
        if any((n, c) not in taken for c in page.strips[n] or {-1: ()}):
            rows[n] = _alone(page, n, shares)
    cut = any(shares[c].rest != 0 for c in columns if c != page.tail)
    return Spread(tuple(rows[i] for i in sorted(rows)), cut)


def _owns(line: Line, single: TextRow, heading: Heading) -> bool:
    """Whether a line is that of a row's amounts or code, or its total."""
    if single.doubt:
        return line.pieces[0].is_code or _first_amount(line) is not None
    panel = single.panels[0]
    coded = any(heading.roles[j] in ("code", "unit-code") and normalise(text) for j, text in panel.keys)
    return coded or bool(panel.amounts) or says("rows", "total", line.plain)


def _read_page(lines: Sequence[Line], heading: Heading, singles: Sequence[TextRow], owners: Sequence[int]) -> _Page:
    amounts = [j for j, role in enumerate(heading.roles) if role == "amount"]
    left = [j for j, role in enumerate(heading.roles) if role in _WORDS and (not amounts or j < amounts[0])]
    tails = [j for j, role in enumerate(heading.roles) if amounts and j > amounts[0] and role != "amount"]
    words = [_words(line, i in owners) for i, line in enumerate(lines)]
    starts = [a.at for i in owners if (a := _first_amount(lines[i])) is not None]
    edge = min(starts, default=None) if lines[0].pieces and lines[0].pieces[0].wide else None
    tail = tails[-1] if tails else None
    halves = [_halves(w, _first_amount(lines[i]) if i in owners else None, edge) for i, w in enumerate(words)]
    spans = _spans([h[0] for h in halves], left, edge is not None) or _beside_codes(lines, owners, heading, left)
    strips = [
        None if i not in owners and any(p.is_amount for p in words[i]) else _strip(*half, left, spans, tail)
        for i, half in enumerate(halves)
    ]
    return _Page(lines, heading, singles, strips, owners, tail)


def _words(line: Line, owns: bool) -> list[Piece]:
    """The pieces of a line that are words: on a row's own line those that are no number."""
    return [p for p in line.pieces if not (owns and (p.is_amount or p.is_code or p.is_code_part))]


def _first_amount(line: Line) -> Piece | None:
    """The first piece that is an amount: of whole numbers only one that gaps part from what is beside it."""
    apart = [
        p
        for before, p, after in zip((None, *line.pieces), line.pieces, (*line.pieces[1:], None), strict=False)
        if p.is_amount and not (p.is_integer and (_touches(before, p) or _touches(p, after) or not p.wide))
    ]
    return next((p for p in apart if not p.is_integer), next((p for p in apart if not p.is_code), None))


def _touches(left: Piece | None, right: Piece | None) -> bool:
    return left is not None and right is not None and right.at - left.end < _GAP


def _halves(
    words: Sequence[Piece], amount: Piece | None, edge: int | None
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The words left of the amounts, and right of them."""
    limit = amount.at if amount else edge
    if limit is None:
        return tuple(words), ()
    return tuple(p for p in words if p.at < limit), tuple(p for p in words if p.at >= limit)


def _spans(halves: Sequence[Sequence[Piece]], left: Sequence[int], wide: bool) -> Mapping[int, tuple[int, int]] | None:
    """Where each column of words stands, from the lines that print one piece in each; None where they overlap.

    Where no line does, as when one column is blank beside the other, all pieces must stand in as many stacks.
    """
    if len(left) < 2 or not wide:
        return None
    full = [pieces for pieces in halves if len(pieces) == len(left)]
    if full:
        found = [(min(p[n].at for p in full), max(p[n].end for p in full)) for n in range(len(left))]
    else:
        found = _stacked([p for pieces in halves for p in pieces if not says("rows", "total", p.plain)])
    parted = len(found) == len(left) and all(a[1] <= b[0] for a, b in pairwise(found))
    return dict(zip(left, found, strict=True)) if parted else None


def _beside_codes(
    lines: Sequence[Line], owners: Sequence[int], heading: Heading, left: Sequence[int]
) -> Mapping[int, tuple[int, int]] | None:
    """Where two columns of words stand, with that of the codes between them."""
    codes = [p for i in owners for p in lines[i].pieces if p.is_code and p.wide]
    between = "code" in heading.roles and [c < heading.roles.index("code") for c in left] == [True, False]
    if not codes or not between:
        return None
    at, end = min(p.at for p in codes), max(p.end for p in codes)
    return {left[0]: (0, at), left[1]: (end, max(p.end for line in lines for p in line.pieces))} if at < end else None


def _stacked(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """The spans of pieces that stand above each other, from left to right."""
    found: list[tuple[int, int]] = []
    for piece in sorted(pieces, key=lambda p: p.at):
        if found and piece.at < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], piece.end))
        else:
            found.append((piece.at, piece.end))
    return found


def _strip(
    left: Sequence[Piece], right: Sequence[Piece], columns: Sequence[int],
    spans: Mapping[int, tuple[int, int]] | None, tail: int | None,
) -> Strip | None:  # fmt: skip
    """The words of a line by column; None when it is not told in which they stand."""
    found: dict[int, tuple[Piece, ...]] = {}
    if right and tail is not None:
        found[tail] = tuple(right)
    elif right:
        return None
    if not left:
        return found
    if len(columns) == 1:
        return {**found, columns[0]: tuple(left)}
    for piece in left:
        over = [c for c, (at, end) in (spans or {}).items() if piece.at < end and at < piece.end]
        if len(over) != 1:
            return None
        found[over[0]] = (*found.get(over[0], ()), piece)
    return found


def _shares(page: _Page, column: int, before: TextRow | None) -> Shares:
    """Whose the lines of words in a column are."""
    groups = page.groups(column)
    texts = [[page.text(i, column) for i in group] for group in groups]
    owners = [_owner(page, i, column) for i in page.owners]
    last = None
    if before is not None:
        printed = "".join(text for panel in before.panels for j, text in panel.keys if j == column)
        last = normalise(printed.rpartition("\n")[2])
    coded = {"code", "unit-code"} & set(page.heading.roles) or column == page.tail
    shares = share_lines(owners, texts, never_alone if coded else stands_alone, last)
    if page.tail is not None and not page.lines[0].pieces[0].wide:
        return _beside_texts(shares, owners, texts)
    return shares


def _beside_texts(shares: Shares, owners: Sequence[Owner], texts: Sequence[Sequence[str]]) -> Shares:
    """Where names and texts right of amounts cannot be told apart, a name is whole if what is before it has ended."""
    whole = [owner.text and (not group or _ENDS.search(group[-1])) for owner, group in zip(owners, texts, strict=False)]
    return Shares(tuple((0, 0) if w else None for w in whole), shares.rest)


def _owner(page: _Page, i: int, column: int) -> Owner:
    text = page.text(i, column)
    role = page.heading.roles[column]
    code = "".join(t for p in page.singles[i].panels for j, t in p.keys if page.heading.roles[j] == "code")
    known = code_of("".join(c for c in normalise(code) if c.isdigit())) if role == "label" and code else None
    names = frozenset({normalise(known.name)}) if known else known_names() if role == "label" else frozenset()
    total = says("rows", "total", normalise("".join(p.text for p in _words(page.lines[i], owns=True))))
    return Owner(text, names, total or page.strips[i] is None)


def _row(
    page: _Page, k: int, columns: Sequence[int], shares: Mapping[int, Shares], taken: Mapping[tuple[int, int], int]
) -> TextRow:
    """The row of an owner, with the words of the lines around it."""
    i = page.owners[k]
    single = page.singles[i]
    torn = {c for c in columns if shares[c].of[k] is None}
    if torn - {page.tail} or page.is_stray(k):
        return replace(single, panels=(), doubt=_UNSURE)
    own = {n for (n, _), owner in taken.items() if owner == i}
    if not own and not torn:
        return single
    row = single if not single.doubt else _without_words(page, i)
    if row.doubt or page.strips[i] is None:
        return replace(single, panels=(), doubt=row.doubt or _UNSURE)
    keys = [(j, text) for j, text in row.panels[0].keys if page.heading.roles[j] in _CODES]
    for c in columns:
        lines = sorted({i, *(n for n, column in taken if column == c and taken[n, c] == i)})
        pieces = [p for n in lines for p in (page.strips[n] or {}).get(c, ())]
        keys += [(c, join_words(pieces))] if pieces else []
    panel = replace(row.panels[0], keys=tuple(sorted(keys)), unsure=frozenset(torn))
    return TextRow(tuple(page.lines[n] for n in sorted({i, *own})), (panel,))


def _without_words(page: _Page, i: int) -> TextRow:
    """The row of an owner's line without its words."""
    words = {id(p) for pieces in (page.strips[i] or {}).values() for p in pieces}
    line = page.lines[i]
    return read_row([replace(line, pieces=tuple(p for p in line.pieces if id(p) not in words))], page.heading)


def _alone(page: _Page, n: int, shares: Mapping[int, Shares]) -> TextRow:
    """A line that is of no owner: a row by itself, if the owners beside it are told; else as printed."""
    single = page.singles[n]
    k = sum(i < n for i in page.owners)  # owners before it
    beside = [m for m in (k - 1, k) if 0 <= m < len(page.owners)]
    told = all(shares[c].of[m] is not None for m in beside for c in shares)
    alone = told and page.strips[n] is not None and not (k == 0 and any(s.rest != 0 for s in shares.values()))
    coded = {"code", "unit-code"} & set(page.heading.roles)
    return single if alone and not coded else replace(single, panels=(), doubt=single.doubt or _NOBODYS)

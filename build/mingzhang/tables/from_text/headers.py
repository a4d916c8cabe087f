"""The known headers of ``forms/headers.yml``, and finding one in lines that break it anywhere.

A line of that file holds the columns of one header from left to right, parted by ``|``; a column is its header path,
outermost first, parted by ``>``. A path that begins with ``>`` stands below the same merged cells as the column before,
as many as there are ``>``; ``=`` is the same cell altogether. A word before the path says what the column is, if not
an amount: code, label, unit, unit-code, project, year, index or text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import yaml

from mingzhang.errors import WrongCommand
from mingzhang.knowledge.loading import knowledge_text
from mingzhang.knowledge.words import says
from mingzhang.reading.document import Cell, Place
from mingzhang.tables.table import Column, Table
from mingzhang.text.normalise import normalise

ROLES = ("code", "label", "unit", "unit-code", "project", "year", "index", "text")
_YEAR = re.compile(r"20\d\d")
_LOOSE = str.maketrans(
    "（），：“”\"'‘’", "(),:      "
)  # printed one way or the other, and lost or turned in many texts


@dataclass(frozen=True, slots=True)
class Head:
    """One merged header cell: rows and columns it spans."""

    text: str
    row: int
    col: int
    rowspan: int
    colspan: int


@dataclass(frozen=True)
class Heading:
    """A header: for each column the ids of the cells above it, outermost first, and its role.

    ``spans`` are where the words of each column begin and end in their lines, of a header that nobody has taught.
    """

    paths: tuple[tuple[int, ...], ...]
    texts: tuple[str, ...]
    roles: tuple[str, ...]
    spans: tuple[tuple[int, int], ...] = ()

    @cached_property
    def letters(self) -> Counter[str]:
        """How often each character stands in the header, years left out: the same however its lines are broken."""
        return letters("".join(self.texts))

    @cached_property
    def depth(self) -> int:
        """Rows of the header."""
        return max(len(path) for path in self.paths)

    @cached_property
    def panels(self) -> tuple[int, ...]:
        """Panel of each column: a key column after an amount column, with amounts after it, opens the next one."""
        panel, amounts, found = 0, False, []
        for j, role in enumerate(self.roles):
            if role in ("code", "label", "index") and amounts and "amount" in self.roles[j:] and self._opens(j):
                panel, amounts = panel + 1, False
            amounts = amounts or role == "amount"
            found.append(panel)
        return tuple(found)

    def _opens(self, j: int) -> bool:
        return self.roles[j] != "index" or self.roles[j - 1] == "amount"

    def heads(self) -> tuple[Head, ...]:
        """The header's cells with their spans."""
        spots: dict[int, list[tuple[int, int, bool]]] = defaultdict(list)
        for j, path in enumerate(self.paths):
            for i, cell in enumerate(path):
                spots[cell].append((i, j, i == len(path) - 1))
        return tuple(
            Head(self.texts[cell], at[0][0], at[0][1], self.depth - at[0][0] if at[0][2] else 1, len(at))
            for cell, at in sorted(spots.items(), key=lambda s: (s[1][0][0], s[1][0][1]))
        )

    def leaf(self, j: int) -> str:
        """The innermost words of a column."""
        return self.texts[self.paths[j][-1]] if self.paths[j] else ""

    def dated(self, printed: Sequence[str]) -> Heading:
        """The same header with the years that are printed instead of its own, oldest for oldest."""
        own, found = _years(self.texts), _years(printed)
        if own == found or len(own) != len(found):
            return self
        years = dict(zip(own, found, strict=True))
        return Heading(self.paths, tuple(_YEAR.sub(lambda m: years[m[0]], t) for t in self.texts), self.roles)


def letters(text: str) -> Counter[str]:
    """The characters of ``text`` that a header is known by: no white space, no years, brackets of one kind."""
    return Counter(_YEAR.sub("", normalise(text)).translate(_LOOSE).replace(" ", ""))


def _years(texts: Sequence[str]) -> list[str]:
    return sorted({year for text in texts for year in _YEAR.findall(normalise(text))})


@cache
def load_headings() -> tuple[Heading, ...]:
    """Every known header. WrongCommand names the entry that cannot be used."""
    entries = yaml.safe_load(knowledge_text("forms/headers.yml"))["headers"]
    return tuple(parse_heading(entry) for entry in entries)


def parse_heading(entry: str) -> Heading:
    """One line of headers.yml."""
    texts: list[str] = []
    paths: list[tuple[int, ...]] = []
    roles: list[str] = []
    for column in entry.split("|"):
        role, _, rest = column.strip().partition(" ")
        role, rest = (role, rest) if role in ROLES else ("amount", column)
        steps = [step.strip() for step in rest.split(">")]
        kept = next((i for i, step in enumerate(steps) if step), 0)
        if steps == ["="] or (kept and (not paths or len(paths[-1]) < kept)):
            if not paths or kept:
                raise WrongCommand("forms/headers.yml", column.strip(), "a column before it to go on", "mend the entry")
            paths.append(paths[-1])
        else:
            new = range(len(texts), len(texts) + len(steps) - kept)
            texts.extend(steps[kept:])
            paths.append((*(paths[-1][:kept] if kept else ()), *new))
        roles.append(role)
    return Heading(tuple(paths), tuple(texts), tuple(roles))


def heading_of(table: Table) -> Heading | None:
    """The header of a table that was read from a ruled page; None when a column has none."""
    named = [c for c in table.header if normalise(c.text)]
    cells = [c for c in named if not _is_index(c, table.header)]
    if any(c.doubts for c in cells):
        return None
    paths = tuple(
        tuple(k for k, c in enumerate(cells) if c.col <= column.index < c.col + c.colspan) for column in table.columns
    )
    if not all(paths) or not any(c.role == "amount" for c in table.columns):
        return None
    return Heading(paths, tuple(normalise(c.text) for c in cells), tuple(_role(c) for c in table.columns))


def _is_index(cell: Cell, header: Sequence[Cell]) -> bool:
    row = [normalise(c.text) for c in header if c.row == cell.row and normalise(c.text)]
    return all(says("rows", "index", t) for t in row)


def _role(column: Column) -> str:
    return column.role if column.role in ROLES else "amount"


def write_heading(heading: Heading) -> str:
    """The line of headers.yml for a header."""
    columns: list[str] = []
    before: tuple[int, ...] = ()
    for path, role in zip(heading.paths, heading.roles, strict=True):
        kept = next(
            (i for i, (a, b) in enumerate(zip(path, before, strict=False)) if a != b), min(len(path), len(before))
        )
        words = "=" if path == before else ">" * kept + " > ".join(heading.texts[c] for c in path[kept:])
        columns.append(words if role == "amount" else f"{role} {words}")
        before = path
    return " | ".join(columns)


def find_heading(
    lines: Sequence[str], known: Mapping[int, Sequence[Heading]] | None = None
) -> tuple[Heading, int] | None:
    """The known header that the first lines spell, and how many lines it takes; None when they spell none.

    A header is known by its characters, whatever the order in which the text layer gives them; lines are taken one
    after the other, and the longest run that is exactly a header counts: a short header may begin a long one.
    """
    by_size = known if known is not None else _by_size()
    spelt: Counter[str] = Counter()
    longest: tuple[Heading, int] | None = None
    for taken, line in enumerate(lines, 1):
        spelt += letters(line)
        size = spelt.total()
        if size > max(by_size):
            break
        found = [h for h in by_size.get(size, ()) if h.letters == spelt]
        if found:
            longest = found[0].dated(lines[:taken]), taken
    return longest


def alike(heading: Heading) -> list[Heading]:
    """The known headers that are spelt with the same letters, with the same years: their columns differ in order."""
    same = (h for h in _by_size().get(heading.letters.total(), ()) if h.letters == heading.letters)
    return [h.dated(heading.texts) for h in same]


def is_same(one: Heading, other: Heading) -> bool:
    """Whether two headers have the same columns, wherever they stand in their lines."""
    return (one.paths, one.texts, one.roles) == (other.paths, other.texts, other.roles)


@cache
def _by_size() -> Mapping[int, Sequence[Heading]]:
    sizes: dict[int, list[Heading]] = defaultdict(list)
    for heading in load_headings():
        sizes[heading.letters.total()].append(heading)
    return sizes


def header_cells(heading: Heading, index: Sequence[str], place: Place) -> list[Cell]:
    """The header as grid cells, with the index row below it when one is printed."""
    cells = [Cell(h.row, h.col, h.rowspan, h.colspan, h.text, place) for h in heading.heads()]
    if index:
        cells += [Cell(heading.depth, j, 1, 1, text, place) for j, text in enumerate(index)]
    return cells

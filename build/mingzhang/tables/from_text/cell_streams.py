"""Tables of which a text prints one cell on each line: header, names, codes and amounts torn apart, each in its order.

Nothing but counting tells such a table: its words are exactly a known header, the names of its codes and one total; its
amounts fall into as many rows as it has codes; and every sum that its codes demand is printed. Where one of this fails,
or two ways of reading it hold, the lines stay lines.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.knowledge.code_names import code_of
from mingzhang.tables.from_text.alike import the_one
from mingzhang.tables.from_text.facing import read_facing
from mingzhang.tables.from_text.headers import Heading, letters, load_headings
from mingzhang.tables.from_text.pieces import Line
from mingzhang.tables.from_text.regions import Region
from mingzhang.tables.from_text.rows import PanelRow, TextRow, is_body
from mingzhang.tables.from_text.shares import Part, share_out
from mingzhang.tables.from_text.single import read_single
from mingzhang.tables.from_text.text_cells import Cells, Spot, find_areas, read_cells
from mingzhang.tables.from_text.text_keys import READERS, Keys, Reader, Row, joined
from mingzhang.tables.from_text.text_sums import amount_of
from mingzhang.text.normalise import normalise

_CLASS = 3  # digits of the code of a class
_FACING = 4  # pages that a two-sided table may go on over
_PAGES = 8  # pages that one such table may go on over
_BROKEN = 4  # lines that one name may be broken over
_YEAR = re.compile(r"20\d\d(?=年)")
_TOTALS = ("合计", "总计")


@dataclass(frozen=True, slots=True)
class _Draft:
    """What one page's part of a table may be read as; ``heading`` is None where it prints no header."""

    heading: Heading | None
    rows: tuple[Row, ...]
    lines: frozenset[int]
    page: int
    index: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Page:
    """An area read by its keys, with the label of the total if it stands there, and the header if it is printed."""

    cells: Cells
    keys: Keys
    label: tuple[Spot, ...]
    heading: Heading | None


def find_streams(lines: Sequence[Line], taken: Container[int], running: Container[str]) -> list[Region]:
    """Every table that is told by counting alone, a region for each page; ``taken`` lines are of other tables."""
    if any(piece.wide for line in lines[:1] for piece in line.pieces):
        return []
    areas = [read_cells(lines, area) for area in find_areas(lines, running) if not any(i in taken for i in area)]
    areas = [cells for cells in areas if cells.amounts]
    drafts: list[list[_Draft]] = []
    left: list[Cells] = []
    at = 0
    while at < len(areas):
        drafts.append(_first_whole(areas, at))
        left += [] if drafts[-1] else [areas[at]]
        at += len(drafts[-1]) or 1
    drafts += _facing(left, _classes(drafts))
    return [_region(draft, heading, lines) for table in drafts if (heading := _dated(table, lines)) for draft in table]


def _classes(tables: Sequence[Sequence[_Draft]]) -> Mapping[str, set[Decimal]]:
    """What the tables print first for each functional class, or for all its items where they print no classes."""
    found: dict[str, set[Decimal]] = defaultdict(set)
    for table in tables:
        sums: dict[str, Decimal] = defaultdict(Decimal)
        rows = [row for draft in table for row in draft.rows if row.code.startswith("2") and row.amounts]
        shortest = min((len(row.code) for row in rows), default=_CLASS)
        for row in rows:
            if len(row.code) == shortest:
                sums[row.code[:_CLASS]] += amount_of(row.amounts[0][1].plain)
        for code, amount in sums.items():
            entry = code_of(code)
            if entry is not None:
                found[normalise(entry.name)].add(amount)
    return found


def _facing(areas: Sequence[Cells], classes: Mapping[str, set[Decimal]]) -> Iterator[list[_Draft]]:
    """The two-sided tables among the areas."""
    at = 0
    while at < len(areas):
        pages = [
            n
            for n in range(1, _FACING + 1)
            if [c.page for c in areas[at : at + n]] == [*range(areas[at].page, areas[at].page + n)]
        ]
        read = next((found for n in pages if (found := read_facing(areas[at : at + n], classes))), [])
        if read:
            yield [
                _Draft(heading, rows, cells.lines, cells.page)
                for cells, (heading, rows) in zip(areas[at : at + len(read)], read, strict=True)
            ]
        at += len(read) or 1


def _first_whole(areas: Sequence[Cells], at: int) -> list[_Draft]:
    """The table that begins with an area: the first pages on which all sums come out, and those it goes on over."""
    group: list[Cells] = []
    found: list[_Draft] = []
    for cells in areas[at : at + _PAGES]:
        if group and cells.page != group[-1].page + 1:
            break
        group.append(cells)
        ways = list(_ways(group))
        if found and not ways:
            break
        if ways:
            found = ways[0] if len({_printed(way) for way in ways}) == 1 else []
    return found


def _printed(drafts: Sequence[_Draft]) -> frozenset[tuple[str, tuple[str, ...]]]:
    """What the rows print, in whatever order: two ways of reading that agree in it are one."""
    return frozenset(
        ("".join(joined(spots) for _, _, spots in row.keys), tuple(p.plain for _, p in row.amounts))
        for draft in drafts
        for row in draft.rows
    )


def _ways(group: Sequence[Cells]) -> Iterator[list[_Draft]]:
    """Every way to read the areas as one table: its total on the first page or on the last."""
    if len(group) == 1:
        for heading, rows in read_single(group[0]):
            yield [_Draft(heading, rows, group[0].lines, group[0].page)]
    for reader in READERS:
        for total_on in sorted({0, len(group) - 1}):
            for pages in _readings(group, reader, total_on):
                yield from _shared(pages)


def _readings(group: Sequence[Cells], reader: Reader, total_on: int) -> Iterator[list[_Page]]:
    """Every way to read the keys of the areas with the header that the first of them prints."""
    found: list[list[_Page]] = [[]]
    for n, cells in enumerate(group):
        found = [[*pages, page] for pages in found for page in _pages(cells, reader, pages, n == total_on)]
    yield from found


def _pages(cells: Cells, reader: Reader, before: Sequence[_Page], total: bool) -> Iterator[_Page]:
    """Every way to read an area that goes on from the pages before; with the ``total``, or without."""
    codes = [row.code for page in before for row in page.keys.rows]
    above = before[0].heading if before else None
    alone = not cells.codes and not cells.numbers and before and total
    more = [Keys(before[0].keys.roles, (), cells.words, cells.amounts)] if alone else []
    for keys in (*reader(cells, codes), *more):
        if (keys.rows or keys in more) and (not before or keys.roles == before[0].keys.roles):
            for label in _labels(keys.rest) if total else [()]:
                heading = _heading(keys, label, above)
                rest = [s for s in keys.rest if s not in label]
                if heading is not None or (above is not None and not rest and not keys.index):
                    yield _Page(cells, keys, label, heading)


def _labels(words: Sequence[Spot]) -> Iterator[tuple[Spot, ...]]:
    """What may name the total: the first of the words that say it, else the name of the one body it is of."""
    spans = [tuple(words[i : i + n]) for i in range(len(words)) for n in range(1, _BROKEN + 1) if i + n <= len(words)]
    named = {joined(span): span for span in reversed(spans) if joined(span) in _TOTALS}
    apart = [next((s for s in words if s[1].plain == c), None) for c in _TOTALS[0]]
    if not named and all(apart):
        named[_TOTALS[0]] = tuple(s for s in apart if s is not None)
    yield from named.values()
    if not named:
        yield from (span for span in spans if is_body(joined(span)))


def _heading(keys: Keys, label: Sequence[Spot], above: Heading | None) -> Heading | None:
    """The known header that the words left over spell when those of the total are taken away, for such key columns."""
    own = Counter(letters("".join(p.text for _, p in keys.rest)))
    own.subtract(letters("".join(p.text for _, p in label)))
    by_body = is_body(joined(label)) if label else above is not None and "unit" in above.roles
    wanted = ("unit", *keys.roles) if by_body else keys.roles
    found = [h for h in load_headings() if h.letters == own and _has_keys(h, wanted)]
    if above is not None:
        found = [h for h in found if h.texts == above.texts]
    return the_one(found, [p.text for _, p in keys.rest])


def _has_keys(heading: Heading, wanted: Sequence[str]) -> bool:
    """Whether its first columns are these key columns, and all others are for amounts."""
    keys = tuple(role for role in heading.roles if role != "amount")
    return heading.panels[-1] == 0 and keys == tuple(wanted) and heading.roles[: len(wanted)] == tuple(wanted)


def _shared(pages: Sequence[_Page]) -> Iterator[list[_Draft]]:
    """The pages with their amounts shared out among the rows, with the total first or last, where all adds up."""
    heading = pages[0].heading
    if heading is None or not any(page.label for page in pages):
        return
    flat = all(not row.code for page in pages for row in page.keys.rows)
    for complete, last in ((True, False), (True, True), (False, False), (False, True)):
        parts = [Part(page.cells, _with_total(page, last), page.keys.amounts, _unsure(page)) for page in pages]
        filled = share_out(parts, heading, flat, complete)
        if filled is not None:
            yield [
                _Draft(page.heading, rows, page.cells.lines, page.cells.page, _index(page, heading))
                for page, rows in zip(pages, filled, strict=True)
            ]
            if complete:
                return


def _with_total(page: _Page, last: bool) -> tuple[Row, ...]:
    rows = page.keys.rows
    if not page.label:
        return rows
    role = "unit" if is_body(joined(page.label)) else "label"
    total = Row("", ((role, 0, page.label),))
    return (*rows, total) if last else (total, *rows)


def _unsure(page: _Page) -> frozenset[Spot]:
    """The words that may each be the total's label, when there are several."""
    says = [s for s in page.keys.rest if s[1].plain in _TOTALS]
    return frozenset(says) if len(says) > 1 else frozenset()


def _index(page: _Page, heading: Heading) -> tuple[str, ...]:
    """The row that numbers the columns: those of amounts, or all."""
    texts = sorted((p.text for _, p in page.keys.index), key=lambda text: int(text))
    blank = len(heading.roles) - len(texts)
    return (*[""] * blank, *texts) if texts else ()


def _dated(drafts: Sequence[_Draft], lines: Sequence[Line]) -> Heading | None:
    """The table's header with the years that are printed; None when these are not as many as its own."""
    heading = drafts[0].heading if drafts else None
    if heading is None:
        return None
    keys = {i for row in drafts[0].rows for role, _, spots in row.keys if role == "year" for i, _ in spots}
    printed = [lines[i].plain for i in sorted(drafts[0].lines - keys)]
    dated = heading.dated(printed)
    years = {year for text in dated.texts for year in _YEAR.findall(text)}
    return dated if years == {year for text in printed for year in _YEAR.findall(text)} else None


def _region(draft: _Draft, heading: Heading, lines: Sequence[Line]) -> Region:
    """The draft as a region; its grid stands where its last line stood, below all captions."""
    first, last = min(draft.lines), max(draft.lines)
    region = Region(heading, first, last + 1, page=draft.page, body=last, index=draft.index)
    region.used = draft.lines
    region.rows = [_text_row(row, region.heading, lines) for row in draft.rows]
    return region


def _text_row(row: Row, heading: Heading, lines: Sequence[Line]) -> TextRow:
    """The row with each key in the column of its role; a name without a column of its own stands in that of labels."""
    columns: dict[str, list[int]] = {}
    for j, role in enumerate(heading.roles):
        columns.setdefault(role, []).append(j)
    keys: list[tuple[int, str]] = []
    for role, n, spots in row.keys:
        own = columns.get(role) or columns.get("label" if role == "unit" else "unit") or []
        if n < len(own):
            keys.append((own[n], "".join(p.text for _, p in spots)))
    at = sorted({i for i, _ in (*(s for _, _, spots in row.keys for s in spots), *row.amounts)})
    panel = heading.panels[keys[0][0]] if keys else 0
    panels = []
    for number in range(heading.panels[-1] + 1):
        places = tuple(j for j in columns.get("amount", ()) if heading.panels[j] == number)
        here = number == panel
        panels.append(
            PanelRow(tuple(sorted(keys)) if here else (), tuple(p for _, p in row.amounts) if here else (), places)
        )
    return TextRow(tuple(lines[i] for i in at), tuple(panels))

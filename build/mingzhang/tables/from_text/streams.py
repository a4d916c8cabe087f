"""Tables of which a text prints one cell on each line: header, names, codes and amounts torn apart, each in its order.

Nothing but counting tells such a table: its words are exactly a known header, the names of its codes and one total; its
amounts fall into as many rows as it has codes; and every sum that its codes demand is printed. Where one of this fails,
or two ways of reading it hold, the lines stay lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.reference.names import code_of
from mingzhang.tables.from_text.cells import Cells, Spot, find_areas, read_cells
from mingzhang.tables.from_text.headers import Heading, letters, load_headings
from mingzhang.tables.from_text.pieces import Line
from mingzhang.tables.from_text.regions import Region
from mingzhang.tables.from_text.rows import PanelRow, TextRow, is_body
from mingzhang.tables.from_text.sums import fits
from mingzhang.text import normalise, parse_amount

_PAGES = 8  # pages that one such table may go on over
_BROKEN = 4  # lines that one name may be broken over
_YEAR = re.compile(r"20\d\d(?=年)")
_TOTALS = ("合计", "总计")
_CENT = Decimal("0.01")  # what rounding may make of each amount of a sum


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a draft: its code (empty for the total), its name, its amounts."""

    code: str
    name: tuple[Spot, ...]
    amounts: tuple[Spot, ...]
    code_at: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """What one page's part of a table may be read as; ``heading`` is None where it prints no header."""

    heading: Heading | None
    rows: tuple[_Row, ...]
    lines: frozenset[int]
    page: int


def find_streams(lines: Sequence[Line], taken: Container[int], running: Container[str]) -> list[Region]:
    """Every table that is told by counting alone, a region for each page; ``taken`` lines are of other tables."""
    if any(piece.wide for line in lines[:1] for piece in line.pieces):
        return []
    areas = [read_cells(lines, area) for area in find_areas(lines, running) if not any(i in taken for i in area)]
    areas = [cells for cells in areas if cells.amounts]
    found: list[Region] = []
    at = 0
    while at < len(areas):
        drafts = _first_whole(areas, at)
        heading = _dated(drafts, lines)
        found += [_region(draft, heading, lines) for draft in drafts if heading]
        at += len(drafts) or 1
    return found


def _runs(cells: Cells, rows: Sequence[_Row]) -> list[tuple[Spot, ...]]:
    """The amounts between one code or name of a row and the next; words of the header part nothing."""
    breaks = {spot for row in rows if row.code for spot in (*row.name, *row.code_at)}
    amounts = set(cells.amounts)
    runs: list[list[Spot]] = [[]]
    for spot in cells.order:
        if spot in breaks and runs[-1]:
            runs.append([])
        elif spot in amounts:
            runs[-1].append(spot)
    return [tuple(run) for run in runs if run]


def _first_whole(areas: Sequence[Cells], at: int) -> list[_Draft]:
    """The table that begins with an area: the shortest run of pages on which all its sums come out; else nothing."""
    group: list[Cells] = []
    for cells in areas[at : at + _PAGES]:
        if group and cells.page != group[-1].page + 1:
            break
        group.append(cells)
        ways = [way for way in _ways(group) if _adds_up(way)]
        if ways:
            return ways[0] if len({_printed(way) for way in ways}) == 1 else []
    return []


def _printed(drafts: Sequence[_Draft]) -> frozenset[tuple[str, tuple[str, ...]]]:
    """What the rows print, in whatever order: two ways of reading that agree in it are one."""
    return frozenset(
        ("".join(p.plain for _, p in row.name) + row.code, tuple(p.plain for _, p in row.amounts))
        for draft in drafts
        for row in draft.rows
    )


def _ways(group: Sequence[Cells]) -> Iterator[list[_Draft]]:
    """Every way to read the areas as one table: its total on the first page or on the last."""
    if len(group) == 1:
        yield from ([draft] for draft in (*_of_body(group[0]), *_of_one_row(group[0])))
    spots = {0, len(group) - 1}
    for total_on in sorted(spots):
        for last in (False, True):
            drafts: list[_Draft] = []
            for n, cells in enumerate(group):
                draft = _coded(cells, drafts[0].heading if drafts else None, n == total_on, last)
                if draft is None:
                    break
                drafts.append(draft)
            if len(drafts) == len(group):
                yield drafts


def _coded(cells: Cells, heading: Heading | None, total: bool, last: bool) -> _Draft | None:
    """The area as rows of codes, the total first or ``last``; None when its pieces are not exactly such rows."""
    codes = sorted(cells.codes, key=_digits)
    named = _named(codes, cells.words) if codes and not cells.numbers else None
    if named is None:
        return None
    names, rest = named
    marked = all(not c[1].plain.isdigit() for c in codes)
    label = (_total_of(rest) or _body_of(rest, marked)) if total else ()
    if label is None:
        return None
    own = _heading(letters("".join(p.text for _, p in rest)), label, heading, marked)
    if own is None and (heading is None or [s for s in rest if s not in label]):
        return None
    rows = [_Row(_digits(c), names[c], (), (c,)) for c in codes]
    if total:
        rows = [*rows, _Row("", label, ())] if last else [_Row("", label, ()), *rows]
    filled = _fill(rows, cells, own or heading)
    return _Draft(own, filled, cells.lines, cells.page) if filled else None


def _digits(spot: Spot) -> str:
    return "".join(c for c in spot[1].plain if c.isdigit())


def _named(codes: Sequence[Spot], words: Sequence[Spot]) -> tuple[dict[Spot, tuple[Spot, ...]], list[Spot]] | None:
    """For each code the words that print its name, and the words left over; None when one is not printed."""
    known = {c: code_of(_digits(c)) for c in codes}
    if len({_digits(c) for c in codes}) < len(codes):
        return None
    wanted: dict[str, list[Spot]] = {}
    for code, entry in known.items():
        if entry is None:
            return None
        wanted.setdefault(normalise(entry.name), []).append(code)
    names: dict[Spot, tuple[Spot, ...]] = {}
    rest: list[Spot] = []
    at = 0
    while at < len(words):
        for count in range(min(_BROKEN, len(words) - at), 0, -1):
            name = normalise("".join(p.text for _, p in words[at : at + count]))
            if wanted.get(name):
                names[wanted[name].pop(0)] = tuple(words[at : at + count])
                at += count
                break
        else:
            rest.append(words[at])
            at += 1
    return (names, rest) if len(names) == len(codes) else None


def _total_of(words: Sequence[Spot]) -> tuple[Spot, ...] | None:
    """The word that names the total: any that says it, for which of them is of the header makes no difference."""
    found = [s for s in words if s[1].plain in _TOTALS]
    return (found[0],) if found and len({s[1].plain for s in found}) == 1 else None


def _body_of(words: Sequence[Spot], marked: bool) -> tuple[Spot, ...] | None:
    """The words that name the one body whose total comes first, where no total is named: the rest is a header."""
    spans = [tuple(words[i : i + n]) for i in range(len(words)) for n in range(1, _BROKEN + 1) if i + n <= len(words)]
    bodies = [span for span in spans if is_body(normalise("".join(p.text for _, p in span)))]
    spelt = letters("".join(p.text for _, p in words))
    found = [span for span in bodies if _heading(spelt, span, None, marked)]
    return found[0] if len(found) == 1 else None


def _heading(spelt: Counter[str], label: Sequence[Spot], above: Heading | None, marked: bool) -> Heading | None:
    """The known header that the letters spell when those of the total are taken away; one with a code and a label."""
    own = Counter(spelt)
    own.subtract(letters("".join(p.text for _, p in label)))
    total = normalise("".join(p.text for _, p in label))
    by_body = is_body(total) if label else above is not None and "unit" in above.roles
    found = [h for h in load_headings() if h.letters == own and _is_coded(h, marked, by_body)]
    if above is not None:
        found = [h for h in found if h.texts == above.texts]
    return found[0] if len({(h.texts, h.paths) for h in found}) == 1 else None


def _is_coded(heading: Heading, marked: bool, by_body: bool) -> bool:
    """Whether its first columns are those of codes and names; a name ``marked`` with its code takes one column."""
    keys = tuple(role for role in heading.roles if role != "amount")
    wanted = ("label",) if marked else ("code", "label")
    wanted = ("unit", *wanted) if by_body else wanted
    return heading.panels[-1] == 0 and keys == wanted and heading.roles[: len(wanted)] == wanted


def _fill(rows: Sequence[_Row], cells: Cells, heading: Heading | None) -> tuple[_Row, ...]:
    """The rows with their amounts: as many as there are columns each, or one run of amounts each; else none."""
    if heading is None:
        return ()
    count = heading.roles.count("amount")
    if len(cells.amounts) == count * len(rows):
        shares = [cells.amounts[k * count : (k + 1) * count] for k in range(len(rows))]
    else:
        shares = _back_in_place(_runs(cells, rows), heading, count, len(rows))
    if len(shares) != len(rows) or not all(_fits(share, heading, count) for share in shares):
        return ()
    return tuple(_Row(r.code, r.name, share, r.code_at) for r, share in zip(rows, shares, strict=True))


def _fits(share: Sequence[Spot], heading: Heading, count: int) -> bool:
    return 0 < len(share) <= count and fits([_value(spot) for spot in share], heading)


def _value(spot: Spot) -> Decimal:
    return parse_amount(spot[1].plain) or Decimal(0)


def _back_in_place(runs: list[tuple[Spot, ...]], heading: Heading, count: int, rows: int) -> list[tuple[Spot, ...]]:
    """The runs, with each amount that is printed late given back to the one row above it that lacks it.

    It is known by the sums of both rows: neither comes out before, both do after, and nothing else would do. Where
    there are more runs than ``rows``, one of nothing but such amounts is none.
    """
    while True:
        wrong = [n for n, run in enumerate(runs) if not _fits(run, heading, count)]
        moves = {
            (q, r): (*runs[q], spot)
            for q in wrong
            for r in wrong
            for spot in runs[r]
            if q < r
            and _fits((*runs[q], spot), heading, count)
            and (_fits(_without(runs[r], spot), heading, count) or (len(runs[r]) == 1 and len(runs) > rows))
        }
        alone = {move: run for move, run in moves.items() if sum(bool({*move} & {*other}) for other in moves) == 1}
        if not alone:
            return runs
        for (q, r), run in alone.items():
            runs[q], runs[r] = run, _without(runs[r], run[-1])
        runs = [run for run in runs if run]


def _without(run: Sequence[Spot], spot: Spot) -> tuple[Spot, ...]:
    return tuple(s for s in run if s != spot)


def _adds_up(drafts: Sequence[_Draft]) -> bool:
    """Whether the total is that of its classes, and each code's amount that of the codes below it, column by column.

    Where rows print fewer amounts than there are columns only the first of each row is known to be in one column.
    """
    heading = drafts[0].heading
    rows = [row for draft in drafts for row in draft.rows]
    if heading is None:
        return False
    codes = [row.code for row in rows if row.code]
    if not codes:
        return True
    if codes != sorted(set(codes)) or len(codes) == len(rows) or len(rows) < 3:
        return False
    count = heading.roles.count("amount")
    full = all(len(row.amounts) == count for row in rows)
    return all(_column_adds_up(rows, k) for k in range(count if full else 1))


def _column_adds_up(rows: Sequence[_Row], k: int) -> bool:
    values = {row.code: _value(row.amounts[k]) for row in rows}
    below: dict[str, list[Decimal]] = {}
    for code in values:
        if code:
            parent = next((code[:n] for n in (5, 3) if n < len(code) and code[:n] in values), "")
            below.setdefault(parent, []).append(values[code])
    return all(abs(values[code] - sum(parts)) <= _CENT * (len(parts) + 1) / 2 for code, parts in below.items())


def _of_body(cells: Cells) -> Iterator[_Draft]:
    """The income of one body: a total and a row that prints the same amounts."""
    half = len(cells.amounts) // 2
    same = [p.plain for _, p in cells.amounts[:half]] == [p.plain for _, p in cells.amounts[half:]]
    if cells.codes or not half or len(cells.amounts) % 2 or not same or len(cells.numbers) > 1:
        return
    label = _total_of(cells.words)
    words = letters("".join(p.text for _, p in cells.words))
    for first in range(len(cells.words) if label else 0):
        for count in range(1, min(_BROKEN, len(cells.words) - first) + 1):
            name = cells.words[first : first + count]
            text = normalise("".join(p.text for _, p in name))
            if not is_body(text):
                continue
            own = words - letters(text) - letters("合计")
            for heading in _bodies():
                enough = _fits(cells.amounts[:half], heading, heading.roles.count("amount"))
                if heading.letters == own and enough and ("unit-code" in heading.roles) == bool(cells.numbers):
                    rows = (
                        _Row("", label or (), cells.amounts[:half]),
                        _Row("", name, cells.amounts[half:], cells.numbers),
                    )
                    yield _Draft(heading, rows, cells.lines, cells.page)


def _bodies() -> list[Heading]:
    """Headers of tables with a row for each body."""
    return [
        h for h in load_headings() if tuple(r for r in h.roles if r != "amount") in (("unit",), ("unit-code", "unit"))
    ]


def _of_one_row(cells: Cells) -> Iterator[_Draft]:
    """A table that prints one row of amounts without a name, as that of the three public expenses does."""
    if cells.codes or cells.numbers:
        return
    own = letters("".join(p.text for _, p in cells.words))
    for heading in load_headings():
        count = len(heading.roles)
        if set(heading.roles) == {"amount"} and heading.letters == own and _fits(cells.amounts, heading, count):
            yield _Draft(heading, (_Row("", (), cells.amounts),), cells.lines, cells.page)


def _dated(drafts: Sequence[_Draft], lines: Sequence[Line]) -> Heading | None:
    """The table's header with the years that are printed; None when these are not as many as its own."""
    heading = drafts[0].heading if drafts else None
    if heading is None:
        return None
    printed = [lines[i].plain for i in sorted(drafts[0].lines)]
    dated = heading.dated(printed)
    years = {year for text in dated.texts for year in _YEAR.findall(text)}
    return dated if years == {year for text in printed for year in _YEAR.findall(text)} else None


def _region(draft: _Draft, heading: Heading, lines: Sequence[Line]) -> Region:
    """The draft as a region; its grid stands where its last line stood, below all captions."""
    first, last = min(draft.lines), max(draft.lines)
    region = Region(heading, first, last + 1, page=draft.page, body=last)
    region.used = draft.lines
    region.rows = [_text_row(row, region.heading, lines) for row in draft.rows]
    return region


def _text_row(row: _Row, heading: Heading, lines: Sequence[Line]) -> TextRow:
    roles: Mapping[str, int] = {role: j for j, role in reversed(list(enumerate(heading.roles)))}
    keys: list[tuple[int, str]] = []
    label = row.name if "code" in roles or not row.name else (*row.code_at, *row.name)
    unit = () if row.code else row.name
    label = () if unit and "unit" in roles else label
    for role, spots in (("code", row.code_at), ("unit-code", row.code_at), ("label", label), ("unit", unit)):
        if role in roles and spots:
            keys.append((roles[role], "".join(p.text for _, p in spots)))
    columns = tuple(j for j, role in enumerate(heading.roles) if role == "amount")
    at = sorted({i for i, _ in (*row.code_at, *row.name, *row.amounts)})
    panel = PanelRow(tuple(sorted(keys)), tuple(p for _, p in row.amounts), columns)
    return TextRow(tuple(lines[i] for i in at), (panel,))

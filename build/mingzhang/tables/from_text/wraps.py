"""Lines of one row brought together: names broken over lines, before, beside and after their amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang.knowledge.words import says
from mingzhang.tables.from_text.beside import has_lists, read_lists
from mingzhang.tables.from_text.headers import Heading
from mingzhang.tables.from_text.known_names import known_names
from mingzhang.tables.from_text.pieces import Line
from mingzhang.tables.from_text.rows import TextRow, read_row
from mingzhang.tables.from_text.spread import Spread, spread_rows
from mingzhang.tables.from_text.text_halves import read_halves
from mingzhang.text.normalise import normalise

_UNIT_CODE = 6  # digits of the shortest code of a body
_NAMES = ("label", "unit", "project")


@dataclass(slots=True)
class _Part:
    """Lines that are a row, or a piece of one."""

    lines: list[Line]
    row: TextRow
    coded: bool
    named: bool
    filled: bool

    @property
    def is_fragment(self) -> bool:
        """Nothing but words."""
        return self.named and not self.coded and not self.filled


def join_rows(lines: Sequence[Line], heading: Heading, before: TextRow | None = None) -> Spread:
    """The rows that the lines of a table's body make up; ``before`` is the row that the same table ended with.

    A row begins with its key and has its amounts in one line; a name too long for its column goes on above and below
    that line. Where rows have codes, words without code and amounts are always a piece of a neighbour.
    """
    if has_lists(heading):
        return Spread(tuple(read_lists(lines, heading)))
    if heading.panels[-1] > 0:
        parts = [_part([line], heading) for line in lines]
        edge = _edge(parts, heading)
        halves = read_halves(lines, heading, edge) if edge and heading.panels[-1] == 1 else None
        if halves is not None:
            return Spread(tuple(halves))
        rows = [read_row(part.lines, heading, edge) if part.row.doubt and edge else part.row for part in parts]
        return Spread(tuple(rows))
    if not set(_NAMES) & set(heading.roles):
        return Spread(tuple(read_row([line], heading) for line in lines))
    if not {"code", "unit-code"} & set(heading.roles) or (lines and lines[0].pieces[0].wide):
        return spread_rows(lines, heading, before)
    parts = [_part([line], heading) for line in lines]
    return Spread(tuple(part.row for part in _attach(_absorb(parts, heading), heading)))


def _edge(parts: Sequence[_Part], heading: Heading) -> int | None:
    """Where the second of two panels begins in a text laid out in columns: left of its names, right of all before."""
    rows = [part.row for part in parts if not part.row.doubt and len(part.lines) == 1]
    starts, ends = [], []
    for row in rows:
        pieces = row.lines[0].pieces
        names = {text for _, text in row.panels[1].keys}
        start = next((p.at for p in pieces if p.text in names or any(n.startswith(p.text) for n in names)), None)
        if heading.panels[-1] == 1 and start is not None and pieces[0].wide and row.panels[0].keys:
            starts.append(start)
            ends += [p.end for p in pieces if p.at < start]
    return min(starts) if starts and max(ends, default=0) <= min(starts) else None


def _part(lines: Sequence[Line], heading: Heading) -> _Part:
    row = read_row(lines, heading)
    if row.doubt:  # a piece of a row need not read as a row
        pieces = [piece for line in lines for piece in line.pieces]
        amounts = [p for p in pieces if p.is_amount and not p.is_integer]
        return _Part(list(lines), row, pieces[0].is_code, any(not p.is_amount for p in pieces), bool(amounts))
    if _is_code(lines, heading):
        return _Part(list(lines), row, coded=True, named=False, filled=False)
    roles = {heading.roles[j] for panel in row.panels for j, text in panel.keys if normalise(text)}
    filled = any(panel.amounts for panel in row.panels)
    return _Part(list(lines), row, bool(roles & {"code", "unit-code"}), bool(roles & {*_NAMES}), filled)


def _is_code(lines: Sequence[Line], heading: Heading) -> bool:
    """Whether nothing is printed but the code of a row or of a body."""
    pieces = [p for line in lines for p in line.pieces]
    if len(pieces) != 1:
        return False
    long = pieces[0].is_integer and len(pieces[0].plain) >= _UNIT_CODE
    return ("code" in heading.roles and pieces[0].is_code) or ("unit-code" in heading.roles and long)


def _absorb(parts: Sequence[_Part], heading: Heading) -> list[_Part]:
    """A coded row without amounts goes on in the lines after it, up to its amounts."""
    found: list[_Part] = []
    i = 0
    while i < len(parts):
        part = parts[i]
        i += 1
        if part.coded and not part.filled:
            end = i
            while end < len(parts) and parts[end].is_fragment:
                end += 1
            if end < len(parts) and not parts[end].coded and parts[end].filled and not _is_total(parts[end]):
                whole = _part([*part.lines, *(line for p in parts[i : end + 1] for line in p.lines)], heading)
                if not whole.row.doubt:
                    part, i = whole, end + 1
        found.append(part)
    return found


def _is_total(part: _Part) -> bool:
    words = "".join(text for panel in part.row.panels for _, text in panel.keys)
    return says("rows", "total", normalise(words))


def _attach(parts: Sequence[_Part], heading: Heading) -> Iterator[_Part]:
    """Fragments joined to the row they belong to: one without a name first, else the row before."""
    i = 0
    while i < len(parts):
        before = _run(parts, i)
        at = i + len(before)
        if at >= len(parts):
            yield from before
            return
        part, after = parts[at], _run(parts, at + 1)
        if part.named and before and _completes(before, part):
            part, before, after = _joined(before, part, [], heading), [], []
        elif not part.named and (before or after) and part.filled:
            after = after[: max(len(before), 1)] if not before else after[: len(before)]
            part = _joined(before, part, after, heading)
            before = []
        elif after:
            after = _own_rest(part, after, parts[at + 1 + len(after) :])
            part = _joined([], part, after, heading)
        yield from before
        yield part
        i = at + 1 + len(after)


def _completes(before: Sequence[_Part], part: _Part) -> bool:
    """Whether the row's name only becomes a known one with the fragments above it."""
    label = normalise(_label(part))
    return label not in known_names() and "".join(normalise(_label(p)) for p in before) + label in known_names()


def _run(parts: Sequence[_Part], start: int) -> list[_Part]:
    end = start
    while end < len(parts) and parts[end].is_fragment and not _is_total(parts[end]):
        end += 1
    return list(parts[start:end])


def _own_rest(part: _Part, after: list[_Part], following: Sequence[_Part]) -> list[_Part]:
    """The fragments after a named row that are its own: up to a known name, else up to a row without one."""
    label = normalise(_label(part))
    for count in range(len(after), -1, -1):
        if label + "".join(normalise(_label(p)) for p in after[:count]) in known_names():
            return after[:count]
    nameless = bool(following) and not following[0].named
    return after[: len(after) // 2] if nameless else after


def _label(part: _Part) -> str:
    return "".join(t for p in part.row.panels for _, t in p.keys if not normalise(t).isdigit())


def _joined(before: Sequence[_Part], part: _Part, after: Sequence[_Part], heading: Heading) -> _Part:
    """The row with the words of the fragments around it in its name."""
    words = [p.text for q in (*before, part, *after) for line in q.lines for p in line.pieces]
    if not words or not (before or after):
        return part
    return _part([line for q in (*before, part, *after) for line in q.lines], heading)

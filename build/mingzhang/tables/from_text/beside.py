"""Tables that set lists of codes side by side, each with its names and amounts: what a code begins belongs to its list.

A row is told by its codes: as many as there are lists, or each of a class or in a place that only one list has. The
name must be that of its code; else it goes on elsewhere, or the text has mixed up its cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mingzhang.knowledge.code_names import code_of
from mingzhang.tables.from_text.headers import Heading
from mingzhang.tables.from_text.pieces import Line, Piece
from mingzhang.tables.from_text.rows import PanelRow, TextRow, join_words
from mingzhang.text.normalise import normalise

_CLASS = 3  # digits of a class
_UNTOLD = "it does not say in which list its codes stand"
_UNNAMED = "its names are not those of its codes"

_Group = tuple[Piece, ...]
"""A code with what follows it up to the next code."""


@dataclass(slots=True)
class _List:
    """What is known of one list: the classes of its codes, and where in the line these stand (when laid out)."""

    columns: tuple[int, ...]
    amounts: tuple[int, ...]
    classes: set[str] = field(default_factory=set)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def takes(self, code: Piece) -> bool:
        """Whether a code can be of this list."""
        if code.wide:
            return any(code.at < end and at < code.end for at, end in self.spans)
        return code.plain[:_CLASS] in self.classes


def has_lists(heading: Heading) -> bool:
    """Whether a header sets several lists of code, name and amounts side by side."""
    count = heading.panels[-1] + 1
    roles = [[r for r, p in zip(heading.roles, heading.panels, strict=True) if p == n] for n in range(count)]
    return count > 1 and all(r[:2] == ["code", "label"] and set(r[2:]) == {"amount"} for r in roles)


def read_lists(lines: Sequence[Line], heading: Heading) -> list[TextRow]:
    """The rows; a line that begins with no code is in doubt."""
    lists = []
    for n in range(heading.panels[-1] + 1):
        columns = tuple(j for j, p in enumerate(heading.panels) if p == n)
        lists.append(_List(columns, tuple(j for j in columns if heading.roles[j] == "amount")))
    groups = [_groups(line.pieces) for line in lines]
    for found in groups:
        if len(found) == len(lists):
            for group, own in zip(found, lists, strict=True):
                own.classes.add(group[0].plain[:_CLASS])
                own.spans.append((group[0].at, group[0].end))
    return [_row(line, found, lists) for line, found in zip(lines, groups, strict=True)]


def _groups(pieces: Sequence[Piece]) -> list[_Group]:
    """The pieces cut before each code; empty when the first is none."""
    starts = [i for i, p in enumerate(pieces) if p.is_code]
    if not starts or starts[0]:
        return []
    return [tuple(pieces[a:b]) for a, b in zip(starts, [*starts[1:], len(pieces)], strict=True)]


def _row(line: Line, groups: Sequence[_Group], lists: Sequence[_List]) -> TextRow:
    places = list(range(len(lists))) if len(groups) == len(lists) else [_place(g[0], lists) for g in groups]
    if not groups or None in places or len(set(places)) < len(places):
        return TextRow((line,), (), _UNTOLD)
    panels = [PanelRow(columns=own.amounts) for own in lists]
    for place, group in zip(places, groups, strict=True):
        panel = _panel(group, lists[place]) if place is not None else None
        if place is None or panel is None:
            return TextRow((line,), (), _UNNAMED)
        panels[place] = panel
    return TextRow((line,), tuple(panels))


def _place(code: Piece, lists: Sequence[_List]) -> int | None:
    """The one list that a code can be of."""
    found = [n for n, own in enumerate(lists) if own.takes(code)]
    return found[0] if len(found) == 1 else None


def _panel(group: _Group, own: _List) -> PanelRow | None:
    """Code, name and amounts of one list; None when they are not that, or the name is not the code's."""
    code = group[0]
    words = [p for p in group[1:] if not p.is_amount]
    amounts = group[1 + len(words) :]
    known = code_of("".join(c for c in code.plain if c.isdigit()))
    named = known is not None and words and normalise(join_words(words)) == normalise(known.name)
    if not named or not all(p.is_amount for p in amounts) or len(amounts) > len(own.amounts):
        return None
    return PanelRow(((own.columns[0], code.text), (own.columns[1], join_words(words))), amounts, own.amounts)

"""What is bought: the rows of procurement tables, which print it in several columns below classes and bodies.

A row that fills only the first of several name columns is a heading: the total, a class (货物, 工程, 服务) or what the
items below it are of: a body where some of these headings are known for bodies. Every other row is told apart by all
that its name columns print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mingzhang.knowledge.forms import load_forms
from mingzhang.knowledge.vocabulary import load_vocabulary
from mingzhang.knowledge.words import says
from mingzhang.package.stored import PrintedTable
from mingzhang.text.normalise import normalise

_ABOUT = {"procurement", "purchased-services"}
_NAMES = ("label", "text")
PATH = " / "


@dataclass(frozen=True, slots=True)
class Bought:
    """What a row is about: a ``concept`` within procurement, a body, and the item; or ``is_whole`` of the two."""

    concept: str = ""
    unit_name: str = ""
    item: str = ""
    is_whole: bool = False


def is_of_purchases(form: str) -> bool:
    """Whether a form lists what is bought."""
    return form in _forms()


def read_purchases(table: PrintedTable, is_body: Callable[[str], bool]) -> dict[int, Bought]:
    """Row of the frame → what it is about. ``is_body`` knows bodies by name; a heading that is neither total, class nor
    body goes before the items below it, and is itself left out."""
    columns = [n for n, column in enumerate(table.columns) if column["mingzhang:role"] in _NAMES]
    if len(columns) < 2:
        return {}
    rows = [[normalise(str(cell)) for cell in row] for row in table.frame.iloc[:, columns].to_numpy().tolist()]
    headings = [_heading(cells) for cells in rows]
    return dict(_told(rows, headings, any(map(is_body, filter(None, headings)))))


def _heading(cells: Sequence[str]) -> str:
    """The one name in a row, where it stands in the first column."""
    return cells[0] if not any(cells[1:]) else ""


def _told(rows: Sequence[Sequence[str]], headings: Sequence[str], by_body: bool) -> Iterator[tuple[int, Bought]]:
    concept = group = ""
    for number, (cells, heading) in enumerate(zip(rows, headings, strict=True)):
        unit, before = (group, "") if by_body else ("", group)
        if not heading:
            own = next((_classes()[cell] for cell in cells if cell in _classes()), concept)
            yield number, Bought(own, unit, PATH.join(filter(None, [before, *cells])))
        elif says("rows", "total", heading) or heading in _classes():
            concept, group = _classes().get(heading, ""), ""
            yield number, Bought(concept, is_whole=True)
        else:
            group = heading
            if by_body:
                yield number, Bought(concept, group)


@cache
def _forms() -> frozenset[str]:
    return frozenset(form.id for form in load_forms().values() if form.item in _ABOUT)


@cache
def _classes() -> Mapping[str, str]:
    """货物 → procurement.goods."""
    words = load_vocabulary()
    whole = words.items["procurement"].zh
    return {m.zh.removeprefix(whole): item for item, m in words.items.items() if m.within == "procurement"}

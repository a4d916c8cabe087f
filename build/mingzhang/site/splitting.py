"""Cutting what is long over several pages, so that none asks too much of a small device."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mingzhang.collection.dossier import Dossier
from mingzhang.package.stored import PrintedTable
from mingzhang.site import address
from mingzhang.site.address import Here

_MOST_CELLS = 2_500  # of one page's table; with the facts below it a page stays below 3,000
_MOST_CHECKS = 600  # of one page


@dataclass(frozen=True, slots=True)
class Parts:
    """How a list is cut: the places at which its parts begin, and its length."""

    starts: tuple[int, ...] = (0,)
    length: int = 0

    def of(self, place: int) -> int:
        """The number of the part, counted from 1, that holds this place."""
        return bisect_right(self.starts, place)

    def ranges(self) -> list[range]:
        """The places of each part."""
        ends = [*self.starts[1:], self.length]
        return [range(start, end) for start, end in zip(self.starts, ends, strict=True)]


def cut_cells(weights: Sequence[int]) -> Parts:
    """Cuts what takes so many cells of a table each."""
    return cut(weights, _MOST_CELLS)


def cut_checks(weights: Sequence[int]) -> Parts:
    """Cuts what holds so many checks each."""
    return cut(weights, _MOST_CHECKS)


def cut(weights: Sequence[int], most: int) -> Parts:
    """As few parts as possible of at most ``most``, alike in weight, in order; what weighs more stands alone."""
    number = -(-sum(weights) // most) or 1
    each = min(most, -(-sum(weights) // number) + max(weights, default=0))
    starts, held = [0], 0
    for place, weight in enumerate(weights):
        if held and held + weight > each:
            starts.append(place)
            held = 0
        held += weight
    return Parts(tuple(starts), len(weights))


def part_address(whole: str, number: int) -> str:
    """The address of a part: the first one's is the whole's."""
    return whole if number == 1 else f"{whole}{number}/"


def table_parts(printed: PrintedTable) -> Parts:
    """How the rows of a printed table are cut."""
    return _table_parts(len(printed.frame), len(printed.columns), _MOST_CELLS)


def part_links(here: Here, whole: str, number: int, of: int) -> list[tuple[int, str, bool]]:
    """Number and address of each part, and whether it is this one; none of what is not cut."""
    return [(n, here.to(part_address(whole, n)), n == number) for n in range(1, of + 1)] if of > 1 else []


@lru_cache(maxsize=256)
def _table_parts(rows: int, width: int, most: int) -> Parts:
    return cut([max(width, 1)] * rows, most)


def part_of(package: Dossier, figure_id: str) -> int:
    """The number of the part of its table that shows a figure."""
    printed = package.tables.get(package.figures[figure_id]["table_id"])
    if printed is None or figure_id not in printed.cells:
        return 1
    return table_parts(printed).of(printed.cells[figure_id][0])


def figure_address(entry_id: str, package: Dossier, figure_id: str) -> str:
    """The address of a figure on the very page that shows it."""
    table = address.table(entry_id, package.figures[figure_id]["table_id"])
    return f"{part_address(table, part_of(package, figure_id))}#{figure_id}"

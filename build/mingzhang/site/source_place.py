"""Where in its source a figure stands, in words: on a page, or in a sheet's cell where the source is a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingzhang.collection.dossier import Record
from mingzhang.site.describe import pages_of
from mingzhang.site.interface import Words


def cell_of(figure: Record, words: Words) -> str:
    """Sheet and cell of a figure of a spreadsheet; empty for all others."""
    return words("figure-cell", page=figure["page"], cell=figure["cell"]) if figure["cell"] else ""


def sentence_on_cell(figure: Record, words: Words) -> str:
    """What stands in the place of a picture for a figure of a spreadsheet; empty for all others."""
    place = cell_of(figure, words)
    return place and words("figure-in-sheet", place=place)


def is_of_sheets(figures: Iterable[Record]) -> bool:
    """Whether figures stand in the cells of sheets."""
    return any(figure["cell"] for figure in figures)


def leaves_of(numbers: Sequence[str], figures: Iterable[Record], words: Words) -> str:
    """The pages that hold a table, or the sheets."""
    if is_of_sheets(figures):
        return words("sheets", n=words("list-comma").join(numbers))
    return pages_of(numbers, words)

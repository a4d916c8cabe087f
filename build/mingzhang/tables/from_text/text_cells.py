"""The cells of a text that prints one on each line: what is printed between two captions, row by row, by its kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from mingzhang.knowledge.words import says
from mingzhang.tables.captions import is_furniture
from mingzhang.tables.from_text.pieces import Line, Piece

_TITLE = 4  # characters of the shortest title: 收支总表
_FOLIO = 4  # digits of the longest page number
_NUMBERED = 0.5  # share of the pages that are numbered where any is
_PROSE = 24  # characters of a line below a table's remarks from which on all is prose
_MARKED = re.compile(r"(?P<code>[\[［(（]\d{3,7}[\]］)）])(?P<name>.+)")
"""A name with its code before it in one cell."""

_YEAR = re.compile(r"20\d\d")
_YEARS = re.compile(r"20\d\d年")

Spot = tuple[int, Piece]
"""A line's index and a piece of it."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The pieces between two captions, by what they are; ``years`` are lines that print a year and nothing else."""

    words: tuple[Spot, ...]
    codes: tuple[Spot, ...]
    numbers: tuple[Spot, ...]
    amounts: tuple[Spot, ...]
    order: tuple[Spot, ...]
    page: int
    years: tuple[Spot, ...] = ()

    @property
    def lines(self) -> frozenset[int]:
        """The lines that hold any of them."""
        return frozenset(i for i, _ in self.order)


def find_areas(lines: Sequence[Line], running: Container[str]) -> Iterator[list[int]]:
    """Lines between captions, and between the ends of pages, captions, remarks and page numbers left out."""
    folios = _folios(lines)
    area: list[int] = []
    noted = prose = False  # in a remark below a table; below all tables of the page
    for i, line in enumerate(lines):
        text = line.plain
        coded = bool(line.pieces) and line.pieces[0].is_code
        turned = i > 0 and line.place.page != lines[i - 1].place.page
        caption = _captions(text) and not coded
        if turned or caption:
            yield area
            area, noted, prose = [], False, False
        prose = prose or (noted and line.apart and len(text) > _PROSE)
        noted = says("notes", "starts", text) or (noted and not line.apart)
        year = _YEARS.fullmatch(text) is not None
        left_out = caption or noted or prose or i in folios or (text in running and not year)
        if not left_out and (coded or year or text.isdigit() or not _aside(text)):
            area.append(i)
    yield area


def _aside(text: str) -> bool:
    return says("captions", "unit", text) or says("captions", "aside", text) or is_furniture(text)


def _folios(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that are page numbers: digits alone that count on with the pages, on most of them."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for i, line in enumerate(lines):
        if line.plain.isdigit() and len(line.plain) <= _FOLIO:
            found[line.place.page - int(line.plain)][line.place.page] = i
    pages = len({line.place.page for line in lines})
    best = max(found.values(), key=len, default={})
    return frozenset(best.values()) if len(best) > max(_NUMBERED * pages, 1) else frozenset()


def _captions(text: str) -> bool:
    return says("captions", "number", text) or (says("captions", "title", text) and len(text) >= _TITLE)


def read_cells(lines: Sequence[Line], area: Sequence[int]) -> Cells:
    """The pieces of an area by what they are; lines of asterisks, which number columns, are left out."""
    words, codes, numbers, amounts, years = [], [], [], [], []
    order: list[Spot] = []
    for i, among in _by_rows(lines, area):
        for piece in _with_years(among):
            marked = _MARKED.match(piece.text)
            if not piece.plain.strip("*"):
                continue
            if marked:
                found = [(i, replace(piece, text=marked["code"])), (i, replace(piece, text=marked["name"]))]
                codes.append(found[0])
                words.append(found[1])
                order += found
                continue
            order.append((i, piece))
            if piece.is_code:
                codes.append(order[-1])
            elif piece.is_integer and piece.plain.strip("0"):
                numbers.append(order[-1])
            elif piece.is_amount:
                amounts.append(order[-1])
            elif _YEARS.fullmatch(lines[i].plain):
                years.append(order[-1])
            else:
                words.append(order[-1])
    page = lines[area[0]].place.page if area else 0
    return Cells(tuple(words), tuple(codes), tuple(numbers), tuple(amounts), tuple(order), page, tuple(years))


def _with_years(among: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of a line; a year stands with the words after it: ``2026 年预算数``."""
    year: Piece | None = None
    for piece in among:
        if year is not None and piece.plain.startswith("年"):
            yield replace(piece, text=year.text + piece.text, at=year.at)
            year = None
            continue
        if year is not None:
            yield year
        year = piece if _YEAR.fullmatch(piece.plain) else None
        if year is None:
            yield piece
    if year is not None:
        yield year


def _by_rows(lines: Sequence[Line], area: Sequence[int]) -> Iterator[tuple[int, tuple[Piece, ...]]]:
    """The lines with their pieces, row by row: blocks of as many lines with nothing but amounts stand side by side."""
    blocks: list[list[int]] = []
    for i in area:
        if blocks and not lines[i].apart and blocks[-1][-1] == i - 1:
            blocks[-1].append(i)
        else:
            blocks.append([i])
    at = 0
    while at < len(blocks):
        size, end = len(blocks[at]), at + 1
        if _is_amounts(lines, blocks[at]):
            while end < len(blocks) and len(blocks[end]) == size and _is_amounts(lines, blocks[end]):
                end += 1
        for k in range(size):
            for block in blocks[at:end]:
                yield block[k], lines[block[k]].pieces
        at = end


def _is_amounts(lines: Sequence[Line], block: Sequence[int]) -> bool:
    return all(p.is_amount and not p.is_code for i in block for p in lines[i].pieces)

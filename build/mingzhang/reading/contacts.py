"""Which cells of a grid a header above or a label before them announces as personal numbers: 联系电话, 账号."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from mingzhang.reading.document import Cell, Grid
from mingzhang.text.masking import is_contact
from mingzhang.text.normalise import normalise, parse_amount
from mingzhang.text.personal.words import may_name_contact, names_contact

_NOTHING = re.compile(r"(?:无|暂无|不详|同上|保密|[-—–*※/]{1,8})?")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_PEOPLE = re.compile(r"人|员|姓名|法定代表")
_WORDS = re.compile(r"[一-鿿]{2}")
_ACCOUNT = re.compile("[账帐]")
_FEWEST = 2  # cells of a column without a header


def announcing(grid: Grid) -> dict[int, str]:
    """For each announced cell (by its place among the cells) the header that announces it."""
    rows, columns = _rows(grid), _columns(grid)
    found: dict[int, str] = {}
    for k, header in enumerate(grid.cells):
        if not may_name_contact(header.text):
            continue
        beside = list(_beside(grid, rows, header))
        below = () if beside else _below(grid, columns, header)
        found |= dict.fromkeys([n for n in (*beside, *below) if n != k], header.text)
    for column in columns.values():
        bare = [n for n in column if n not in found and parse_amount(grid.cells[n].text) is not None]
        if len(bare) >= _FEWEST and all(_MOBILE.fullmatch(normalise(grid.cells[n].text)) for n in bare):
            found |= dict.fromkeys(bare, "手机号码")
    return found


def _rows(grid: Grid) -> dict[int, list[int]]:
    """The cells that begin in each row, from left to right."""
    rows: dict[int, list[int]] = defaultdict(list)
    for k, cell in sorted(enumerate(grid.cells), key=lambda item: item[1].col):
        for row in range(cell.row, cell.row + cell.rowspan):
            rows[row].append(k)
    return rows


def _columns(grid: Grid) -> dict[int, list[int]]:
    """The cells that stand in each column, from top to bottom."""
    columns: dict[int, list[int]] = defaultdict(list)
    for k, cell in sorted(enumerate(grid.cells), key=lambda item: item[1].row):
        for column in range(cell.col, cell.col + cell.colspan):
            columns[column].append(k)
    return columns


def _beside(grid: Grid, rows: dict[int, list[int]], header: Cell) -> Iterator[int]:
    """The cell right of a label that holds its number; a name may stand between the two (联系人及电话)."""
    end = header.col + header.colspan
    right = [n for n in rows[header.row] if grid.cells[n].col >= end]
    for place, n in enumerate(right[:2]):
        text = grid.cells[n].text
        if _is_number_of(header.text, text):
            yield n
        if place == 0 and not _is_name(header.text, text):
            return


def _is_name(header: str, text: str) -> bool:
    return bool(_PEOPLE.search(header)) and not any(map(str.isdigit, text)) and not may_name_contact(text)


def _is_number_of(header: str, text: str) -> bool:
    """Whether a cell beside ``header`` holds its number; beside a noun that an expense may bear an amount is one."""
    if not is_contact(text, header) or may_name_contact(text):
        return False
    mobile = not _ACCOUNT.search(header) and bool(_MOBILE.fullmatch(normalise(text)))
    return names_contact(header) or mobile or parse_amount(text) is None


def _below(grid: Grid, columns: dict[int, list[int]], header: Cell) -> Iterator[int]:
    """The cells below a header up to the next words; where it may be an expense, only when all look like contacts."""
    for column in range(header.col, header.col + header.colspan):
        below = [n for n in columns[column] if grid.cells[n].row >= header.row + header.rowspan]
        texts = [grid.cells[n].text for n in below if any(map(str.isdigit, grid.cells[n].text))]
        if names_contact(header.text) or all(is_contact(text, header.text) for text in texts):
            yield from _governed(grid.cells, below, header.text)


def _governed(cells: Sequence[Cell], below: Sequence[int], header: str) -> Iterator[int]:
    for n in below:
        text = normalise(cells[n].text)
        if may_name_contact(text):  # a header of two rows
            continue
        if is_contact(text, header):
            yield n
        elif _ends_column(text) and not _is_name(header, text):
            return


def _ends_column(text: str) -> bool:
    """Words, or an amount: what stands below is another's."""
    something = not _NOTHING.fullmatch(text)
    return something and (bool(_WORDS.search(text)) or parse_amount(text) is not None)

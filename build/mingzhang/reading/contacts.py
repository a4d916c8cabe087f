"""Which cells of a grid a header above or a label before them announces as personal numbers: 联系电话, 账号."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from mingzhang.reading.document import Cell, Grid
from mingzhang.text.amounts import parse_amount
from mingzhang.text.masking import is_contact, personal_spans
from mingzhang.text.masking.masking_words import may_name_contact, names_contact
from mingzhang.text.normalise import normalise

_NOTHING = re.compile(r"(?:无|暂无|不详|同上|保密|[-—–*※/]{1,8})?")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_PEOPLE = re.compile(r"人|员|姓名|法定代表")
_WORDS = re.compile(r"[一-鿿]{2}")
_ACCOUNT = re.compile("[账帐]")
_UNNAMED = "手机号码"
_SHORTEST_ACCOUNT = 12  # digits
_NOBODY: Mapping[int, str] = {}
_FEWEST = 2  # cells of a column without a header


def announcing(grid: Grid, above: Mapping[int, str] = _NOBODY) -> dict[int, str]:
    """For each announced cell (by its place among the cells) the header that announces it.

    ``above`` are the headers by column of the grid that this one continues, as ``left_open`` tells them.
    """
    rows = _rows(grid)
    found: dict[int, str] = {}
    labels = set()
    for k, cell in enumerate(grid.cells):
        if may_name_contact(cell.text):
            beside = dict.fromkeys(_beside(grid, rows, cell), cell.text)
            labels.update([k] if beside else [])
            found |= beside
    for number, column in _columns(grid).items():
        found |= dict(_below(grid.cells, column, labels, above.get(number, "")))
        found |= dict.fromkeys(_mobiles(grid.cells, [n for n in column if n not in found]), _UNNAMED)
    return found


def left_open(grid: Grid, found: Mapping[int, str]) -> dict[int, str]:
    """The headers by column that announce nothing but personal numbers, down to the grid's last row.

    ``found`` is what ``announcing`` tells of the grid.
    """
    still = {}
    for number, column in _columns(grid).items():
        header = found.get(column[-1], "")
        if names_contact(header) and grid.cells[column[-1]].row > 0:
            still[number] = header
    return still


def _mobiles(cells: Sequence[Cell], column: Sequence[int]) -> list[int]:
    """The numbers of a column without a header that holds mobile numbers alone."""
    bare = [n for n in column if any(map(str.isdigit, cells[n].text)) and parse_amount(cells[n].text) is not None]
    alike = all(_MOBILE.fullmatch(normalise(cells[n].text)) for n in bare)
    return bare if alike and len(bare) >= _FEWEST else []


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
    if not _fits(header, text) or may_name_contact(text):
        return False
    mobile = not _ACCOUNT.search(header) and bool(_MOBILE.fullmatch(normalise(text)))
    return names_contact(header) or mobile or parse_amount(text) is None


def _fits(header: str, text: str) -> bool:
    """Whether the text of a cell is a number as ``header`` announces it; a mere noun wants more of it."""
    if names_contact(header):
        return is_contact(text, header)
    if _ACCOUNT.search(header):
        return is_contact(text, header) and sum(map(str.isdigit, text)) >= _SHORTEST_ACCOUNT
    return bool(personal_spans(text, header))


def _below(cells: Sequence[Cell], column: Sequence[int], labels: Set[int], above: str) -> Iterator[tuple[int, str]]:
    """The cells of a column below a header up to the next words, each with the header that announces it.

    A header that may name an expense announces them only when every number below it looks like a contact.
    """
    sound = _sound(cells, column)
    header = above if len(sound) == len(column) else ""
    for n in column:
        text = normalise(cells[n].text)
        if n in labels:
            header = ""
        elif may_name_contact(text):
            header = text if names_contact(text) or n in sound else header
        elif header and _fits(header, text):
            yield n, header
        elif header and _ends_column(text) and not _is_name(header, text):
            header = ""


def _sound(cells: Sequence[Cell], column: Sequence[int]) -> Set[int]:
    """The cells below which no number stands that is none of a contact."""
    last = [n for n in column if _is_other_number(cells[n].text)][-1:]
    return frozenset(column[column.index(last[0]) + 1 :] if last else column)


def _is_other_number(text: str) -> bool:
    return any(map(str.isdigit, text)) and not is_contact(text, "") and not may_name_contact(text)


def _ends_column(text: str) -> bool:
    """Words, or an amount: what stands below is another's."""
    something = not _NOTHING.fullmatch(text)
    return something and (bool(_WORDS.search(text)) or parse_amount(text) is not None)

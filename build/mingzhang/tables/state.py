"""What became of a table: read, printed empty, withheld, or with amounts that could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mingzhang.knowledge.forms import says_form_is_free
from mingzhang.knowledge.words import says
from mingzhang.reading.document import Cell
from mingzhang.reading.doubts import INK, PICTURE, RECOGNISED
from mingzhang.reading.formats.pdf.objects import UNMAPPED
from mingzhang.tables.layout import text_of
from mingzhang.tables.table import Table
from mingzhang.text.amounts import parse_amount, parse_percent
from mingzhang.text.units import split_unit

UNREAD = "amount-not-read"
WORDS = "word-for-amount"  # in a column of amounts stands what is no amount and does not say that there is none
_INK = frozenset({INK, PICTURE})  # doubts that say that a blank cell may not be blank
_RARE = 0.5  # of the filled cells of a column: more words than this, and it is no column of amounts
_SIGNS = "#＃"  # what a program prints for an amount that it could not show
_SHOWN = 5  # cells that the evidence names


def with_state(table: Table) -> Table:
    """The table with its state; that of an unknown form stays.

    ``doubtful`` when a cell of an amount column prints digits that are no amount by the strict grammar: such a cell
    gives no figure, and must not be lost in silence.
    """
    if says_form_is_free(table):
        return table
    cells = list(_amount_cells(table))
    filled = any(_is_read(text_of(cell)) for cell in cells)
    if not filled and says("notes", "withheld", table.note):
        return replace(table, state="withheld")
    unread = list(dict.fromkeys(cell for cell in cells if _is_unread(cell)))
    words = [] if unread else list(dict.fromkeys(_words_for_amounts(table)))
    if unread or words:
        told = tuple(f"p. {cell.place.page}: {cell.text!r} is no amount" for cell in (*unread, *words)[:_SHOWN])
        state = table.state if table.state == "unknown-form" else "doubtful"
        doubt = UNREAD if unread else WORDS
        return replace(table, state=state, doubts=(*table.doubts, doubt), evidence=(*table.evidence, *told))
    if table.state != "unknown-form" and not filled and any(c.role == "amount" for c in table.columns):
        return replace(table, state="printed-empty")
    return table


def _amount_cells(table: Table) -> Iterator[Cell]:
    amounts = [c for c in table.columns if c.role == "amount"]
    for row in table.rows:
        for column in amounts:
            cell = row.cells[column.index]
            if cell is not None:
                yield cell


def _words_for_amounts(table: Table) -> Iterator[Cell]:
    """The cells that print words where the rest of their column prints amounts.

    In an unknown form they are what they are, but on a scan they may be the seal that stands over an amount.
    """
    for column in table.columns:
        own = [c for row in table.rows if (c := row.cells[column.index]) is not None and c.col == column.index]
        filled = [c for c in own if text_of(c)]
        strange = [c for c in filled if not _is_read(text_of(c)) and not says("rows", "nothing", text_of(c))]
        if table.state == "unknown-form":
            strange = [c for c in strange if RECOGNISED in c.doubts]
        if column.role == "amount" and len(strange) <= _RARE * len(filled):
            yield from strange


def _is_read(text: str) -> bool:
    return parse_amount(split_unit(text)[0]) is not None or parse_percent(text) is not None


def _is_unread(cell: Cell) -> bool:
    """Whether something is printed there that may be an amount: digits, glyphs without characters, ink without text."""
    text = text_of(cell)
    if not text:
        return not _INK.isdisjoint(cell.doubts)
    strange = UNMAPPED in text or any(char.isdigit() or char in _SIGNS for char in text)
    return strange and not _is_read(text)

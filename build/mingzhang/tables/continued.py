"""Whether a grid goes on with the table before it, and which of its columns are which of that table's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.knowledge.words import says
from mingzhang.reading.document import Cell
from mingzhang.tables.blocks import Surrounded
from mingzhang.tables.breaks import begins_anew, is_continuation_of, names_columns, repeats_header
from mingzhang.tables.captions import Caption, is_furniture
from mingzhang.tables.draft import Draft
from mingzhang.tables.header import Header, find_header
from mingzhang.tables.layout import Layout, cells_of, lay_out, lay_out_like, text_of
from mingzhang.text.amounts import parse_amount

_FEWEST = 3  # columns by whose names a grid is told to go on with a table
_KEYS = ("code", "unit-code", "unit", "project", "label")


def continue_table(draft: Draft, found: Surrounded, caption: Caption) -> tuple[Layout, int] | None:
    """The grid laid out like the draft and how many header rows it repeats, or None when it is a table of its own."""
    if found.grid.place.page - draft.pages[-1] not in (0, 1) or not may_be_same(draft.caption, caption):
        return None
    joined = _in_place(draft, found) or _by_names(draft, found)
    return None if joined and caption.title and _is_another(draft, *joined) else joined


def _is_another(draft: Draft, layout: Layout, start: int) -> bool:
    """Whether a grid under the same title is a table of its own: it begins with another total than the one before."""
    if not start or not draft.body:
        return False
    own, first = _total_of(layout.rows[start:]), _total_of([draft.body[0].cells])
    return bool(own) and own[:1] == first[:1] and own != first


def _total_of(rows: Sequence[Sequence[Cell | None]]) -> list[str]:
    """The name and the amounts of the first row, where it is a total; else nothing."""
    texts = [text_of(cell) for row in rows[:1] for cell in row]
    names = [text for text in texts if says("rows", "total", text)]
    amounts = [text for text in texts if parse_amount(text) is not None]
    return [*names[:1], *amounts] if names and amounts else []


def may_be_same(first: Caption, own: Caption) -> bool:
    """A continuation prints no caption, or the same again (its title perhaps with 续 or a page), for the same body."""
    if first.body and own.body and first.body != own.body:
        return False
    return (not own.title or own.title == first.title or is_continuation_of(own.title, first.title)) and (
        not own.number or own.number == first.number
    )


def _in_place(draft: Draft, found: Surrounded) -> tuple[Layout, int] | None:
    """The grid goes on with the same columns in the same places."""
    layout = lay_out_like(found.grid, draft.layout)
    if layout is None:
        return None
    depth = draft.header.rows
    if repeats_header(layout, draft.layout, depth):
        return layout, depth
    if begins_anew(layout, draft.layout):
        return None
    own = find_header(layout)
    if own.rows and own.paths == draft.header.paths:
        return layout, own.rows
    named = any(not is_furniture(t.text) for t in found.above)
    return (layout, 0) if _opens_page(draft, found) and not named and not names_columns(own) else None


def _opens_page(draft: Draft, found: Surrounded) -> bool:
    return found.grid.place.page == draft.pages[-1] + 1


def _by_names(draft: Draft, found: Surrounded) -> tuple[Layout, int] | None:
    """The grid repeats the names of the columns in another order, or without some: each goes where its name stands."""
    layout = lay_out(found.grid)
    if not layout.rows or not _opens_page(draft, found):
        return None
    own = find_header(layout)
    if not own.rows or not _is_part(own, draft.header) or _begins_with_total(layout, own.rows):
        return None
    order = [own.paths.index(path) if path in own.paths else None for path in draft.header.paths]
    rows = tuple(_rearranged(row, order) for row in layout.rows)
    return replace(layout, rows=rows), own.rows


def _is_part(own: Header, header: Header) -> bool:
    """Whether all columns are columns of the header, each named once, its keys among them."""
    names = set(own.paths)
    once = len(names) == len(own.paths) and len(set(header.paths)) == len(header.paths)
    keys = {path for path in header.paths if path and any(says("columns", k, path[-1]) for k in _KEYS)}
    return once and len(names) >= _FEWEST and () not in names and bool(keys) and keys <= names <= set(header.paths)


def _begins_with_total(layout: Layout, start: int) -> bool:
    first = layout.rows[start : start + 1]
    return any(says("rows", "total", text_of(c)) for row in first for c in cells_of(row))


def _rearranged(row: Sequence[Cell | None], order: Sequence[int | None]) -> tuple[Cell | None, ...]:
    """The cells of a row in the order of the table; what spans several columns stands in the first of them."""
    made: list[Cell | None] = []
    for target, source in enumerate(order):
        cell = row[source] if source is not None else None
        first = cell is not None and cell.col == source
        made.append(replace(cell, col=target, colspan=1) if cell is not None and first else None)
    return tuple(made)

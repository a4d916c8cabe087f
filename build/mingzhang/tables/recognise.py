"""Document → tables: grids with captions, headers and columns; continued pages joined; forms recognised."""

from __future__ import annotations

from dataclasses import replace

from mingzhang.knowledge.forms import says_form_is_free
from mingzhang.reading.document import Document
from mingzhang.reading.media import SHEETS
from mingzhang.tables.blocks import grids_of
from mingzhang.tables.breaks import is_continuation_of
from mingzhang.tables.captions import Caption, find_caption
from mingzhang.tables.columns import make_columns
from mingzhang.tables.continued import continue_table, may_be_same
from mingzhang.tables.doubt import weigh_doubts
from mingzhang.tables.draft import Draft
from mingzhang.tables.header import Header, find_header
from mingzhang.tables.layout import Layout, lay_out, text_of
from mingzhang.tables.matching import recognise_form
from mingzhang.tables.merged import OVER_COLUMNS, carry_keys, open_amounts
from mingzhang.tables.sideways import keyed_half, left_half, widened_cells, widened_header
from mingzhang.tables.state import with_state
from mingzhang.tables.table import Column, Row, Table
from mingzhang.tables.table_units import inherit_units

_HEAD = 20  # characters: the longest name of a column; an answer may be longer


def recognise_tables(document: Document, source: str = "") -> tuple[Table, ...]:
    """Every table of the document in document order; ids ``t01``, ``t02`` …

    Nothing is dropped: a grid whose form is unknown is a table with state ``unknown-form``.
    """
    drafts: list[Draft] = []
    for found in grids_of(document):
        layout = lay_out(found.grid)
        if not layout.rows or not layout.cols:
            continue
        caption = find_caption(found.above, [c.text for c in layout.captions], found.below, found.last)
        before = drafts[-1] if drafts and _may_go_on(document, drafts[-1], layout, caption) else None
        if before and _widens(before, layout, caption):
            continue
        joined = continue_table(before, found, caption) if before else None
        if not joined:
            header = find_header(layout)
            drafts.append(Draft(caption, layout, header))
            joined = layout, header.rows
        drafts[-1].append(*joined, caption)
    return weigh_doubts(inherit_units([_finish(d, i, source) for i, d in enumerate(drafts, 1)]), document)


def _may_go_on(document: Document, draft: Draft, layout: Layout, caption: Caption) -> bool:
    """Whether a grid may belong to the draft at all: what a sheet holds ends with it, unless the next says (续)."""
    same_page = layout.page == draft.pages[-1]
    if same_page or document.media_type not in SHEETS:
        return True
    return bool(caption.title) and is_continuation_of(caption.title, draft.caption.title)


def _widens(draft: Draft, layout: Layout, caption: Caption) -> bool:
    """Whether a grid is the right half of one of the draft's; then it is added there."""
    header = find_header(layout)
    if not may_be_same(draft.caption, caption):
        return False
    if sheet := left_half(draft.sheets, layout, header):
        draft.widen(sheet, layout, header, caption)
        return True
    goes_on = not caption.title or is_continuation_of(caption.title, draft.caption.title)
    if goes_on and (found := keyed_half(draft.sheets, draft.header, layout, header)):
        draft.widen(*found, caption)
        return True
    return False


def _finish(draft: Draft, index: int, source: str) -> Table:
    header = widened_header(draft.header, draft.wings)
    every = (replace(r, cells=widened_cells(n, r.cells, draft.wings)) for n, r in enumerate(draft.body))
    body = [r for r in every if any(text_of(c) for c in r.cells)]
    columns = make_columns(header.paths, [r.cells for r in body])
    carried = carry_keys(body, columns)
    rows = open_amounts(carried, columns)
    doubts = [*draft.doubts, *((OVER_COLUMNS,) if rows != carried else ())]
    note = "\n".join(dict.fromkeys(draft.notes))
    table = Table(
        f"t{index:02d}", draft.caption.number, draft.caption.title, "", draft.caption.unit, tuple(draft.pages), columns,
        header.cells, header.rows, rows, note=note, source=source,
        doubts=tuple(dict.fromkeys(doubts)),
    )  # fmt: skip
    table = recognise_form(table)
    asks = says_form_is_free(table) and not _heads(draft.header)
    return _as_questionnaire(table, draft) if asks else with_state(table)


def _heads(header: Header) -> bool:
    """Whether the header names every column once and briefly: a list, no questionnaire of labels and answers."""
    once = len(set(header.paths)) == len(header.paths)
    return once and all(header.paths) and max(map(_length, header.paths)) <= _HEAD


def _length(path: tuple[str, ...]) -> int:
    return max(len(words) for words in path)


def _as_questionnaire(table: Table, draft: Draft) -> Table:
    """A form of questions and answers has no header: all its rows as printed, columns without names."""
    top = tuple(Row(draft.layout.page, row) for row in draft.layout.rows[: draft.header.rows])
    columns = tuple(Column(c.index, (), "text") for c in table.columns)
    return replace(table, columns=columns, header=(), header_rows=0, rows=top + table.rows)

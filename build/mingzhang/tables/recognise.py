"""Document → tables: grids with captions, headers and columns; continued pages joined; forms recognised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from mingzhang.knowledge.forms import says_form_is_free
from mingzhang.knowledge.words import says
from mingzhang.reading.document import Document, Grid, Text
from mingzhang.tables.breaks import (
    begins_anew,
    caption_before,
    is_continuation_of,
    join_cut_row,
    names_columns,
    repeats_header,
)
from mingzhang.tables.captions import Caption, find_caption, is_furniture
from mingzhang.tables.columns import make_columns
from mingzhang.tables.doubt import weigh_doubts
from mingzhang.tables.header import Header, find_header, header_text, is_data_row
from mingzhang.tables.layout import Layout, cells_of, lay_out, lay_out_like, matrix_of, text_of
from mingzhang.tables.matching import recognise_form
from mingzhang.tables.running import running_lines
from mingzhang.tables.stacked import opens_titled, split_stacked
from mingzhang.tables.state import with_state
from mingzhang.tables.table import Column, Row, Table
from mingzhang.tables.units import inherit_units
from mingzhang.text.normalise import normalise

_HEAD = 20  # characters: the longest name of a column; an answer may be longer


@dataclass(slots=True)
class _Draft:
    """A table in the making: the first grid's caption and header, the body rows of all its pages."""

    caption: Caption
    layout: Layout
    header: Header
    body: list[Row] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def recognise_tables(document: Document, source: str = "") -> tuple[Table, ...]:
    """Every table of the document in document order; ids ``t01``, ``t02`` …

    Nothing is dropped: a grid whose form is unknown is a table with state ``unknown-form``.
    """
    drafts: list[_Draft] = []
    for grid, above, below in _grids(document):
        layout = lay_out(grid)
        if not layout.rows or not layout.cols:
            continue
        caption = find_caption(above, [c.text for c in layout.captions], below)
        joined = _continued(drafts[-1], grid, caption, above) if drafts else None
        if joined:
            _append(drafts[-1], *joined, caption)
        else:
            header = find_header(layout)
            drafts.append(_Draft(caption, layout, header))
            _append(drafts[-1], layout, header.rows, caption)
    return weigh_doubts(inherit_units([_finish(d, i, source) for i, d in enumerate(drafts, 1)]), document)


def _grids(document: Document) -> list[tuple[Grid, list[Text], list[Text]]]:
    """Each grid with the lines above it and below it on its page, up to the next grid; running heads left out."""
    running = running_lines(document)
    blocks = [
        b for b in document.blocks if isinstance(b, Grid) or (isinstance(b, Text) and normalise(b.text) not in running)
    ]
    found: list[tuple[Grid, list[Text], list[Text]]] = []
    foot: list[Text] = []  # the lines below the last grid so far
    for i, block in enumerate(blocks):
        if isinstance(block, Grid):
            page = block.place.page
            above = [b for b in takewhile(lambda b: _is_text(b, page), reversed(blocks[:i])) if isinstance(b, Text)]  # noqa: B023
            below = [b for b in takewhile(lambda b: _is_text(b, page), blocks[i + 1 :]) if isinstance(b, Text)]  # noqa: B023
            torn = caption_before(foot) if foot and foot[0].place.page == page - 1 else []
            if torn and all(is_furniture(line.text) for line in above):
                above = torn[::-1]
            parts = split_stacked(block)
            for n, part in enumerate(parts):
                own = n > 0 and opens_titled(matrix_of(part)[0])
                found.append((part, [] if own else above[::-1], below if n == len(parts) - 1 else []))
            foot = below
    return found


def _is_text(block: Grid | Text, page: int) -> bool:
    return isinstance(block, Text) and block.place.page == page


def _continued(draft: _Draft, grid: Grid, caption: Caption, above: Sequence[Text]) -> tuple[Layout, int] | None:
    """The grid laid out like the draft and how many header rows it repeats, or None when it is a table of its own."""
    if grid.place.page - draft.pages[-1] not in (0, 1) or not _may_be_same(draft.caption, caption):
        return None
    layout = lay_out_like(grid, draft.layout)
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
    named = any(not is_furniture(t.text) for t in above)
    opens_page = grid.place.page == draft.pages[-1] + 1
    return (layout, 0) if opens_page and not named and not names_columns(own) else None


def _may_be_same(first: Caption, own: Caption) -> bool:
    """A continuation prints no caption, or the same again (its title perhaps with 续 or a page)."""
    return (not own.title or own.title == first.title or is_continuation_of(own.title, first.title)) and (
        not own.number or own.number == first.number
    )


def _append(draft: _Draft, layout: Layout, start: int, caption: Caption) -> None:
    repeated = set(header_text(draft.layout.rows, draft.header.rows))
    for row in layout.rows[start:]:
        texts = [t for c in cells_of(row) if (t := text_of(c))]
        if len(texts) == 1 and _is_remark(texts[0], row):
            draft.notes.append(texts[0])
        elif not (texts and "|".join(text_of(c) for c in cells_of(row)) in repeated and not is_data_row(row)):
            own = tuple(None if c is not None and c.row < start else c for c in row)  # a tall header cell is no key
            _add(draft, Row(layout.page, own))
    if layout.page not in draft.pages:
        draft.pages.append(layout.page)
    if caption.note:
        draft.notes.append(caption.note)
    draft.doubts.extend(layout.doubts)


def _add(draft: _Draft, row: Row) -> None:
    """The row as the next one, or as the rest of a row that the page break cut."""
    opens_page = bool(draft.body) and row.page != draft.body[-1].page
    whole = join_cut_row(draft.body, row) if opens_page else None
    if whole:
        draft.body[-1] = whole
    else:
        draft.body.append(row)


def _is_remark(text: str, row: Sequence[object]) -> bool:
    wide = sum(c is row[0] for c in row) >= 0.5 * len(row)
    return says("notes", "starts", text) or (wide and says("notes", "empty", text))


def _finish(draft: _Draft, index: int, source: str) -> Table:
    body = tuple(r for r in draft.body if any(text_of(c) for c in r.cells))
    columns = make_columns(draft.header.paths, [r.cells for r in body])
    note = "\n".join(dict.fromkeys(draft.notes))
    table = Table(
        f"t{index:02d}", draft.caption.number, draft.caption.title, "", draft.caption.unit, tuple(draft.pages), columns,
        draft.header.cells, draft.header.rows, body, note=note, source=source,
        doubts=tuple(dict.fromkeys(draft.doubts)),
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


def _as_questionnaire(table: Table, draft: _Draft) -> Table:
    """A form of questions and answers has no header: all its rows as printed, columns without names."""
    top = tuple(Row(draft.layout.page, row) for row in draft.layout.rows[: draft.header.rows])
    columns = tuple(Column(c.index, (), "text") for c in table.columns)
    return replace(table, columns=columns, header=(), header_rows=0, rows=top + table.rows)

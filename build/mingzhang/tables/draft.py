"""A table in the making: grid after grid is added to it, until the next one is a table of its own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mingzhang.knowledge.words import says
from mingzhang.reading.document import Cell
from mingzhang.tables.captions import Caption
from mingzhang.tables.cut_rows import join_cut_row
from mingzhang.tables.header import Header, header_text, is_data_row
from mingzhang.tables.layout import Layout, cells_of, text_of
from mingzhang.tables.sideways import Sheet, Wing, widen
from mingzhang.tables.table import Row

_WIDE = 0.5  # of the columns: a cell over more of them is no key
_WHOLE = 0.8  # of the columns: a cell over so many holds words about the table

Cells = tuple[Cell | None, ...]


@dataclass(slots=True)
class Draft:
    """The first grid's caption and header, the body rows of all its pages.

    ``sheets`` are its grids in their order, ``wings`` what stands at their right where the table was cut into pages.
    """

    caption: Caption
    layout: Layout
    header: Header
    body: list[Row] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    wings: list[Wing] = field(default_factory=list)

    def append(self, layout: Layout, start: int, caption: Caption) -> None:
        """Adds the rows of a grid from ``start`` on: rows of the table, rests of cut rows, remarks."""
        sheet = Sheet(layout, start)
        remarked = False
        for number, row in enumerate(layout.rows[start:], start):
            if remark := _remark(row, remarked):
                self.notes.append(remark)
            elif not self._repeats(row):
                own = tuple(None if c is not None and c.row < start else c for c in row)  # a tall header cell is no key
                self._add(Row(layout.page, own))
                sheet.rows[number] = len(self.body) - 1
            remarked = bool(remark)
        self.sheets.append(sheet)
        self.note_page(layout, caption)

    def note_page(self, layout: Layout, caption: Caption) -> None:
        """Keeps what the page of a grid says of the whole table: its note, its unit, its doubts."""
        if layout.page not in self.pages:
            self.pages.append(layout.page)
        if caption.note:
            self.notes.append(caption.note)
        if caption.unit and not self.caption.unit:
            self.caption = replace(self.caption, unit=caption.unit)
        self.doubts.extend(layout.doubts)

    def widen(self, sheet: Sheet, layout: Layout, header: Header, caption: Caption) -> None:
        """Adds a grid that stands at the right of one of the sheets."""
        widen(sheet, self.wings, layout, header)
        self.note_page(layout, caption)

    def _repeats(self, row: Cells) -> bool:
        """Whether a row is one of the header's again."""
        texts = [text_of(c) for c in cells_of(row)]
        known = header_text(self.layout.rows, self.header.rows)
        return any(texts) and "|".join(texts) in known and not is_data_row(row)

    def _add(self, row: Row) -> None:
        """The row as the next one, or as the rest of a row that the page break cut."""
        opens_page = bool(self.body) and row.page != self.body[-1].page
        whole = join_cut_row(self.body, row) if opens_page else None
        if whole:
            self.body[-1] = whole
        else:
            self.body.append(row)


def _remark(row: Cells, after_another: bool) -> str:
    """The words of a row that is a remark about the table, or goes on with the one above it; else nothing."""
    filled = [c for c in cells_of(row) if text_of(c)]
    if len(filled) != 1:
        return ""
    text = text_of(filled[0])
    wide = sum(c is row[0] for c in row) if row[0] is filled[0] else 0
    starts = says("notes", "starts", text) or (wide >= _WIDE * len(row) and says("notes", "empty", text))
    goes_on = after_another and wide >= _WHOLE * len(row) and not says("rows", "total", text)
    return text if starts or goes_on else ""

"""A printed table as an accessible HTML table: merged headers, row headers, ids of figures, marks of doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from mingzhang.collection.dossier import Record
from mingzhang.knowledge.code_names import Code
from mingzhang.package.stored import PrintedTable, split_list
from mingzhang.site import address
from mingzhang.site.code_links import classification_of, codes_in_row
from mingzhang.site.interface import Words
from mingzhang.site.terms import Marker
from mingzhang.text.units import power_of_ten

_NAMED = 60  # amounts that a note names; all carry the mark where they stand


@dataclass(frozen=True, slots=True)
class HtmlCell:
    """One cell; ``attributes`` are ready, ``content`` is safe HTML, and so is the cell itself for a template."""

    tag: str
    attributes: Markup
    content: Markup

    def __html__(self) -> str:
        return f"<{self.tag}{self.attributes}>{self.content}</{self.tag}>"


@dataclass(frozen=True, slots=True)
class Note:
    """What one kind of mark means in this table, and which amounts carry it."""

    reading: str
    symbol: str
    name: str
    text: str
    candidates: tuple[str, ...]
    amounts: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class TableView:
    """The table for its template: header rows, body rows (with a class each), notes on marks, the power of ten of the
    yuan in which most of its amounts are (empty: of none).
    """

    header: list[list[HtmlCell]]
    rows: list[tuple[str, list[HtmlCell]]]
    notes: list[Note]
    width: int
    exponent: str


@dataclass(slots=True)
class _Making:
    printed: PrintedTable
    figures: Mapping[str, Record]
    words: Words
    mark: Marker
    wrong: Container[str]
    paged: Container[str]
    exponent: str = ""
    panels: bool = False
    over: dict[int, list[str]] = field(default_factory=dict)


def view_table(
    printed: PrintedTable,
    figures: Sequence[Record],
    words: Words,
    mark: Marker,
    wrong: Container[str] = (),
    paged: Container[str] = (),
    rows: range | None = None,
) -> TableView:
    """``printed`` with the figures of that table, in the words of one edition.

    ``wrong``: ids of figures that the source contradicts; ``paged``: codes that have a page of their own; ``rows``:
    those to show, where they are not all.
    """
    making = _Making(printed, {r["id"]: r for r in figures}, words, mark, wrong, paged)
    making.panels = len({c.get("mingzhang:panel", 0) for c in printed.columns}) > 1
    making.exponent = Counter(map(_exponent, figures)).most_common(1)[0][0] if figures else ""
    header = _header(making)
    shown = rows if rows is not None else range(len(printed.frame))
    return TableView(header, _rows(making, shown), _notes(making), len(printed.columns), making.exponent)


# ---- header


def _header(making: _Making) -> list[list[HtmlCell]]:
    cells = making.printed.header
    rows: list[list[HtmlCell]] = [[] for _ in range(max((c["row"] for c in cells), default=-1) + 1)]
    index = _index_rows(cells)
    for cell in sorted(cells, key=lambda c: (c["row"], c["col"])):
        rows[cell["row"]].append(_header_cell(making, cell, cell["row"] in index))
    return [row for row in rows if row]


def _index_rows(cells: Sequence[Mapping[str, Any]]) -> set[int]:
    """Header rows that only number the columns (1 2 3, ※, 栏次): no headers of anything."""
    texts: dict[int, list[str]] = {}
    for cell in cells:
        texts.setdefault(cell["row"], []).append(cell["text"])
    return {
        row
        for row, words in texts.items()
        if all(
            not w
            or w in ("※", "栏次", "行次", "—", "-")
            or (
                w.replace("=", "").replace("+", "").isalnum()
                and not any("\u4e00" <= c <= "\u9fff" for c in w)
                and len(w) < 12
            )
            for w in words
        )
    }


def _header_cell(making: _Making, cell: Mapping[str, Any], index: bool) -> HtmlCell:
    spans = "".join(f' {s}="{cell[s]}"' for s in ("rowspan", "colspan") if cell[s] > 1)
    text = cell["text"]
    if index or not text:
        return HtmlCell("td", Markup(f' class="mz-index"{spans}'), escape(text))
    shown, language = making.words.label(text)
    scope = "colgroup" if cell["colspan"] > 1 else "col"
    own = f"h{cell['row']}-{cell['col']}"
    for column in range(cell["col"], cell["col"] + cell["colspan"]):
        making.over.setdefault(column, []).append(own)
    name = f' id="{own}"' if making.panels else ""
    name += ' class="mz-short"' if len(text) <= 2 and cell["colspan"] == 1 else ""
    return HtmlCell("th", Markup(f' scope="{scope}"{name}{spans}'), making.mark.header(text, shown, language))


# ---- body


def _exponent(figure: Record) -> str:
    """The power of ten of the yuan in which a figure is, as text; empty for what is no money."""
    power = power_of_ten(figure["unit"]) if figure["measure"] == "amount" else None
    return "" if power is None else str(power)


def _rows(making: _Making, shown: range) -> list[tuple[str, list[HtmlCell]]]:
    places = {place: figure_id for figure_id, place in making.printed.cells.items()}
    roles = {making.printed.cells[i][0]: r for i, r in making.figures.items() if i in making.printed.cells}
    rows = making.printed.frame.to_numpy().tolist()
    return [(_row_class(roles.get(number)), _cells(making, number, rows[number], places)) for number in shown]


def _row_class(figure: Record | None) -> str:
    if figure is None:
        return ""
    if figure["row_role"] in ("total", "subtotal"):
        return f"mz-{figure['row_role']}"
    return "mz-class" if len(figure["code"]) == 3 else ""


def _cells(making: _Making, number: int, texts: Sequence[str], places: Mapping[tuple[int, int], str]) -> list[HtmlCell]:
    heads = _row_heads(making.printed.columns, texts)
    code = "".join(t for c, t in zip(making.printed.columns, texts, strict=True) if c["mingzhang:role"] == "code")
    known = codes_in_row(making.printed.columns, texts)
    cells = []
    for index, (column, text) in enumerate(zip(making.printed.columns, texts, strict=True)):
        figure = making.figures.get(places.get((number, index), ""))
        head = heads.get(column.get("mingzhang:panel", 0))
        if index == head:
            cells.append(_row_head(making, number, index, text, code))
        elif column["mingzhang:role"] == "amount":
            cells.append(_amount(making, number, index, text, figure, head))
        elif index in known:
            cells.append(_code(making, text, known[index]))
        else:
            cells.append(_text(making, column["mingzhang:role"], text))
    return cells


def _row_heads(columns: Sequence[Mapping[str, Any]], texts: Sequence[str]) -> dict[int, int]:
    """Per panel the column that names the row: its project, its label or a body's name; none when all are blank."""
    heads: dict[int, int] = {}
    for role in ("project", "label", "unit"):
        for index, column in enumerate(columns):
            if column["mingzhang:role"] == role and texts[index]:
                heads.setdefault(column.get("mingzhang:panel", 0), index)
    return heads


def _row_head(making: _Making, number: int, index: int, text: str, code: str) -> HtmlCell:
    shown, language = making.words.label(text, code)
    name = f' id="r{number}-{index}"' if making.panels else ""
    return HtmlCell("th", Markup(f' scope="row"{name}'), making.mark.header(text, shown, language))


def _code(making: _Making, text: str, code: Code) -> HtmlCell:
    """A known code with its tooltip; it leads to the code's page."""
    where = address.code(classification_of(code), code.code) if code.code in making.paged else "codes/"
    href = making.mark.here.to(where)
    return HtmlCell("td", Markup(' class="mz-code"'), making.mark.tip(text, href, f"code-{code.code}"))


def _text(making: _Making, role: str, text: str) -> HtmlCell:
    if role == "code":
        return HtmlCell("td", Markup(' class="mz-code"'), escape(text))
    if not text:
        return HtmlCell("td", Markup(""), Markup(""))
    shown, language = making.words.label(text)
    return HtmlCell("td", Markup(""), _lines(making.mark.header(text, shown, language)))


def _lines(text: Markup) -> Markup:
    return Markup(str(text).replace("\n", "<br>"))


def _amount(making: _Making, number: int, index: int, text: str, figure: Record | None, head: int | None) -> HtmlCell:
    headers = ""
    if making.panels:
        ids = [*making.over.get(index, ()), *([f"r{number}-{head}"] if head is not None else [])]
        headers = f' headers="{" ".join(ids)}"' if ids else ""
    if figure is None:
        return HtmlCell("td", Markup(f' class="mz-num{_kind(text)}"{headers}'), escape(text))
    marks = _marks(making, figure)
    style = " ".join(["mz-num" + _kind(text), *(f"mz-{m}" for m in marks)])
    exponent = _exponent(figure)
    money = "" if exponent == making.exponent else f' data-e="{exponent}"'
    attributes = Markup(f' class="{style}" id="{escape(figure["id"])}"{money}{headers}')
    signs = "".join(_sign(making.words, m) for m in marks)
    return HtmlCell("td", attributes, Markup(f"{escape(figure['printed'] or text)}{signs}"))


def _kind(text: str) -> str:
    """Zero, dash and blank are told apart by style, as they are in the source by print."""
    if not text.strip():
        return " mz-blank"
    digits = [c for c in text if c.isdigit()]
    return " mz-dash" if not digits else " mz-zero" if set(digits) == {"0"} else ""


def _marks(making: _Making, figure: Record) -> list[str]:
    """What is to be said of this figure: how it was read, and whether the source contradicts it."""
    marks = [] if figure["reading"] == "printed" else [figure["reading"]]
    return [*marks, "contradicted"] if figure["id"] in making.wrong else marks


@lru_cache(maxsize=64)
def _sign(words: Words, mark: str) -> Markup:
    """The visible mark beside an amount, a link to what it means, with its name for screen readers."""
    return Markup('<a class="mz-sign mz-sign-{0}" href="#note-{0}" aria-label="{1}" title="{1}">{2}</a>').format(
        mark, words(f"mark-{mark}"), words(f"mark-{mark}-symbol")
    )


# ---- notes


def _notes(making: _Making) -> list[Note]:
    groups: dict[str, list[Record]] = {}
    for figure in making.figures.values():
        for mark in _marks(making, figure):
            groups.setdefault(mark, []).append(figure)
    return [_note(making.words, reading, rows) for reading, rows in groups.items()]


def _note(words: Words, reading: str, rows: Sequence[Record]) -> Note:
    candidates = dict.fromkeys(c for row in rows for c in split_list(row["candidates"]))
    named = tuple(dict.fromkeys((r["id"], f"{words.label(r['label'], r['code'])[0]} {r['printed']}") for r in rows))
    return Note(
        reading,
        words(f"mark-{reading}-symbol"),
        words(f"mark-{reading}"),
        words(f"mark-{reading}-note"),
        tuple(_column_name(words, c) for c in candidates),
        named[:_NAMED],
        len(named[_NAMED:]),
    )


def _column_name(words: Words, column: str) -> str:
    return " / ".join(words.label(part)[0] for part in column.split(" / "))

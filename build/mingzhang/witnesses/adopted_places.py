"""Places for what was read from text: a source with pages that prints the same shows where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from mingzhang.prose.records import Prose
from mingzhang.reading.document import Cell, Place
from mingzhang.tables.layout import text_of
from mingzhang.tables.table import Row, Table
from mingzhang.text.normalise import normalise
from mingzhang.witnesses.witness import Reading

_ORDER = ("primary", "copy", "reconstruction")


def adopt_places(tables: Sequence[Table], readings: Iterable[Reading]) -> tuple[Table, ...]:
    """The tables with page and box of every cell that a source with pages prints alike.

    What the text leaves open stays open; it is only shown in that one of its columns where such a source prints it.
    """
    paged = [r for r in sorted(readings, key=lambda r: _ORDER.index(r.role)) if _has_places(r.tables)]
    if not paged or _has_places(tables):
        return tuple(tables)
    return tuple(_adopt(table, paged) for table in tables)


def _has_places(tables: Iterable[Table]) -> bool:
    return any(c is not None and c.place.box for t in tables for row in t.rows for c in row.cells)


def _adopt(table: Table, readings: Sequence[Reading]) -> Table:
    paths = [c.path for c in table.columns]
    for reading in readings:
        for other in reading.tables:
            same = (other.number, other.title) == (table.number, table.title)
            if same and [c.path for c in other.columns] == paths:
                return _with_places(table, other)
    return _of_free_form(table, readings)


def _of_free_form(table: Table, readings: Sequence[Reading]) -> Table:
    """A table whose columns differ from print to print takes only the pages of the one that holds most of its texts."""
    own = {text_of(c) for row in table.rows for c in row.cells}
    alike = [o for r in readings for o in r.tables if (o.form, o.title) == (table.form, table.title)]
    best = max(alike, key=lambda o: len(own & {text_of(c) for row in o.rows for c in row.cells}), default=None)
    return _on_page(table, best.pages) if best else table


def _on_page(table: Table, pages: tuple[int, ...]) -> Table:
    def moved(cell: Cell | None) -> Cell | None:
        return None if cell is None else replace(cell, place=Place(pages[0], None, cell.place.line))

    rows = tuple(Row(pages[0], _each(row.cells, moved)) for row in table.rows)
    header = tuple(replace(c, place=Place(pages[0], None, c.place.line)) for c in table.header)
    return replace(table, pages=pages, rows=rows, header=header)


def _each(cells: Sequence[Cell | None], change: Callable[[Cell | None], Cell | None]) -> tuple[Cell | None, ...]:
    """Every cell changed once, also one that covers several columns."""
    made = {id(c): change(c) for c in cells}
    return tuple(made[id(c)] for c in cells)


def _with_places(table: Table, other: Table) -> Table:
    rows = dict(zip(_keys(other), other.rows, strict=True))
    headers = {normalise(c.text): c for c in reversed(other.header)}
    table = _on_page(table, other.pages)
    header = tuple(_placed(c, headers.get(normalise(c.text))) for c in table.header)
    made = [_row(row, rows[key]) if key in rows else row for key, row in zip(_keys(table), table.rows, strict=True)]
    return replace(table, rows=tuple(made), header=header)


def _keys(table: Table) -> list[tuple[str, int]]:
    """What each row prints in its key columns, and the how-manieth row that prints it."""
    columns = [c.index for c in table.columns if c.role != "amount"]
    seen: Counter[str] = Counter()
    found = []
    for row in table.rows:
        key = "\x1f".join(text for j in columns if (text := text_of(row.cells[j])))
        seen[key] += 1
        found.append((key, seen[key]))
    return found


def _row(row: Row, other: Row) -> Row:
    cells = list(_shown(row.cells, other.cells))
    same = [text_of(c) == text_of(o) for c, o in zip(cells, other.cells, strict=True)]
    placed = [_placed(c, o) if c and ok else c for c, o, ok in zip(cells, other.cells, same, strict=True)]
    return Row(other.page, tuple(placed))


def _placed(cell: Cell, other: Cell | None) -> Cell:
    if other is None:
        return cell
    return replace(cell, place=Place(other.place.page, other.place.box, cell.place.line), indent=other.indent)


def _shown(cells: Sequence[Cell | None], other: Sequence[Cell | None]) -> Sequence[Cell | None]:
    """The row with its open amounts in the columns where the other prints them, if it prints all of them there."""
    open_at = [j for j, c in enumerate(cells) if c is not None and len(c.candidates) > 1]
    moves: dict[int, int] = {}
    last = -1
    for j in open_at:
        cell = cells[j]
        options = cell.candidates if cell is not None else ()
        target = next((k for k in options if k > last and text_of(other[k]) == text_of(cell)), None)
        if target is None:
            return cells
        moves[j], last = target, target
    shown = list(cells)
    blanks = [cells[k] for k in moves.values() if k not in moves]
    for j in sorted(set(moves) - set(moves.values())):
        blank = blanks.pop(0)
        shown[j] = replace(blank, col=j) if blank is not None else None
    for j, k in moves.items():
        moved = cells[j]
        shown[k] = replace(moved, col=k) if moved is not None else None
    return shown


def adopt_pages(prose: Prose, readings: Iterable[Reading]) -> Prose:
    """The prose with the pages that a source with pages gives for the same records."""
    paged = [r for r in sorted(readings, key=lambda r: _ORDER.index(r.role)) if _has_places(r.tables) and r.prose]
    if not paged:
        return prose
    changes: dict[str, Any] = {}
    for field in fields(prose):
        records = getattr(prose, field.name)
        if isinstance(records, tuple) and records and hasattr(records[0], "id"):
            others = {r.id: r for reading in reversed(paged) for r in getattr(reading.prose, field.name)}
            changes[field.name] = tuple(_with_pages(r, others.get(r.id)) for r in records)
    return replace(prose, **changes)


def _with_pages(record: Any, other: Any) -> Any:
    if other is None or not is_dataclass(record):
        return record
    names = {f.name for f in fields(record)} & {"page", "pages"}
    return replace(record, **{name: getattr(other, name) for name in names})  # type: ignore[type-var]

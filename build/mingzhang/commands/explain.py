"""``mingzhang explain``: what the reader sees on a page, and what matched what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mingzhang.commands.reporting import printable
from mingzhang.errors import WrongCommand
from mingzhang.text.masking import mask_personal

if TYPE_CHECKING:
    from mingzhang.disclosures.identity import Identity
    from mingzhang.figures.figure import Figure
    from mingzhang.reading.document import Block, Document, Place
    from mingzhang.tables.table import Table

_WIDTH = 60  # characters of a cell that are shown


@click.command("explain")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--page", type=click.IntRange(1), help="A page, from 1; without it, what the whole document is.")
@click.option("--table", type=click.IntRange(1), help="A table of a text file, from 1: why its amounts stand there.")
def command(file: Path, page: int | None, table: int | None) -> None:
    """Show what the reader sees in FILE.

    With --page its blocks, tables, columns and figures there; without, whose document it is and its tables. With
    --table, of a text file, what keeps each amount of that table from every column but its own.
    """
    from mingzhang.disclosures.identity import identify
    from mingzhang.figures.extract import extract_figures
    from mingzhang.reading import read_source
    from mingzhang.reading.masked_document import mask_document
    from mingzhang.running.runner import Runner
    from mingzhang.tables.from_text import TEXT, restore_tables
    from mingzhang.tables.recognise import recognise_tables

    run = Runner(str(file))
    read = run(read_source, file)
    if table is not None:
        from mingzhang.tables.from_text.placing_reasons import explain_table

        if read.media_type != TEXT:
            raise WrongCommand(str(file), "it is no text file", "a text file with --table", "use --page")
        told = list(explain_table(read, table))
        if not told:
            found = f"no table {table} that was placed by reasoning"
            raise WrongCommand(str(file), found, "a table that explain lists without --table", "choose another table")
        for line in told:
            click.echo(printable(mask_personal(line)))
        return
    document = run(mask_document, run(restore_tables, read))
    tables = run(recognise_tables, document, file.name)
    if page is None:
        lines = _overview(document, tables, run(identify, document, tables))
    elif page > len(document.pages):
        raise WrongCommand(
            str(file), f"no page {page}", f"a page from 1 to {len(document.pages)}", "choose another page"
        )
    else:
        lines = _page(document, tables, run(extract_figures, tables), page)
    for line in lines:
        click.echo(printable(line))


def _overview(document: Document, tables: tuple[Table, ...], identity: Identity) -> Iterator[str]:
    yield f"{document.media_type}, {len(document.pages)} pages, read by {document.reader}, sha256 {document.sha256}"
    for name in ("body", "year", "kind", "scope"):
        finding = getattr(identity, name)
        yield f"{name:6} {finding.value or '?'}  ({finding.sure}; {finding.evidence or 'nothing found'})"
    for table in tables:
        pages = ", ".join(map(str, table.pages))
        yield f"{table.table_id}  page {pages}: {table.number} {table.title or '(no title)'}; {_state(table)}"
    for doubt in document.doubts:
        yield f"doubt: {doubt}"


def _state(table: Table) -> str:
    return f"form {table.form or 'unknown'}, {table.state}, {len(table.columns)} columns, {len(table.rows)} rows"


def _page(document: Document, tables: tuple[Table, ...], figures: tuple[Figure, ...], number: int) -> Iterator[str]:
    page = document.pages[number - 1]
    size = f"sheet {page.name}" if page.name else f"{page.width:g} × {page.height:g} points"
    yield f"page {number}: {size}" + "".join(f"; doubt: {d}" for d in page.doubts)
    for block in document.blocks:
        if block.place.page == number:
            yield from _block(block)
    for table in tables:
        if number in table.pages:
            yield from _table(table, [f for f in figures if f.table_id == table.table_id and f.page == number])


def _block(block: Block) -> Iterator[str]:
    from mingzhang.reading.document import Grid, Text

    place = _where(block.place)
    if isinstance(block, Grid):
        yield f"grid {place} {block.rows} rows × {block.cols} columns" + "".join(f"; doubt: {d}" for d in block.doubts)
        for cell in block.cells:
            span = f" spans {cell.rowspan}×{cell.colspan}" if cell.rowspan * cell.colspan > 1 else ""
            doubts = "".join(f"; doubt: {d}" for d in cell.doubts)
            at = f" {cell.place.cell}" if cell.place.cell else ""
            yield f"  r{cell.row} c{cell.col}{at}{span}: {_short(cell.text)}{doubts}"
    elif isinstance(block, Text):
        yield f"text {place} size {block.size:g}: {_short(block.text)}"
    else:
        yield f"picture {place}"


def _where(place: Place) -> str:
    if place.box is None:
        return f"({place.cell or 'no place'})"
    x0, top, x1, bottom = place.box
    return f"({x0:.0f},{top:.0f} {x1:.0f},{bottom:.0f})"


def _table(table: Table, figures: list[Figure]) -> Iterator[str]:
    name = f"{table.number} {table.title or '(no title)'}"
    yield f"table {table.table_id} {name}; {_state(table)}; unit {table.unit or '?'}"
    yield from (f"  evidence: {line}" for line in table.evidence)
    yield from (f"  doubt: {line}" for line in table.doubts)
    if table.note:
        yield f"  note: {table.note}"
    for column in table.columns:
        meaning = " ".join(
            x for x in (column.role, column.taxonomy, column.concept, column.phase, str(column.year or "")) if x
        )
        yield f"  column {column.index}: {' / '.join(column.path) or '(no header)'} → {meaning}"
    for figure in figures:
        key = " ".join(x for x in (figure.code, figure.label, figure.project) if x)
        reading = f"{figure.printed} → {figure.amount} {figure.unit}"
        yield f"  row {figure.row} {key} | {figure.column_label} | {reading} ({figure.row_role})"


def _short(text: str) -> str:
    flat = text.replace("\n", "⏎")
    return flat if len(flat) <= _WIDTH else flat[: _WIDTH - 1] + "…"

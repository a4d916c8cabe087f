"""One further source of a disclosure, read by itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mingzhang.errors import MingzhangError
from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.prose.parse import parse_prose
from mingzhang.prose.records import Prose
from mingzhang.reading import read_source
from mingzhang.reading.document import Document
from mingzhang.reading.masked_document import mask_document
from mingzhang.running.runner import Runner
from mingzhang.tables.from_text import restore_tables
from mingzhang.tables.recognise import recognise_tables
from mingzhang.tables.table import Table


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source says; ``role`` as in its disclosure.toml, ``error`` why it could not be read."""

    file: str
    role: str
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    prose: Prose | None = None
    error: str = ""
    document: Document | None = None


def read_witness(path: Path, role: str, fiscal_year: int | None, kind: str, run: Runner) -> Reading:
    """The reading of one source; a source that cannot be read says why and stops nothing."""
    try:
        document = run(mask_document, run(restore_tables, run(read_source, path)))
        tables = run(recognise_tables, document, path.name)
        figures = run(extract_figures, tables, fiscal_year, kind)
        prose = run(parse_prose, document, tables, figures, fiscal_year, kind)
    except MingzhangError as error:
        return Reading(path.name, role, error=str(error))
    return Reading(path.name, role, tables, figures, prose, document=document)

"""The founding disclosure read once, and its expected facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.prose.parse import parse_prose
from mingzhang.prose.records import Prose
from mingzhang.reading.document import Document
from mingzhang.reading.formats.pdf.pdf import read_pdf
from mingzhang.tables.recognise import recognise_tables
from mingzhang.tables.table import Table

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Read:
    """One document and everything read from it."""

    document: Document
    tables: Sequence[Table]
    figures: Sequence[Figure]
    prose: Prose


def read(path: Path, year: int, kind: str) -> Read:
    """All rooms up to prose, on one PDF."""
    document = read_pdf(path)
    tables = recognise_tables(document, path.name)
    figures = extract_figures(tables, year, kind)
    return Read(document, tables, figures, parse_prose(document, tables, figures, year, kind))


def cases(name: str) -> Any:
    """The content of cases/NAME.yml."""
    return yaml.safe_load((CASES / f"{name}.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def founding_read(founding: Path) -> Read:
    """The founding disclosure."""
    return read(founding / "source.pdf", 2024, "budget")


@pytest.fixture(scope="session")
def facts() -> dict[str, Any]:
    """What the founding disclosure says, keyed by hand from its text."""
    found: dict[str, Any] = cases("founding")
    return found

"""The founding disclosure read once, and small ledgers made from case files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingzhang.checks.record import Check
from mingzhang.checks.run import run_checks
from mingzhang.disclosures.disclosure import Caveat
from mingzhang.figures.caveats import apply_caveats
from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.prose.parse import parse_prose
from mingzhang.prose.records import Prose
from mingzhang.reading.formats.pdf.pdf import read_pdf
from mingzhang.tables.recognise import recognise_tables
from mingzhang.tables.table import Table

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Read:
    """What the checks stage takes."""

    tables: Sequence[Table]
    figures: Sequence[Figure]
    prose: Prose
    kind: str

    def checks(self, **changed: Any) -> tuple[Check, ...]:
        """The checks, some inputs exchanged."""
        given = {"tables": self.tables, "figures": self.figures, "prose": self.prose, "kind": self.kind, **changed}
        return run_checks(**given)


def read(path: Path, year: int, kind: str, caveats: Sequence[Any] = ()) -> Read:
    """All rooms up to the checks, on one PDF."""
    document = read_pdf(path)
    tables = recognise_tables(document, path.name)
    figures = apply_caveats(extract_figures(tables, year, kind), tables, caveats)
    return Read(tables, figures, parse_prose(document, tables, figures, year, kind), kind)


@pytest.fixture(scope="session")
def founding_read(founding: Path) -> Read:
    """The founding disclosure as re-typeset, with what its text leaves open said as a caveat: the columns of 表7."""
    return read(founding / "source.pdf", 2024, "budget", [Caveat("表7各栏不确定", table="表7")])


@pytest.fixture(scope="session")
def founding_checks(founding_read: Read) -> tuple[Check, ...]:
    """The checks of the founding disclosure."""
    return founding_read.checks()


def case(name: str) -> Any:
    """A case file."""
    return yaml.safe_load((CASES / name).read_text(encoding="utf-8"))


def table(entry: Mapping[str, Any]) -> Table:
    """A table without cells."""
    return Table(
        table_id=entry["id"],
        number="",
        title=entry.get("title", entry["id"]),
        form=entry.get("form", ""),
        unit=entry.get("unit", "万元"),
        pages=(1,),
        columns=(),
        header=(),
        header_rows=0,
        rows=(),
        state=entry.get("state", "read"),
        note=entry.get("note", ""),
        source="a.pdf",
        doubts=tuple(entry.get("doubts", ())),
    )


def figure(number: int, entry: Mapping[str, Any], tables: Mapping[str, Table]) -> Figure:
    """A figure; ``row`` and ``amount`` are given, the rest has the values of a plain item in the first table."""
    home = tables[entry.get("table", next(iter(tables)))]
    code = str(entry.get("code", ""))
    printed = str(entry["amount"])
    return Figure(
        id=f"f{number:012x}", table_id=home.table_id, table_title=home.title, page=entry.get("page", 1),
        box=None, row=entry["row"],
        row_role=entry.get("role", "item"), level=entry.get("level", 1), parent_row=entry.get("parent"),
        is_leaf=True, code=code, functional_code=code if code.startswith("2") else "",
        economic_code=code if code.startswith("3") else "", gov_economic_code="", label=entry.get("label", code),
        unit_name=entry.get("body", ""), project=entry.get("project", ""), concept=entry.get("concept", "expenditure"),
        column_label=entry.get("concept", "expenditure"), measure="amount", figure_year=entry.get("year"),
        phase=entry.get("phase", ""), amount=Decimal(printed.replace(",", "")), printed=printed,
        unit=entry.get("unit", home.unit), amount_yuan=None, reading=entry.get("reading", "printed"), source="a.pdf",
        panel=entry.get("panel", 0), column_index=entry.get("column", 0),
    )  # fmt: skip


def small(data: Mapping[str, Any]) -> Read:
    """The tables and figures of a case file, without prose."""
    tables = {t["id"]: table(t) for t in data["tables"]}
    figures = [figure(n, f, tables) for n, f in enumerate(data["figures"])]
    return Read(list(tables.values()), figures, Prose(), data.get("kind", "budget"))

"""Packages made by hand: a table of codes and amounts is enough for the collection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from mingzhang.disclosures.disclosure import Body, Disclosure, Source
from mingzhang.figures.figure import Figure
from mingzhang.package.write import write_package
from mingzhang.prose.records import Claim, Prose
from mingzhang.reading.document import Cell, Place
from mingzhang.tables.table import Column, Row, Table
from mingzhang.text.units import in_yuan


@dataclass(frozen=True)
class Printed:
    """One printed amount: row code or label, amount, and what else is not as usual."""

    amount: str
    code: str = ""
    concept: str = "expenditure@general"
    role: str = "item"
    label: str = ""
    unit_name: str = ""
    project: str = ""
    phase: str = "budget"
    year: int | None = 2024
    unit: str = "万元"
    reading: str = "printed"
    column: str = "expenditure@general"
    form: str = "budget-general"
    level: int = 1
    parent: int | None = None
    leaf: bool = True


def total(amount: str, **given: object) -> Printed:
    """The total row of a table."""
    return replace(Printed(amount, role="total", label="合计"), **given)  # type: ignore[arg-type]


def disclosure(
    slug: str = "ju", year: int = 2024, kind: str = "budget", scope: str = "department", **given: object
) -> Disclosure:
    """A disclosure of a body named after its slug."""
    made = Disclosure(
        Body(f"某{slug}局", slug, "652300", "prefecture"), year, kind, scope, (Source("a.pdf", "0" * 64, "primary"),)
    )
    return replace(made, **given)  # type: ignore[arg-type]


def package(about: Disclosure, tables: Sequence[Sequence[Printed]], root: Path, claims: Sequence[Claim] = ()) -> Path:
    """Writes a package with these tables, each with one column of amounts, and returns its folder."""
    made, figures = [], []
    for number, printed in enumerate(tables, 1):
        table = _table(f"t{number:02}", printed)
        made.append(table)
        figures += [_figure(table, row, one) for row, one in enumerate(printed, 1)]
    directory = root / about.id / "package"
    write_package(about, made, figures, Prose(claims=tuple(claims)), (), directory)
    return directory


def _table(table_id: str, printed: Sequence[Printed]) -> Table:
    columns = (Column(0, ("科目",), "label"), Column(1, ("金额",), "amount", concept=printed[0].column))
    rows = tuple(
        Row(1, (_cell(n, 0, one.label or one.code), _cell(n, 1, one.amount))) for n, one in enumerate(printed, 1)
    )
    header = (_cell(0, 0, "科目"), _cell(0, 1, "金额"))
    return Table(
        table_id, "", "一般公共预算支出表", printed[0].form, "万元", (1,), columns, header, 1, rows, source="a.pdf"
    )


def _cell(row: int, col: int, text: str) -> Cell:
    return Cell(row, col, 1, 1, text, Place(1, (0.0, 0.0, 1.0, 1.0)))


def _figure(table: Table, row: int, one: Printed) -> Figure:
    amount = Decimal(one.amount)
    functional = one.code if one.code.startswith("2") else ""
    economic = one.code if one.code.startswith("3") else ""
    return Figure(
        id=f"f{table.table_id}x{row}", table_id=table.table_id, table_title=table.title, page=1, box=None, row=row,
        row_role=one.role, level=one.level, parent_row=one.parent, is_leaf=one.leaf, code=one.code,
        functional_code=functional, economic_code=economic, gov_economic_code="",
        label=one.label, unit_name=one.unit_name, project=one.project,
        concept=one.concept, column_label="金额", measure="amount", figure_year=one.year, phase=one.phase,
        amount=amount, printed=one.amount, unit=one.unit, amount_yuan=in_yuan(amount, one.unit),
        reading=one.reading, source="a.pdf", column_index=1,
    )  # fmt: skip

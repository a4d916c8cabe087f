"""Tables → figures: one record per printed amount."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from mingzhang.figures.carried import carried_over
from mingzhang.figures.concepts import class_of, concept_of, form_of
from mingzhang.figures.confirming import confirm
from mingzhang.figures.figure import Figure
from mingzhang.figures.figure_doubts import shaking
from mingzhang.knowledge.forms import Form, says_form_is_free
from mingzhang.knowledge.words import says
from mingzhang.reading.document import Cell
from mingzhang.reading.doubts import RECOGNISED
from mingzhang.structure.find import find_structure
from mingzhang.structure.row_keys import RowKey
from mingzhang.structure.skeleton import RowShape, Skeleton
from mingzhang.tables.layout import text_of
from mingzhang.tables.table import Column, Row, Table
from mingzhang.text.amounts import parse_amount, parse_percent
from mingzhang.text.masking import is_personal
from mingzhang.text.units import in_yuan, split_unit

_WHOLES = frozenset({"expenditure.current", "expenditure.grand-total", "carryover-out"})


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of one panel with its key and shape."""

    row: Row
    number: int
    key: RowKey
    shape: RowShape


def extract_figures(
    tables: Sequence[Table],
    fiscal_year: int | None = None,
    kind: str = "budget",
    skeletons: Sequence[Skeleton] | None = None,
    by_words: bool = False,
) -> tuple[Figure, ...]:
    """Every amount of every table, in document order, row by row, column by column.

    Blank cells, dashes and words are no figures. Ids depend on table, row key, column path and occurrence only.
    ``fiscal_year`` and ``kind`` (``budget`` or ``final``) hold where neither column nor row names a year or phase;
    ``skeletons`` are those of the tables, in their order, found here when not given; ``by_words`` as there.
    """
    seen: Counter[str] = Counter()
    bones = find_structure(tables, by_words) if skeletons is None else skeletons
    figures = [f for t, s in zip(tables, bones, strict=True) for f in _of_table(t, s, seen, fiscal_year)]
    final = "final" if kind == "final" else "budget"
    return tuple(replace(f, figure_year=f.figure_year or fiscal_year, phase=f.phase or final) for f in figures)


def _of_table(table: Table, skeleton: Skeleton, seen: Counter[str], fiscal_year: int | None) -> list[Figure]:
    if says_form_is_free(table):
        return []
    made: list[Figure] = []
    form = form_of(table)
    panels = sorted({c.panel for c in table.columns if c.role == "amount"})
    for panel in panels:
        amounts = [c for c in table.columns if c.role == "amount" and c.panel == panel]
        used: set[int] = set()  # a cell that spans rows or columns holds one amount
        lines = [_Line(table.rows[n.number - 1], n.number, n.key, n.shape) for n in skeleton.lines[panel]]
        found: list[Figure] = []
        for line in lines:
            for column in amounts:
                cell = line.row.cells[column.index]
                if cell is None or id(cell) in used:
                    continue
                used.add(id(cell))
                if figure := _figure(table, form, line, column, cell, seen, fiscal_year, skeleton):
                    found.append(figure)
        made += _carried(found, lines, amounts, form)
    told = _once(sorted(made, key=lambda f: (f.row, f.column_index)))
    return confirm(told, skeleton, form)


def _carried(
    figures: Sequence[Figure], lines: Sequence[_Line], columns: Sequence[Column], form: Form | None
) -> Iterator[Figure]:
    """The figures of a panel, those that break a carry-over down by purse meant so."""
    amounts = {(f.row, f.column_index): f.amount for f in figures}
    carried: set[tuple[int, int]] = set()
    for column in columns if form and form.rows else ():
        meant = [concept_of(form, column, line.key.label, line.key.across) for line in lines]
        items = [(m, amounts.get((line.number, column.index))) for m, line in zip(meant, lines, strict=True)]
        carried |= {(lines[n].number, column.index) for n in carried_over(items)}
    for f in figures:
        fund = f.concept.partition("@")[2]
        yield replace(f, concept=f"carryover-in@{fund}") if (f.row, f.column_index) in carried else f


def _once(figures: list[Figure]) -> list[Figure]:
    """Where further panels print the same money again by other classes, only the first one's totals mean it."""
    first: dict[tuple[object, ...], Figure] = {}
    made = []
    for f in figures:
        key = (f.concept, f.amount, f.figure_year, f.phase, f.measure)
        whole = f.concept.partition("@")[0] in _WHOLES or (bool(f.concept) and f.row_role == "total")
        again = whole and first.setdefault(key, f).panel < f.panel
        made.append(replace(f, concept="") if again else f)
    return made


def _figure(
    table: Table,
    form: Form | None,
    line: _Line,
    column: Column,
    cell: Cell,
    seen: Counter[str],
    fiscal_year: int | None,
    skeleton: Skeleton,
) -> Figure | None:
    printed = text_of(cell)
    percent = parse_percent(printed)
    number, own_unit = split_unit(printed)
    amount = percent if percent is not None else parse_amount(number)
    label = " / ".join(column.path)
    if amount is None or is_personal(printed, label, certain=bool(table.form)):
        return None
    measure = "percent" if percent is not None else _measure(column, line.key, amount)
    unit = "%" if measure == "percent" else "" if measure == "count" else own_unit or column.unit or table.unit
    key, shape = line.key, line.shape
    functional = key.codes.get("functional", "") or class_of(form, column, key.label)
    doubts = shaking(table, line.row, column, cell)
    proofs = skeleton.proofs.get((line.number, column.index), 0)
    return Figure(
        id=_identity(table, key, column, seen), table_id=table.table_id, table_title=table.title,
        page=cell.place.page, box=cell.place.box,
        row=line.number, row_role=shape.role, level=shape.level, parent_row=shape.parent,
        is_leaf=(line.number, column.index) in skeleton.leaves,
        code=key.code, functional_code=functional, economic_code=key.codes.get("economic", ""),
        gov_economic_code=key.codes.get("gov-economic", ""), label=key.label,
        unit_name=key.unit_name, project=key.project,
        concept=concept_of(form, column, key.label, key.across), column_label=label, measure=measure,
        figure_year=_figure_year(column, key, table, fiscal_year), phase=_phase(column, table, key),
        amount=amount, printed=cell.text.replace("\n", ""), unit=unit,
        amount_yuan=in_yuan(amount, unit) if measure == "amount" else None,
        reading=_reading(cell, doubts, proofs), candidates=_candidates(cell, table), source=table.source,
        panel=column.panel, column_index=column.index, doubts=doubts,
        proofs=proofs,
        cell=cell.place.cell,
    )  # fmt: skip


def _measure(column: Column, key: RowKey, amount: Decimal) -> str:
    """A row that names what is counted holds counts, where the column names no money and the number is whole."""
    counts = says("rows", "count", key.label) and amount == amount.to_integral_value() and not column.unit
    return "count" if column.measure == "amount" and counts else column.measure


def _reading(cell: Cell, doubts: Sequence[str], proofs: int) -> str:
    """How sure the amount and its column are; a cell that a text without rules leaves open is ambiguous.

    What was recognised in a picture is as good as its proofs: without any it may be misread, and says so.
    """
    if doubts:
        return "recognised" if set(doubts) == {RECOGNISED} and proofs else "doubtful"
    return "ambiguous" if len(cell.candidates) > 1 else "inferred" if cell.candidates else "printed"


def _candidates(cell: Cell, table: Table) -> tuple[str, ...]:
    return tuple(" / ".join(table.columns[j].path) for j in cell.candidates) if len(cell.candidates) > 1 else ()


def _figure_year(column: Column, key: RowKey, table: Table, fiscal_year: int | None) -> int | None:
    """The year that column, row or title name, else the disclosure's own; a column 上年预算数 is for the one before."""
    year = _year(key) or _year_of(table.title) or fiscal_year
    last = year and any(_LAST_YEAR.fullmatch(words) for words in column.path)
    return column.year or (year - 1 if year and last else year)


_OF_ROW = re.compile(r"(?P<year>20\d\d)年度?(?P<phase>年初预算|预算|调整预算|执行|决算)?数?")
_LAST_YEAR = re.compile(r"上年度?(?:年初|全年|调整)?(?:预算|决算|执行)数?(?:[(（].*[)）])?")
_ROW_PHASES = {"年初预算": "budget", "预算": "budget", "调整预算": "adjusted", "执行": "executed", "决算": "final"}


def _year(key: RowKey) -> int | None:
    """The year that a row is for (``2025年`` in a table with a row a year)."""
    match = _OF_ROW.fullmatch(key.label)
    return int(match["year"]) if match else None


def _year_of(title: str) -> int | None:
    match = re.search(r"(20\d\d)年", title)
    return int(match[1]) if match else None


def _phase(column: Column, table: Table, key: RowKey) -> str:
    if says("rows", "change", key.label):
        return "change"
    match = _OF_ROW.fullmatch(key.label)
    of_row = _ROW_PHASES[match["phase"]] if match and match["phase"] else ""
    of_form = next((phase for phase in ("final", "budget") if table.form.startswith(phase)), "")
    return column.phase or of_row or of_form


def _identity(table: Table, key: RowKey, column: Column, seen: Counter[str]) -> str:
    """A stable id: table title, row key, column path and, where these repeat, the occurrence; no running number."""
    row = (key.code, key.label, key.unit_name, key.project)
    parts = "\x1f".join((table.number, table.title, str(column.panel), *row, *column.path))
    seen[parts] += 1
    return "f" + hashlib.sha256(f"{parts}\x1f{seen[parts]}".encode()).hexdigest()[:12]

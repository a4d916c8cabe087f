"""What the disclosure's caveats say about columns, put on the figures: those columns are not certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.disclosures.disclosure import Caveat
from mingzhang.errors import WrongCommand
from mingzhang.figures.figure import Figure
from mingzhang.tables.table import Column, Table
from mingzhang.text.normalise import normalise

_TOTALS = ("合计", "总计", "小计")


def apply_caveats(
    figures: Sequence[Figure], tables: Sequence[Table], caveats: Sequence[Caveat], where: str = "disclosure.toml"
) -> tuple[Figure, ...]:
    """The figures, those whose column a caveat doubts marked ``ambiguous`` with the columns they may belong to.

    A caveat with ``table`` doubts its ``columns``, or without ``columns`` every amount column but totals; amounts
    and place stay. WrongCommand, naming ``where``, when the table or a column is not in the reading: the caveat is
    stale.
    """
    marked = tuple(figures)
    for number, caveat in enumerate(caveats):
        if caveat.table:
            key = f"{where}: caveats[{number}]"
            table = _find_table(tables, caveat, key)
            doubted = _doubted_columns(table, caveat, key)
            marked = tuple(_mark(f, table, doubted) for f in marked)
    return marked


def _find_table(tables: Sequence[Table], caveat: Caveat, key: str) -> Table:
    name = normalise(caveat.table)
    found = [t for t in tables if name in (normalise(t.number), t.title, t.table_id)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(t.number or t.title for t in tables)
    raise WrongCommand(f"{key}.table", f"{len(found)} tables are {caveat.table}", f"one of {names}", "mend the caveat")


def _doubted_columns(table: Table, caveat: Caveat, key: str) -> dict[int, str]:
    """Column index → label of each column between which the source does not decide."""
    amounts = {c.index: _label(c) for c in table.columns if c.role == "amount"}
    if not caveat.columns:
        return {i: label for i, label in amounts.items() if not label.endswith(_TOTALS)}
    wanted = {normalise(c) for c in caveat.columns}
    chosen = {i: label for i, label in amounts.items() if _is_wanted(label, wanted)}
    missing = wanted - set(map(normalise, chosen.values())) - {label.rpartition(" / ")[2] for label in chosen.values()}
    if missing:
        found = f"no column {', '.join(sorted(missing))} in {caveat.table}"
        raise WrongCommand(f"{key}.columns", found, "; ".join(amounts.values()), "mend the caveat")
    return chosen


def _is_wanted(label: str, wanted: set[str]) -> bool:
    return normalise(label) in wanted or label.rpartition(" / ")[2] in wanted


def _label(column: Column) -> str:
    return " / ".join(column.path)


def _mark(figure: Figure, table: Table, doubted: dict[int, str]) -> Figure:
    if figure.table_id != table.table_id or figure.column_index not in doubted:
        return figure
    return replace(figure, reading="ambiguous", candidates=tuple(doubted.values()))

"""The unit of a table that prints none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mingzhang.knowledge.forms import says_form_is_free
from mingzhang.tables.table import Table

INHERITED = "unit-inherited"


def inherit_units(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables; a known form of amounts without a unit takes that of the tables before it, when all of them agree.

    Many disclosures print the unit above the first table only. Such a table carries the doubt ``unit-inherited``; where
    the tables before it print different units, or none, it stays without.
    """
    made: list[Table] = []
    printed: set[str] = set()
    for table in map(_with_unit_of_columns, tables):
        amounts = [c for c in table.columns if c.role == "amount"]
        if not table.unit and len(printed) == 1 and table.form and amounts and not says_form_is_free(table):
            unit = next(iter(printed))
            evidence = (*table.evidence, f"unit {unit} is that of the tables before it")
            table = replace(table, unit=unit, evidence=evidence, doubts=(*table.doubts, INHERITED))
        elif table.unit:
            printed.add(table.unit)
        made.append(table)
    return tuple(made)


def _with_unit_of_columns(table: Table) -> Table:
    """The table; one whose columns of money all name the same unit is in that unit."""
    named = {c.unit for c in table.columns if c.role == "amount" and c.measure == "amount"}
    return replace(table, unit=named.pop()) if not table.unit and len(named) == 1 else table

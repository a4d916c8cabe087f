"""Every layout class that was met, or is known from the standard forms, as a drawn case."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from mingzhang.figures.extract import extract_figures
from mingzhang.tables.recognise import recognise_tables

from .drawn import load

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_figures_of_a_layout(path: Path) -> None:
    case = load(path)
    tables = recognise_tables(case.document)
    figures = extract_figures(tables)
    have = Counter(
        (f.code or f.label or f.project or f.unit_name, f.column_label.replace(" / ", "/"), str(f.amount))
        for f in figures
    )
    want = Counter(case.expected)
    assert want, f"{path.name} expects nothing"
    assert have - want == Counter(), "read what is not printed"
    assert want - have == Counter(), "missed what is printed"
    named = {t.table_id: t for t in tables}
    for table_id, name, value in case.properties:
        assert getattr(named[table_id], name) == value, f"{name} of {table_id}"

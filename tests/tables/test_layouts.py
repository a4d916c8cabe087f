"""Every layout class that was met, or is known from the standard forms, as a drawn case."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from mingzhang.checks.run import run_checks
from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.prose.parse import parse_prose
from mingzhang.tables.recognise import recognise_tables

from .drawn import Drawn, load

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_figures_of_a_layout(path: Path) -> None:
    case = load(path)
    tables = recognise_tables(case.document)
    figures = extract_figures(tables, case.fiscal_year, case.kind)
    have = Counter(map(place_of, figures))
    want = Counter(case.expected)
    assert want, f"{path.name} expects nothing"
    assert have - want == Counter(), "read what is not printed"
    assert want - have == Counter(), "missed what is printed"
    named = {t.table_id: t for t in tables}
    for table_id, name, value in case.properties:
        assert getattr(named[table_id], name) == value, f"{name} of {table_id}"
    meant = {("/".join(c.path), c.concept) for t in tables for c in t.columns if c.role == "amount"}
    assert not set(case.concepts) - meant
    assert list(unlike(case, figures)) == []


def place_of(figure: Figure) -> tuple[str, str, str]:
    """Row, column and amount, as the cases write them."""
    row = figure.code or figure.label or figure.project or figure.unit_name
    return row, figure.column_label.replace(" / ", "/"), str(figure.amount)


def unlike(case: Drawn, figures: Sequence[Figure]) -> Iterator[str]:
    """Each meaning that a figure has and its line states otherwise; figures of one place stand in their order."""
    waiting: dict[tuple[str, str, str], deque[Figure]] = defaultdict(deque)
    for figure in figures:
        waiting[place_of(figure)].append(figure)
    for place, stated in zip(case.expected, case.meanings, strict=True):
        figure = waiting[place].popleft()
        for name, wanted in stated.items():
            found = value_of(figure, name)
            if found != wanted:
                yield f"{' | '.join(place)}: {name} is {found or '-'}, not {wanted or '-'}"


def value_of(figure: Figure, name: str) -> str:
    """A field of a figure, as the cases write it."""
    value = getattr(figure, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


@pytest.mark.parametrize("path", [p for p in CASES if load(p).sound], ids=lambda p: p.stem)
def test_sound_amounts_contradict_nothing(path: Path) -> None:
    """What the columns and rows are taken to mean must not accuse a table that is consistent."""
    document = load(path).document
    tables = recognise_tables(document)
    kind = "final" if any(t.form.startswith("final") for t in tables) else "budget"
    figures = extract_figures(tables, 2023, kind)
    checks = run_checks(tables, figures, parse_prose(document, tables, figures, 2023, kind), kind, document=document)
    bad = [c for c in checks if c.result in ("source-contradiction", "reading-doubt")]
    assert not bad, [(c.identity, c.left, c.right) for c in bad]

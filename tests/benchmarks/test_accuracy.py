"""The error rate counts what is missed, what is invented, and what of it was openly doubted."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks import accuracy
from mingzhang.figures.extract import extract_figures
from mingzhang.figures.figure import Figure
from mingzhang.reading import read_source
from mingzhang.tables.recognise import recognise_tables


@pytest.fixture(scope="module")
def truth(root: Path) -> dict[str, Any]:
    path = root / "tests" / "keyed" / "changji-science-association-2024.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


@pytest.fixture(scope="module")
def figures(founding: Path) -> tuple[Figure, ...]:
    return extract_figures(recognise_tables(read_source(founding / "source.pdf")), 2024, "budget")


def test_the_founding_disclosure_is_read_as_keyed(truth: dict[str, Any], figures: tuple[Figure, ...]) -> None:
    assert accuracy.compare("x", truth, figures, set()) == accuracy.Score("x", 155, 0, 0, 0)


def test_a_lost_figure_is_missed_a_changed_one_both(truth: dict[str, Any], figures: tuple[Figure, ...]) -> None:
    assert accuracy.compare("x", truth, figures[1:], set()) == accuracy.Score("x", 155, 1, 0, 0)
    changed = (replace(figures[0], amount=figures[0].amount + Decimal("0.01")), *figures[1:])
    assert accuracy.compare("x", truth, changed, set()) == accuracy.Score("x", 155, 1, 1, 0)
    assert accuracy.compare("x", truth, changed, {figures[0].id}) == accuracy.Score("x", 155, 1, 1, 2)


def test_the_summary_counts_silent_errors_and_bounds_the_unseen() -> None:
    day = datetime.date(2026, 11, 22)
    bad = accuracy.summary([accuracy.Score("a", 100, 1, 1, 1), accuracy.Score("b", 100, 0, 0, 0)], day)
    assert (bad["silent"], bad["error_rate"], bad["upper_bound_95"]) == (1, "1.00 %", "")
    good = accuracy.summary([accuracy.Score("b", 300, 0, 0, 0)], day)
    assert (good["silent"], good["error_rate"], good["upper_bound_95"], good["date"]) == (
        0, "0.00 %", "1.00 %", "2026-11-22",
    )  # fmt: skip


def test_the_published_measurement_is_whole(root: Path) -> None:
    result = json.loads((root / "build" / "mingzhang" / "knowledge" / "accuracy.json").read_text(encoding="utf-8"))
    assert result["command"] == accuracy.COMMAND
    assert result["keyed"] == sum(f["keyed"] for f in result["files"])
    assert datetime.date.fromisoformat(result["date"])

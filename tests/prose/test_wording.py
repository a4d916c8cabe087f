"""How single sentences, targets and numbers are read: cases from many places as files."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from mingzhang.prose.parse import parse_prose
from mingzhang.prose.periods import as_of
from mingzhang.prose.statements import Statement, read_statements
from mingzhang.prose.targets import parse_target
from mingzhang.text.numerals import parse_date
from mingzhang.text.ordinals import numbering
from tests.prose.conftest import cases
from tests.prose.pages import wrapped

LOOKED_AT = ("subject", "amount", "share", "change", "growth", "completion", "base", "base_amount", "reason")


def stated(statement: Statement) -> dict[str, str]:
    """The fields of a statement that say something, as the cases write them."""
    values = {f.name: getattr(statement, f.name) for f in fields(statement)}
    said = {name: str(values[name]) for name in LOOKED_AT if values[name] not in (None, "")}
    return said if statement.reading == "printed" else {**said, "reading": statement.reading}


@pytest.mark.parametrize("case", cases("statements"), ids=lambda case: case["text"][:24])
def test_statements(case: dict[str, Any]) -> None:
    found = read_statements(case["text"], case["year"], case.get("carried", ""), case.get("base", ""))
    assert [stated(s) for s in found] == case["said"]


@pytest.mark.parametrize(("text", "sign", "unit", "comparator", "value", "value_unit"), cases("targets"))
def test_targets(text: str, sign: str, unit: str, comparator: str, value: str, value_unit: str) -> None:
    found = parse_target(text, sign, unit)
    assert (found[0], "" if found[1] is None else str(found[1]), found[2]) == (comparator, value, value_unit)


@pytest.mark.parametrize(("text", "style", "value", "rest"), cases("numbering"))
def test_numbering(text: str, style: str, value: int, rest: str) -> None:
    found = numbering(text)
    assert (found.style, found.value, found.rest) == (style, value, rest) if found else not style


def test_dates() -> None:
    assert str(parse_date("二〇二四年二月二十三日")) == "2024-02-23"
    assert parse_date("2024年2月30日") is None
    assert parse_date("2024年2月") is None
    assert str(as_of("截至2023年底，占用")) == "2023-12-31"
    assert str(as_of("截止2022年12月31日，本部门")) == "2022-12-31"
    assert as_of("截至2025年10月，共有") is None


@pytest.mark.parametrize("case", cases("counts"), ids=lambda case: case["text"][:24])
def test_counted_things(case: dict[str, Any]) -> None:
    prose = parse_prose(wrapped([f"一、{case['heading']}", case["text"]]), (), (), 2026, "budget")
    assets = [
        [a.category, a.label, a.status, "" if a.quantity is None else str(a.quantity), a.quantity_unit]
        for a in prose.assets
    ]
    assert assets == case.get("assets", [])
    assert [[s.category, s.count] for s in prose.staff] == case.get("staff", [])
    assert [[p.concept, str(p.amount)] for p in prose.procurement] == case.get("procurement", [])

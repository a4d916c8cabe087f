"""Nothing counts twice, and nothing that the latest edition no longer says counts at all."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from mingzhang.collection.collection_schemas import load_collection_schemas
from mingzhang.collection.comparable import _agreement, _counts, _rank, make_lines
from mingzhang.collection.disclosed import read_disclosed
from mingzhang.collection.gathering import collect
from mingzhang.collection.headline import by_code, change_in_yuan, split_up
from mingzhang.collection.panel import panel_columns, panel_rows
from mingzhang.knowledge.vocabulary import load_vocabulary
from tests.collection.made import Printed, disclosure, package, total
from tests.collection.test_headline import part
from tests.collection.test_lines import by_code as lines_by_code
from tests.collection.test_lines import placed


def test_several_bodies_of_one_code_are_added_up() -> None:
    told = {"concept": "expenditure", "id": "f1", "amount": "1", "label": "", "table_id": "t01"}
    rows = [{**told, "functional_code": c, "amount_yuan": a} for c, a in (("201", "10"), ("205", "3"), ("201", "20"))]
    rows += [
        {**told, "functional_code": "20101", "amount_yuan": "7"},
        {**told, "functional_code": "", "amount_yuan": "9"},
    ]
    rows += [{**told, "functional_code": "208", "amount_yuan": "0"}]
    assert [(p.key, p.yuan) for p in by_code(rows, 3)] == [("201", Decimal(30)), ("205", Decimal(3))]
    assert [(p.key, p.yuan) for p in by_code(rows, 5)] == [("20101", Decimal(7))]


def test_what_a_later_edition_no_longer_prints_is_not_current(tmp_path: Path) -> None:
    old = package(disclosure(), [[total("10.00"), Printed("6.00", "206"), Printed("4.00", "208")]], tmp_path)
    new = package(disclosure(edition=2), [[total("10.00"), Printed("10.00", "206")]], tmp_path)
    current = {
        (line.disclosure.edition, line.key.functional_code) for line in placed([old, new]).lines if line.is_current
    }
    assert current == {(2, ""), (2, "206")}


def test_of_two_that_look_back_the_later_edition_then_the_later_document(tmp_path: Path) -> None:
    one = package(disclosure(year=2025, edition=2), [[total("1.00", year=2023)]], tmp_path)
    other = package(disclosure(year=2026), [[total("2.00", year=2023)]], tmp_path)
    third = package(disclosure(year=2027), [[total("3.00", year=2023)]], tmp_path)
    lines = placed([one, other, third]).lines
    assert [line.disclosure.fiscal_year for line in sorted(lines, key=_rank)] == [2026, 2027, 2025]
    assert [line.disclosure.fiscal_year for line in lines if line.is_current] == [2025]


@pytest.mark.parametrize(
    ("kind", "phase", "own"),
    [("budget", "budget", True), ("final", "final", True), ("final", "adjusted", True), ("final", "budget", False),
     ("budget", "final", False)],
)  # fmt: skip
def test_a_years_own_document_is_the_one_of_its_phase(kind: str, phase: str, own: bool, tmp_path: Path) -> None:
    [line] = placed([package(disclosure(kind=kind), [[total("1.00", phase=phase)]], tmp_path)]).lines
    assert _rank(line)[0] is own


def test_what_is_named_as_a_part_is_no_leaf_beside_its_whole(tmp_path: Path) -> None:
    rows = [total("6.00"), Printed("6.00", "206"), Printed("2.00", "20607", role="of-which")]
    lines = lines_by_code(placed([package(disclosure(), [rows], tmp_path)]).lines)
    assert {code: line.is_leaf for code, line in lines.items()} == {"total": True, "206": True, "20607": False}
    assert {line.adds_up for line in lines.values()} == {"yes"}


def test_a_part_that_is_named_alone_is_one(tmp_path: Path) -> None:
    rows = [total("2.00"), Printed("2.00", "20607", role="of-which")]
    lines = lines_by_code(placed([package(disclosure(), [rows], tmp_path)]).lines)
    assert lines["20607"].is_leaf


def test_the_panel_holds_totals_that_are_current_and_nothing_broken_down(tmp_path: Path) -> None:
    rows = [total("10.00"), Printed("6.00", "206"), Printed("4.00", "208")]
    old = package(disclosure(), [[total("9.00")]], tmp_path)
    new = package(disclosure(edition=2), [rows], tmp_path)
    about = {"id": "ju", **dict.fromkeys(("name", "name_en", "division", "level", "kind", "parent"), "")}
    made = list(panel_rows(make_lines(read_disclosed([old, new]), {}).lines, [about]))
    columns = panel_columns(load_collection_schemas()["panel"])
    assert [row[columns["expenditure@general"]] for row in made] == [Decimal("100000.00")]
    others = set(columns.values()) - {columns["expenditure@general"]}
    assert {row[name] for row in made for name in others} == {None}


def test_a_body_counts_unless_the_department_above_it_does(tmp_path: Path) -> None:
    unit = package(disclosure("zhan", scope="unit"), [[total("1.00")]], tmp_path)
    whole = package(disclosure("ju"), [[total("5.00")]], tmp_path)
    other = package(disclosure("yuan", year=2023), [[total("7.00", year=2023)]], tmp_path)
    parents = {"zhan": "ju", "ju": "ting", "yuan": "ting"}
    counted = {line.disclosure.body: line.is_default for line in placed([unit, whole, other], parents).lines}
    assert counted == {"zhan": False, "ju": True, "yuan": True}
    alone = placed([unit], {"zhan": "ju", "ju": "zhan"}).lines
    assert [line.is_default for line in alone] == [True]
    assert not _counts(alone[0], {("zhan", "2024", "budget"): {"unit", "department"}}, {})


@pytest.mark.parametrize(
    ("amounts", "told"),
    [(["1.00"], "single"), (["1.00", "1.00"], "equal"), (["1.00", "1.01"], "rounding"), (["1.00", "1.02"], "differs")],
)
def test_how_what_is_printed_several_times_agrees(amounts: list[str], told: str) -> None:
    assert _agreement(Counter(map(Decimal, amounts)), Decimal("0.005")) == told


def test_zeros_are_no_parts_and_rounding_is_allowed() -> None:
    words = load_vocabulary()
    parts = [part("income@general", 60), part("income@unit-funds", 10), part("carryover-in", 0)]
    assert [p.key for p in split_up(Decimal(70), parts, words)] == ["income@general", "income@unit-funds"]
    assert split_up(Decimal(72), parts, words, Decimal(1)) == ()
    assert len(split_up(Decimal(72), parts, words, Decimal(2))) == 2
    assert split_up(Decimal(0), [part("income@general", 0)], words) == ()


def test_a_change_is_converted_from_the_unit_of_its_amount() -> None:
    assert change_in_yuan({"change": "-1.5", "unit": "万元"}) == Decimal(-15000)
    assert change_in_yuan({"change": "-1.5", "unit": "元"}) == Decimal("-1.5")


def test_parts_of_a_total_are_shown_only_where_they_come_to_it(tmp_path: Path) -> None:
    def functions(*amounts: str, whole: str = "10.00") -> list[tuple[str, Decimal]]:
        given = {"form": "budget-expenditure", "column": "expenditure", "concept": "expenditure"}
        rows = [total(whole, **given)]
        rows += [Printed(a, c, **given) for a, c in zip(amounts, ("201", "205", "208"), strict=False)]  # type: ignore[arg-type]
        folder = tmp_path / "-".join(amounts) / whole
        (made,) = collect([package(disclosure(), [rows], folder)]).entries
        return [(p.key, p.yuan) for p in made.headline.functions]

    assert functions("6.00", "4.00") == [("201", Decimal(60000)), ("205", Decimal(40000))]
    assert functions("6.00", "3.00") == []
    assert functions("6.00", "4.01") == [("201", Decimal(60000)), ("205", Decimal(40100))]
    assert functions("6.00", "4.02") == []

"""The comparable view: what means the same is one line, and adding lines never counts anything twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from mingzhang.collection.body_rows import parents_of
from mingzhang.collection.collection_schemas import load_collection_schemas
from mingzhang.collection.comparable import Line, Placed, make_lines
from mingzhang.collection.disclosed import read_disclosed
from mingzhang.collection.line_keys import Key, direction_of, refines
from mingzhang.collection.panel import panel_columns, panel_rows
from mingzhang.collection.register import Registered
from mingzhang.disclosures.disclosure import Body
from tests.collection.made import Printed, disclosure, package, total

CODED = [
    total("10.00"),
    Printed("6.00", "206"),
    Printed("6.00", "20607"),
    Printed("4.00", "2060701"),
    Printed("2.00", "2060702"),
    Printed("4.00", "208"),
]


def placed(packages: Sequence[Path], parents: Mapping[str, str] | None = None) -> Placed:
    return make_lines(read_disclosed(packages), parents or {})


def by_code(lines: Sequence[Line]) -> dict[str, Line]:
    return {line.key.functional_code or line.key.economic_code or line.key.breakdown: line for line in lines}


def test_leaves_add_up_to_the_total(tmp_path: Path) -> None:
    lines = by_code(placed([package(disclosure(), [CODED], tmp_path)]).lines)
    assert {code: line.is_leaf for code, line in lines.items()} == {
        "total": True, "206": False, "20607": False, "2060701": True, "2060702": True, "208": True,
    }  # fmt: skip
    leaves = [line.amount for line in lines.values() if line.is_leaf and line.key.breakdown == "functional"]
    assert sum(leaves) == lines["total"].amount == Decimal("100000.00")
    assert {line.adds_up for line in lines.values()} == {"yes"}


def test_leaves_that_do_not_add_up_say_so(tmp_path: Path) -> None:
    lines = by_code(placed([package(disclosure(), [[*CODED[:4], CODED[5]]], tmp_path)]).lines)
    assert lines["208"].adds_up == "no"
    assert lines["total"].adds_up == "yes"


def test_one_amount_under_two_codes_is_counted_once(tmp_path: Path) -> None:
    """Two tables file the same 4.00 under 208 and under 221: the one that comes to the total is taken, whole."""
    astray = [Printed("6.00", "206"), Printed("4.00", "221")]
    lines = by_code(placed([package(disclosure(), [CODED, astray], tmp_path)]).lines)
    leaves = {code for code, line in lines.items() if line.is_leaf and line.adds_up == "yes"}
    assert leaves == {"total", "2060701", "2060702", "208"}
    assert (lines["221"].is_leaf, lines["221"].adds_up) == (False, "no")
    counted = [line.amount for code, line in lines.items() if code in leaves - {"total"}]
    assert sum(counted) == lines["total"].amount


def test_two_tables_of_which_none_comes_to_the_total_add_up_to_nothing(tmp_path: Path) -> None:
    first, second = [total("10.00"), Printed("6.00", "206")], [Printed("7.00", "221")]
    lines = by_code(placed([package(disclosure(), [first, second], tmp_path)]).lines)
    assert {lines[code].adds_up for code in ("206", "221")} == {"no"}


def test_what_is_printed_twice_is_one_line_with_both_figures(tmp_path: Path) -> None:
    lines = by_code(placed([package(disclosure(), [CODED, CODED[:2]], tmp_path)]).lines)
    assert lines["206"].agreement == "equal"
    assert lines["206"].figure_ids == ("ft01x2", "ft02x2")
    assert lines["208"].agreement == "single"


@pytest.mark.parametrize(("other", "agreement"), [("6.01", "rounding"), ("7.00", "differs")])
def test_what_is_printed_differently_says_so(tmp_path: Path, other: str, agreement: str) -> None:
    tables = [CODED, CODED, [total("10.00"), Printed(other, "206")]]
    line = by_code(placed([package(disclosure(), tables, tmp_path)]).lines)["206"]
    assert (line.agreement, line.amount) == (agreement, Decimal("60000.00"))  # the more frequent one


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        (Printed("1", label="某处"), "unkeyed-row"),
        (Printed("1", "206", reading="ambiguous"), "ambiguous"),
        (Printed("1", "206", unit=""), "no-unit"),
        (Printed("1", "206", unit="万美元"), "no-unit"),
        (Printed("1", "206", unit="元、万元"), "no-unit"),
        (Printed("1", "206", year=None), "no-year"),
        (Printed("1", "206", concept=""), "no-concept"),
        (Printed("1", "206", phase="change", concept="change"), "not-an-amount"),
        (Printed("1", "206", concept="quantity"), "no-concept"),
    ],
)
def test_what_is_in_no_line_says_why(tmp_path: Path, printed: Printed, reason: str) -> None:
    about = disclosure(year=2024) if printed.year else disclosure(fiscal_year=None)
    made = placed([package(about, [[*CODED, printed]], tmp_path)])
    assert list(made.left_out.values()) == [reason]
    assert not set(made.left_out) & set(made.line_of)


def test_a_column_with_one_key_in_several_rows_is_no_line_at_all(tmp_path: Path) -> None:
    made = placed([package(disclosure(), [[*CODED, Printed("3.00", "208")]], tmp_path)])
    assert {line.key.breakdown for line in made.lines} == {"total"}
    assert set(made.left_out.values()) == {"repeated-key"}


def test_the_one_row_of_a_table_is_its_whole(tmp_path: Path) -> None:
    made = placed([package(disclosure(), [[Printed("5.00")]], tmp_path)])
    assert [line.key.breakdown for line in made.lines] == ["total"]


def test_a_name_that_one_code_has_is_told_and_marked(tmp_path: Path) -> None:
    rows = [total("9.00"), Printed("9.00", label="基本工资")]
    lines = by_code(placed([package(disclosure(), [rows], tmp_path)]).lines)
    assert (lines["30101"].reading, lines["total"].reading) == ("inferred", "printed")


def test_a_column_for_an_economic_class_is_a_breakdown_of_its_form(tmp_path: Path) -> None:
    given = {"form": "budget-project", "column": "economic.302@general", "concept": "economic.302@general"}
    rows = [Printed("3.00", "206", **given)]  # type: ignore[arg-type]
    line = placed([package(disclosure(), [rows], tmp_path)]).lines[0]
    assert (line.key.concept, line.key.economic_code) == ("expenditure.project", "302")
    assert line.key.breakdown == "functional+economic"


def units(*rows: tuple[str, str]) -> list[Printed]:
    """A table with a total row of 5.00 and a row for each (unit, amount)."""
    return [total("5.00"), *(Printed(amount, unit_name=name) for name, amount in rows)]


def test_the_department_named_beside_its_units_is_no_leaf(tmp_path: Path) -> None:
    lines = placed([package(disclosure(), [units(("某系统", "5.00"), ("甲", "2.00"), ("乙", "3.00"))], tmp_path)]).lines
    assert {line.key.unit_name: line.is_leaf for line in lines} == {"": True, "某系统": False, "甲": True, "乙": True}
    assert {line.adds_up for line in lines} == {"yes"}


def test_the_department_itself_is_the_whole_not_one_of_its_units(tmp_path: Path) -> None:
    rows = units(("某ju局", "5.00"), ("某ju局", "2.00"), ("乙", "3.00"))
    lines = placed([package(disclosure(), [rows], tmp_path)]).lines
    assert {line.key.unit_name: line.amount for line in lines} == {"": 50000, "某ju局": 20000, "乙": 30000}
    assert {line.adds_up for line in lines} == {"yes"}
    whole = next(line for line in lines if not line.key.unit_name)
    assert (whole.agreement, len(whole.figure_ids)) == ("equal", 2)


def test_a_unit_of_all_the_money_with_a_second_row_of_nothing_is_not_the_department(tmp_path: Path) -> None:
    rows = units(("甲", "5.00"), ("甲", "0.00"), ("乙", "0.00"))
    lines = placed([package(disclosure(), [rows], tmp_path)]).lines
    assert {line.key.unit_name: line.amount for line in lines} == {"": 50000, "乙": 0}


def test_in_the_disclosure_of_one_unit_its_name_is_no_breakdown(tmp_path: Path) -> None:
    rows = [Printed("2.00", "206", unit_name="某ju局（本级）"), Printed("3.00", "208", unit_name="某ju局（本级）")]
    lines = placed([package(disclosure(scope="unit"), [rows], tmp_path)]).lines
    assert {line.key.breakdown for line in lines} == {"functional"}


def test_of_two_units_with_one_name_neither_is_a_line_but_the_others_are(tmp_path: Path) -> None:
    rows = units(("甲", "1.00"), ("甲", "1.50"), ("乙", "2.50"))
    lines = placed([package(disclosure(), [rows], tmp_path)]).lines
    assert {line.key.unit_name: line.adds_up for line in lines} == {"": "yes", "乙": "no"}


@pytest.mark.parametrize(
    ("unit", "amount"), [("元", "1234500"), ("千元", "1234.50"), ("百万元", "1.2345"), ("亿元", "0.012345")]
)
def test_the_same_money_in_two_units_is_one_line(tmp_path: Path, unit: str, amount: str) -> None:
    tables = [[total("123.45")], [total(amount, unit=unit)]]
    [line] = placed([package(disclosure(), tables, tmp_path)]).lines
    assert (line.amount, line.agreement, len(line.figure_ids)) == (Decimal("1234500"), "equal", 2)


def test_the_panel_holds_what_is_current_once_and_in_yuan(tmp_path: Path) -> None:
    old = package(disclosure(), [[total("1.00"), Printed("1.00", "206")]], tmp_path)
    new = package(disclosure(edition=2), [[total("2000", unit="千元"), Printed("2000", "206", unit="千元")]], tmp_path)
    unit = package(disclosure(scope="unit"), [[total("0.50")]], tmp_path)
    last = package(disclosure(year=2023), [[total("7.00", year=2023)]], tmp_path)
    about = {"id": "ju", **dict.fromkeys(("name", "name_en", "division", "level", "kind", "parent"), "")}
    rows = list(panel_rows(placed([old, new, unit, last]).lines, [about]))
    column = panel_columns(load_collection_schemas()["panel"])["expenditure@general"]
    assert [(r["figure_year"], r["scope"], r[column], r["disclosures"]) for r in rows] == [
        (2023, "department", Decimal("70000.00"), ("ju/2023-budget",)),
        (2024, "department", Decimal("2000000"), ("ju/2024-budget-r2",)),
        (2024, "unit", Decimal("5000.00"), ("ju/2024-budget-unit",)),
    ]


def test_the_latest_edition_wins_and_earlier_ones_stay(tmp_path: Path) -> None:
    old = package(disclosure(), [[total("1.00")]], tmp_path)
    new = package(disclosure(edition=2), [[total("2.00")]], tmp_path)
    lines = placed([old, new]).lines
    assert [(line.disclosure.edition, line.is_current) for line in lines] == [(1, False), (2, True)]


def test_the_document_of_the_year_wins_over_one_that_looks_back(tmp_path: Path) -> None:
    own = package(disclosure(year=2023), [[total("1.00", year=2023)]], tmp_path)
    later = package(disclosure(year=2024), [[total("1.50", year=2023)]], tmp_path)
    current = {line.disclosure.fiscal_year: line.is_current for line in placed([own, later]).lines}
    assert current == {2023: True, 2024: False}


def test_sums_default_to_one_scope(tmp_path: Path) -> None:
    department = package(disclosure(), [[total("5.00")]], tmp_path)
    unit = package(disclosure(scope="unit"), [[total("2.00")]], tmp_path)
    child = package(disclosure("xiaoxue", scope="unit"), [[total("3.00")]], tmp_path)
    lines = placed([department, unit, child], {"xiaoxue": "ju"}).lines
    assert {line.disclosure.id: line.is_default for line in lines} == {
        "ju/2024-budget": True,
        "ju/2024-budget-unit": False,
        "xiaoxue/2024-budget-unit": False,
    }
    alone = placed([unit, child]).lines
    assert all(line.is_default for line in alone)


def test_the_one_department_that_lists_a_body_among_its_units_is_its_parent(tmp_path: Path) -> None:
    units = [Printed(a, unit_name=n, form="budget-income") for a, n in (("2.00", "某xiao局"), ("3.00", "某da局"))]
    packages = [
        package(disclosure(), [units], tmp_path),
        package(disclosure("ting"), [units[1:]], tmp_path),
        package(disclosure("xiao", scope="unit"), [[total("2.00")]], tmp_path),
        package(disclosure("da", scope="unit"), [[total("3.00")]], tmp_path),
    ]
    disclosed = read_disclosed(packages)
    assert parents_of(disclosed, {}) == {"xiao": "ju"}  # da: of two departments, so of none for certain
    assert parents_of(disclosed, {"da": Registered(parent="ting")}) == {"xiao": "ju", "da": "ting"}


def test_a_name_of_several_bodies_or_of_another_place_tells_no_parent(tmp_path: Path) -> None:
    units = [Printed(a, unit_name=f"某{n}局", form="budget-income") for a, n in (("2.00", "xiao"), ("3.00", "yuan"))]
    twin = Body("某xiao局", "twin", "652300", "prefecture")
    far = Body("某yuan局", "yuan", "310107", "county")
    packages = [
        package(disclosure(), [units], tmp_path),
        package(disclosure("xiao", scope="unit"), [[total("2.00")]], tmp_path),
        package(disclosure(scope="unit", body=twin), [[total("2.00")]], tmp_path),
        package(disclosure(scope="unit", body=far), [[total("3.00")]], tmp_path),
    ]
    assert parents_of(read_disclosed(packages), {}) == {}
    assert parents_of(read_disclosed(packages[:2]), {}) == {"xiao": "ju"}


def test_every_figure_of_the_founding_disclosure_is_accounted_for(founding: Path) -> None:
    made = placed([founding / "package"])
    assert len(made.line_of) + len(made.left_out) == 155
    reasons = list(made.left_out.values())
    assert (reasons.count("ambiguous"), len(reasons)) == (13, 13)
    assert {line.adds_up for line in made.lines} <= {"yes", "unknown"}
    whole = next(line for line in made.lines if line.key == Key("2024", "budget", "expenditure", ""))
    assert (whole.amount, whole.agreement) == (Decimal("6320400.00"), "single")


def test_a_key_refines_another_only_within_one_breakdown() -> None:
    coarse = Key("2024", "budget", "expenditure", "", functional_code="206")
    fine = Key("2024", "budget", "expenditure", "", functional_code="20607")
    assert refines(fine, coarse)
    assert not refines(coarse, fine)
    assert not refines(coarse, coarse)
    assert not refines(fine, Key("2024", "budget", "expenditure", "general", functional_code="206"))


def test_directions() -> None:
    assert [direction_of(c) for c in ("income.current", "carryover-in", "three-public.abroad", "quantity", "")] == [
        "revenue", "revenue", "expenditure", "", "",
    ]  # fmt: skip


BODIES = [
    Printed("3.00", "2060701"),
    Printed("1.00", "2060702"),
    Printed("3.00", "2060701"),
    Printed("2.00", "2060702"),
]


def test_rows_of_bodies_that_are_not_named_add_up_where_the_column_does(tmp_path: Path) -> None:
    made = placed([package(disclosure(), [[*BODIES, total("9.00")]], tmp_path)])
    lines = by_code(made.lines)
    assert {code: line.amount for code, line in lines.items()} == {
        "total": Decimal("90000.00"), "2060701": Decimal("60000.00"), "2060702": Decimal("30000.00"),
    }  # fmt: skip
    assert {(line.agreement, line.reading) for code, line in lines.items() if code != "total"} == {("sum", "inferred")}
    assert (lines["2060701"].figure_ids, lines["2060701"].adds_up) == (("ft01x1", "ft01x3"), "yes")
    assert made.left_out == {}


@pytest.mark.parametrize(
    "rows",
    [
        [*BODIES, total("9.01")],  # they do not add up
        [*BODIES],  # nothing to add up to
        [*BODIES, total("9.00"), total("8.00")],  # to which of them?
        [Printed("9.00", "206"), *BODIES, total("9.00")],  # one row is above others
    ],
)
def test_without_that_proof_nothing_is_added_up(rows: list[Printed], tmp_path: Path) -> None:
    made = placed([package(disclosure(), [rows], tmp_path)])
    assert "sum" not in {line.agreement for line in made.lines}
    assert "repeated-key" in made.left_out.values()


def test_a_sum_agrees_with_what_another_table_prints(tmp_path: Path) -> None:
    tables = [[*BODIES, total("9.00")], [total("9.00"), Printed("6.00", "2060701")]]
    line = by_code(placed([package(disclosure(), tables, tmp_path)]).lines)["2060701"]
    assert (line.amount, line.agreement, line.reading, len(line.figure_ids)) == (Decimal(60000), "equal", "printed", 3)

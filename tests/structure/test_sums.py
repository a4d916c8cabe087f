"""Sums weighed, whole and part: what holds, what rounding excuses, what is proved, what closes a table."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from mingzhang.structure.additions import Amounts, Vector
from mingzhang.structure.closing import judge_structure
from mingzhang.structure.node import Node, is_nothing, is_same
from mingzhang.structure.proofs import count_proofs
from mingzhang.structure.rival_sums import with_rivals
from mingzhang.structure.row_keys import RowKey
from mingzhang.structure.row_words import RowWords
from mingzhang.structure.shapes import shape_rows
from mingzhang.structure.skeleton import COLUMNS, ROWS, Relation, RowShape
from mingzhang.structure.tally import Tally
from mingzhang.structure.tree import Forest
from mingzhang.structure.unit_rows import with_bodies
from mingzhang.structure.weigh import weigh

from .drawn import skeleton_of, sums_of, table_of

Printed = Mapping[tuple[int, int], int]


def amounts(printed: Printed, half: int = 5) -> Amounts:
    """Amounts by row and column, each rounded to one place of this half."""
    return Amounts(printed, dict.fromkeys(printed, half))


def row(*values: int | None) -> Printed:
    """One row of amounts, column by column from 1."""
    return {(1, j): v for j, v in enumerate(values, 1) if v is not None}


@pytest.mark.parametrize(
    ("values", "result"),
    [
        ((90, 60, 30), "holds"),
        ((90, 60, 30, 0), "holds"),
        ((90, 90, 0), "weak"),
        ((1, 1, 0), "weak"),
        ((2, 1, 1), "holds"),
        ((0, 0, 0), "weak"),
        ((105, 60, 30), "rounds"),
        ((106, 60, 30), "fails"),
        ((75, 60, 30), "rounds"),
        ((74, 60, 30), "fails"),
        ((90, None, None), ""),
        ((None, 60, 30), ""),
        ((0, None, None), ""),
        ((90, 90, None), "weak"),
    ],
)
def test_a_sum_in_one_line(values: tuple[int | None, ...], result: str) -> None:
    found = weigh(COLUMNS, "sum", 1, range(2, len(values) + 1), 0, [1], amounts(row(*values)))
    told = {name: getattr(found, name) for name in ("holds", "weak", "rounds", "fails")}
    assert told == {name: (1,) if name == result else () for name in told}


@pytest.mark.parametrize(
    ("values", "result"),
    [((90, 60), "weak"), ((90, 90), "weak"), ((90, 91), "fails"), ((90, 60, 91), "fails"), ((90, 91, 60), "fails"),
     ((-90, -60), "weak"), ((-90, -91), "fails"), ((0, 1), "fails")],
)  # fmt: skip
def test_a_part_is_no_more_than_its_whole(values: tuple[int, ...], result: str) -> None:
    found = weigh(COLUMNS, "of-which", 1, range(2, len(values) + 1), 0, [1], amounts(row(*values)))
    assert (found.weak, found.fails) == (((1,), ()) if result == "weak" else ((), (1,)))


@pytest.mark.parametrize(
    ("holds", "weak", "rounds", "fails", "confirmed"),
    [(1, 0, 0, 0, True), (0, 1, 0, 0, False), (0, 0, 1, 0, False), (2, 0, 0, 1, True), (1, 0, 0, 1, False),
     (1, 0, 1, 1, True), (1, 5, 0, 1, False), (0, 0, 2, 1, False), (1, 0, 0, 2, False)],
)  # fmt: skip
def test_a_relation_is_confirmed_by_more_lines_than_deny_it(
    holds: int, weak: int, rounds: int, fails: int, confirmed: bool
) -> None:
    one, two, three, four = (tuple(range(n)) for n in (holds, weak, rounds, fails))
    assert Relation(ROWS, "sum", 0, 1, (2, 3), one, two, three, four).is_confirmed is confirmed


def test_what_proves_an_amount_proves_what_stands_for_it() -> None:
    holding = Relation(COLUMNS, "sum", 0, 1, (2, 3), holds=(1,))
    alone = Relation(ROWS, "sum", 0, 1, (4,), weak=(1,))
    assert count_proofs([holding, alone]) == {(1, 1): 1, (1, 2): 1, (1, 3): 1, (4, 1): 1}
    denied = Relation(ROWS, "sum", 0, 1, (4,), weak=(1,), fails=(2,))
    assert count_proofs([holding, denied]) == {(1, 1): 1, (1, 2): 1, (1, 3): 1}
    named = Relation(ROWS, "of-which", 0, 1, (4,), weak=(1,))
    assert count_proofs([holding, holding, named]) == {(1, 1): 2, (1, 2): 2, (1, 3): 2}


# ---- other parts of the same whole


@pytest.mark.parametrize(
    ("values", "parts", "rivals"),
    [
        ((90, 60, 30, 5), (2, 3, 4), [(2, 3)]),
        ((90, 60, 25, 5), (2, 3), [(2, 3, 4)]),
        ((90, 60, 30, 5), (2, 4), []),
        ((90, 60, 31, 5), (2, 3, 4), []),
        ((90, 90, 7), (2, 3), [(2,)]),
        ((90, 7), (2,), []),
        ((90, 80, 0, 90), (2,), []),
    ],
)
def test_one_part_less_or_more(values: tuple[int, ...], parts: tuple[int, ...], rivals: list[tuple[int, ...]]) -> None:
    printed = amounts(row(*values), half=0)
    relation = weigh(COLUMNS, "sum", 1, parts, 0, [1], printed)
    assert list(with_rivals(relation, range(1, len(values) + 1), printed).rivals) == rivals


def test_what_holds_and_what_is_merely_named_has_no_rival() -> None:
    printed = amounts(row(90, 60, 30, 0), half=0)
    assert with_rivals(weigh(COLUMNS, "sum", 1, (2, 3), 0, [1], printed), range(1, 5), printed).rivals == ()
    named = weigh(COLUMNS, "of-which", 1, (2, 3), 0, [1], amounts(row(9, 9, 30)))
    assert named.fails
    assert with_rivals(named, range(1, 4), amounts(row(9, 9, 30))).rivals == ()


def test_a_rival_fits_every_line_that_prints_the_whole() -> None:
    first, second = row(90, 60, 30, 5), {(2, j): v for j, v in ((1, 50), (2, 20), (3, 20), (4, 10))}
    printed = amounts({**first, **second}, half=0)
    relation = weigh(COLUMNS, "sum", 1, (2, 3, 4), 0, [1, 2], printed)
    assert (relation.holds, relation.fails) == ((2,), (1,))
    assert with_rivals(relation, range(1, 5), printed).rivals == ()


# ---- a sum that grows


def test_a_sum_that_only_rises_has_passed_its_whole() -> None:
    tally = Tally(Vector({0: 10, 1: 10}, {0: 1, 1: 1}))
    tally.add(Vector({0: 12, 1: 5}, {0: 1, 1: 1}))
    assert not tally.has_passed(frozenset({0, 1}))  # within rounding
    tally.add(Vector({0: 2, 1: 1}, {0: 1, 1: 1}))
    assert tally.has_passed(frozenset({0, 1}))
    assert not tally.has_passed(frozenset({1}))


def test_places_that_print_the_same_and_places_that_print_nothing() -> None:
    assert is_nothing(Vector({0: 0, 1: 0}, {}))
    assert not is_nothing(Vector({0: 0, 1: 3}, {}))
    assert is_same(Vector({0: 3, 1: 0}, {}), Vector({0: 3}, {}))
    assert not is_same(Vector({0: 0}, {}), Vector({0: 0}, {}))
    inner = Node(3, Vector())
    assert Node(1, Vector(), [Node(2, Vector()), Node(4, Vector(), [Node(5, Vector()), inner])]).edge() is inner


# ---- whether a table closes


def closing(
    totals: Mapping[int, list[int]], leaves: set[tuple[int, int]], printed: Printed, panels: list[list[int]]
) -> str:
    """The verdict on a table in which one sum is proved."""
    proved = Relation(ROWS, "sum", 0, 1, (2, 3), holds=(1,))
    return judge_structure(panels, totals, frozenset(leaves), [proved], amounts(printed, half=1))


@pytest.mark.parametrize(("total", "verdict"), [(10, "confirmed"), (13, "confirmed"), (14, "partly"), (6, "partly")])
def test_leaves_add_up_to_the_total(total: int, verdict: str) -> None:
    printed = {(1, 1): total, (2, 1): 4, (3, 1): 6}
    assert closing({1: [1]}, {(2, 1), (3, 1)}, printed, [[1]]) == verdict


def test_leaves_add_up_to_the_last_total_or_to_all_of_them() -> None:
    printed = {(1, 1): 40, (2, 1): 40, (3, 1): 60, (4, 1): 60, (5, 1): 100}
    assert closing({1: [1, 3]}, {(2, 1), (4, 1)}, printed, [[1]]) == "confirmed"
    assert closing({1: [1, 3, 5]}, {(2, 1), (4, 1)}, printed, [[1]]) == "confirmed"
    assert closing({1: [3, 1]}, {(2, 1), (4, 1), (5, 1)}, printed, [[1]]) == "partly"


def test_panels_that_continue_each_other_close_together() -> None:
    printed = {(1, 1): 4, (2, 1): 1, (1, 2): 6, (2, 2): 10}
    leaves = {(1, 1), (1, 2)}
    assert closing({2: [2]}, leaves, printed, [[1], [2]]) == "confirmed"
    assert closing({2: [2]}, leaves, printed, [[1, 2]]) == "partly"


def test_without_a_total_nothing_may_fail() -> None:
    holding, failing = (Relation(ROWS, "sum", 0, 1, (2, 3), holds=(1, 2), fails=f) for f in ((), (3,)))
    verdicts = [judge_structure([[1]], {}, frozenset(), [r], amounts({})) for r in (holding, failing)]
    assert verdicts == ["confirmed", "partly"]
    assert judge_structure([[1]], {}, frozenset(), [], amounts({})) == "unconfirmed"


# ---- the tree


def forest(labels: list[str], roots: list[Node]) -> Forest:
    """A forest of rows with these labels."""
    return Forest(roots, RowWords({n: RowKey(label=label) for n, label in enumerate(labels, 1)}))


def one(place: int, amount: int = 5, *children: Node, parts: tuple[Node, ...] = ()) -> Node:
    """A row of one amount."""
    return Node(place, Vector({0: amount}, {0: 0}), list(children), list(parts))


def test_an_of_which_passes_on_to_the_rows_that_complete_it() -> None:
    labels = ["甲", "其中：乙", "丙", "丁", "小计", "戊"]
    found = forest(labels, [one(1, 9, one(2), one(3, 4)), one(4, 3, one(5, 1), one(6, 2))])
    shapes = shape_rows([RowKey(label=label) for label in labels], found)
    assert [s.role for s in shapes] == ["item", "of-which", "of-which", "item", "subtotal", "item"]
    assert [(s.level, s.parent) for s in shapes] == [(1, None), (2, 1), (2, 1), (1, None), (2, 4), (2, 4)]


def test_a_coded_total_is_an_item_and_a_row_outside_the_tree_is_on_its_first_level() -> None:
    keys = [RowKey(label="合计"), RowKey({"functional": "201"}, "合计"), RowKey()]
    shapes = shape_rows(keys, Forest([one(1), one(2)], RowWords(dict(enumerate(keys, 1)))))
    assert [(s.role, s.level) for s in shapes] == [("total", 0), ("item", 1), ("item", 1)]
    assert RowShape() == RowShape("item", 1, None)


def test_what_follows_the_last_made_up_total_is_not_added() -> None:
    total = one(3, 9)
    total.made = [one(1), one(2, 4)]
    found = forest(["甲", "乙", "合计", "丙", "丁"], [one(1), one(2, 4), total, one(4), one(5)])
    assert sorted(found.leaves()) == [1, 2]
    assert found.totals() == [3]
    bare = forest(["甲", "乙", "合计", "丙", "丁"], [one(1), one(2, 4), one(3, 9), one(4), one(5)])
    assert sorted(bare.leaves()) == [1, 2, 4, 5]


def test_a_total_that_another_takes_in_is_not_the_last() -> None:
    inner, outer = one(2, 5), one(4, 8)
    inner.made, outer.made = [one(1)], [one(2), one(3, 3)]
    assert forest(["甲", "小计", "乙", "合计"], [one(1), inner, one(3, 3), outer]).totals() == [4]


def test_totals_alone_are_leaves_themselves() -> None:
    assert sorted(forest(["合计", "总计"], [one(1), one(2)]).leaves()) == [1, 2]
    assert sorted(forest(["合计", "乙"], [one(1), one(2)]).leaves()) == [2]
    assert sorted(forest(["合计", "甲"], [one(1, 5, one(2))]).leaves()) == [2]


# ---- whose rows are whose


def owners(*keys: RowKey) -> list[str]:
    """The unit names of rows that all stand below the first."""
    shapes = [RowShape(parent=None if n == 0 else 1) for n in range(len(keys))]
    return [key.unit_name for key in with_bodies(keys, shapes)]


def test_rows_below_a_body_belong_to_it() -> None:
    coded = RowKey({"functional": "201"}, "甲")
    assert owners(RowKey(label="甲市审计局"), coded) == ["", "甲市审计局"]
    assert owners(RowKey(unit_name="甲站"), coded, RowKey(project="乙项目")) == ["甲站", "甲站", "甲站"]
    assert owners(RowKey(unit_name="甲站"), RowKey(label="办公费")) == ["甲站", ""]
    assert owners(RowKey(unit_name="甲站"), RowKey({"functional": "201"}, unit_name="丙站")) == ["甲站", "丙站"]
    assert owners(RowKey(label="办公费"), coded) == ["", ""]
    assert owners(RowKey({"functional": "201"}, "甲市审计局"), coded) == ["", ""]
    assert owners(RowKey(unit_name="甲站", project="乙项目"), coded) == ["甲站", ""]


# ---- whole tables


def test_counts_take_no_part_and_are_leaves_where_nothing_stands_below() -> None:
    found = skeleton_of(
        "项目 | 数量 | 预算金额 | 占比（%）",
        "合计 | 9 | 30 | 100",
        "甲 | 4 | 10 | 33",
        "乙 | 5 | 20 | 67",
    )
    assert found.leaves == {(2, 1), (3, 1), (2, 2), (3, 2), (2, 3), (3, 3)}
    assert sums_of(found, ROWS) == {1: (2, 3)}
    assert sums_of(found, COLUMNS) == {}


def test_rows_without_a_name_or_amount_are_no_places() -> None:
    found = skeleton_of("项目 | 金额 | 金额", "甲 | 10 | .", ". | . | .", ". | 20 | 5", "合计 | 30 | 5")
    assert sums_of(found, ROWS) == {4: (1, 3)}
    assert [line.number for line in found.lines[0]] == [1, 2, 3, 4]


def test_amounts_are_counted_to_the_finest_printed_place() -> None:
    found = skeleton_of("项目 | 甲 | 乙", "一项 | 1.25 | 1000", "二项 | 2.5 | 3000", "合计 | 3.75 | 4000")
    assert found.structure == "confirmed"
    assert [r.holds for r in found.relations if r.axis == ROWS] == [(1, 2)]


def test_a_zero_is_as_fine_as_its_column() -> None:
    found = skeleton_of("项目 | 甲", "一项 | 0", "二项 | 2.51", "三项 | 2.51", "合计 | 5.05")
    [total] = [r for r in found.relations if r.axis == ROWS]
    assert total.fails == (1,)
    rounded = skeleton_of("项目 | 甲", "一项 | 0", "二项 | 2.51", "三项 | 2.51", "合计 | 5.04")
    assert [r.rounds for r in rounded.relations if r.axis == ROWS] == [(1,)]


def test_units_in_cells_and_counted_rows() -> None:
    table = table_of("项目 | 金额", "甲 | 5万元", "乙 | 6", "车辆（辆） | 7", "合计 | 11")
    assert table.columns[1].role == "amount"
    found = skeleton_of("项目 | 金额", "甲 | 5万元", "乙 | 6", "合计 | 11")
    assert found.structure == "confirmed"

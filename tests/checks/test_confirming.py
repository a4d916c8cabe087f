"""Who is blamed: what confirms a relation, and what else would explain its numbers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mingzhang.checks.accusing import _crossing, _meet
from mingzhang.checks.evidence import Evidence, addends, omitting, pattern_of
from mingzhang.checks.facts import Fact
from mingzhang.checks.rivals import Rivals
from mingzhang.checks.select import Ledger, settle
from mingzhang.checks.trial import Confirmation, Trial
from mingzhang.knowledge.identities import Selector

from .facts import fact, judged, row, spot, trial

SUM = "whole = parts"


def across(*amounts: str, number: int = 1, table: str = "t1") -> Trial:
    """A sum of columns in one row."""
    whole, *parts = row(*amounts, number=number, table=table)
    return trial(SUM, whole=[whole], parts=parts)


def down(*amounts: str, column: int = 1, table: str = "t1") -> Trial:
    """A sum of rows in one column: the whole, then its parts."""
    whole, *parts = (
        fact(f"c{column}r{n}{table}", a, row=n, line=n, column=column, table=table, code=str(201 + n))
        for n, a in enumerate(amounts)
    )
    return trial(SUM, whole=[whole], parts=parts)


def facts_of(*trials: Trial) -> list[Fact]:
    """All facts of some trials."""
    return [f for t in trials for f in t.spot.facts()]


def confirmed(wrong: Trial, *others: Trial, beside: Sequence[Fact] = ()) -> list[str]:
    """The kinds of what confirms a relation."""
    return [c.kind for c in Evidence([wrong, *others], [*facts_of(wrong, *others), *beside]).confirm(wrong)]


def test_another_row_with_the_same_addends_confirms_a_sum_of_columns() -> None:
    wrong = across("99.00", "60.00", "30.00")
    assert confirmed(wrong, across("50.00", "20.00", "30.00", number=2)) == ["rows", "elsewhere"]
    assert confirmed(wrong, across("20.00", "20.00", "0.00", number=2)) == []
    assert confirmed(wrong, across("51.00", "20.00", "30.00", number=2)) == []
    assert confirmed(wrong, across("50.00", "20.00", "30.00", number=2, table="t2")) == ["elsewhere"]
    assert confirmed(wrong) == []


def test_another_column_with_the_same_rows_confirms_a_sum_of_rows() -> None:
    wrong = down("99.00", "60.00", "30.00", "5.00")
    assert confirmed(wrong, down("60.00", "20.00", "30.00", "10.00", column=2)) == ["columns", "elsewhere", "partly"]
    assert confirmed(wrong, down("50.00", "20.00", "30.00", "0.00", column=2)) == ["partly"]
    assert confirmed(wrong, down("20.00", "20.00", "0.00", "0.00", column=2)) == []


def test_addends_that_no_column_shows_are_told() -> None:
    wrong = down("99.00", "60.00", "30.00", "5.00")
    witness = down("50.00", "20.00", "30.00", "0.00", column=2)
    [found] = Evidence([wrong, witness], facts_of(wrong, witness)).confirm(wrong)
    assert [f.amount for f in found.unseen] == [5]
    assert (found.places, found.example) == (1, witness)


def test_a_whole_that_another_table_prints_is_the_whole() -> None:
    parts = {"incomplete_when": "left-larger"}
    whole, *rest = (fact(f"f{n}", a, row=n, column=1, code=str(n)) for n, a in enumerate(("99.00", "60.00", "30.00")))
    wrong = judged(spot(SUM, {"whole": [whole], "parts": rest}, **parts))
    assert wrong.result == "source-incomplete"
    again = fact("x", "990000.00", "元", table="t2")
    assert confirmed(wrong, beside=[again]) == ["printed-whole"]
    assert confirmed(wrong, beside=[fact("x", "99.00", table="t1", row=9)]) == []
    assert confirmed(wrong, beside=[fact("x", "99.00", "万美元", table="t2")]) == []


def test_a_sum_that_other_tables_print_instead_of_the_whole() -> None:
    wrong = down("99.00", "60.00", "30.00")
    its_sum, whole = fact("x", "90.00", table="t2"), fact("y", "99.00", table="t3")
    other = fact("z", "90.00", table="t2", item="income")
    assert confirmed(wrong, beside=[its_sum]) == ["sum-elsewhere"]
    assert confirmed(wrong, beside=[its_sum, whole]) == []
    assert confirmed(wrong, beside=[other]) == []


def test_a_third_table_that_prints_one_side_of_two() -> None:
    wrong = trial("a = b", a=[fact("a", "99.00")], b=[fact("b", "90.00", table="t2")])
    assert wrong.result == "source-contradiction"
    third = fact("x", "90.00", table="t3")
    assert confirmed(wrong, beside=[third]) == ["third-table"]
    assert confirmed(wrong, beside=[third, fact("y", "99.00", table="t4")]) == []
    assert confirmed(wrong, beside=[fact("x", "90.00", table="t3", fund="general")]) == []
    assert confirmed(wrong, beside=[fact("x", "90.00", table="t2", row=5)]) == []


def test_patterns_are_of_one_row_or_one_column_of_one_table() -> None:
    assert [p.axis for t in (across("9", "4", "5"), down("9", "4", "5")) if (p := pattern_of(t))] == ["row", "column"]
    apart = trial("a = b", a=[fact("a", "9", row=1, column=1)], b=[fact("b", "9", row=2, column=2, item="income")])
    assert pattern_of(apart) is None
    assert pattern_of(trial("a = b", a=[fact("a", "9")], b=[fact("b", "9", table="t2")])) is None
    assert pattern_of(trial("a = b", a=[fact("a", "9")], b=[fact("b", "9", record="claim")])) is None


def test_the_addends_are_those_of_the_side_with_more_and_not_zero() -> None:
    assert [f.amount for f in addends(across("9", "4", "5", "0"))] == [4, 5]
    both = trial("a = b", a=[fact("a", "9"), fact("c", "1")], b=[fact("b", "10", table="t2")])
    assert [f.amount for f in addends(both)] == [9, 1]


@pytest.mark.parametrize(
    ("amounts", "holds"),
    [(("90", "60", "30", "5"), True), (("100", "60", "30", "5"), True), (("60", "60", "30", "5"), True),
     (("97", "60", "30", "5"), False), (("90", "60", "30", "5", "7", "8"), True),
     (("90", "60", "30", "1", "2", "3", "4"), False),
     (("94", "90", *"1111111"), True), (("93", "90", *"1111111"), False), (("100", "90", *"111111111111"), False),
     (("101", "90", *"111111111111"), True)],
)  # fmt: skip
def test_whether_a_sum_holds_without_some_of_its_addends(amounts: tuple[str, ...], holds: bool) -> None:
    wrong = down(*amounts)
    assert omitting(wrong, addends(wrong)) is holds


# ---- rivals


def rival(wrong: Trial, *beside: Fact, trials: Sequence[Trial] = (), kind: str = "rows") -> str:
    """What else explains the numbers of a trial."""
    facts = [*facts_of(wrong, *trials), *beside]
    return Rivals(facts, [wrong, *trials], {f.id: 1 for f in facts}).explain(wrong, Confirmation(kind))


def test_one_or_two_amounts_beside_make_up_the_difference() -> None:
    wrong = across("99.00", "60.00", "30.00")

    def beside(amount: str, number: int = 1, unit: str = "万元") -> Fact:
        return fact(f"x{amount}", amount, unit, row=number, column=7)

    assert rival(wrong) == ""
    assert rival(wrong, beside("9.00")) == "stands-beside"
    assert rival(wrong, beside("-9.00")) == "stands-beside"
    assert rival(wrong, beside("90000.00", unit="元")) == "stands-beside"
    assert rival(wrong, beside("8.00")) == ""
    assert rival(wrong, beside("4.00"), beside("5.00")) == "stands-beside"
    assert rival(wrong, beside("4.50")) == ""
    assert rival(wrong, beside("9.00", number=2)) == ""
    assert rival(wrong, fact("x", "9.00", "%", row=1, column=7, value="percent")) == ""


def test_a_sum_that_never_holds_on_its_page() -> None:
    wrong = across("99.00", "60.00", "30.00")
    failing, holding = across("50.00", "20.00", "10.00", number=2), across("50.00", "20.00", "30.00", number=3)
    assert rival(wrong, trials=[failing]) == "page"
    assert rival(wrong, trials=[failing, holding]) == ""
    assert rival(wrong, trials=[across("50.00", "20.00", "10.00", number=2, table="t2")]) == ""


def test_rows_of_the_column_that_are_no_part_of_the_sum() -> None:
    wrong = down("99.00", "60.00", "30.00")
    near, far = (fact("x", a, row=9, column=1) for a in ("9.00", "7.00"))
    coded = fact("x", "9.00", row=9, column=1, code="205")
    assert rival(wrong, near) == "stands-beside"
    assert rival(wrong, far) == ""
    assert rival(wrong, far, kind="proved-whole") == "other-rows"
    assert rival(wrong, far, kind="printed-whole") == "other-rows"
    assert rival(wrong, fact("x", "99.00", row=9, column=1), kind="proved-whole") == ""
    assert rival(wrong, coded) == "stands-beside"


def test_a_total_among_its_addends_may_be_that_of_one_side() -> None:
    facts = [fact(f"f{n}", a, row=n, line=n, column=1) for n, a in enumerate(("60.00", "30.00", "90.00", "50.00"), 1)]
    wrong = trial(SUM, whole=[facts[2]], parts=[facts[0], facts[1], facts[3]])
    assert rival(wrong) == "after-total"
    last = trial(SUM, whole=[facts[3]], parts=facts[:3])
    assert rival(last, kind="partly") == ""


def test_between_tables_one_amount_of_either_explains_it() -> None:
    wrong = trial("a = b", a=[fact("a", "99.00")], b=[fact("b", "90.00", table="t2")])
    assert rival(wrong, fact("x", "9.00", table="t2", row=5)) == "stands-beside"
    assert rival(wrong, fact("x", "9.00", table="t3", row=5)) == ""
    assert rival(wrong, fact("x", "4.00", row=5), fact("y", "5.00", row=6)) == ""


def test_without_one_addend_it_would_hold() -> None:
    wrong = down("90.00", "60.00", "30.00", "5.00")
    assert rival(wrong, kind="elsewhere") == "omitted"
    assert rival(wrong, kind="columns") == ""


# ---- crossing


def test_a_relation_is_confirmed_by_one_that_fails_with_it() -> None:
    alone = trial("a = b", a=[fact("a", "99.00")], b=[fact("b", "90.00", table="t2")])
    shared = trial("a = c", a=[fact("a", "99.00")], c=[fact("c", "90.00", table="t3")])
    apart = trial("d = c", d=[fact("d", "99.00")], c=[fact("c", "90.00", table="t3")])
    otherwise = trial("a = c", a=[fact("a", "99.00")], c=[fact("c", "80.00", table="t3")])
    assert _meet(alone, shared)
    assert not _meet(alone, apart)
    waiting = Trial(alone.spot, "万元", "unconfirmed", alone.left, alone.right, why="alone", blamed=alone.result)
    assert _crossing(waiting, [shared]).result == "source-contradiction"
    assert _crossing(waiting, [apart]).result == "unconfirmed"
    assert _crossing(waiting, [otherwise]).result == "unconfirmed"
    assert _crossing(waiting, []).result == "unconfirmed"


def test_the_same_relation_in_another_column_of_the_row() -> None:
    one, other = (
        trial("a = b", a=[fact(f"a{c}", "99.00", row=1, column=c)], b=[fact(f"b{c}", "90.00", row=2, column=c)])
        for c in (1, 2)
    )
    below = trial("a = b", a=[fact("a3", "99.00", row=5, column=3)], b=[fact("b3", "90.00", row=2, column=3)])
    assert _meet(one, other)
    assert not _meet(one, below)
    zero = trial("a = c", a=[fact("z", "0.00")], c=[fact("c", "9.00", table="t3")])
    assert not _meet(trial("a = b", a=[fact("z", "0.00")], b=[fact("b", "9.00", table="t2")]), zero)


# ---- which facts a term means


def settled(*facts: Fact) -> tuple[list[str], bool]:
    """The facts that are added, and whether it is disputed."""
    kept, disputed = settle(facts)
    return [f.id for f in kept], disputed


def test_a_part_is_never_added_beside_its_whole() -> None:
    whole = fact("a", "9", item="expenditure", row=1, line=1)
    part = fact("b", "4", item="expenditure.basic", row=2, line=2)
    assert settled(whole, part) == (["a"], False)


def test_a_total_printed_again_counts_once() -> None:
    first, again = (fact(name, "9", role="total", row=n, line=n) for n, name in enumerate(("a", "b"), 1))
    other = fact("c", "8", role="total", row=3, line=3)
    assert settled(first, again) == (["a"], False)
    assert settled(first, other)[0] == ["a", "c"]


def test_one_meaning_twice_in_a_row_is_disputed() -> None:
    one, two = (fact(name, "9", row=1, line=1, column=n) for n, name in enumerate(("a", "b")))
    assert settled(one, two) == (["a", "b"], True)
    below = fact("b", "9", row=2, line=2)
    assert settled(one, below) == (["a", "b"], False)


def test_the_same_table_printed_twice_counts_once_and_is_disputed_where_it_differs() -> None:
    one = fact("a", "9", row=1, line=1, form="budget-general")
    again, other = (fact("b", a, row=1, line=1, form="budget-general", table="t2") for a in ("9", "8"))
    assert settled(one, again) == (["a"], False)
    assert settled(one, other) == (["a"], True)


def test_a_claim_made_twice_counts_once() -> None:
    first, again = (fact(name, "9", record="claim") for name in "ab")
    assert settled(first, again) == (["a"], False)
    assert settled(first, fact("c", "8", record="claim")) == (["a", "c"], True)


def take(facts: Sequence[Fact], period: str = "any", **told: object) -> list[str]:
    """The facts that a selector takes."""
    selector = Selector(record="figure", values=("amount",), **told)  # type: ignore[arg-type]
    return [f.id for f in Ledger(facts).take(selector, period)]


def test_selectors_take_what_they_name() -> None:
    facts = [
        fact("total", "9", role="total", row=1, line=1, column=1),
        fact("class", "4", code="201", taxonomy="functional", row=2, line=2, column=1, root=True),
        fact("item", "4", code="2010301", taxonomy="functional", row=3, line=3, column=1),
        fact("coded", "9", code="302", taxonomy="economic", role="total", row=4, line=4, column=1),
        fact("last", "7", role="total", row=1, line=1, column=2, period="2023 final", fund="general"),
    ]
    assert take(facts, row="total") == ["total", "last"]
    assert take(facts, row="overall") == ["total", "last"]
    assert take(facts, row="root") == ["class"]
    assert take(facts, row="coded") == ["class", "item", "coded"]
    assert take(facts, taxonomy="functional") == ["class", "item"]
    assert take(facts, taxonomy="none") == ["total", "last"]
    assert take(facts, digits=7) == ["item"]
    assert take(facts, codes=frozenset({"302"})) == ["coded"]
    assert take(facts, funds=frozenset({"named"})) == ["last"]
    assert take(facts, funds=frozenset({"general"})) == ["last"]
    assert take(facts, "own", row="total") == ["total"]
    assert take(facts, period="other") == ["last"]


def test_what_stands_for_a_whole_column() -> None:
    top, below = fact("a", "5", code="201", row=1, line=1, root=True), fact("b", "5", code="20101", row=2, line=2)
    assert take([top, below], row="overall") == ["a"]
    assert take([below], row="overall") == ["b"]
    items = [fact("a", "5", row=1), fact("b", "4", row=2, code="301")]
    assert take(items, row="overall") == ["a"]

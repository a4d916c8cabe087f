"""How much must say the same before a year, a kind or a place is sure, and what leaves it likely or open."""

from __future__ import annotations

from collections import Counter

import pytest

from mingzhang.disclosures.bodies import Label, find_body
from mingzhang.disclosures.finding import Finding, certainty, leader
from mingzhang.disclosures.kinds import find_kind, find_scope
from mingzhang.disclosures.levels import find_division, find_level
from mingzhang.disclosures.titles import Titles
from mingzhang.disclosures.years import find_year
from mingzhang.reading.document import Cell, Document, Page, Place
from mingzhang.tables.table import Column, Row, Table

EMPTY = Document("0" * 64, "application/pdf", "invented", (Page(1, 595.0, 842.0),), ())


def titles(*cover: str, captions: tuple[str, ...] = (), lines: tuple[str, ...] = ()) -> Titles:
    """What a document prints, its lines the captions and what else is given."""
    return Titles(cover, captions, (*cover, *captions, *lines))


def table(title: str = "收支总表", form: str = "", year: int | None = None, phase: str = "") -> Table:
    """A table with one column of amounts for a year."""
    columns = (Column(0, ("项目",), "label"), Column(1, ("金额",), "amount", year=year, phase=phase))
    return Table("t01", "", title, form, "万元", (1,), columns, (), 1, ())


@pytest.mark.parametrize(
    ("votes", "found"),
    [("", ("", 0)), ("a", ("a", 1)), ("aab", ("", 0)), ("aaab", ("a", 3)), ("ab", ("", 0)), ("aaaaabb", ("a", 5))],
)
def test_more_than_two_thirds_lead(votes: str, found: tuple[str, int]) -> None:
    assert leader(Counter(votes)) == found
    assert (certainty(True), certainty(False)) == ("sure", "likely")


def year(said: Titles, *tables: Table, kind: str = "budget") -> tuple[str, str]:
    """The year, and how sure it is."""
    found = find_year(said, tables, kind)
    return found.value, found.sure


COVER = "某市某局2024年部门预算"


def test_a_year_on_the_cover_is_sure_unless_something_firm_denies_it() -> None:
    other = tuple(f"2025年表{n}预算表" for n in range(3))
    assert year(titles(COVER)) == ("2024", "sure")
    assert year(titles(COVER, captions=other[:2])) == ("2024", "sure")
    assert year(titles(COVER, captions=other)) == ("2024", "likely")
    assert year(titles(COVER, captions=tuple(t.replace("2025", "2024") for t in other))) == ("2024", "sure")


def test_a_cover_of_two_titles_needs_another_to_agree() -> None:
    both = ("某局2024年部门决算", "2025年部门预算")
    assert year(titles(*both)) == ("2024", "likely")
    assert year(titles(*both, captions=("2024年收入决算表",))) == ("2024", "sure")


def test_titles_and_periods_are_sure_from_three_on() -> None:
    captions = tuple(f"2025年{n}预算表" for n in "收支总")
    assert year(titles(captions=captions)) == ("2025", "sure")
    assert year(titles(captions=captions[:2])) == ("2025", "likely")
    periods = ("（2025年度）", "年度：2025", "(2025年)")
    assert year(titles(lines=periods)) == ("2025", "sure")
    assert year(titles(lines=periods[:2])) == ("2025", "likely")
    assert year(titles(captions=captions[:1], lines=periods[:1])) == ("2025", "sure")
    assert year(titles(captions=("2026年预算与2025年比较表",))) == ("", "unknown")


def test_columns_alone_are_never_sure() -> None:
    assert year(titles(lines=("某局", "某表")), table(year=2025), table(year=2025)) == ("2025", "likely")
    assert year(titles(lines=("某局",)), table(year=2025)) == ("2025", "likely")
    assert year(titles(lines=("某局",)), table(year=2025, phase="budget")) == ("2025", "likely")
    assert year(titles(lines=("某局",)), table(year=2025, phase="final")) == ("", "unknown")
    assert year(titles(lines=("某局",)), table(year=2025, phase="final"), kind="final") == ("2025", "likely")


def test_project_codes_tell_the_latest_year_that_a_project_began() -> None:
    codes = ("652300210000000000001", "65230024T000000000001", "65230023T000000000002", "65230024Y000000000003")
    assert year(titles(lines=codes)) == ("2024", "likely")


def test_a_year_in_passing_is_likely_at_most() -> None:
    assert year(titles(lines=("做好2024年工作", "2024年完成", "完成2024年部门任务"))) == ("2024", "likely")
    assert year(titles(lines=("2024年完成", "2025年完成"))) == ("", "unknown")


@pytest.mark.parametrize(
    ("budget", "final", "found"),
    [(5, 1, ("budget", "sure")), (4, 1, ("budget", "likely")), (3, 1, ("budget", "likely")), (2, 1, ("", "unknown")),
     (1, 5, ("final", "sure")), (0, 0, ("", "unknown"))],
)  # fmt: skip
def test_a_kind_is_sure_where_more_than_four_fifths_of_the_titles_name_it(
    budget: int, final: int, found: tuple[str, str]
) -> None:
    told = [table(f"收支预算表{n}") for n in range(budget)] + [table(f"收支决算表{n}") for n in range(final)]
    kind = find_kind(titles(), told)
    assert (kind.value, kind.sure) == found


def test_a_kind_that_only_lines_name_is_likely() -> None:
    assert find_kind(titles(lines=("编制预算", "公开预算")), []).sure == "likely"
    assert find_kind(titles(COVER), []) == Finding("budget", "sure", f"cover: {COVER}")
    assert find_kind(titles("某局2024年部门决算"), []).value == "final"


def units(count: int) -> Table:
    """A table that lists so many units."""
    columns = (Column(0, ("单位名称",), "unit"), Column(1, ("金额",), "amount"))
    rows = tuple(
        Row(1, (Cell(n, 0, 1, 1, f"某市第{'一二三四'[n]}学校", Place(1)), Cell(n, 1, 1, 1, "5", Place(1))))
        for n in range(count)
    )
    return Table("t01", "", "支出表", "", "万元", (1,), columns, (), 1, rows)


@pytest.mark.parametrize(("count", "scope"), [(3, "department"), (2, ""), (1, "")])
def test_a_department_lists_several_units(count: int, scope: str) -> None:
    assert find_scope(titles(), [], EMPTY, [units(count)]).value == scope


def test_the_cover_tells_the_scope() -> None:
    assert find_scope(titles(COVER), [], EMPTY, []).value == "department"
    assert find_scope(titles("某市某局（本级）2024年部门预算"), [], EMPTY, [units(3)]).value == "unit"
    assert find_scope(titles("某市某局2024年单位预算"), [], EMPTY, [units(3)]).value == "unit"


def body(said: Titles, *labels: str) -> tuple[str, str]:
    """The name of the body, and how sure it is."""
    found = find_body(said, [Label("部门", name) for name in labels], EMPTY, [])
    return found.value, found.sure


def test_a_name_is_sure_where_cover_and_labels_agree_or_it_recurs() -> None:
    assert body(titles(COVER), "某市某局") == ("某市某局", "sure")
    assert body(titles(COVER)) == ("某市某局", "likely")
    assert body(titles(COVER, lines=("某市某局简介", "由某市某局负责"))) == ("某市某局", "sure")
    assert body(titles(COVER, lines=("某市某局简介",))) == ("某市某局", "likely")
    assert body(titles("商务局2024年部门预算"), "某市商务局") == ("某市商务局", "sure")


def test_labels_alone_are_sure_where_most_of_several_say_so() -> None:
    assert body(titles(), "某市某局", "某市某局") == ("某市某局", "sure")
    assert body(titles(), "某市某局") == ("某市某局", "likely")
    assert body(titles(), "某市某局", "某市某局", "甲站站", "乙站站") == ("某市某局", "likely")


def test_two_bodies_in_one_file_leave_the_first_likely() -> None:
    inside = ("某县某院2024年部门预算",)
    assert body(titles(COVER, captions=inside, lines=("某市某局甲", "某市某局乙"))) == ("某市某局", "likely")


def where(name: str, said: Titles, sure: str = "sure") -> tuple[str, str, str, str]:
    """Division and level of a body, each with how sure it is."""
    found = Finding(name, sure, "")
    division = find_division(found, said)
    level = find_level(found, division, said)
    return division.value, division.sure, level.value, level.sure


def test_a_place_that_one_name_has_is_sure_and_a_same_named_one_is_not() -> None:
    assert where("昌吉回族自治州科学技术协会", titles("昌吉回族自治州科学技术协会2024年部门预算")) == (
        "652300", "sure", "prefecture", "sure"
    )  # fmt: skip
    division, *_ = where("鼓楼区教育局", titles("鼓楼区教育局2024年部门预算"))
    assert division == ""
    division, sure, *_ = where("鼓楼区教育局", titles("鼓楼区教育局2024年部门预算", lines=("南京市鼓楼区中山路",)))
    assert (division, sure) == ("320106", "likely")


def test_another_level_on_the_cover_leaves_it_likely() -> None:
    told = where("昌吉回族自治州科学技术协会", titles("昌吉回族自治州科学技术协会2024年县级部门预算"))
    assert told[2:] == ("prefecture", "likely")
    agreed = where("昌吉回族自治州科学技术协会", titles("昌吉回族自治州科学技术协会2024年州级部门预算"))
    assert agreed[2:] == ("prefecture", "sure")


def test_a_county_that_no_list_knows_is_likely_one() -> None:
    assert find_level(Finding("某某县教育局", "sure", ""), Finding(), titles()) == Finding(
        "county", "likely", "name: 某某县教育局"
    )
    assert find_level(Finding("某某教育局", "sure", ""), Finding(), titles()) == Finding()


def test_of_two_years_before_the_words_for_the_kind_the_nearer_counts() -> None:
    assert year(titles("落实2023年要求的某市某局2024年部门预算"))[0] == "2024"
    assert year(titles("某市某局2024年部门决算和2025年部门预算"))[0] == "2024"

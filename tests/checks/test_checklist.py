"""The checklist of disclosure: present, empty, withheld, missing, and what cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from mingzhang.checks.checklist import check_disclosure, load_checklist
from mingzhang.knowledge.forms import load_forms
from mingzhang.prose.records import Prose, Section
from mingzhang.reading.document import Block, Document, Picture, Place, Text
from mingzhang.tables.table import Table

from .conftest import table


def section(topic: str, text: str, title: str = "一节", kind: str = "section") -> Section:
    return Section(f"s-{topic or 'x'}", 1, "", 2, kind, topic, "一", title, text, (1,))


def results(
    tables: Sequence[Table],
    filled: Sequence[str] = (),
    sections: Sequence[Section] = (),
    blocks: Sequence[Block] = (),
) -> dict[str, str]:
    document = Document("", "application/pdf", "", (), tuple(blocks))
    checks = check_disclosure(tables, frozenset(filled), Prose(sections=tuple(sections)), "budget", document)
    return {c.identity: c.result for c in checks}


@pytest.mark.parametrize(
    ("entry", "filled", "result"),
    [
        ({"form": "budget-government-fund"}, ["t1"], "holds"),
        ({"form": "budget-government-fund", "state": "printed-empty", "note": "本表为空表"}, [], "holds"),
        ({"form": "budget-government-fund"}, [], "note"),
        ({"form": "budget-government-fund", "state": "withheld"}, [], "note"),
        ({"form": "", "state": "unknown-form", "title": "政府性基金预算支出表"}, ["t1"], "not-testable"),
        ({"form": "", "state": "unknown-form", "title": "其他表"}, ["t1"], "source-incomplete"),
    ],
)
def test_table(entry: dict[str, str], filled: list[str], result: str) -> None:
    assert results([table({"id": "t1", **entry})], filled)["disclosure.table.government-fund"] == result


def test_matters() -> None:
    assert {results([])[f"disclosure.matter.{m}"] for m in ("running", "glossary")} == {"not-testable"}
    told = results(
        [],
        sections=[
            section("three-public", "比上年减少"),
            section("", "机关运行经费 26.33 万元"),
            section("glossary", "绩效"),
        ],
    )
    assert told["disclosure.matter.three-public"] == "holds"
    assert told["disclosure.matter.running"] == "holds"
    assert told["disclosure.matter.glossary"] == "holds"
    assert told["disclosure.matter.performance"] == "source-incomplete"  # the glossary does not count


OTHER = {"id": "t1", "form": "", "state": "unknown-form", "title": "其他表"}


def test_cells_of_tables_are_no_passages() -> None:
    found = results([table(OTHER)], sections=[section("", "绩效目标一")])
    assert found["disclosure.matter.duties"] == "not-testable"  # the table stands on the same page
    apart = section("", "部门职责")
    found = results([table(OTHER)], sections=[replace(apart, pages=(2,))])
    assert found["disclosure.matter.duties"] == "holds"
    assert found["disclosure.matter.assets"] == "source-incomplete"


def test_what_is_said_without_a_heading_is_said() -> None:
    said = Text(Place(2), "国有资产占用情况：车辆 3 辆")
    found = results([table(OTHER)], sections=[replace(section("", "部门职责"), pages=(2,))], blocks=[said])
    assert found["disclosure.matter.assets"] == "holds"


def test_a_table_that_the_text_names_may_not_have_been_recognised() -> None:
    named = Text(Place(2), "公开08表 政府性基金预算支出情况表")
    assert results([table(OTHER)], blocks=[named])["disclosure.table.government-fund"] == "not-testable"


def test_what_is_not_found_may_stand_on_a_picture() -> None:
    found = results([table(OTHER)], sections=[replace(section("", "部门职责"), pages=(2,))], blocks=[Picture(Place(3))])
    assert found["disclosure.table.government-fund"] == "not-testable"
    assert found["disclosure.matter.assets"] == "not-testable"


def test_checklist_names_known_forms() -> None:
    forms = {f.id for f in load_forms().values()}
    for kind in ("budget", "final"):
        wanted = load_checklist()[kind]["tables"]
        assert len(wanted) == 8
        assert {form for entry in wanted for form in entry["forms"]} <= forms

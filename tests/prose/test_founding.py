"""What the founding disclosure says outside its tables, against facts keyed by hand from its text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mingzhang.figures.figure import Figure
from mingzhang.prose.account import account
from mingzhang.prose.records import Claim, Prose
from tests.prose.conftest import Read


def printed(value: object) -> str:
    """A value as the cases write it: empty for nothing."""
    return "" if value is None else str(value)


def test_every_resource_has_its_number_of_records(founding_read: Read, facts: dict[str, Any]) -> None:
    assert {name: len(getattr(founding_read.prose, name)) for name in facts["counts"]} == facts["counts"]


def test_headings_in_their_order(founding_read: Read, facts: dict[str, Any]) -> None:
    found = [[s.number, s.title] for s in founding_read.prose.sections if s.kind in ("part", "section", "subsection")]
    assert found == facts["headings"]


def test_subsections_know_their_parents(founding_read: Read) -> None:
    by_id = {s.id: s for s in founding_read.prose.sections}
    procurement = next(s for s in by_id.values() if s.title == "政府采购情况")
    assert by_id[procurement.parent_id].title == "其他重要事项的情况说明"
    assert by_id[by_id[procurement.parent_id].parent_id].number == "第三部分"
    assert (procurement.level, procurement.topic) == (3, "procurement")


def test_paragraphs_are_restored(founding_read: Read, facts: dict[str, Any]) -> None:
    paragraphs = {p for s in founding_read.prose.sections for p in s.text.split("\n")}
    assert set(facts["paragraphs"]) <= paragraphs


def test_everything_printed_is_in_a_resource(founding_read: Read) -> None:
    assert account(founding_read.document, founding_read.prose, founding_read.tables) == ()


def test_what_was_left_out_is_named(founding_read: Read) -> None:
    left_out = {s.title for s in founding_read.prose.sections if s.kind == "left-out"}
    assert left_out == {"目录", "表名、表号与单位", "表下说明"}
    covers = [s.text for s in founding_read.prose.sections if s.kind == "preamble"]
    assert covers == ["昌吉回族自治州科学技术协会2024年部门预算公开"]


def test_signed(founding_read: Read, facts: dict[str, Any]) -> None:
    assert printed(founding_read.prose.signed) == facts["signed"]


def claim_facts(claim: Claim, figure: Figure | None) -> list[str]:
    """A claim as the cases write it."""
    numbers = [printed(n) for n in (claim.amount, claim.share, claim.change, claim.growth)]
    place = [figure.table_title, figure.label, figure.column_label.split(" / ")[-1]] if figure else ["", "", ""]
    return [claim.subject, *numbers, claim.base, printed(claim.base_amount), claim.concept, *place]


def test_claims_and_the_figures_they_speak_of(founding_read: Read, facts: dict[str, Any]) -> None:
    figures = {f.id: f for f in founding_read.figures}
    found = [claim_facts(c, figures.get(c.figure_id)) for c in founding_read.prose.claims]
    for expected in facts["claims"]:
        assert expected in found


def test_a_figure_linked_has_the_amount_claimed(founding_read: Read) -> None:
    figures = {f.id: f for f in founding_read.figures}
    linked = [c for c in founding_read.prose.claims if c.figure_id]
    assert len(linked) >= 25
    for claim in linked:
        assert figures[claim.figure_id].amount_yuan == claim.amount_yuan
        assert figures[claim.figure_id].concept == claim.concept


def test_last_years_amounts_are_marked_as_derived(founding_read: Read) -> None:
    for claim in founding_read.prose.claims:
        assert (claim.base_reading == "derived") == (claim.base_amount is not None)
        if claim.base_amount is not None and claim.amount is not None and claim.change is not None:
            assert claim.amount - claim.change == claim.base_amount


def test_reasons(founding_read: Read) -> None:
    reasons = {c.subject: c.reason for c in founding_read.prose.claims if c.section == "s3-2"}
    assert reasons["财政拨款结转"] == "财政拨款结转上缴财政，2024年未安排预算"
    assert reasons["单位资金"] == "单位资金安排的工作任务与上年变化不大，2024年预算支出与上年持平"


def test_performance_management(founding_read: Read, facts: dict[str, Any]) -> None:
    found = [[c.subject, printed(c.quantity), printed(c.amount)] for c in founding_read.prose.claims if c.quantity]
    assert found == facts["performance"]


def test_staff(founding_read: Read, facts: dict[str, Any]) -> None:
    assert [[s.category, s.count, s.change] for s in founding_read.prose.staff] == facts["staff"]


def test_procurement(founding_read: Read, facts: dict[str, Any]) -> None:
    assert [[p.concept, printed(p.amount)] for p in founding_read.prose.procurement] == facts["procurement"]


def test_assets(founding_read: Read, facts: dict[str, Any]) -> None:
    assets = founding_read.prose.assets
    labels = {a.id: a.label for a in assets} | {"": ""}
    found = [
        [
            a.category,
            a.label,
            labels[a.parent_id],
            a.status,
            printed(a.quantity),
            a.quantity_unit,
            printed(a.amount),
            printed(a.threshold),
        ]
        for a in assets
    ]
    assert found == facts["assets"]
    assert {printed(a.as_of) for a in assets if a.status == "held"} == {"2023-12-31"}


def test_projects_are_one_thing_seen_four_ways(founding_read: Read, facts: dict[str, Any]) -> None:
    prose = founding_read.prose
    found = [
        [
            p.name,
            printed(p.amount),
            p.target_name,
            list(p.joined_by),
            p.targets_state,
            [str(a.amount) for a in prose.allotments if a.project_id == p.id],
        ]
        for p in prose.projects
    ]
    assert found == facts["projects"]


def test_allotments_add_up_to_the_project(founding_read: Read) -> None:
    for project in founding_read.prose.projects:
        parts = [a.amount for a in founding_read.prose.allotments if a.project_id == project.id]
        assert not parts or sum(parts, Decimal(0)) == project.amount


def test_project_notes(founding_read: Read) -> None:
    project = next(p for p in founding_read.prose.projects if p.name == "科普人头保障项目")
    assert project.policy_basis.startswith("国办《全民科学素质行动计划实施方案》")
    assert project.responsible_body == "昌吉回族自治州科学技术协会"
    assert (printed(project.period_start), printed(project.period_end)) == ("2024-01-01", "2024-12-31")
    assert project.table_name == project.prose_name == project.name
    assert "绩效目标表作“科普人头工作项目”" in project.difference
    assert len(project.figure_ids) == 3


def test_target_tables(founding_read: Read, facts: dict[str, Any]) -> None:
    found = []
    for key in dict.fromkeys(t.target_table for t in founding_read.prose.targets):
        rows = [t for t in founding_read.prose.targets if t.target_table == key]
        head, weights = rows[0], sum((t.weight or Decimal(0) for t in rows), Decimal(0))
        money = [printed(m) for m in (head.total_amount, head.fiscal_amount, head.other_amount)]
        found.append([head.table_title, head.project, head.responsible_person, *money, len(rows), printed(weights)])
    assert found == facts["target_tables"]


def test_the_overall_table_tells_the_levels_of_fiscal_funds_apart(founding_read: Read) -> None:
    overall = next(t for t in founding_read.prose.targets if t.scope == "department")
    assert (printed(overall.superior_amount), printed(overall.own_amount)) == ("79.00", "489.86")
    assert overall.objective.startswith("以习近平新时代")
    assert overall.objective.endswith("公用经费等。")


def test_targets(founding_read: Read, facts: dict[str, Any]) -> None:
    found = [
        [
            t.level3,
            t.target,
            t.comparator,
            printed(t.value),
            t.value_unit,
            t.basis,
            t.previous,
            printed(t.weight),
            t.scoring_rule,
            t.evidence,
            t.level1,
            t.level2,
        ]
        for t in founding_read.prose.targets
    ]
    for expected in facts["targets"]:
        assert expected in found


def test_targets_belong_to_projects(founding_read: Read) -> None:
    names = {p.id: p.target_name for p in founding_read.prose.projects}
    for target in founding_read.prose.targets:
        assert names.get(target.project_id, "") == target.project


def test_glossary(founding_read: Read, facts: dict[str, Any]) -> None:
    assert [[g.number, g.term] for g in founding_read.prose.glossary] == facts["glossary"]
    assert founding_read.prose.glossary[1].definition == "包括公共财政拨款（补助）资金、专项收入。"


def test_notes(founding_read: Read) -> None:
    notes = founding_read.prose.notes
    assert sorted(n.kind for n in notes) == ["name-difference", *["weights"] * 4, "withheld"]
    withheld = next(n for n in notes if n.kind == "withheld")
    assert (withheld.value, len(withheld.ids)) == (Decimal("79.00"), 2)
    assert {n.value for n in notes if n.kind == "weights"} == {Decimal(90)}


def test_ids_are_unique_and_sections_exist(founding_read: Read) -> None:
    prose: Prose = founding_read.prose
    sections = {s.id for s in prose.sections} | {""}
    for name in (
        "sections",
        "claims",
        "projects",
        "allotments",
        "targets",
        "staff",
        "assets",
        "procurement",
        "glossary",
    ):
        records = getattr(prose, name)
        assert len({r.id for r in records}) == len(records), name
        assert all(getattr(r, "section", "") in sections for r in records), name


def test_reading_again_gives_the_same(founding_read: Read) -> None:
    from mingzhang.prose.parse import parse_prose

    again = parse_prose(founding_read.document, founding_read.tables, founding_read.figures, 2024, "budget")
    assert again == founding_read.prose

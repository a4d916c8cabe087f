"""The numbers of the prose as facts: claims, staff, procurement, assets, projects, allotments, performance
targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from mingzhang.checks.claim_facts import claim_facts
from mingzhang.checks.facts import Fact, half_unit, own_period
from mingzhang.figures.figure import Figure
from mingzhang.prose.records import Asset, Prose, Staff, Target

_POST = "in-post"
_KIND = "in-post-kind"
_NOT_IN_POST = ("retired", "retired-li", "other")


def prose_facts(prose: Prose, figures: Sequence[Figure], kind: str) -> tuple[Fact, ...]:
    """A fact for every number of the prose that an identity may speak of."""
    return (
        *claim_facts(prose, figures, own_period(figures, kind)),
        *_staff(prose),
        *_procurement(prose),
        *(f for a in prose.assets for f in _asset(a, prose.assets)),
        *_projects(prose),
        *_targets(prose),
    )


def fact(record: str, identifier: str, value: str, amount: Decimal, unit: str, group: str, label: str) -> Fact:
    """A fact of the prose with its own precision."""
    return Fact(identifier, record, value, amount, half_unit(amount), unit, group=group, label=label)


def _staff(prose: Prose) -> Iterator[Fact]:
    """Persons by passage and body. Kinds of persons in post stand for these where nothing else does; those who are not
    in post are counted apart from a total that they are no part of."""
    groups: dict[str, list[Staff]] = defaultdict(list)
    for s in prose.staff:
        groups[f"{s.section} {s.unit_name}"].append(s)
    for name, members in groups.items():
        kinds = not any(s.category == _POST for s in members)
        post = _KIND if kinds else _POST
        apart = {_POST, _KIND} - {post} | (set(_NOT_IN_POST) if _leaves_out_others(members, post) else set())
        for s in members:
            group = f"{name} apart" if s.category in apart else name
            made = Fact(s.id, "staff", "count", Decimal(s.count), Decimal(0), "人", group=group, label=s.label)
            yield replace(made, category=s.category, section=s.section, source=s.source)


def _leaves_out_others(members: Sequence[Staff], post: str) -> bool:
    """Whether a total of persons is that of those in post: it is their sum alone, or they are not told apart."""
    totals = {s.count for s in members if s.category == "total"}
    in_post = [s.count for s in members if s.category == post]
    return not in_post or sum(in_post) in totals


def _procurement(prose: Prose) -> Iterator[Fact]:
    for p in (told for told in prose.procurement if told.section):  # what only a table tells is no second witness
        item, _, fund = p.concept.partition("@")
        group = f"{p.section} {p.unit_name} {p.figure_year} {p.phase}"
        made = fact("procurement", p.id, "amount", p.amount, p.unit, group, p.label)
        yield replace(made, item=item, fund=fund, section=p.section, source=p.source)


def _asset(asset: Asset, assets: Sequence[Asset]) -> Iterator[Fact]:
    """Each asset as a part of its whole, and as a whole where it has parts."""
    roles = [("part", asset.parent_id)] if asset.parent_id else []
    roles += [("whole", asset.id)] if any(a.parent_id == asset.id for a in assets) else []
    for category, group in roles:
        if asset.quantity is not None:
            made = fact("asset", asset.id, "quantity", asset.quantity, asset.quantity_unit, group, asset.label)
            yield replace(made, category=category, section=asset.section, source=asset.source)
        if asset.amount is not None:
            made = fact("asset", asset.id, "amount", asset.amount, asset.unit, group, asset.label)
            yield replace(made, category=category, section=asset.section, source=asset.source)


def _projects(prose: Prose) -> Iterator[Fact]:
    for p in prose.projects:
        sizes = {"table": p.table_amount, "prose": p.prose_amount, "target": p.target_amount}
        for category, amount in sizes.items():
            if amount is not None:
                name = getattr(p, f"{category}_name") or p.name
                made = fact("project", p.id, "amount", amount, p.unit, p.id, name)
                yield replace(made, category=category, source=p.source)
    for a in prose.allotments:
        made = fact("allotment", a.id, "amount", a.amount, a.unit, a.project_id, a.purpose)
        yield replace(made, source=a.source)


def _targets(prose: Prose) -> Iterator[Fact]:
    seen: set[str] = set()
    for t in prose.targets:
        if t.weight is not None:
            made = replace(fact("target", t.id, "weight", t.weight, "分", t.target_table, t.level3), half=Decimal(0))
            yield replace(made, category=t.scope, source=t.source)
        if t.target_table not in seen:
            seen.add(t.target_table)
            yield from _head(t)


def _head(t: Target) -> Iterator[Fact]:
    """The funds at the head of a target table."""
    for value in ("total", "fiscal", "superior", "own", "other"):
        amount = getattr(t, f"{value}_amount")
        if amount is not None:
            made = fact(
                "target",
                f"{t.target_table}-{value}",
                f"{value}-amount",
                amount,
                t.unit,
                t.target_table,
                t.project or t.table_title,
            )
            yield replace(made, category=t.scope, source=t.source)

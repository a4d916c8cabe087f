"""The numbers of the prose as facts: claims, staff, procurement, assets, projects, allotments, performance
targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from mingzhang.checks.claim_facts import claim_facts
from mingzhang.checks.facts import Fact, half_unit, own_period
from mingzhang.figures.figure import Figure
from mingzhang.prose.records import Asset, Prose, Target


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
    for s in prose.staff:
        group = f"{s.section} {s.unit_name}"
        made = Fact(
            s.id, "staff", "count", Decimal(s.count), Decimal(0), "人", group=group, label=s.label, category=s.category
        )
        yield replace(made, section=s.section, source=s.source)


def _procurement(prose: Prose) -> Iterator[Fact]:
    for p in prose.procurement:
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

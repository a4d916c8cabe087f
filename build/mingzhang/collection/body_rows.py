"""Bodies, their names over time, their divisions, and the list of disclosures.

Kind and parent of a body are those registered in its ``body.toml``; else its name tells the likely kind, and the one
department whose disclosure lists it among its units is its parent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mingzhang.checks.record import FAILED
from mingzhang.collection.comparable import Placed
from mingzhang.collection.disclosed import Disclosed
from mingzhang.collection.register import Registered
from mingzhang.knowledge.body_kinds import kind_of
from mingzhang.knowledge.divisions import ancestors, division_name, former_division, level_of
from mingzhang.text.normalise import normalise

Row = dict[str, Any]

_OF_UNITS = ("-income", "-expenditure")  # forms whose unit columns name the units of the department, and nobody else


def parents_of(disclosed: Sequence[Disclosed], register: Mapping[str, Registered]) -> dict[str, str]:
    """Body id → id of its parent: the registered one, else the one department that lists it among its units.

    A name that several bodies have, or that a body outside the department's own place has, tells no parent.
    """
    places = {one.body: str(one.facts["body"].get("division") or "") for one in disclosed}
    bodies: dict[str, set[str]] = defaultdict(set)
    for one in disclosed:
        bodies[normalise(one.name)].add(one.body)
    listed: dict[str, set[str]] = defaultdict(set)
    for one in disclosed:
        if one.scope == "department":
            for body in _named_alone(_units(one), bodies) - {one.body}:
                if _may_lie_in(places[body], places[one.body]):
                    listed[body].add(one.body)
    printed = {body: min(parents) for body, parents in listed.items() if len(parents) == 1}
    return printed | {slug: known.parent for slug, known in register.items() if known.parent}


def _named_alone(names: Iterable[str], bodies: Mapping[str, set[str]]) -> set[str]:
    """The bodies of these names, where only one body has the name."""
    found = (bodies.get(name, set()) for name in names)
    return {body for some in found if len(some) == 1 for body in some}


def _may_lie_in(division: str, outer: str) -> bool:
    """Whether a division is the other, or within it, or one of them is not known."""
    return not division or not outer or outer in (division, *ancestors(division))


def _units(one: Disclosed) -> set[str]:
    units = {f["unit_name"] for f in one.records("figures") if one.forms[f["table_id"]].endswith(_OF_UNITS)}
    return {normalise(unit) for unit in units if unit}


def body_rows(
    disclosed: Sequence[Disclosed], register: Mapping[str, Registered], parents: Mapping[str, str]
) -> list[Row]:
    """``bodies``: who discloses, and the ``parents`` (body id → id) that do not."""
    found = _by_body(disclosed)
    slugs = sorted({*found, *(parents[slug] for slug in found if slug in parents)})
    return [_body(s, found.get(s, []), register.get(s, Registered()), parents.get(s, "")) for s in slugs]


def _body(slug: str, found: Sequence[Disclosed], registered: Registered, parent: str) -> Row:
    latest = max(found, key=_age, default=None)
    about = latest.facts["body"] if latest else {}
    name = latest.name if latest else next((n.name for n in registered.names[-1:]), "")
    kind = registered.kind or kind_of(name)
    years = [d.fiscal_year for d in found if d.fiscal_year]
    division = about.get("division", "")
    return {
        "id": slug,
        "name": name,
        "name_en": registered.name_en,
        "division": division,
        "province": f"{division[:2]}0000" if division else "",
        "level": about.get("level", ""),
        "kind": kind,
        "kind_origin": "registered" if registered.kind else "name" if kind else "",
        "parent": parent,
        "parent_origin": "registered" if registered.parent else "printed" if parent else "",
        "predecessors": registered.predecessors,
        "first_year": min(years, default=None),
        "last_year": max(years, default=None),
        "disclosures": len(found),
    }


def name_rows(disclosed: Sequence[Disclosed], register: Mapping[str, Registered]) -> Iterator[Row]:
    """``body_names``: every name printed, with the years it is seen in, and every name registered."""
    for slug, found in _by_body(disclosed).items():
        years: dict[str, list[int]] = defaultdict(list)
        for one in found:
            years[one.name] += [one.fiscal_year] if one.fiscal_year else []
        for name, seen in sorted(years.items(), key=lambda item: (min(item[1], default=0), item[0])):
            if name:
                first, last = min(seen, default=None), max(seen, default=None)
                yield _name(slug, name, first, last, "printed")
        for known in register.get(slug, Registered()).names:
            yield _name(slug, known.name, known.first_year, known.last_year, "registered")


def _name(slug: str, name: str, first: int | None, last: int | None, origin: str) -> Row:
    return {"body": slug, "name": name, "first_year": first, "last_year": last, "origin": origin}


def division_rows(bodies: Iterable[Row]) -> Iterator[Row]:
    """``divisions``: those of the bodies, what former ones became, and all that these lie in."""
    codes = {row["division"] for row in bodies if row["division"]}
    codes |= {former.successor for former in map(former_division, codes) if former}
    codes |= {row["province"] for row in bodies if row["province"]}
    for code in sorted(codes.union(*map(ancestors, codes))):
        former = former_division(code)
        yield {
            "code": code,
            "name": division_name(code),
            "name_en": division_name(code, "en"),
            "parent": next(reversed(ancestors(code)), ""),
            "level": "township" if len(code) > 6 else level_of(code),
            "valid_to": int(former.valid_to) if former else None,
            "successor": former.successor if former else "",
        }


def disclosure_rows(disclosed: Sequence[Disclosed], placed: Placed) -> Iterator[Row]:
    """``disclosures``: what each is, where it comes from, how far it was read."""
    in_lines: dict[str, int] = defaultdict(int)
    for disclosure, _ in placed.line_of:
        in_lines[disclosure] += 1
    for one in disclosed:
        sources = one.data.descriptor["sources"]
        source = next((s for s in sources if s["mingzhang:role"] == "primary"), sources[0] if sources else {})
        yield {
            "id": one.id,
            "body": one.body,
            "title": one.data.descriptor["title"],
            "title_en": one.data.descriptor["title:en"],
            "fiscal_year": one.fiscal_year,
            "kind": one.kind,
            "scope": one.scope,
            "edition": one.edition,
            "is_latest": one.is_latest,
            "signed": one.facts["signed"],
            "published": one.facts["published"],
            "version": one.data.descriptor["version"],
            "tables": len(one.data.frames["tables"]),
            "figures": len(one.data.frames["figures"]),
            "figures_in_lines": in_lines[one.id],
            "checks_failed": int(one.data.frames["checks"]["result"].isin(FAILED).sum()),
            "source_url": source.get("path", ""),
            "source_sha256": source.get("mingzhang:sha256", ""),
        }


def _by_body(disclosed: Sequence[Disclosed]) -> dict[str, list[Disclosed]]:
    found: dict[str, list[Disclosed]] = defaultdict(list)
    for one in disclosed:
        found[one.body].append(one)
    return found


def _age(one: Disclosed) -> tuple[int, int, str]:
    return one.fiscal_year or 0, one.edition, one.id

"""The page of a body: what is held of it, its main figures over years, budget beside final account, units, peers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from mingzhang.collection.entry import Body, Entry, place_key
from mingzhang.collection.survey import Amount, stem_of
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.codes_pages import meaning_of
from mingzhang.site.describe import place_name, year_title
from mingzhang.site.edition import Edition
from mingzhang.site.interface import Words
from mingzhang.site.year_pages import draw_years

_PHASES = ("budget", "adjusted", "executed", "final")
_MAIN = (
    ("income.grand-total", ""), ("expenditure.grand-total", ""), ("expenditure", ""), ("expenditure.basic", ""),
    ("expenditure.project", ""), ("expenditure", "general"), ("three-public", ""), ("three-public", "general"),
    ("agency-running", ""),
)  # fmt: skip
_DRAWN = (("expenditure.grand-total", ""), ("expenditure", ""), ("expenditure.current", ""))
_PEERS = 40


def body_details(edition: Edition, body: Body, entries: Sequence[Entry], here: Here) -> dict[str, Any]:
    """What the template shows of a body beyond its latest disclosure and the list of all."""
    words = edition.words
    wholes = edition.survey.wholes.get(body.slug, [])
    return {
        "held": _held(entries, words, here),
        "trend": _trend(wholes, edition, here),
        "outturn": _outturn(edition, body, here),
        "units": _units(edition, body, here),
        "parent": _parent(edition, body, here),
        "peers": _peers(edition, body, here),
    }


def _held(entries: Sequence[Entry], words: Words, here: Here) -> dict[str, Any]:
    """A grid: a row for each year from the first to the last, a column for each kind and scope met."""
    dated = [e for e in entries if e.fiscal_year]
    if not dated:
        return {"columns": [], "rows": []}
    kinds = sorted({(e.kind, e.scope) for e in dated} | {(k, dated[0].scope) for k in ("budget", "final")})
    by_place = {(e.fiscal_year, e.kind, e.scope): e for e in reversed(dated)}
    years = range(max(e.fiscal_year or 0 for e in dated), min(e.fiscal_year or 9999 for e in dated) - 1, -1)
    rows = []
    for year in years:
        found = [by_place.get((year, kind, scope)) for kind, scope in kinds]
        cells = [_disclosure(e, words, here) if e else {} for e in found]
        rows.append({"year": year, "cells": cells})
    columns = [f"{words(f'kind-{kind}')} · {words(f'scope-{scope}')}" for kind, scope in kinds]
    return {"columns": columns, "rows": rows}


def _disclosure(entry: Entry, words: Words, here: Here) -> dict[str, Any]:
    return {
        "href": here.to(address.disclosure(entry.id)),
        "text": year_title(entry, words),
        "guesses": entry.guesses,
    }


def _trend(wholes: Sequence[Amount], edition: Edition, here: Here) -> dict[str, Any]:
    """Main figures: a column for each year and phase; and the chart of total expenditure when there are two."""
    words = edition.words
    scope = _widest(wholes)
    cells = {((a.concept, a.fund), a.year, a.phase): a for a in wholes if a.scope == scope}
    columns = sorted({(year, phase) for _, year, phase in cells}, key=lambda c: (c[0], _order(c[1])))[-8:]
    rows = []
    shown = []
    for concept, fund in _MAIN:
        found = [cells.get(((concept, fund), *column)) for column in columns]
        side = (concept.partition(".")[0], [a.yuan if a else None for a in found])
        if any(found) and side not in shown:  # the same amounts by a narrower name say nothing more
            shown.append(side)
            rows.append({"name": meaning_of(concept, fund, words), "cells": [_money(a, edition, here) for a in found]})
    return {
        "columns": [f"{year} {words(f'phase-{phase}')}" for year, phase in columns],
        "rows": rows,
        "chart": _chart(cells, words) if len(columns) > 1 else "",
        "scope": words(f"scope-{scope}") if scope else "",
    }


def _widest(wholes: Sequence[Amount]) -> str:
    scopes = {a.scope for a in wholes}
    return "department" if "department" in scopes else min(scopes, default="")


def _order(phase: str) -> int:
    return _PHASES.index(phase) if phase in _PHASES else len(_PHASES)


def _chart(cells: Mapping[tuple[tuple[str, str], int, str], Amount], words: Words) -> str:
    """Total expenditure, in the first of its meanings that every year and phase prints best."""
    series: dict[str, dict[int, Decimal]] = {}
    best = max(_DRAWN, key=lambda meaning: sum(key[0] == meaning for key in cells))
    for phase in _PHASES:
        amounts = {year: a.yuan for (meaning, year, p), a in cells.items() if meaning == best and p == phase}
        if amounts:
            series[words(f"phase-{phase}")] = amounts
    several = sum(map(len, series.values())) > 1
    return draw_years(series, words, words("trend-title"), "trend") if several else ""


def _money(amount: Amount | None, edition: Edition, here: Here) -> dict[str, str]:
    if amount is None:
        return {"text": "", "href": ""}
    table = edition.survey.table_of(amount)
    where = f"{address.table(amount.disclosure, table)}#{amount.figure}" if table else ""
    return {"text": edition.words.money(amount.yuan), "href": here.to(where) if where else ""}


def _outturn(edition: Edition, body: Body, here: Here) -> list[dict[str, str]]:
    """Budget and final account of the same year, for what is not broken down.

    The rate is to the initial budget, where that is not printed to the adjusted one.
    """
    words = edition.words
    return [
        {
            "year": row["fiscal_year"],
            "name": meaning_of(row["concept"], row["fund"], words),
            "budget": words.money(Decimal(row["budget_yuan"])) if row["budget_yuan"] else "",
            "adjusted": words.money(Decimal(row["adjusted_yuan"])) if row["adjusted_yuan"] else "",
            "final": words.money(Decimal(row["final_yuan"])),
            "rate": f"{rate}%" if (rate := row["execution_rate"] or row["adjusted_rate"]) else "",
        }
        for row in edition.survey.outturns.get(body.slug, [])
        if (row["concept"], row["fund"]) in _MAIN and (row["budget_yuan"] or row["adjusted_yuan"])
    ]


def _units(edition: Edition, body: Body, here: Here) -> list[dict[str, str]]:
    """Units as the latest disclosure lists them, and bodies that are subordinate with their latest totals."""
    amounts = edition.survey.units.get(body.slug, [])
    latest = max((a.year for a in amounts), default=0)
    mine = sorted((a for a in amounts if a.year == latest), key=lambda a: -a.yuan)
    if {a.key for a in mine} == {body.name}:  # the body alone has no units
        mine = []
    below = {r["id"] for r in edition.survey.children.get(body.slug, []) if int(r["disclosures"])}
    entries = [own[0] for b, own in edition.collection.bodies().items() if b.slug in below] if below else []
    named = Counter(e.body.name for e in entries)
    known = {e.body.name: e for e in entries if named[e.body.name] == 1}  # a name that several have says not which
    units = [
        {
            "name": a.key,
            "href": here.to(address.body(known[a.key].body.slug)) if a.key in known else "",
            "year": str(a.year),
            **_unit_money(a, edition, here),
        }
        for a in mine
    ]
    listed = {a.key for a in mine}
    others = [e for e in entries if e.body.name not in known or e.body.name not in listed]
    return units + [_below(entry, edition, here) for entry in others]


def _below(entry: Entry, edition: Edition, here: Here) -> dict[str, str]:
    """A subordinate body, with the total of its latest disclosure."""
    whole = entry.headline.whole
    return {
        "name": entry.body.name or entry.body.slug,
        "href": here.to(address.body(entry.body.slug)),
        "year": str(entry.fiscal_year or ""),
        "money": edition.words.money(whole.yuan) if whole else "",
        "to": here.to(address.disclosure(entry.id)),
    }


def _parent(edition: Edition, body: Body, here: Here) -> dict[str, str]:
    """The department in charge, where it has a page of its own, and how it is known."""
    bodies = edition.survey.bodies
    parent = bodies.get(bodies.get(body.slug, {}).get("parent", ""))
    if not parent or not int(parent["disclosures"]):
        return {}
    printed = bodies[body.slug]["parent_origin"] == "printed"
    how = edition.words("parent-printed") if printed else ""
    return {"name": parent["name"], "href": here.to(address.body(parent["id"])), "how": how}


def _unit_money(amount: Amount, edition: Edition, here: Here) -> dict[str, str]:
    cell = _money(amount, edition, here)
    return {"money": cell["text"], "to": cell["href"]}


def _peers(edition: Edition, body: Body, here: Here) -> list[dict[str, str]]:
    """Bodies elsewhere whose names are the same without their places."""
    found = edition.survey.kin.get(stem_of(body.name, body.division), [])
    return [
        {
            "name": row["name"],
            "place": place_name(place_key(row["division"], row["level"]), edition.words),
            "href": here.to(address.body(row["id"])),
        }
        for row in found
        if row["id"] != body.slug and int(row["disclosures"])
    ][:_PEERS]

"""Ways into the collection by kind of body and by year, and what of it is held: counts with their denominators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from pypinyin import lazy_pinyin

from mingzhang.collection.entry import Body, Entry
from mingzhang.collection.survey import stem_of
from mingzhang.knowledge.body_kinds import all_kinds
from mingzhang.knowledge.body_names import composed_name
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.edition import Edition
from mingzhang.site.interface import Words

UNTOLD = "untold"  # the address of bodies whose kind nothing tells
_KINDS = ("budget", "final", "")


def kind_of_body(edition: Edition, body: Body) -> str:
    """The kind of a body as the collection has it (registered, or told by its name); empty when neither tells."""
    row = edition.survey.bodies.get(body.slug)
    return row["kind"] if row else ""


def other_name(edition: Edition, body: Body) -> str:
    """The English name of a body, in either edition: the registered one, else one made of its place and its name
    without it; empty when there is neither.
    """
    row = edition.survey.bodies.get(body.slug)
    return row["name_en"] if row and row["name_en"] else composed_name(stem_of(body.name, body.division), body.division)


def order_of(edition: Edition, body: Body) -> tuple[str, int, str]:
    """Where people look for a body: by its place, then its kind, then its name in pinyin."""
    kinds = [*all_kinds(), ""]
    kind = kind_of_body(edition, body)
    return body.division or "~", kinds.index(kind) if kind in kinds else len(kinds), pinyin(body.name)


def pinyin(text: str) -> str:
    """Its syllables, without tones: 科协 → ke xie."""
    return " ".join(lazy_pinyin(text, errors="ignore"))


def kind_name(kind: str, words: Words) -> str:
    """The name of a kind of body."""
    found = all_kinds().get(kind)
    return (found.zh if words.language == "zh" else found.en) if found else words("kind-untold")


def bodies_by_kind(edition: Edition, bodies: Iterable[Body]) -> dict[str, list[Body]]:
    """Bodies by their kinds, in the order of the register of kinds; those of no kind come last."""
    found: dict[str, list[Body]] = {kind: [] for kind in (*all_kinds(), "")}
    for body in bodies:
        found.setdefault(kind_of_body(edition, body), []).append(body)
    return {kind: some for kind, some in found.items() if some}


def entries_by_year(entries: Iterable[Entry]) -> dict[int | None, list[Entry]]:
    """Disclosures by fiscal year, the latest first; undated ones come last."""
    found: dict[int | None, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: -(e.fiscal_year or 0)):
        found.setdefault(entry.fiscal_year, []).append(entry)
    return found


def kind_entrances(edition: Edition, here: Here) -> list[dict[str, Any]]:
    """A link for every kind of body, with the number of bodies."""
    found = bodies_by_kind(edition, edition.collection.bodies())
    return [
        {"name": kind_name(kind, edition.words), "href": here.to(address.kind(kind or UNTOLD)), "count": len(bodies)}
        for kind, bodies in found.items()
    ]


def year_entrances(edition: Edition, here: Here) -> list[dict[str, Any]]:
    """A link for every fiscal year, with the number of disclosures."""
    return [
        {"name": year_name(year, edition.words), "href": here.to(address.year(year)), "count": len(entries)}
        for year, entries in entries_by_year(edition.collection.entries).items()
    ]


def year_name(year: int | None, words: Words) -> str:
    """2024 年, 2024; or that the year is not known."""
    return words("year-of", year=year) if year else words("undated")


def coverage_of(entries: Sequence[Entry], words: Words) -> dict[str, Any]:
    """A row for every year from the first to the last: how many of the bodies have a budget, and a final account."""
    whole = len({e.body for e in entries})
    have = Counter((e.fiscal_year, e.kind) for e in {(e.body, e.fiscal_year, e.kind): e for e in entries}.values())
    dated = [year for year, _ in have if year]
    years: list[int | None] = list(range(max(dated), min(dated) - 1, -1)) if dated else []
    years += [None] if any(year is None for year, _ in have) else []
    kinds = [k for k in _KINDS if k or any(kind == "" for _, kind in have)]
    return {
        "columns": [words(f"kind-{kind}") for kind in kinds],
        "rows": [
            {
                "year": year_name(year, words),
                "cells": [words("held-of", n=have[year, kind], whole=whole) for kind in kinds],
            }
            for year in years
        ],
    }

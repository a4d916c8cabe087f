"""The page that sets bodies side by side: its data for the script, and a plain table for readers without scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from decimal import Decimal
from pathlib import Path
from typing import Any

from mingzhang.collection.collection_schemas import load_collection_schemas
from mingzhang.collection.entry import place_key
from mingzhang.collection.panel import panel_columns
from mingzhang.collection.survey import Row, stem_of
from mingzhang.knowledge.body_names import composed_name
from mingzhang.knowledge.vocabulary import load_vocabulary
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.codes_pages import meaning_of
from mingzhang.site.describe import Crumb, chart_source, place_name
from mingzhang.site.edition import Edition, Found
from mingzhang.site.entrances import order_of
from mingzhang.site.interface import Words

DATA = "compare.json"
_SHOWN = (
    "income_total",
    "expenditure_total",
    "expenditure",
    "expenditure_basic",
    "expenditure_project",
    "three_public",
)
_MOST = 300
_SAID = (
    "body", "year", "phase", "scope", "compare-nothing", "compare-download", "compare-copy", "compare-copied",
    "compare-find", "compare-items", "compare-years", "compare-phases", "bodies", "compare-chart", "compare-result",
    "unit-note", "compare-picked", "compare-clear", "compare-drop", "compare-none", "compare-draw", "compare-mixed",
    "compare-lacking", "csv-excel", "chart-svg", "chart-png", "guess", "list-comma", "yuan",
)  # fmt: skip
_ABOUT = ("body", "figure_year", "scope", "phase")


def write_compare_data(edition: Edition, data: Path) -> None:
    """``data/compare.json``: the panel as columns, amounts in yuan as strings; once for both editions.

    ``bodies``: [id, name, place, name without its place, kind, English name], in the order in which people look for
    them; ``guesses``: per disclosure what it does not state outright.
    """
    names = _columns()
    rows = edition.survey.rows.get("panel", [])
    places = {body.slug: order_of(edition, body) for body in edition.collection.bodies()}
    rows = sorted(rows, key=lambda r: places.get(r["body"], ("~", 0, "")))
    bodies = {row["body"]: _body(row) for row in rows}
    order = {body: number for number, body in enumerate(bodies)}
    made = {
        "bodies": list(bodies.values()),
        "items": list(names),
        "guesses": {e.id: sorted(e.guesses) for e in edition.collection.entries if e.guesses},
        "rows": [
            [order[r["body"]], int(r["figure_year"]), r["scope"], r["phase"], _held_in(r)] + [r[name] for name in names]
            for r in rows
        ],
    }
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    (data / DATA).write_text(text, encoding="utf-8", newline="\n")


def _body(row: Row) -> list[str]:
    stem = stem_of(row["body_name"], row["division"])
    name_en = row["body_name_en"] or composed_name(stem, row["division"])
    return [row["body"], row["body_name"], place_key(row["division"], row["level"]), stem, row["kind"], name_en]


def write_compare(edition: Edition) -> None:
    """The page; without scripts it shows the latest year of every body."""
    words, here = edition.words, edition.here("compare/")
    rows = _latest(edition.survey.rows.get("panel", []))
    shown = [c for c in _SHOWN if any(r[c] for r in rows)]
    edition.write(
        "compare/",
        "compare.html",
        words("compare-title"),
        words("compare-intro"),
        crumbs=[Crumb(words("home"), here.to(""))],
        header=[_item_name(c, words) for c in shown],
        rows=[_row(r, shown, words, here, edition.guesses(_held_in(r))) for r in rows[:_MOST]],
        cut=words("cut-at", n=_MOST, all=len(rows)) if len(rows) > _MOST else "",
        panel=here.to_root("data/all/panel.csv"),
        setting=_setting(words, here, rows),
        hide=["toc"],
    )
    edition.found.append(Found("compare/", words("compare-title"), words("compare-intro")))


def _columns() -> dict[str, str]:
    """Column of the panel → its concept."""
    return {name: concept for concept, name in panel_columns(load_collection_schemas()["panel"]).items()}


def _item_name(column: str, words: Words) -> str:
    concept, _, fund = _columns()[column].partition("@")
    name = meaning_of(concept, fund, words)
    return name if fund and load_vocabulary().funds.get(fund) else name.partition(" · ")[0]


def _latest(rows: Sequence[Row]) -> list[Row]:
    best: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row["body"], row["scope"])
        if key not in best or (row["figure_year"], row["phase"] == "budget") > (
            best[key]["figure_year"],
            best[key]["phase"] == "budget",
        ):
            best[key] = row
    return list(best.values())


def _held_in(row: Row) -> str:
    """The disclosure that a row of the panel is taken from, the first where it is several."""
    return row["disclosures"].split(" | ")[0]


def _row(row: Row, shown: Sequence[str], words: Words, here: Here, guesses: Set[str]) -> dict[str, Any]:
    return {
        "guesses": guesses,
        "body": row["body_name"] or row["body"],
        "href": here.to(address.body(row["body"])),
        "place": place_name(place_key(row["division"], row["level"]), words),
        "year": row["figure_year"],
        "phase": words(f"phase-{row['phase']}"),
        "scope": words(f"scope-short-{row['scope']}"),
        "cells": [{"text": wan(row[c]), "sort": row[c]} for c in shown],
    }


def wan(yuan: str) -> str:
    """An amount in yuan as 万元 with two decimals, exact beyond that: 6320400.00 → 632.04. Empty stays empty."""
    if not yuan:
        return ""
    amount = Decimal(yuan) / 10_000
    shown = amount.quantize(Decimal("0.01"))
    return f"{shown if shown == amount else amount.normalize():,f}"


def _setting(words: Words, here: Here, rows: Sequence[Row]) -> str:
    """What the script needs: where its data are, and its words."""
    phases = ("budget", "adjusted", "executed", "final")
    texts: Mapping[str, Any] = {
        "data": here.to_root(f"data/{DATA}"),
        "bodies": here.to("bodies/"),
        "disclosures": here.to("disclosures/"),
        "items": {c: _item_name(c, words) for c in _columns()},
        "places": {p: place_name(p, words) for p in {place_key(r["division"], r["level"]): 0 for r in rows}},
        "phases": {p: words(f"phase-{p}") for p in phases},
        "scopes": {s: words(f"scope-short-{s}") for s in ("department", "unit", "")},
        "names": list(_SHOWN),
        "words": {key: words(key) for key in _SAID} | {"chart-source": chart_source(words)},
    }
    return json.dumps(texts, ensure_ascii=False).replace("<", "\\u003c")

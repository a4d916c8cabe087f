"""The quality page: every rate with its denominator, sortable, and our own error rate as measured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.collection.entry import Entry
from mingzhang.collection.quality import FILE, Counts, Groups
from mingzhang.knowledge.forms import load_forms
from mingzhang.knowledge.identities import load_identities
from mingzhang.knowledge.identity_record import load_record, recorded_on
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.describe import Crumb, full_title, place_name
from mingzhang.site.edition import Edition, Found
from mingzhang.site.interface import Words

ACCURACY = files("mingzhang") / "knowledge" / "accuracy.json"  # as `make accuracy` leaves it
_TITLES = {"place": "quality-places", "form": "quality-forms", "identity": "quality-identities"}
_HEADS = {"place": "places", "form": "quality-form", "identity": "quality-identity", "disclosure": "body"}
_TABLES = (
    ("quality-read", "read", "tables"),
    ("quality-clear", "clear", "figures"),
    ("quality-proved", "proved", "amounts"),
    ("quality-confirmed", "confirmed", "meant"),
)
_CHECKS = ("contradictions", "incomplete", "doubts", "unconfirmed", "untested")


def write_quality(edition: Edition, groups: Groups) -> None:
    """The page: what was read and proved, and the software's own error rate."""
    words, here = edition.words, edition.here("quality/")
    entries = {e.id: e for e in edition.collection.entries}
    named = {
        "place": lambda key: (place_name(key, words), here.to(address.place(key))),
        "disclosure": lambda key: _disclosure(entries[key], words, here),
        "form": lambda key: (_form(key, words), ""),
        "identity": lambda key: (_identity(key, words), ""),
    }
    edition.write(
        "quality/",
        "quality.html",
        words("quality-title"),
        words("quality-intro"),
        crumbs=[Crumb(words("home"), here.to(""))],
        sections=[_section(kind, groups[kind], named[kind], words) for kind in named],
        download=here.to_root(f"data/{FILE}"),
        accuracy=_accuracy(words),
        covered=_covered(groups, words),
        hide=["toc"],
    )
    edition.found.append(Found("quality/", words("quality-title"), words("quality-intro")))


def _section(kind: str, found: Mapping[str, Counts], named: Any, words: Words) -> dict[str, Any]:
    """One table: its header, and rows of a name and cells (text, what it sorts by)."""
    header = [words("quality-disclosures")] if kind == "place" else []
    header += [words(name) for name, _, _ in _TABLES] if kind != "identity" else []
    header += [words("quality-hold"), *(words(f"quality-{c}") for c in _CHECKS)] if kind != "form" else []
    rows = []
    for key in sorted(found):
        name, href = named(key)
        rows.append({"name": name, "href": href, "zh": kind == "disclosure", "cells": _cells(kind, found[key], words)})
    title = words(_TITLES.get(kind, "quality-bodies"))
    return {"id": kind, "title": title, "head": words(_HEADS[kind]), "header": header, "rows": rows}


def _cells(kind: str, counts: Counts, words: Words) -> list[dict[str, str]]:
    cells = [_plain(counts.disclosures)] if kind == "place" else []
    if kind != "identity":
        cells += [_rate(getattr(counts, part), getattr(counts, whole), words) for _, part, whole in _TABLES]
    if kind != "form":
        cells += [_rate(counts.hold, counts.tested, words), *(_plain(getattr(counts, c)) for c in _CHECKS)]
    return cells


def _plain(number: int) -> dict[str, str]:
    return {"text": f"{number:,}", "sort": str(number), "css": ""}


def _rate(part: int, whole: int, words: Words) -> dict[str, str]:
    """A share with its denominator; nothing to count is missing, not zero."""
    if not whole:
        return {"text": words("quality-missing"), "sort": "-1", "css": "mz-missing"}
    cut = 1000 * part // whole  # cut off, not rounded: 999 of 1000 is never 100 %
    return {"text": f"{cut / 10:.1f}% ({part:,}/{whole:,})", "sort": f"{part / whole:.6f}", "css": ""}


def _disclosure(entry: Entry, words: Words, here: Here) -> tuple[str, str]:
    return full_title(entry, words), here.to(address.disclosure(entry.id))


def _form(key: str, words: Words) -> str:
    form = _forms().get(key)
    return (form[0] if words.language == "zh" else form[1]) if form else words("no-form")


@cache
def _forms() -> Mapping[str, tuple[str, str]]:
    return {form.id: (form.zh, form.en) for form in reversed(load_forms().values())}


def _identity(key: str, words: Words) -> str:
    names = {i.id: i.name for i in load_identities()}
    name = names.get(key)
    return (name.zh if words.language == "zh" else name.en) if name else key


def _covered(groups: Groups, words: Words) -> list[tuple[str, ...]]:
    """What of our errors is measured: amounts, meaning, accusations, each with its denominator, its result and when."""
    measured: dict[str, Any] = json.loads(ACCURACY.read_text(encoding="utf-8"))
    wrong = sum(measured[name] for name in ("missed", "invented"))
    record = load_record().values()
    right, false = (sum(counts[name] for counts in record) for name in ("found_true", "found_false"))
    accused = sum(counts["accused"] for counts in record)
    places = groups["place"].values()
    meant, confirmed = sum(c.meant for c in places), sum(c.confirmed for c in places)
    of_amounts = words("covered-amounts-of", n=f"{measured['keyed']:,}", files=measured["disclosures"])
    rate = words("covered-amounts-is", wrong=wrong, rate=measured["error_rate"], bound=measured["upper_bound_95"])
    looked = words("covered-accused-is", false=false, rate=f"{100 * Decimal(false) / (right + false or 1):.1f}%")
    return [
        (words("covered-amounts"), of_amounts, rate, measured["date"]),
        (words("covered-meaning"), words("covered-meaning-of", n=f"{meant:,}"),
         words("covered-meaning-is", part=f"{confirmed:,}"), words("covered-build")),
        (words("covered-accused"), words("covered-accused-of", n=right + false, now=accused), looked, recorded_on()),
    ]  # fmt: skip


def _accuracy(words: Words) -> dict[str, Any]:
    """The measurement in words, and a row for each document it was made on."""
    found: dict[str, Any] = json.loads(ACCURACY.read_text(encoding="utf-8"))
    names = ("disclosures", "keyed", "missed", "invented", "silent", "error_rate", "upper_bound_95")
    facts = [(words(f"accuracy-{name}"), f"{found[name]:,}" if isinstance(found[name], int) else found[name])
             for name in names if name in found]  # fmt: skip
    files = [(f["file"], [f"{f[n]:,}" for n in ("keyed", "missed", "invented", "doubted")]) for f in found["files"]]
    return {
        "facts": facts,
        "files": files,
        "note": found["note_zh" if words.language == "zh" else "note_en"],
        "how": words("accuracy-how", date=found["date"], command=found["command"], version=found["version"]),
    }

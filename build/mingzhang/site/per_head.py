"""Amounts per person in post, where a disclosure states its staff: computed here, with the formula beside it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from markupsafe import escape

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.entry import Entry, Part
from mingzhang.site.headline_facts import FactTable
from mingzhang.site.interface import Words

_COUNTED = ("in-post", "total")  # the first that is stated; the retired spend little of a budget
_OF = ("expenditure.basic", "three-public", "agency-running")


def per_head(entry: Entry, package: Dossier, words: Words) -> list[FactTable]:
    """One table, or none when the staff or the amounts are not stated, or stated more than once."""
    staff = staff_of(package.rows("staff"), entry.body.name)
    parts = _parts(entry)
    if staff is None or not parts:
        return []
    count = Decimal(staff["count"])
    category = words(f"category-{staff['category']}")
    rows = tuple(
        (
            escape(words.name(part)),
            escape(words.money((part.yuan / count).quantize(Decimal(1), ROUND_HALF_UP))),
            escape(
                words("per-head-formula-text", amount=words.money(part.yuan), count=staff["count"], category=category)
            ),
        )
        for part in parts
    )
    header = (words("item"), words("per-head-value"), words("per-head-formula"))
    return [FactTable("per-head", escape(words("per-head")), words("per-head-note"), header, rows)]


def staff_of(rows: list[Record], body: str) -> Record | None:
    """The one count of the whole body, by its name or by none; a document that counts its units apart gives none."""
    for category in _COUNTED:
        found = [r for r in rows if r["category"] == category]
        if found:
            stated = len(found) == 1 and found[0]["unit_name"] in ("", body) and found[0]["count"].isdigit()
            return found[0] if stated and int(found[0]["count"]) else None
    return None


def _parts(entry: Entry) -> list[Part]:
    headline = entry.headline
    whole = headline.expenditure or headline.income
    named = {p.key.partition("@")[0]: p for p in (*headline.natures, *headline.others)}
    return [p for p in (whole, *(named.get(key) for key in _OF)) if p is not None and p.yuan]

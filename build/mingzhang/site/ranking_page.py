"""The ranking: bodies by one measure, with what explains the extremes before they are shown."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any

from mingzhang.site import address
from mingzhang.site.describe import Crumb, body_title, chart_source, mark_of, place_name
from mingzhang.site.edition import Edition, Found
from mingzhang.site.entrances import kind_name, kind_of_body, other_name
from mingzhang.site.ranking_facts import MEASURES, SHARES, Measured, RankRow

DATA = "ranking.json"
_MOST = 50  # rows of the table for readers without scripts
_ENOUGH = 5  # bodies that a middle is told from
_FAR = 3.5  # times the usual distance from the middle, by the median of distances
_USUAL = 1.4826  # from the median of distances to a standard deviation


def write_ranking_data(edition: Edition, data: Path) -> None:
    """``data/ranking.json``: a row for each disclosure with its measures; once for both editions."""
    far = _extremes(edition)
    rows = [_row(row, edition, far) for row in edition.ranking if row.measures]
    text = json.dumps({"measures": MEASURES, "rows": rows}, ensure_ascii=False, separators=(",", ":"))
    (data / DATA).write_text(text, encoding="utf-8", newline="\n")


def write_ranking(edition: Edition) -> None:
    """The page; without scripts the largest totals of the year of which most is held."""
    words, here = edition.words, edition.here("ranking/")
    title = words("ranking-title")
    best = _plain_rows(edition)
    edition.write(
        "ranking/",
        "ranking.html",
        title,
        words("ranking-intro"),
        crumbs=[Crumb(words("home"), here.to(""))],
        rows=[_shown(row, edition, here) for row in best[:_MOST]],
        caption=_caption(best, edition),
        setting=_setting(edition, here),
        hide=["toc"],
    )
    edition.found.append(Found("ranking/", title, words("ranking-intro"), words("ranking-keys")))


def _group(row: RankRow, measure: str) -> tuple[Any, ...]:
    """What is compared with one another: one year, budgets or accounts, one scope."""
    return measure, row.entry.fiscal_year, row.entry.kind, row.entry.scope


def _extremes(edition: Edition) -> dict[tuple[str, str], float]:
    """(disclosure, measure) → how many times the middle of its group a value is, where it lies far from the others."""
    groups: dict[tuple[Any, ...], list[tuple[str, Measured]]] = defaultdict(list)
    for row in edition.ranking:
        for name, measured in row.measures.items():
            groups[_group(row, name)].append((row.entry.id, measured))
    found: dict[tuple[str, str], float] = {}
    for (measure, *_), members in groups.items():
        values = [_scaled(m.value, measure) for _, m in members]
        far = far_from_middle(values)
        middle = float(median(m.value for _, m in members)) or 1.0
        found |= {(i, measure): float(m.value) / middle for (i, m), away in zip(members, far, strict=True) if away}
    return found


def _scaled(value: Decimal, measure: str) -> float:
    """Amounts are compared by their size, shares as they are."""
    return float(value) if measure in SHARES else math.log10(float(abs(value)) + 1)


def far_from_middle(values: Sequence[float]) -> list[bool]:
    """Which values lie far from the others; none of fewer than five."""
    if len(values) < _ENOUGH:
        return [False] * len(values)
    middle = median(values)
    usual = _USUAL * median(abs(v - middle) for v in values)
    return [usual > 0 and abs(v - middle) > _FAR * usual for v in values]


def _row(row: RankRow, edition: Edition, far: dict[tuple[str, str], float]) -> dict[str, Any]:
    entry = row.entry
    return {
        "id": entry.id,
        "body": entry.body.slug,
        "name": entry.body.name,
        "en": other_name(edition, entry.body),
        "place": entry.body.place,
        "kind": kind_of_body(edition, entry.body),
        "year": entry.fiscal_year or 0,
        "doc": entry.kind,
        "scope": entry.scope,
        "guesses": sorted(entry.guesses),
        "reason": row.reason,
        "m": {name: _measured(entry.id, name, m, far) for name, m in row.measures.items()},
    }


def _measured(entry_id: str, name: str, m: Measured, far: dict[tuple[str, str], float]) -> list[Any]:
    """Value, table, figure, whether it is proved, and how many times the middle it is where it lies far from it."""
    times = far.get((entry_id, name))
    return [str(m.value), m.table_id, m.figure_id, int(m.sure), round(times, 2) if times is not None else 0]


def _plain_rows(edition: Edition) -> list[RankRow]:
    """The proved totals of the most frequent year, kind and scope, the largest first."""
    told = [row for row in edition.ranking if "total" in row.measures and row.measures["total"].sure]
    groups = Counter(_group(row, "total") for row in told)
    if not groups:
        return []
    [(group, _)] = groups.most_common(1)
    return sorted((r for r in told if _group(r, "total") == group), key=lambda r: -r.measures["total"].value)


def _shown(row: RankRow, edition: Edition, here: Any) -> dict[str, str]:
    words, total = edition.words, row.measures["total"]
    return {
        "name": body_title(row.entry, words),
        "href": here.to(address.body(row.entry.body.slug)),
        "place": place_name(row.entry.body.place, words) + mark_of(row.entry.guesses & {"division"}, words),
        "amount": words.money(total.value),
        "to": f"{here.to(address.table(row.entry.id, total.table_id))}#{total.figure_id}",
        "reason": row.reason,
    }


def _caption(rows: Sequence[RankRow], edition: Edition) -> str:
    if not rows:
        return ""
    entry, words = rows[0].entry, edition.words
    parts = (str(entry.fiscal_year or words("undated")), words(f"kind-{entry.kind}"), words(f"scope-{entry.scope}"))
    return " · ".join((words("measure-total"), *parts))


def _setting(edition: Edition, here: Any) -> str:
    """What the script needs: where its data are, the names of what can be chosen, and its words."""
    words = edition.words
    entries = edition.collection.entries
    kinds = dict.fromkeys(kind_of_body(edition, e.body) for e in entries)
    keys = _keys("ranking-", ("nothing", "csv", "far", "far-note", "far-times", "unproved", "unproved-note", "reason",
                              "no-reason", "rank", "any", "rows", "proved", "measure", "doc", "kind"))  # fmt: skip
    keys += ["body", "year", "scope", "places", "csv-excel", "chart-svg", "chart-png", "guess"]
    keys += ["compare-copy", "compare-copied", "unit-note", "list-comma"]
    texts = {
        "data": here.to_root(f"data/{DATA}"),
        "bodies": here.to("bodies/"),
        "disclosures": here.to("disclosures/"),
        "measures": {m: words(f"measure-{m}") for m in MEASURES},
        "shares": sorted(SHARES),
        "places": {p: place_name(p, words) for p in dict.fromkeys(e.body.place for e in entries)},
        "kinds": {k: kind_name(k, words) for k in kinds},
        "docs": {k: words(f"kind-{k}") for k in ("budget", "final", "")},
        "scopes": {s: words(f"scope-{s}") for s in ("department", "unit", "")},
        "words": {key: words(key) for key in keys} | {"chart-source": chart_source(words)},
    }
    return json.dumps(texts, ensure_ascii=False).replace("<", "\\u003c")


def _keys(prefix: str, names: Iterable[str]) -> list[str]:
    return [prefix + name for name in names]

"""The pages that lead to disclosures: home, places, bodies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mingzhang.collection.entry import Body, Entry
from mingzhang.reference.divisions import ancestors
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.body_page import body_details
from mingzhang.site.codes_pages import classes_in_use
from mingzhang.site.describe import (
    Crumb,
    body_lang,
    body_place,
    change_words,
    crumbs,
    full_title,
    lead,
    place_name,
    shares,
    year_title,
)
from mingzhang.site.edition import Edition
from mingzhang.site.words import Words

_NEWEST = 12
_WAYS = {
    "bodies": "bodies-title",
    "codes": "codes-title",
    "compare": "compare-title",
    "quality": "quality-title",
    "whats-new": "news-title",
}


def write_lists(edition: Edition) -> None:
    """Home, every place, every body, and the list of bodies."""
    _write_home(edition)
    _write_bodies(edition)
    for body, entries in edition.collection.bodies().items():
        _write_body(edition, body, entries)
    for division in _divisions(edition.collection.bodies()):
        _write_place(edition, division)


def _divisions(bodies: Iterable[Body]) -> list[str]:
    codes = {code for body in bodies for code in (*ancestors(body.division), body.division) if body.division}
    return [*sorted(codes), *([""] if any(not b.division for b in bodies) else [])]


def list_entries(entries: Sequence[Entry], words: Words, here: Here) -> list[dict[str, Any]]:
    """Disclosures for a list: names, address, total."""
    made = []
    for entry in entries:
        whole = entry.headline.expenditure or entry.headline.income
        made.append(
            {
                "body": entry.body.name or entry.body.slug,
                "lang": body_lang(words),
                "title": year_title(entry, words),
                "href": here.to(address.disclosure(entry.id)),
                "year": entry.fiscal_year or words("undated"),
                "kind": words(f"kind-{entry.kind}"),
                "scope": words(f"scope-{entry.scope}"),
                "total": words.money(whole.yuan) if whole else "",
                "place": body_place(entry.body, words),
                "body_href": here.to(address.body(entry.body.slug)),
                "change": change_words(entry.headline, words)["growth"],
            }
        )
    return made


def _write_home(edition: Edition) -> None:
    words, here = edition.words, edition.here("")
    entries = edition.collection.entries
    newest = sorted(entries, key=lambda e: (-(e.fiscal_year or 0), e.signed), reverse=False)[:_NEWEST]
    featured = next((e for e in newest if e.headline.sources and e.headline.natures), None)
    holds = sum(e.results.get("holds", 0) for e in entries)
    checks = sum(sum(e.results.values()) for e in entries)
    coverage = [
        (len(entries), words("n-disclosures")),
        (len(edition.collection.bodies()), words("n-bodies")),
        (sum(e.tables for e in entries), words("n-tables")),
        (sum(e.figures for e in entries), words("n-figures")),
        (checks, f"{words('n-checks')}{words('list-comma')}{words('of-them-hold', n=f'{holds:,}')}"),
    ]
    edition.write(
        "",
        "home.html",
        words("site-name"),
        words("home-intro"),
        coverage=[(f"{n:,}", name) for n, name in coverage],
        newest=list_entries(newest, words, here),
        featured=_featured(featured, words, here),
        places=_places(edition, here),
        functions=classes_in_use(edition, here),
        ways=[(here.to(f"{name}/"), words(key)) for name, key in _WAYS.items()],
        hide=["toc"],
    )


def _featured(entry: Entry | None, words: Words, here: Here) -> dict[str, Any] | None:
    if entry is None:
        return None
    whole = entry.headline.expenditure or entry.headline.income
    assert whole is not None
    return {
        "title": full_title(entry, words),
        "href": here.to(address.disclosure(entry.id)),
        "lead": lead(entry, words),
        "body": entry.body.name,
        "year": year_title(entry, words),
        "total": words.money(whole.yuan),
        "sources": shares(entry.headline.sources, whole.yuan, words, most=4),
        "natures": shares(entry.headline.natures, whole.yuan, words, most=4),
        "change": change_words(entry.headline, words),
    }


def _places(edition: Edition, here: Here) -> list[dict[str, Any]]:
    """Top-level places with the number of bodies in each."""
    words, counts = edition.words, dict[str, int]()
    for body in edition.collection.bodies():
        top = (ancestors(body.division) or [body.division])[0] if body.division else ""
        counts[top] = counts.get(top, 0) + 1
    return [
        {
            "name": place_name(code, words) if code else words("place-unknown"),
            "href": here.to(address.place(code)),
            "count": n,
        }
        for code, n in sorted(counts.items())
    ]


def _write_bodies(edition: Edition) -> None:
    words, here = edition.words, edition.here("bodies/")
    edition.write(
        "bodies/",
        "bodies.html",
        words("bodies-title"),
        words("missing-note"),
        crumbs=[Crumb(words("home"), here.to(""))],
        name=words("bodies-title"),
        division="",
        within=_places(edition, here),
        entries=list_entries(edition.collection.entries, words, here),
        hide=["toc"],
    )


def _write_place(edition: Edition, division: str) -> None:
    words, where = edition.words, address.place(division)
    here = edition.here(where)
    entries = [e for e in edition.collection.entries if _lies_in(e.body.division, division)]
    bodies = list(dict.fromkeys(e.body for e in entries))
    below = sorted(
        {b.division for b in bodies if b.division != division and (ancestors(b.division) or [""])[-1] == division}
    )
    name = place_name(division, words) if division else body_place(bodies[0], words)
    steps = [Crumb(words("home"), here.to(""))]
    steps += [Crumb(place_name(c, words), here.to(address.place(c))) for c in ancestors(division) if division]
    edition.write(
        where,
        "bodies.html",
        words("place-bodies", name=name),
        words("missing-note"),
        crumbs=steps,
        name=name,
        division=division,
        within=[
            {"name": place_name(c, words), "href": here.to(address.place(c)), "count": _count(bodies, c)} for c in below
        ],
        entries=list_entries(entries, words, here),
        hide=["toc"],
    )


def _lies_in(division: str, place: str) -> bool:
    return division == place or place in ancestors(division) if division else not place


def _count(bodies: Sequence[Body], division: str) -> int:
    return sum(_lies_in(b.division, division) for b in bodies)


def _write_body(edition: Edition, body: Body, entries: Sequence[Entry]) -> None:
    words, where = edition.words, address.body(body.slug)
    here = edition.here(where)
    name = body.name or body.slug
    edition.write(
        where,
        "body.html",
        name,
        lead(entries[0], words),
        crumbs=crumbs(here, words, None, body)[:-1],
        name=name,
        lang=body_lang(words),
        place=body_place(body, words),
        level=words(f"level-{body.level}"),
        division=body.division,
        entries=list_entries(entries, words, here),
        latest=_featured(entries[0], words, here) if entries[0].headline.expenditure else None,
        more=body_details(edition, body, entries, here),
        hide=["toc"],
    )

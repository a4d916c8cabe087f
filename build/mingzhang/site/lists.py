"""The pages that lead to disclosures: home, places, kinds, years, bodies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from mingzhang.collection.entry import Body, Entry
from mingzhang.knowledge.divisions import ancestors, division_name
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
from mingzhang.site.edition import Edition, Found
from mingzhang.site.entrances import (
    UNTOLD,
    bodies_by_kind,
    coverage_of,
    entries_by_year,
    kind_entrances,
    kind_name,
    kind_of_body,
    order_of,
    other_name,
    pinyin,
    year_entrances,
    year_name,
)
from mingzhang.site.feeds import body_feed, place_feed
from mingzhang.site.findable import find_body
from mingzhang.site.interface import Words

_NEWEST = 12
_WAYS = {
    "bodies": "bodies-title",
    "codes": "codes-title",
    "compare": "compare-title",
    "ranking": "ranking-title",
    "query": "query-title",
    "quality": "quality-title",
    "whats-new": "news-title",
}


def write_lists(edition: Edition) -> None:
    """Home, every place, kind, year and body, and the list of bodies."""
    _write_home(edition)
    _write_bodies(edition)
    _write_ways(edition)
    for body, own in edition.collection.bodies().items():
        _write_body(edition, body, own)
    for division in _divisions(e.body for e in edition.collection.entries):
        _write_place(edition, division)
    for kind, bodies in bodies_by_kind(edition, edition.collection.bodies()).items():
        _write_kind(edition, kind, bodies)
    for year, entries in entries_by_year(edition.collection.entries).items():
        _write_year(edition, year, entries)


def _divisions(bodies: Iterable[Body]) -> list[str]:
    return sorted({code for b in bodies for code in (*ancestors(b.division), b.place)})


def list_entries(entries: Sequence[Entry], edition: Edition, here: Here) -> list[dict[str, Any]]:
    """Disclosures for a list: names, address, total."""
    made, words = [], edition.words
    for entry in entries:
        whole, change = entry.headline.whole, change_words(entry.headline, words)
        growth = "" if change["of"] else change["growth"]
        made.append(
            {
                "body": entry.body.name or entry.body.slug,
                "lang": body_lang(words),
                "title": year_title(entry, words),
                "href": here.to(address.disclosure(entry.id)),
                "year": entry.fiscal_year or words("undated"),
                "guesses": entry.guesses,
                "kind": words(f"kind-{entry.kind}"),
                "scope": words(f"scope-short-{entry.scope}"),
                "total": words.money(whole.yuan) if whole else "",
                "also": other_name(edition, entry.body) or body_place(entry.body, words)
                if words.language == "en"
                else "",
                "body_href": here.to(address.body(entry.body.slug)),
                "yuan": str(whole.yuan) if whole else "",
                "change": growth,
                "growth": growth.replace("−", "-").strip("+%"),
            }
        )
    return made


def _write_home(edition: Edition) -> None:
    words, here = edition.words, edition.here("")
    entries = edition.collection.entries
    newest = sorted(entries, key=lambda e: (e.fiscal_year or 0, e.published or e.signed), reverse=True)
    featured = max(newest, key=_telling, default=None)
    holds = sum(e.results.get("holds", 0) for e in entries)
    hold, agreeing = words.counted(holds, "n-hold")
    coverage = [
        words.counted(len(entries), "n-disclosures"),
        words.counted(len(edition.collection.bodies()), "n-bodies"),
        words.counted(sum(e.tables for e in entries), "n-tables"),
        words.counted(sum(e.figures for e in entries), "n-figures"),
        (hold, agreeing),
    ]
    edition.write(
        "",
        "home.html",
        words("home-title"),
        words("home-intro"),
        coverage=coverage,
        newest=list_entries(newest[:_NEWEST], edition, here),
        all_of=words("home-all", n=f"{len(entries):,}") if len(entries) > _NEWEST else "",
        featured=_featured(featured, words, here) if featured and _telling(featured) else None,
        entrances=_entrances(edition, here),
        functions=classes_in_use(edition, here),
        ways=[(here.to(f"{name}/"), words(key)) for name, key in _WAYS.items()],
        hide=["toc"],
    )


def _telling(entry: Entry) -> int:
    """How much of what a reader wants first this disclosure tells."""
    headline = entry.headline
    change = headline.change is not None and headline.change.of is None
    return sum(map(bool, (headline.sources, headline.natures, change))) if headline.expenditure else 0


def _entrances(edition: Edition, here: Here) -> list[dict[str, Any]]:
    """The ways in: by place, kind of body and year, each with its links."""
    ways = (
        ("places", "home-places", _places(edition, here)),
        ("kinds", "home-kinds", kind_entrances(edition, here)),
        ("years", "home-years", year_entrances(edition, here)),
    )
    return [
        {"id": name, "title": edition.words(title), "href": here.to(f"{name}/"), "links": links}
        for name, title, links in ways
    ]


def _featured(entry: Entry, words: Words, here: Here) -> dict[str, Any]:
    whole = entry.headline.whole
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
        top = [*ancestors(body.division), body.place][0]
        counts[top] = counts.get(top, 0) + 1
    return [
        {
            "name": place_name(code, words),
            "href": here.to(address.place(code)),
            "count": n,
        }
        for code, n in sorted(counts.items(), key=lambda found: (found[0] != "central", found[0]))
    ]


def _write_bodies(edition: Edition) -> None:
    words, here = edition.words, edition.here("bodies/")
    name = words("bodies-title")
    _write_list(edition, "bodies/", name, edition.collection.entries, [], entrances=_entrances(edition, here))


def _write_ways(edition: Edition) -> None:
    """``places/``, ``kinds/`` and ``years/``: all of each, with what is held of it."""
    words = edition.words
    for name in ("places", "kinds", "years"):
        where = f"{name}/"
        here = edition.here(where)
        way = next(w for w in _entrances(edition, here) if w["id"] == name)
        links = [{**link, "within": []} for link in way["links"]]
        if name == "places":
            links = [_with_places_below(edition, code, here) for code in _tops(edition)]
        title = words(f"ways-{name}")
        edition.write(
            where,
            "ways.html",
            title,
            f"{title}{words('colon')}{_counted(edition.collection.entries, words)}",
            crumbs=[Crumb(words("home"), here.to(""))],
            name=title,
            links=links,
            hide=["toc"],
        )
        edition.found.append(Found(where, title, "", way["title"], pinyin(title)))


def _tops(edition: Edition) -> list[str]:
    tops = {[*ancestors(b.division), b.place][0] for b in edition.collection.bodies()}
    return sorted(tops, key=lambda code: (code != "central", code))


def _with_places_below(edition: Edition, code: str, here: Here) -> dict[str, Any]:
    """A place with the number of its bodies, and the places within it of which anything is held."""
    bodies = list(edition.collection.bodies())
    below = {b.division for b in bodies if (ancestors(b.division) or [""])[-1] == code}
    below |= {step for b in bodies for step in ancestors(b.division) if (ancestors(step) or [""])[-1] == code}
    return {
        "name": place_name(code, edition.words),
        "href": here.to(address.place(code)),
        "count": _count(bodies, code),
        "within": [_with_places_below(edition, one, here) for one in sorted(below)],
    }


def _write_kind(edition: Edition, kind: str, bodies: Sequence[Body]) -> None:
    words, some = edition.words, set(bodies)
    entries = [e for e in edition.collection.entries if e.body in some]
    where, note = address.kind(kind or UNTOLD), words("kind-note")
    name = kind_name(kind, words)
    _write_list(edition, where, name, entries, [Crumb(words("ways-kinds"), edition.here(where).to("kinds/"))], note)
    if kind:
        edition.found.append(Found(where, name, note, "", pinyin(name), 3.0))


def _write_year(edition: Edition, year: int | None, entries: Sequence[Entry]) -> None:
    where, name = address.year(year), edition.words("of-year", year=year_name(year, edition.words))
    _write_list(edition, where, name, entries, [Crumb(edition.words("ways-years"), edition.here(where).to("years/"))])


def _write_place(edition: Edition, division: str) -> None:
    words, where = edition.words, address.place(division)
    here = edition.here(where)
    entries = [e for e in edition.collection.entries if _lies_in(e.body, division)]
    bodies = list(dict.fromkeys(e.body for e in entries))
    below = sorted(
        {b.division for b in bodies if b.division != division and (ancestors(b.division) or [""])[-1] == division}
    )
    name, coded = place_name(division, words), division.isdigit()
    steps = [Crumb(words("places"), here.to("places/"))]
    steps += [Crumb(place_name(c, words), here.to(address.place(c))) for c in ancestors(division)]
    within = [
        {"name": place_name(c, words), "href": here.to(address.place(c)), "count": _count(bodies, c)} for c in below
    ]
    note = f"{words('division-code')} {division}" if coded else ""
    _write_list(
        edition,
        where,
        name,
        entries,
        steps,
        note,
        within,
        title=words("place-bodies", name=name),
        feed=place_feed(division) if coded else "",
    )
    if coded:
        chinese = division_name(division)
        edition.found.append(Found(where, name, _counted(entries, words), chinese, pinyin(chinese), 4.0))


def _write_list(
    edition: Edition,
    where: str,
    name: str,
    entries: Sequence[Entry],
    steps: Sequence[Crumb],
    note: str = "",
    within: Sequence[dict[str, Any]] = (),
    entrances: Sequence[dict[str, Any]] = (),
    title: str = "",
    feed: str = "",
) -> None:
    """A page that lists disclosures below ``name``: what is held of their bodies, and the ways further in."""
    words, here = edition.words, edition.here(where)
    counts = _counted(entries, words)
    edition.write(
        where,
        "bodies.html",
        title or name,
        f"{title or name}{words('colon')}{counts}",
        crumbs=[Crumb(words("home"), here.to("")), *steps],
        name=name,
        note=note,
        within=within,
        feed=here.to_root(f"data/{feed}") if feed else "",
        entrances=entrances,
        coverage=coverage_of(entries, words),
        counts=counts,
        entries=list_entries(sorted(entries, key=lambda e: order_of(edition, e.body)), edition, here),
        hide=["toc"],
    )


def _counted(entries: Sequence[Entry], words: Words) -> str:
    """11 bodies, 14 disclosures."""
    numbers = ((len({e.body for e in entries}), "n-bodies"), (len(entries), "n-disclosures"))
    return words("list-comma").join(" ".join(words.counted(n, key)) for n, key in numbers) + words("full-stop")


def _lies_in(body: Body, place: str) -> bool:
    return place in (*ancestors(body.division), body.place)


def _count(bodies: Sequence[Body], division: str) -> int:
    return sum(_lies_in(b, division) for b in bodies)


def _write_body(edition: Edition, body: Body, entries: Sequence[Entry]) -> None:
    words, where = edition.words, address.body(body.slug)
    here = edition.here(where)
    name = body.name or body.slug
    edition.write(
        where,
        "body.html",
        name,
        f"{other_name(edition, body) if words.language == 'en' else ''} {lead(entries[0], words)}".strip(),
        crumbs=crumbs(here, words, None, body)[:-1],
        name=name,
        slug=body.slug,
        feed=here.to_root(f"data/{body_feed(body.slug)}"),
        compare=here.to(f"compare/?body={body.slug}"),
        lang=body_lang(words),
        place=body_place(body, words),
        level=words(f"level-{body.level}") if body.division else "",
        division=body.division,
        guesses=frozenset.intersection(*(entry.guesses for entry in entries)),
        kind=_kind(edition, body, here),
        other_name=other_name(edition, body),
        composed=not edition.survey.bodies.get(body.slug, {}).get("name_en"),
        entries=list_entries(entries, edition, here),
        latest=_featured(entries[0], words, here) if entries[0].headline.expenditure else None,
        more=body_details(edition, body, entries, here),
        hide=["toc"],
    )
    find_body(edition, body)


def _kind(edition: Edition, body: Body, here: Here) -> dict[str, str]:
    """The kind of a body, the way to its like, and how it is known."""
    kind = kind_of_body(edition, body)
    if not kind:
        return {}
    words = edition.words
    how = words("kind-from-name") if edition.survey.bodies[body.slug]["kind_origin"] == "name" else ""
    return {"name": kind_name(kind, words), "href": here.to(address.kind(kind)), "how": how}

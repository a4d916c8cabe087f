"""What the search finds: titles, bodies, codes, terms and headline figures; never whole tables or prose."""

from __future__ import annotations

from mingzhang.collection.dossier import Dossier
from mingzhang.collection.entry import Body, Entry
from mingzhang.collection.survey import stem_of
from mingzhang.knowledge.body_names import short_forms
from mingzhang.knowledge.divisions import division_name
from mingzhang.site import address
from mingzhang.site.describe import body_place, full_title, lead
from mingzhang.site.edition import Edition, Found
from mingzhang.site.entrances import other_name, pinyin
from mingzhang.site.table_page import table_name


def find_entry(edition: Edition, entry: Entry, package: Dossier) -> None:
    """The disclosure, its tables, text and targets."""
    words = edition.words
    title = full_title(entry, words)
    place = body_place(entry.body, words)
    others = (words.name(p) for p in entry.headline.others)
    names = " ".join([entry.body.name, place, *called(entry.body), *others])
    sounds = pinyin(entry.body.name)
    whole = address.disclosure(entry.id)
    tables = [
        (address.table(entry.id, row["table_id"]).removeprefix(whole), table_name(row, words))
        for row in package.rows("tables")
    ]
    parts = (*tables, ("text/", words("text")), ("checks/", words("checks")))
    edition.found.append(Found(whole, title, lead(entry, words), names, sounds, 4.0, parts))
    projects = " ".join(r["name"] for r in package.rows("projects"))
    edition.found.append(Found(address.part(entry.id, "targets"), f"{words('targets')} · {title}", projects))


def find_body(edition: Edition, body: Body) -> None:
    """A body, by its name, its English name, its place and its pinyin."""
    place = body_place(body, edition.words)
    chinese = division_name(body.division) if body.division else ""
    names = " ".join(filter(None, (body.name, other_name(edition, body), place, chinese, *called(body))))
    edition.found.append(Found(address.body(body.slug), body.name or body.slug, place, names, pinyin(body.name), 5.0))


def find_terms(edition: Edition) -> None:
    """Every term of the glossary, by its name, its other names and its pinyin."""
    language = edition.words.language
    edition.found.append(Found("glossary/", edition.words("glossary"), edition.words("glossary-intro")))
    for term in edition.glossary.terms.values():
        other = term.title("en" if language == "zh" else "zh")
        keys = " ".join([*term.aliases, other])
        edition.found.append(
            Found(address.term(term.id), term.title(language), term.brief(language), keys, pinyin(term.term), 3.0)
        )


def called(body: Body) -> tuple[str, ...]:
    """What people call a body."""
    return short_forms(stem_of(body.name, body.division), body.division)

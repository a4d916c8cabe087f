"""The glossary page and the data page with its dictionary."""

from __future__ import annotations

from typing import Any

from mingzhang.collection.collection_schemas import OWN, load_collection_schemas
from mingzhang.collection.dossier import Dossier
from mingzhang.collection.entry import Entry
from mingzhang.package.dictionary import Field, load_schemas
from mingzhang.site import address
from mingzhang.site.describe import Crumb, full_title
from mingzhang.site.edition import Edition
from mingzhang.site.interface import Language, Words
from mingzhang.site.offers import collection_offers, offers_of
from mingzhang.site.terms import Term

_OWN = 3  # different wordings of bodies shown with a term


def write_glossary(edition: Edition) -> None:
    """Every term in our words, with up to three bodies' own wordings."""
    words, here = edition.words, edition.here("glossary/")
    terms = sorted(
        edition.glossary.terms.values(), key=lambda t: t.pinyin.lower() if words.language == "zh" else t.en.lower()
    )
    edition.write(
        "glossary/",
        "glossary.html",
        words("glossary"),
        words("glossary-intro"),
        crumbs=[Crumb(words("home"), here.to(""))],
        heading=words("glossary-title", n=len(terms)),
        terms=[_term(t, edition, edition.wordings.get(t.id, [])) for t in terms],
        hide=["toc"],
    )


def note_wordings(edition: Edition, entry: Entry, package: Dossier) -> None:
    """Keeps how this disclosure explains terms of the glossary, for the glossary page."""
    here = edition.here("glossary/")
    for row in package.rows("glossary"):
        term = edition.glossary.names.get(row["term"])
        wordings = edition.wordings.setdefault(term or "", [])
        if len(wordings) < _OWN and row["definition"] not in (wording for _, _, wording in wordings):
            href = here.to(address.part(entry.id, "text")) + f"#{row['section']}"
            wordings.append((full_title(entry, edition.words), href, row["definition"]))


def _term(term: Term, edition: Edition, own: list[tuple[str, str, str]]) -> dict[str, Any]:
    language = edition.words.language
    here = edition.here("glossary/")
    other: Language = "en" if language == "zh" else "zh"
    see = [edition.glossary.terms[i] for i in term.see if i in edition.glossary.terms]
    return {
        "id": term.id,
        "title": term.title(language),
        "pinyin": term.pinyin,
        "other": term.title(other),
        "other_lang": other,
        "definition": term.definition[language],
        "aliases": edition.words("list-comma").join(term.aliases),
        "basis": term.basis,
        "own": own,
        "see": [(here.to(address.term(t.id)), t.title(language)) for t in see],
    }


def write_data(edition: Edition) -> None:
    """Every package with its files, and the dictionary of their columns."""
    words, here = edition.words, edition.here("data/")
    packages = [
        {
            "title": full_title(e, words),
            "href": here.to(address.disclosure(e.id)) + "#downloads",
            "offers": offers_of(e.id, words, here),
            "n": e.figures,
        }
        for e in edition.collection.entries
    ]
    edition.write(
        "data/",
        "data.html",
        words("data-title"),
        words("data-intro"),
        crumbs=[Crumb(words("home"), here.to(""))],
        packages=packages,
        offers=collection_offers(words, here, edition.folder.parent),
        use=here.to("use/"),
        query=here.to("query/"),
        resources=_dictionary(words),
        hide=[],
    )


def _dictionary(words: Words) -> list[dict[str, Any]]:
    english = words.language == "en"
    return [
        {
            "name": schema.name,
            "title": schema.title_en if english else schema.title,
            "description": schema.description_en if english else schema.description,
            "key": ", ".join(schema.primary_key),
            "fields": [_field(f, english) for f in schema.fields],
        }
        for schema in (*load_schemas().values(), *(load_collection_schemas()[name] for name in OWN))
    ]


def _field(field: Field, english: bool) -> dict[str, str]:
    allowed = field.constraints.get("enum", ())
    return {
        "name": field.name,
        "type": field.type,
        "title": field.title_en if english else field.title,
        "meaning": field.description_en if english else field.description,
        "allowed": ", ".join(map(str, allowed)),
    }

"""The glossary page and the data page with its dictionary."""

from __future__ import annotations

from typing import Any

from mingzhang.collection.headline import records
from mingzhang.package.dictionary import Field, load_schemas
from mingzhang.package.read import read_package
from mingzhang.site import address
from mingzhang.site.describe import Crumb, full_title
from mingzhang.site.edition import Edition
from mingzhang.site.terms import Term
from mingzhang.site.words import Words

_OWN = 3  # wordings of bodies shown with a term


def write_glossary(edition: Edition) -> None:
    """Every term in our words, with up to three bodies' own wordings."""
    words, here = edition.words, edition.here("glossary/")
    terms = sorted(edition.glossary.terms.values(), key=lambda t: t.pinyin.lower() if words.language == "zh" else t.en.lower())
    own = _own_wordings(edition)
    edition.write(
        "glossary/", "glossary.html", words("glossary"), words("glossary-intro"),
        crumbs=[Crumb(words("home"), here.to(""))], heading=words("glossary-title", n=len(terms)),
        terms=[_term(t, edition, own.get(t.id, [])) for t in terms], hide=["toc"],
    )  # fmt: skip


def _own_wordings(edition: Edition) -> dict[str, list[tuple[str, str, str]]]:
    """Per term: (name of the disclosure, its address, its wording)."""
    here, found = edition.here("glossary/"), dict[str, list[tuple[str, str, str]]]()
    names = {name: t.id for t in edition.glossary.terms.values() for name in (*t.aliases, t.term)}
    for entry in edition.collection.entries:
        for row in records(read_package(entry.directory), "glossary"):
            wordings = found.setdefault(names.get(row["term"], ""), [])
            if len(wordings) < _OWN:
                href = here.to(address.part(entry.id, "text")) + f"#{row['section']}"
                wordings.append((full_title(entry, edition.words), href, row["definition"]))
    return found


def _term(term: Term, edition: Edition, own: list[tuple[str, str, str]]) -> dict[str, Any]:
    language = edition.words.language
    here = edition.here("glossary/")
    other = "en" if language == "zh" else "zh"
    see = [edition.glossary.terms[i] for i in term.see if i in edition.glossary.terms]
    return {
        "id": term.id, "title": term.title(language), "pinyin": term.pinyin, "other": term.title(other), "other_lang": other,
        "definition": term.definition[language], "aliases": edition.words("list-comma").join(term.aliases),
        "basis": term.basis, "own": own, "see": [(here.to(address.term(t.id)), t.title(language)) for t in see],
    }  # fmt: skip


def write_data(edition: Edition) -> None:
    """Every package with its files, and the dictionary of their columns."""
    words, here = edition.words, edition.here("data/")
    packages = [
        {
            "title": full_title(e, words), "href": here.to(address.disclosure(e.id)) + "#downloads",
            "descriptor": here.to_root(address.files(e.id)) + "datapackage.json",
            "figures": here.to_root(address.files(e.id)) + "figures.csv", "n": e.figures,
        }
        for e in edition.collection.entries
    ]  # fmt: skip
    edition.write(
        "data/", "data.html", words("data-title"), words("data-intro"),
        crumbs=[Crumb(words("home"), here.to(""))], packages=packages, resources=_dictionary(words), hide=[],
    )  # fmt: skip


def _dictionary(words: Words) -> list[dict[str, Any]]:
    english = words.language == "en"
    return [
        {
            "name": schema.name, "title": schema.title_en if english else schema.title,
            "description": schema.description_en if english else schema.description,
            "key": ", ".join(schema.primary_key), "fields": [_field(f, english) for f in schema.fields],
        }
        for schema in load_schemas().values()
    ]  # fmt: skip


def _field(field: Field, english: bool) -> dict[str, str]:
    allowed = field.constraints.get("enum", ())
    return {
        "name": field.name, "type": field.type, "title": field.title_en if english else field.title,
        "meaning": field.description_en if english else field.description, "allowed": ", ".join(map(str, allowed)),
    }  # fmt: skip

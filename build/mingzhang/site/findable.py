"""What the search finds: titles, bodies, codes, terms and headline figures; never whole tables or prose."""

from __future__ import annotations

from collections.abc import Iterable

from pypinyin import lazy_pinyin

from mingzhang.collection.dossier import Dossier
from mingzhang.collection.entry import Entry
from mingzhang.reference.names import code_of
from mingzhang.site import address
from mingzhang.site.describe import body_place, full_title, lead
from mingzhang.site.edition import Edition, Found
from mingzhang.site.table_page import table_name


def find_entry(edition: Edition, entry: Entry, package: Dossier) -> None:
    """The disclosure, its body, its tables, text and targets."""
    words = edition.words
    title = full_title(entry, words)
    place = body_place(entry.body, words)
    names = " ".join([entry.body.name, place, *(words.name(p) for p in entry.headline.others)])
    edition.found.append(
        Found(address.disclosure(entry.id), title, lead(entry, words), names, pinyin(entry.body.name), 4.0)
    )
    edition.found.append(
        Found(address.body(entry.body.slug), entry.body.name, place, names, pinyin(entry.body.name), 5.0)
    )
    codes: dict[str, dict[str, None]] = {}
    for row in package.rows("figures"):
        codes.setdefault(row["table_id"], {}).setdefault(row["code"])
    for row in package.rows("tables"):
        own = [c for c in codes.get(row["table_id"], ()) if c]
        keys = " ".join([*own, *_code_names(own, words.language), row["number"]])
        edition.found.append(
            Found(address.table(entry.id, row["table_id"]), table_name(row, words), title, keys, "", 2.0)
        )
    projects = " ".join(r["name"] for r in package.rows("projects"))
    edition.found.append(Found(address.part(entry.id, "targets"), f"{words('targets')} · {title}", projects))
    headings = " ".join(r["title"] for r in package.rows("sections") if r["title"])
    edition.found.append(Found(address.part(entry.id, "text"), f"{words('text')} · {title}", "", headings))


def _code_names(codes: Iterable[str], language: str) -> list[str]:
    known = [found for code in codes if (found := code_of(code))]
    return [c.name if language == "zh" else c.name_en for c in known]


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


def pinyin(text: str) -> str:
    """Its syllables, without tones: 科协 → ke xie."""
    return " ".join(lazy_pinyin(text, errors="ignore"))

"""The glossary, and its terms marked wherever they occur: in headers, labels and running sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup, escape

from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.interface import Language


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of ``glossary.yml``; ``match`` are the words that are marked."""

    id: str
    term: str
    pinyin: str
    en: str
    definition: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    basis: str = ""

    def title(self, language: Language) -> str:
        """Its name in this edition."""
        return self.term if language == "zh" else self.en

    def brief(self, language: Language) -> str:
        """The first sentence of its definition."""
        text = self.definition[language].strip()
        end = re.search(r"。|(?<=[a-z)])\. ", text)
        return text[: end.end()].strip() if end else text


@dataclass(frozen=True, slots=True)
class Glossary:
    """Every term by id, the words that are marked, all names, and one pattern of the words, the longest first."""

    terms: Mapping[str, Term]
    words: Mapping[str, str]
    names: Mapping[str, str]
    pattern: re.Pattern[str]


def load_glossary(path: Path) -> Glossary:
    """``glossary.yml``; an empty glossary when there is no such file."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))["terms"] if path.is_file() else []
    terms = {entry["id"]: _term(entry) for entry in data}
    words = {word: term.id for term in terms.values() for word in term.match}
    names = {name: term.id for term in terms.values() for name in (*term.aliases, term.term)}
    longest = sorted(words, key=lambda w: (-len(w), w))
    return Glossary(terms, words, names, re.compile("|".join(map(re.escape, longest)) or r"(?!)"))


def _term(entry: Mapping[str, Any]) -> Term:
    aliases = tuple(entry.get("aliases") or ())
    return Term(
        id=entry["id"],
        term=entry["term"],
        pinyin=entry["pinyin"],
        en=entry["en"],
        definition=entry["definition"],
        aliases=aliases,
        match=tuple(entry.get("match", (entry["term"], *aliases))),
        see=tuple(entry.get("see") or ()),
        basis=entry.get("basis", ""),
    )


@dataclass(slots=True)
class Marker:
    """Marks terms on one page.

    A mark is a link to the glossary, so it can be followed without scripts; with them it opens a tooltip on hover,
    focus and touch, which they find by the end of the address in the files of :mod:`mingzhang.site.tips`.
    """

    glossary: Glossary
    here: Here

    def __call__(self, text: str, seen: set[str] | None = None) -> Markup:
        """``text`` escaped, with its terms marked; those in ``seen`` are not marked again, new ones are added to it."""
        parts: list[Markup] = []
        end = 0
        for match in self.glossary.pattern.finditer(text):
            term_id = self.glossary.words[match[0]]
            if seen is not None and term_id in seen:
                continue
            if seen is not None:
                seen.add(term_id)
            parts += [escape(text[end : match.start()]), self.link(term_id, match[0])]
            end = match.end()
        return Markup("").join([*parts, escape(text[end:])])

    def header(self, printed: str, shown: str, language: str) -> Markup:
        """A header or label in this edition: its Chinese words marked, or the whole English name as one mark."""
        if language == "zh":
            text = self(printed)
            return text if self.here.language == "zh" else Markup(f'<span lang="zh">{text}</span>')
        found = self.glossary.words.get(printed)
        return self.link(found, shown) if found else escape(shown)

    def link(self, term_id: str, text: str) -> Markup:
        """One mark."""
        href = self.here.to(address.term(term_id))
        return _mark(href, term_id, text)

    def tip(self, content: str, href: str, name: str) -> Markup:
        """A mark that is no term of the glossary; ``name`` is that of its tooltip."""
        return _mark(href, name, content)


def _mark(href: str, name: str, content: str) -> Markup:
    """One mark, by an f-string: Markup.format is several times as slow, and a page has hundreds of marks. The name is
    given only where the address does not end in it."""
    told = href.endswith((f"#{name}", f"/{name.removeprefix('code-')}/"))
    given = "" if told else f' data-term="{escape(name)}"'
    return Markup(f'<a class="mz-term" href="{escape(href)}"{given}>{escape(content)}</a>')

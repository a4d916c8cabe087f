"""The page of one disclosure: how much, from where, for what, against last year; then the way to the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.entry import Entry, Part
from mingzhang.package.stored import split_list
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.causes import find_findings
from mingzhang.site.codes_pages import paged
from mingzhang.site.describe import Share, bare_title, change_words, crumbs, full_title, lead, page_runs, shares
from mingzhang.site.edition import Edition
from mingzhang.site.entrances import other_name
from mingzhang.site.flow import Flow, Makeup, make_flow, make_makeup
from mingzhang.site.headline_facts import facts_of
from mingzhang.site.interface import LANGUAGES, Words
from mingzhang.site.offers import citation_of, offers_of, script_of
from mingzhang.site.per_head import per_head
from mingzhang.site.picture import draw_bars, draw_flow
from mingzhang.site.said import said_of, table_badges, verdict, verdict_of
from mingzhang.site.terms import Marker
from mingzhang.site.unread import unread_tables

WIDE, NARROW = 840, 350
_LEGEND = Markup('<span class="mz-swatch mz-fill-{}" aria-hidden="true"></span> {}')
_SHOWN = 12  # bars of the make-up picture; what is smaller is merged


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for wide and for narrow screens, and its data: a header and rows of cells.

    ``legend``: rows that say what its colours mean.
    """

    title: str
    note: str
    wide: Markup
    narrow: Markup
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    legend: tuple[tuple[str, ...], ...] = ()
    beside: bool = False


def write_disclosure(edition: Edition, entry: Entry, package: Dossier) -> None:
    """The page of ``entry``."""
    words, where = edition.words, address.disclosure(entry.id)
    here, mark = edition.here(where), edition.marker(where)
    title = full_title(entry, words)
    edition.write(
        where,
        "disclosure.html",
        title,
        lead(entry, words),
        crumbs=crumbs(here, words, entry)[:-1],
        here_name=bare_title(entry, words),
        entry=entry,
        headline=_headline(entry, edition, here, mark),
        other_name=other_name(edition, entry.body),
        change=change_words(entry.headline, words),
        lead=lead(entry, words),
        scope=_scope(entry, words, mark),
        caveats=_caveats(package, words),
        pictures=_pictures(package, entry, words),
        tables=list_tables(package, entry, words, here),
        links=_links(package, entry, words, here),
        facts=[*per_head(entry, package, words), *facts_of(package, words, mark)],
        verdict=verdict_of(entry, package, words, here),
        said=said_of(entry, package, words, here),
        offers=offers_of(entry.id, words, here),
        citation=citation_of(package, entry.id, words, here),
        use=here.to("use/"),
        dataset=script_of(package, here),
        provenance=_provenance(package, entry, words),
        reconstruction=_is_reconstruction(package),
        hide=[],
    )


def _scope(entry: Entry, words: Words, mark: Marker) -> Markup:
    """What the disclosure covers, with the term that explains it."""
    note = words(f"scope-note-{entry.scope}")
    if words.language == "zh":
        return mark(note)
    return Markup("{} ({})").format(note, mark.link("department-and-unit", words("scope-term")))


def _headline(entry: Entry, edition: Edition, here: Here, mark: Marker) -> dict[str, Any]:
    headline, words = entry.headline, edition.words
    whole = headline.whole
    if whole is None:
        return {"whole": ""}

    def listed(parts: Sequence[Part]) -> list[Share]:
        made = shares(parts, whole.yuan, words, [_figure(here, entry, p) for p in parts])
        explained = {words.name(p): _explained(p, edition, here, mark) for p in parts}
        return [replace(share, shown=explained.get(share.name, "")) for share in made]

    number, _, unit = words.money(whole.yuan).partition(" ")
    if words.language == "en":
        number, _, scale = unit.partition(" ")
        unit = f"{scale} {words('yuan')}".strip()
    return {
        "whole": words.money(whole.yuan),
        "number": number,
        "unit": unit,
        "spelled": words.spelled(whole.yuan),
        "href": _figure(here, entry, whole),
        "sources": listed(headline.sources),
        "natures": listed(headline.natures),
        "functions": listed(headline.functions),
        "others": [
            {
                "name": _explained(p, edition, here, mark),
                "amount": words.money(p.yuan),
                "href": _figure(here, entry, p),
                "share": words("share-of-total", share=words.share(p.yuan, whole.yuan)),
            }
            for p in headline.others
        ],
    }


def _explained(part: Part, edition: Edition, here: Here, mark: Marker) -> Markup:
    """The name of a part with its terms marked; a functional code leads to the code's page."""
    name = edition.words.name(part)
    if part.key.isdigit():
        there = part.key in paged(edition, "functional")
        link = Markup('<a href="{}">{}</a>').format(here.to(address.code("functional", part.key)), name)
        return link if there else escape(name)
    if edition.words.language == "zh":
        return mark(name)
    term = edition.glossary.pattern.match(part.zh)
    return mark.link(edition.glossary.words[term[0]], name) if term else escape(name)


def _figure(here: Here, entry: Entry, part: Part) -> str:
    return here.to(address.table(entry.id, part.table_id)) + f"#{part.figure_id}" if part.table_id else ""


def _caveats(package: Dossier, words: Words) -> list[dict[str, str]]:
    key = "note" if words.language == "zh" else "note_en"
    return [
        {"text": c.get(key) or c["note"], "lang": "" if c.get(key) else "zh"} for c in package.disclosure["caveats"]
    ]


def _is_reconstruction(package: Dossier) -> bool:
    return any(s.get("mingzhang:role") == "reconstruction" for s in package.descriptor["sources"])


# ---- pictures


def _pictures(package: Dossier, entry: Entry, words: Words) -> list[Picture]:
    flow, makeup = make_flow(package, entry.headline), make_makeup(package)
    made = [_flow_picture(flow, words)] if flow else []
    return [*made, _makeup_picture(makeup, package, words)] if makeup else made


def _flow_picture(flow: Flow, words: Words) -> Picture:
    names = {p.key: words.name(p) for column in flow.columns for p in column}
    rows = tuple((names[link.source], names[link.target], words.money(link.yuan)) for link in flow.links)
    return Picture(
        words("flow-title"),
        "",
        draw_flow(flow, words, WIDE, "flow"),
        draw_flow(flow, words, NARROW, "flow-narrow"),
        (words("flow-from"), words("flow-to"), words("amount")),
        rows,
    )


def _makeup_picture(makeup: Makeup, package: Dossier, words: Words) -> Picture:
    bars = sorted(makeup.items, key=lambda p: -p.yuan)
    if len(bars) > _SHOWN:
        rest = bars[_SHOWN - 1 :]
        left = sum((p.yuan for p in rest), Decimal(0))
        zh, en = (Words(language)("rest", n=len(rest)) for language in LANGUAGES)
        bars = [*bars[: _SHOWN - 1], Part("rest", zh, en, left)]
    table = next(r for r in package.rows("tables") if r["table_id"] == makeup.table_id)
    title = words.label(table["title"])[0] or untitled(table, words)
    return Picture(
        words("makeup-title"),
        words("makeup-note", table=title, amount=words.money(makeup.total.yuan)),
        draw_bars(bars, makeup.total.yuan, words, WIDE // 2, "makeup"),
        draw_bars(bars, makeup.total.yuan, words, NARROW, "makeup-narrow"),
        (words("item"), words("amount"), words("share")),
        _items(makeup, words),
        tuple(_item(p, makeup, words, _LEGEND.format(p.key[:3], words.name(p))) for p in makeup.classes),
        beside=True,
    )


def _items(makeup: Makeup, words: Words) -> tuple[tuple[str, ...], ...]:
    """Every class in bold with its items below it; items alone where no class is printed."""
    bold, below = Markup("<strong>{}</strong>"), Markup('<span class="mz-below">{}</span>')
    parts = sorted((*makeup.classes, *makeup.items), key=lambda p: p.key)
    whole = {p.key for p in makeup.classes}
    return tuple(
        _item(p, makeup, words, (bold if p.key in whole else below if whole else Markup("{}")).format(words.name(p)))
        for p in parts
    )


def _item(part: Part, makeup: Makeup, words: Words, name: Markup) -> tuple[str, ...]:
    return name, words.money(part.yuan), words.share(part.yuan, makeup.total.yuan)


# ---- ways to everything else


def list_tables(package: Dossier, entry: Entry, words: Words, here: Here) -> list[dict[str, Any]]:
    """Every table of the disclosure with its address, its state, and how many of its checks do not agree."""
    made, badges = [], table_badges(package, words)
    for row in package.rows("tables"):
        title, language = words.label(row["title"] or "") if row["title"] else (untitled(row, words), words.language)
        made.append(
            {
                "number": _number(row, words),
                "title": title,
                "lang": "zh" if language != words.language else "",
                "href": here.to(address.table(entry.id, row["table_id"])),
                "state": row["state"],
                "state_name": words(f"state-{row['state']}"),
                "figures": f"{int(row['figures'] or 0):,}",
                "badges": badges.get(row["table_id"], []),
                "pages": words("list-comma").join(page_runs({int(page) for page in split_list(row["pages"])})),
            }
        )
    return made


def _number(row: Record, words: Words) -> str:
    """The printed number of a table, its digits alone in English; empty where none is printed."""
    digits = "".join(c for c in row["number"] if c.isdigit()).lstrip("0")
    return row["number"] if words.language == "zh" else digits


def untitled(row: Record, words: Words) -> str:
    """What a table without a title is called: by its page."""
    return words("untitled", n=words("list-comma").join(page_runs({int(page) for page in split_list(row["pages"])})))


def _links(package: Dossier, entry: Entry, words: Words, here: Here) -> list[dict[str, str]]:
    """The pages of text, targets and checks, with what each holds."""
    counts = {name: len(package.rows(name)) for name in ("claims", "projects", "targets")}
    aims = f"{words('projects')} {counts['projects']:,} · {words('indicators')} {counts['targets']:,}"
    none = "none-unread" if unread_tables(package) else "none-found"
    made = [
        ("text", words("n-claims", n=f"{counts['claims']:,}")),
        ("targets", aims if counts["projects"] or counts["targets"] else words(none)),
        ("checks", verdict(entry, find_findings(package), words)),
    ]
    return [{"name": words(name), "text": text, "href": here.to(address.part(entry.id, name))} for name, text in made]


def _provenance(package: Dossier, entry: Entry, words: Words) -> dict[str, Any]:
    sources = []
    for source in package.descriptor["sources"]:
        facts = {key: source.get(f"mingzhang:{key}", "") for key in ("file", "sha256", "note", "obtained")}
        role = words(f"role-{source['mingzhang:role']}")
        sources.append(facts | {"title": source["title"], "url": source.get("path", ""), "role": role})
    return {
        "publisher": entry.body.name,
        "signed": entry.signed,
        "published": entry.published or words("none-known"),
        "sources": sources,
        "edition": entry.edition,
    }

"""What a reader can know of every figure of one table: a row of facts each, and what the panel adds to it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.entry import Entry
from mingzhang.knowledge.code_names import code_of
from mingzhang.knowledge.vocabulary import load_vocabulary
from mingzhang.package.citation import Citation
from mingzhang.package.stored import split_list
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.code_links import code_path
from mingzhang.site.describe import full_title
from mingzhang.site.gallery import Shown
from mingzhang.site.interface import Words
from mingzhang.site.reach import report_to
from mingzhang.site.said import badge, css_of, sentence_of
from mingzhang.site.source_place import cell_of, is_of_sheets, sentence_on_cell


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The facts of one figure, in the order of ``header``; every cell is safe HTML."""

    id: str
    cells: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class FiguresView:
    """The list of a table's figures for its template, and the data of the panel as JSON in a script element."""

    header: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    data: Markup


class Links:
    """What refers to the figures of one package: checks (without those that could not be tested), claims, reviews (of
    tables too, by their ids) and, by check, the notices to the publisher.
    """

    def __init__(self, package: Dossier) -> None:
        self.checks: dict[str, list[Record]] = {}
        self.claims: dict[str, list[Record]] = {}
        self.contradicted: set[str] = set()
        self.reviews: dict[str, list[Record]] = {}
        self.notices = {r["check_id"]: r["text"] for r in package.rows("notices")}
        for check in package.rows("checks"):
            ids = dict.fromkeys([*split_list(check["left_figures"]), *split_list(check["right_figures"])])
            if check["result"] != "not-testable":
                for figure_id in ids:
                    self.checks.setdefault(figure_id, []).append(check)
            if check["result"] == "source-contradiction":
                self.contradicted.update(ids)
        for claim in package.rows("claims"):
            self.claims.setdefault(claim["figure_id"], []).append(claim)
        for review in package.rows("reviews"):
            self.reviews.setdefault(review["figure_id"] or review["table_id"], []).append(review)


@dataclass(frozen=True, slots=True)
class Page:
    """The table page that is being made."""

    entry: Entry
    package: Dossier
    words: Words
    here: Here
    shown: Shown
    links: Links
    table_name: str


def view_figures(page: Page, figures: Sequence[Record]) -> FiguresView:
    """The figures of one table."""
    words = page.words
    page_name = ("figure-page", "figure-sheet")[is_of_sheets(figures)]
    names = ("amount", "figure-words", "figure-row", "figure-column", "figure-concept", "figure-code", page_name)
    header = tuple(words(name) for name in (*names, "figure-reading", "figure-checks"))
    rows = tuple(FigureRow(r["id"], _cells(page, r, page.links.checks.get(r["id"], []))) for r in figures)
    return FiguresView(header, rows, _script(page, figures))


def amount_with_unit(figure: Record, words: Words) -> str:
    """The printed amount and its unit: 568.86 万元."""
    unit = words.unit(figure["unit"])
    return f"{figure['printed'].strip()} {unit}".strip()


def in_words(figure: Record, words: Words) -> str:
    """The amount in 万 and 亿 and in numerals, to be read aloud; empty for what is no money."""
    if figure["measure"] != "amount" or not figure["amount_yuan"]:
        return ""
    yuan = Decimal(figure["amount_yuan"])
    told, spelled = words.money(yuan), words.spelled(yuan)
    return told if told == spelled else f"{told}{words('list-comma')}{spelled}"


# ---- the list


def _cells(page: Page, figure: Record, checks: Sequence[Record]) -> tuple[Markup, ...]:
    words = page.words
    holds = sum(c["result"] == "holds" for c in checks)
    counted = words("checks-here-count", holds=holds, others=len(checks) - holds) if checks else ""
    return (
        Markup(f'<a href="#{figure["id"]}">{escape(amount_with_unit(figure, words))}</a>'),
        escape(in_words(figure, words)),
        _labelled(_row_name(figure), words, figure["code"]),
        _column(figure["column_label"], words),
        escape(_meaning(figure, words)),
        escape(_codes(figure, words)),
        _page_link(page, figure),
        escape(_reading(page, figure)),
        escape(f"{_proofs(figure, words)}{counted}"),
    )


def _row_name(figure: Record) -> str:
    return figure["project"] or figure["label"] or figure["unit_name"]


@lru_cache(maxsize=4096)
def _column(label: str, words: Words) -> Markup:
    return Markup(" / ").join(_labelled(part, words) for part in label.split(" / "))


@lru_cache(maxsize=4096)
def _labelled(text: str, words: Words, code: str = "") -> Markup:
    shown, language = words.label(text, code)
    return escape(shown) if language == words.language else Markup(f'<span lang="zh">{escape(shown)}</span>')


def _meaning(figure: Record, words: Words) -> str:
    """What the amount is, marked where only its heading says so; an amount without a known meaning says that."""
    if not figure["concept"]:
        return words("meaning-unknown")
    sure = figure["meaning"] == "confirmed"
    return _concept(figure["concept"], words) + ("" if sure else words("meaning-named"))


def _proofs(figure: Record, words: Words) -> str:
    """How many exact sums an amount stands in."""
    if figure["measure"] != "amount":
        return ""
    number = int(figure["proofs"] or 0)
    return words("proofs-none" if not number else "proofs-one" if number == 1 else "proofs", n=number)


@lru_cache(maxsize=1024)
def _concept(concept: str, words: Words) -> str:
    item, _, fund = concept.partition("@")
    return load_vocabulary().name(item, fund, words.language) if item else ""


def _codes(figure: Record, words: Words) -> str:
    known = (code_of(figure[key]) for key in ("functional_code", "economic_code", "gov_economic_code") if figure[key])
    return words("list-comma").join(f"{c.code} {code_path(c, words)}" for c in known if c)


def _page_link(page: Page, figure: Record) -> Markup:
    if not figure["page"]:
        return Markup("")
    if place := cell_of(figure, page.words):
        return escape(place)
    if int(figure["page"]) not in page.shown.sizes:
        return escape(figure["page"])
    return Markup(f'<a href="{escape(_picture(page, figure["page"]))}">{escape(figure["page"])}</a>')


def _picture(page: Page, number: str) -> str:
    return page.here.to_root(f"{address.files(page.entry.id)}pages/{number}.webp")


def _reading(page: Page, figure: Record) -> str:
    """How the amount was read, and who has looked at it since."""
    words, reviews = page.words, page.links.reviews
    seen = [review_words(r, words) for key in ("id", "table_id") for r in reviews.get(figure[key], ())]
    return " ".join([_as_read(figure, words), *seen])


def review_words(review: Record, words: Words) -> str:
    """A human verdict in a sentence; one whose reading has changed since says so."""
    found = words(f"review-{review['verdict']}", seen=review["seen"])
    stale = words("review-stale") if review["state"] == "stale" else ""
    return words("review", found=found, reviewer=review["reviewer"], date=review["date"]) + stale


def _as_read(figure: Record, words: Words) -> str:
    if figure["reading"] == "printed":
        return words("reading-printed")
    columns = [" / ".join(words.label(p)[0] for p in c.split(" / ")) for c in split_list(figure["candidates"])]
    note = words(f"mark-{figure['reading']}-note")
    more = words("figure-candidates", columns=words("list-comma").join(columns)) if columns else ""
    return f"{words('mark-' + figure['reading'])}{words('colon')}{note} {more}".strip()


# ---- the panel


def _script(page: Page, figures: Sequence[Record]) -> Markup:
    used = {c["id"]: c for r in figures for c in page.links.checks.get(r["id"], ())}
    places = {check_id: number for number, check_id in enumerate(used)}
    data = {
        "pages": {n: _picture(page, n) for n in sorted({r["page"] for r in figures}) if _has_picture(page, n)},
        "checks": [_check(page, c) for c in used.values()],
        "figures": {r["id"]: _figure(page, r, places) for r in figures},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup('<script type="application/json" id="mz-figures">{}</script>').format(Markup(text))


def _has_picture(page: Page, number: str) -> bool:
    return number.isdigit() and int(number) in page.shown.sizes


def _figure(page: Page, figure: Record, places: Mapping[str, int]) -> dict[str, Any]:
    """``page``, ``box`` (per cent of the picture), ``place`` (in a spreadsheet, as a sentence), ``checks`` (places in
    the list, what does not hold first), ``claims`` (words and address); what does not apply is left out.
    """
    checks = sorted(page.links.checks.get(figure["id"], ()), key=lambda c: c["result"] == "holds")
    text = page.here.to(address.part(page.entry.id, "text"))
    made: dict[str, Any] = {
        "page": figure["page"],
        "box": page.shown.outline(figure),
        "place": sentence_on_cell(figure, page.words),
        "checks": [places[c["id"]] for c in checks],
        "claims": [(c["printed"], f"{text}#{c['section']}") for c in page.links.claims.get(figure["id"], ())],
    }
    return {key: value for key, value in made.items() if value}


def _check(page: Page, check: Record) -> list[str]:
    """Result, its name, the sentence, the check's address, and the notice to the publisher if there is one."""
    href = f"{page.here.to(address.part(page.entry.id, 'checks'))}#{check['id']}"
    look = css_of(check, page.package)
    made = [look, badge(check, page.package, page.words), sentence_of(check, page.words), href]
    notice = page.links.notices.get(check["id"])
    return [*made, notice] if notice else made


# ---- what is copied


def templates_of(page: Page) -> dict[str, str]:
    """The texts that the panel fills in for one figure: ``cite`` and ``report``, and who hears of it."""
    citation = Citation.of(page.package.descriptor, "")
    sheets = is_of_sheets(page.package.rows("figures"))
    line = citation.gbt7714() if page.words.language == "zh" else f"{citation.author}. {citation.title_en}."
    filled = {k: "{" + k + "}" for k in ("row", "column", "amount", "page", "url", "id", "reading")}
    about = {"citation": line, "table": page.table_name, "disclosure": full_title(page.entry, page.words)}
    return {
        "cite": page.words(("cite-figure", "cite-figure-cell")[sheets], **filled, **about),
        "report": page.words("report-body", **filled, **about),
        "subject": page.words("report-subject", **filled),
        "to": report_to(),
    }

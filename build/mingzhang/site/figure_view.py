"""What a reader can know of the figures of one table: by column, and who has looked at which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.entry import Entry
from mingzhang.knowledge.code_names import code_of
from mingzhang.knowledge.vocabulary import load_vocabulary
from mingzhang.package.stored import split_list
from mingzhang.site import address
from mingzhang.site.address import Here
from mingzhang.site.code_links import code_path
from mingzhang.site.gallery import Shown
from mingzhang.site.interface import Words
from mingzhang.site.source_place import is_of_sheets, leaves_of


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """What is told of the amounts of one column that mean the same: its header path, the meaning, whose rows they are
    (empty: all of the column), the pages they are printed on.
    """

    column: Markup
    meaning: str
    rows: str
    pages: Markup


@dataclass(frozen=True, slots=True)
class FiguresView:
    """What a table's figures mean and where they are printed, column by column; and who has looked at which."""

    columns: tuple[ColumnFacts, ...]
    reviews: tuple[tuple[str, str, str], ...]


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
    """The figures of one table, for who reads without scripts; the panel adds what is said of one amount alone."""
    groups: dict[str, dict[str, list[Record]]] = {}
    for figure in figures:
        groups.setdefault(figure["column_label"], {}).setdefault(meaning_of(figure, page.words), []).append(figure)
    columns = [
        _column_facts(page, label, meaning, rows, len(meanings) > 1)
        for label, meanings in groups.items()
        for meaning, rows in meanings.items()
    ]
    return FiguresView(tuple(columns), tuple(_reviews(page, figures)))


def _column_facts(page: Page, label: str, meaning: str, figures: Sequence[Record], several: bool) -> ColumnFacts:
    names = dict.fromkeys(row_name(f, page.words) for f in figures) if several else {}
    pages = dict.fromkeys(f["page"] for f in figures if f["page"])
    return ColumnFacts(
        _column(label, page.words),
        meaning,
        page.words("list-comma").join(names),
        Markup(page.words("list-comma")).join(_page_link(page, number) for number in pages)
        if not is_of_sheets(figures)
        else escape(leaves_of(list(pages), figures, page.words)),
    )


def _reviews(page: Page, figures: Sequence[Record]) -> Iterator[tuple[str, str, str]]:
    """Id, amount and verdict of every figure that a human has compared with the page."""
    for figure in figures:
        for review in reviews_of(page.links, figure):
            yield figure["id"], amount_with_unit(figure, page.words), review_words(review, page.words)


def reviews_of(links: Links, figure: Record) -> list[Record]:
    """The human verdicts on a figure, its table's included."""
    return [review for key in ("id", "table_id") for review in links.reviews.get(figure[key], ())]


def amount_with_unit(figure: Record, words: Words) -> str:
    """The printed amount and its unit: 568.86 万元."""
    unit = words.unit(figure["unit"])
    return f"{figure['printed'].strip()} {unit}".strip()


def row_name(figure: Record, words: Words) -> str:
    """What names the row of a figure, in the words of an edition: its project, its label or a body."""
    printed = figure["project"] or figure["label"] or figure["unit_name"]
    return words.label(printed, figure["code"])[0]


def column_name(label: str, words: Words) -> str:
    """A header path in the words of an edition."""
    return " / ".join(words.label(part)[0] for part in label.split(" / "))


def codes_of(figure: Record, words: Words) -> str:
    """The codes of a figure with their names from the class down."""
    known = (code_of(figure[key]) for key in ("functional_code", "economic_code", "gov_economic_code") if figure[key])
    return words("list-comma").join(f"{c.code} {code_path(c, words)}" for c in known if c)


@lru_cache(maxsize=4096)
def _column(label: str, words: Words) -> Markup:
    return Markup(" / ").join(_labelled(part, words) for part in label.split(" / "))


@lru_cache(maxsize=4096)
def _labelled(text: str, words: Words, code: str = "") -> Markup:
    shown, language = words.label(text, code)
    return escape(shown) if language == words.language else Markup(f'<span lang="zh">{escape(shown)}</span>')


def meaning_of(figure: Record, words: Words) -> str:
    """What the amount is, marked where only its heading says so; an amount without a known meaning says that."""
    if not figure["concept"]:
        return words("meaning-unknown")
    sure = figure["meaning"] == "confirmed"
    return concept_name(figure["concept"], words) + ("" if sure else words("meaning-named"))


def proofs_of(figure: Record, words: Words) -> str:
    """How many exact sums an amount stands in."""
    if figure["measure"] != "amount":
        return ""
    number = int(figure["proofs"] or 0)
    return words("proofs-none" if not number else "proofs-one" if number == 1 else "proofs", n=number)


@lru_cache(maxsize=1024)
def concept_name(concept: str, words: Words) -> str:
    """The name of a concept; empty for none."""
    item, _, fund = concept.partition("@")
    return load_vocabulary().name(item, fund, words.language) if item else ""


def _page_link(page: Page, number: str) -> Markup:
    if int(number) not in page.shown.sizes:
        return escape(number)
    return Markup(f'<a href="{escape(picture_of(page, number))}">{escape(number)}</a>')


def picture_of(page: Page, number: str) -> str:
    """Where the picture of a page of the source lies."""
    return page.here.to_root(f"{address.files(page.entry.id)}pages/{number}.webp")


def review_words(review: Record, words: Words) -> str:
    """A human verdict in a sentence; one whose reading has changed since says so."""
    found = words(f"review-{review['verdict']}", seen=review["seen"])
    stale = words("review-stale") if review["state"] == "stale" else ""
    return words("review", found=found, reviewer=review["reviewer"], date=review["date"]) + stale


def as_read(figure: Record, words: Words) -> str:
    """How the amount was read, with the columns that are possible where that is open."""
    if figure["reading"] == "printed":
        return words("reading-printed")
    columns = [column_name(c, words) for c in split_list(figure["candidates"])]
    note = words(f"mark-{figure['reading']}-note")
    more = words("figure-candidates", columns=words("list-comma").join(columns)) if columns else ""
    return f"{words('mark-' + figure['reading'])}{words('colon')}{note} {more}".strip()

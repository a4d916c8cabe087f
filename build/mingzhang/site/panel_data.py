"""``panel.json``, one for each disclosure and both editions: what the panel of a figure tells beyond its page.

    {"title": [zh, en], "citation": [zh, en], "folder": where pictures lie below the root, "pages": [numbers of pages
     that have one], "reconstruction": whether the pages are re-typeset, "texts": [[zh, en], …], "checks": [addresses
     below the page of checks], "figures": {id: [page, box, row, column, concept, codes, reading, unit,
     proofs, cell,
     sheet, checks, part]}}

Row, column, concept, codes, reading, unit, proofs, cell (its address in a spreadsheet) and sheet (a sentence with it)
are places in ``texts`` (0: nothing), checks places in ``checks``, what does not hold first; ``box`` is left, top, width
and height in hundredths of a per cent of the page, 0 where it is unknown; ``part`` counts the pages before the one that
shows the figure, where a table is cut over several. Zeros at the end are left out. What a check says stands on the page
of checks, what the prose says on the table's own: the panel reads it there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mingzhang.collection.dossier import Dossier, Record
from mingzhang.collection.entry import Entry
from mingzhang.package.citation import Citation
from mingzhang.site import address
from mingzhang.site.describe import full_title
from mingzhang.site.edition import Edition
from mingzhang.site.figure_view import (
    Links,
    as_read,
    codes_of,
    column_name,
    meaning_of,
    proofs_of,
    review_words,
    reviews_of,
    row_name,
)
from mingzhang.site.gallery import Shown
from mingzhang.site.interface import LANGUAGES, Words
from mingzhang.site.source_place import cell_of, sentence_on_cell
from mingzhang.site.splitting import part_of

FILE = "panel.json"
_EDITIONS = tuple(Words(language) for language in LANGUAGES)
Pair = tuple[str, ...]


@dataclass(slots=True)
class _Texts:
    """Texts of both editions, each kept once; the place of one is what it counts for."""

    places: dict[Pair, int] = field(default_factory=lambda: {("", ""): 0})

    def place(self, pair: Pair) -> int:
        return self.places.setdefault(pair, len(self.places))

    def listed(self) -> list[list[str]]:
        """A text that is the same in both editions stands once."""
        return [list(dict.fromkeys(pair)) for pair in self.places]


def write_panel(edition: Edition, entry: Entry, package: Dossier, links: Links, checks: Mapping[str, str]) -> None:
    """Writes the file beside the disclosure's page; ``checks`` gives the address of each check below their page."""
    shown = edition.gallery.of(entry.id, package)
    edition.put(address.disclosure(entry.id) + FILE, panel_data(entry, package, links, shown, checks))


def panel_data(
    entry: Entry, package: Dossier, links: Links, shown: Shown, checks: Mapping[str, str]
) -> dict[str, object]:
    """What the file holds."""
    citation, texts = Citation.of(package.descriptor, ""), _Texts()
    places = {check_id: number for number, check_id in enumerate(checks)}
    figures = {}
    for figure in package.rows("figures"):
        told = sorted(links.checks.get(figure["id"], ()), key=lambda c: c["result"] == "holds")
        facts: list[object] = [
            int(figure["page"] or 0),
            [round(100 * float(share)) for share in shown.outline(figure)] or 0,
            *(texts.place(pair) for pair in _facts(figure, links)),
            [places[c["id"]] for c in told] or 0,
            part_of(package, figure["id"]) - 1,
        ]
        while facts and not facts[-1]:
            facts.pop()
        figures[figure["id"]] = facts
    return {
        "title": [full_title(entry, words) for words in _EDITIONS],
        "citation": [citation.gbt7714(), f"{citation.author}. {citation.title_en}."],
        "folder": address.files(entry.id),
        "pages": sorted(shown.sizes),
        "reconstruction": shown.reconstruction,
        "texts": texts.listed(),
        "checks": list(checks.values()),
        "figures": figures,
    }


def _facts(figure: Record, links: Links) -> list[Pair]:
    """Row, column, concept, codes, reading, unit and proofs, each in both editions."""
    seen = reviews_of(links, figure)
    return [
        tuple(row_name(figure, words) for words in _EDITIONS),
        tuple(column_name(figure["column_label"], words) for words in _EDITIONS),
        tuple(meaning_of(figure, words) for words in _EDITIONS),
        tuple(codes_of(figure, words) for words in _EDITIONS),
        tuple(
            " ".join([as_read(figure, words), *(review_words(review, words) for review in seen)]) for words in _EDITIONS
        ),
        tuple(words.unit(figure["unit"]) if figure["unit"] else "" for words in _EDITIONS),
        tuple(proofs_of(figure, words) for words in _EDITIONS),
        tuple(cell_of(figure, words) for words in _EDITIONS),
        tuple(sentence_on_cell(figure, words) for words in _EDITIONS),
    ]

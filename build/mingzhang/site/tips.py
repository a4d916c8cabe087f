"""What our scripts fetch when it is asked for, the same for every page: tooltips of terms and codes, the empty panel.

``tips/terms.json`` holds the glossary's by id, ``tips/<class>.json`` those of all codes of one class by code; each is
``[title, the other language's name, text]``. ``tips/panel.json`` holds the panel as HTML.
"""

from __future__ import annotations

from collections import defaultdict
from typing import get_args

from mingzhang.knowledge.code_names import Classification, all_codes
from mingzhang.site.code_links import code_tip
from mingzhang.site.edition import Edition
from mingzhang.site.interface import Language
from mingzhang.site.reach import report_to

_FACTS = (
    "figure-words", "figure-row", "figure-column", "figure-concept", "figure-code", "figure-page", "figure-reading",
    "figure-checks",
)  # fmt: skip
_FILLED = ("row", "column", "amount", "page", "url", "id", "reading", "citation", "table", "disclosure")


def write_tips(edition: Edition) -> None:
    """Writes all of them."""
    edition.put("tips/terms.json", _terms(edition))
    for name, tips in _codes(edition).items():
        edition.put(f"tips/{name}.json", tips)
    facts = [edition.words(name) for name in _FACTS]
    html = edition.fill("panel.html", here=edition.here(""), facts=facts, templates=_templates(edition))
    edition.put("tips/panel.json", {"html": html})


def _terms(edition: Edition) -> dict[str, list[str]]:
    own = edition.words.language
    other: Language = "en" if own == "zh" else "zh"
    return {t.id: [t.title(own), t.title(other), t.brief(own)] for t in edition.glossary.terms.values()}


def _codes(edition: Edition) -> dict[str, dict[str, list[str]]]:
    classes: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for classification in get_args(Classification):
        for code in all_codes(classification).values():
            tip = code_tip(code, edition.words)
            classes[code.code[:3]][code.code] = [tip["title"], tip["also"], tip["text"]]
    return classes


def _templates(edition: Edition) -> dict[str, str]:
    """The texts that the panel fills in for one figure, and who hears of a misreading."""
    filled = {name: "{" + name + "}" for name in _FILLED}
    return {
        "cite": edition.words("cite-figure", **filled),
        "cite_cell": edition.words("cite-figure-cell", **filled),
        "report": edition.words("report-body", **filled),
        "subject": edition.words("report-subject", **filled),
        "to": report_to(),
    }

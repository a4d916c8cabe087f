"""How a reader says that something is wrong: a message with the page, the id and the reading filled in."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from mingzhang.site.address import Here
from mingzhang.site.interface import Words
from mingzhang.site.reach import report_to, site_url

_FORM = "https:"


@dataclass(frozen=True, slots=True)
class Report:
    """What a page needs to be reported: ``href`` is a message about the whole page, ready to send.

    ``to`` (empty where nobody is named), ``subject`` and ``body`` are for scripts/site.js, which fills ``{id}``,
    ``{page}``, ``{reading}`` and ``{url}`` in for one figure, check, sentence or target. ``then``: what happens then.
    """

    to: str
    subject: str
    body: str
    href: str
    then: str


def report_of(title: str, words: Words, here: Here) -> Report:
    """The report of the page ``here``, called ``title``."""
    gaps = {name: "{" + name + "}" for name in ("id", "page", "reading", "url")}
    subject, body = words("wrong-subject", title=title, **gaps), words("wrong-body", title=title, **gaps)
    whole = {"id": "", "page": "", "reading": "", "url": f"{site_url()}{_path(here)}"}
    to = report_to()
    href = message(to, words("wrong-subject-page", title=title), body.format_map(whole))
    return Report(to, subject, body, href, here.to("about/") + "#corrections")


def message(to: str, subject: str, body: str) -> str:
    """The address that opens a form or a letter with this text; without ``to`` the reader chooses whom to write to."""
    if to.startswith(_FORM):
        return f"{to}?title={quote(subject)}&body={quote(body)}"
    return f"mailto:{to}?subject={quote(subject)}&body={quote(body)}"


def _path(here: Here) -> str:
    return here.address if here.language == "zh" else f"en/{here.address}"

"""The Content-Security-Policy of a page as a meta element: nothing from elsewhere, of inline scripts only those that
stand in a template. One that came into a page by other ways, as text of a source, is named by no hash and does not run.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

_SCRIPT = re.compile(r"<script(?P<about>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_CHARSET = re.compile(r'<meta charset="utf-8"\s*/?>')
_DATA = re.compile(r'type="application/(?:ld\+)?json"')
_FILLED = re.compile(r"\{\{.*?\}\}")
_PATH = r"[\w./~%-]*"  # all that a template may fill in: where the page is, in a string of the script


def known_scripts(templates: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """The inline scripts of templates, each as what it may be on a page."""
    found = dict.fromkeys(text for template in templates for text in _inline(template))
    return tuple(re.compile(_PATH.join(map(re.escape, _FILLED.split(text)))) for text in found)


def protect(html: str, known: Sequence[re.Pattern[str]] = ()) -> str:
    """The page with its policy right after its charset; as it was when it has no charset (then it is no page)."""
    hashes = {digest(text) for text in _inline(html) if any(script.fullmatch(text) for script in known)}
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(tuple(sorted(hashes)))}">'
    return _CHARSET.sub(lambda m: f"{m[0]}\n      {meta}", html, count=1)


def _inline(html: str) -> Iterator[str]:
    """The inline scripts that a browser would run."""
    for found in _SCRIPT.finditer(html):
        if "src=" not in found["about"] and not _DATA.search(found["about"]):
            yield found["text"]


@cache
def digest(script: str) -> str:
    """What a policy calls this script: ``'sha256-…'``. Line ends are as a browser reads them."""
    data = script.replace("\r\n", "\n").encode()
    return f"'sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}'"


@cache
def policy(hashes: tuple[str, ...]) -> str:
    """The policy itself. Images may be data: addresses because the theme's style sheet draws its icons so."""
    scripts = " ".join(("'self'", *hashes))
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
    )

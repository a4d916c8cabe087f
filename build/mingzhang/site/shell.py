"""The theme's shell, rendered once for each edition, around the pages that we write ourselves.

MkDocs renders one empty page with marks where a page's own parts go. What only scripts use of it, and what is the same
on every page (menus, search, switches, icons), moves into ``scripts/chrome.js``, which puts it back before the theme's
own script runs. A page keeps what is read without scripts: its head, the way home, the tabs, the content, the foot.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape as html_escape
from importlib.resources import files
from typing import Any

from mingzhang.site.policy import protect

ADDRESS = "shell/"  # where MkDocs renders the empty page; it is taken away again
TITLE, DESCRIPTION, CONTENT = "@title@", "@description@", "@content@"
EMPTY = '@begin@<h1>1</h1><h2 id="mz-first">1</h2>@end@'  # a content with headings, or the theme would add its own
_EMPTY = re.compile("@begin@.*@end@", re.DOTALL)
_UP, _TWIN, _HEAD, _TOC = "@up@", "@twin@", "@head@", "@toc@"
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HEADER = re.compile(r'(<header class="md-header"[^>]*>\s*<nav[^>]*>)(.*)(</nav>\s*</header>)', re.DOTALL)
_SKIP = re.compile(r'(<div data-md-component="skip">).*?(</div>)', re.DOTALL)
_ANNOUNCE = re.compile(r'<div data-md-component="announce">\s*</div>')
_TOP = re.compile(r'<button type="button" class="md-top.*?</button>', re.DOTALL)
_DIALOG = re.compile(r'<div class="md-dialog".*?</div>\s*</div>', re.DOTALL)
_CONFIG = re.compile(r'<script id="__config".*?</script>', re.DOTALL)
_SCRIPTS = re.compile(r'<script src="[^"]*"></script>')
_TWIN_LINK = re.compile(r'<a class="mz-twin" href="[^"]*"([^>]*>.*?</a>)', re.DOTALL)
_META = re.compile(r'<meta (?:name="generator"|property="og:)[^>]*>|<link rel="canonical"[^>]*>')
_ALTERNATE = re.compile(r'<link rel="alternate " hreflang[^>]*>')
_MARK = re.compile("|".join(map(re.escape, (TITLE, DESCRIPTION, CONTENT, _UP, _TWIN, _HEAD, _TOC))))
_PRIMARY, _SECONDARY, _MAIN = "md-sidebar--primary", "md-sidebar--secondary", '<div class="md-content"'


@dataclass(frozen=True, slots=True)
class Shell:
    """The page around a content, and the script that completes it. ``site`` is the address of the whole site, ending
    in a slash, or empty; ``language`` that of the edition.
    """

    text: str
    chrome: str
    site: str
    language: str

    def fill(self, address: str, head: Mapping[str, Any], content: str) -> str:
        """The page at ``address``. Title and description in ``head`` are safe HTML, as is the content."""
        up = "../" * address.count("/")
        twin = f"{up}en/{address}" if self.language == "zh" else f"{up}../{address}"
        parts = {
            TITLE: head["title"],
            DESCRIPTION: head["description"],
            CONTENT: content,
            _UP: up,
            _TWIN: twin,
            _HEAD: self._head(address, head),
            _TOC: " hidden" if "toc" in head.get("hide", ()) else "",
        }
        return _MARK.sub(lambda found: parts[found[0]], self.text)

    def _head(self, address: str, head: Mapping[str, Any]) -> str:
        """What only a site with an address of its own tells: where the page is, its twin, its picture for links."""
        if not self.site:
            return ""
        here, other = ("", "en/") if self.language == "zh" else ("en/", "")
        twin = "en" if self.language == "zh" else "zh"
        page, root = f"{self.site}{here}{address}", self.site
        lines = [
            f'<link rel="canonical" href="{page}">',
            f'<meta property="og:type" content="website"><meta property="og:url" content="{page}">',
            f'<meta property="og:title" content="{head["title"]}">',
            f'<link rel="alternate " hreflang="{self.language}" href="{page}">',
            f'<link rel="alternate " hreflang="{twin}" href="{root}{other}{address}">',
            f'<link rel="alternate " hreflang="x-default" href="{root}{address}">',
        ]
        if picture := head.get("head"):
            lines += [
                f'<meta property="og:image" content="{root}{picture["image"]}">',
                '<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">',
                f'<meta property="og:image:alt" content="{picture["alt"]}">',
                '<meta name="twitter:card" content="summary_large_image">',
            ]
        return "\n".join(lines)


def make_shell(page: str, site: str, language: str, name: str) -> Shell:
    """The shell from the empty page as the theme renders it at ``ADDRESS``; ``name`` is that of the site."""
    early, *late = _INLINE.findall(page)
    header = _found(_HEADER, page)[2]
    primary, secondary = page.index(_PRIMARY), page.index(_SECONDARY)
    start, middle, end = page.rindex("<div", 0, primary), page.rindex("<div", 0, secondary), page.index(_MAIN)
    pieces = {
        "header": _INLINE.sub("", header),
        "drawer": page[start:middle],
        "toc": page[middle:end],
        "top": _found(_TOP, page)[0],
        "end": _found(_DIALOG, page)[0] + _found(_CONFIG, page)[0],
    }
    text = page[:start] + f'<div class="md-sidebar {_SECONDARY}" data-mz-toc{_TOC}></div>' + page[end:]
    text = _HEADER.sub(lambda m: f"{m[1]}{_plain_header(header, name)}{m[3]}", text)
    text = _SKIP.sub(rf'\1<a href="#mz-content" class="md-skip">{_skip(page)}</a>\2', text)
    text = text.replace('<article class="', '<article id="mz-content" class="', 1)
    text = _EMPTY.sub(CONTENT, text, count=1)
    for pattern in (_INLINE, _ANNOUNCE, _TOP, _DIALOG, _CONFIG, _META, _ALTERNATE):
        text = pattern.sub("", text)
    scripts = "".join(_SCRIPTS.findall(text)).replace("<script ", "<script defer ")
    text = _SCRIPTS.sub("", text).replace("</head>", f"{_HEAD}{scripts}</head>", 1)
    text = text.replace("@chrome@", f'<script src="{_UP}scripts/chrome.js"></script>', 1)
    palette = next((script for script in late if "palette" in script), "")
    return Shell(protect(_relative(_slim(text))), _chrome(pieces, early, palette), site, language)


def _found(pattern: re.Pattern[str], page: str) -> re.Match[str]:
    match = pattern.search(page)
    if match is None:
        raise LookupError(f"the theme's page has no {pattern.pattern}")
    return match


def _plain_header(header: str, name: str) -> str:
    """The header without scripts: the way home and the other edition; then the script that completes it."""
    twin = _TWIN_LINK.search(header)
    other = f'<div class="md-header__option"><a class="mz-twin" href="{_TWIN}"{twin[1]}</div>' if twin else ""
    return f'<a class="md-header__title mz-home" href="{_UP}">{html_escape(name)}</a>{other}@chrome@'


def _skip(page: str) -> str:
    found = re.search(r'class="md-skip">(.*?)</a>', page, re.DOTALL)
    return found[1].strip() if found else ""


def _slim(html: str) -> str:
    """Without the blanks that indent it."""
    return re.sub(r"\s*\n\s*", "\n", html).strip() + "\n"


def _relative(html: str) -> str:
    """Addresses from the empty page, one folder below the root, with a mark for the way up; in the settings, too."""
    return re.sub(r'((?:href|src)="|": ")\.\.(?:/|(?="))', rf"\1{_UP}", html)


def _chrome(pieces: Mapping[str, str], early: str, palette: str) -> str:
    """``scripts/chrome.js``: the pieces, the theme's own short scripts, and what puts them in their places."""
    slim = {name: re.sub(r">\s+<", "><", _relative(_slim(piece))).strip() for name, piece in pieces.items()}
    text = json.dumps(slim, ensure_ascii=False, separators=(",", ":"))
    program = files("mingzhang.site").joinpath("chrome.js").read_text("utf-8")
    early = re.sub(r'new URL\("[^"]*",\s*location\)', "new URL(up, location)", early)
    return program.replace("/* early */", early).replace("/* palette */", palette).replace("{/* pieces */}", text)

"""Old addresses of what was renamed: a page at each that leads to the new one (a static host knows no redirects)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from html import escape as html_escape
from pathlib import Path

from mingzhang.disclosures.renaming import redirects

_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="refresh" content="0; url={href}">
<link rel="canonical" href="{href}"><meta name="robots" content="noindex">
</head><body><p><a href="{href}">{title}</a></p></body></html>
"""
_EDITIONS = {"": ("zh", "这一页搬到了这里"), "en/": ("en", "This page has moved here")}


def write_redirects(target: Path, packages: Sequence[Path]) -> None:
    """Writes them for the trees in which these packages lie; pages that exist are never replaced."""
    for tree in sorted({package.parents[2] for package in packages if len(package.parents) > 2}):
        for edition, (lang, title) in _EDITIONS.items():
            for old, new in _pairs(target / edition, redirects(tree)):
                _write(target / edition / old, target / edition / new, lang, title)


def _pairs(root: Path, renamed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Old and new folder of every page below the new address of a body or disclosure."""
    for old, new in renamed.items():
        for part in ("bodies", "disclosures"):
            for page in sorted((root / part / new).rglob("index.html")):
                below = page.parent.relative_to(root / part / new)
                yield f"{part}/{old}/{below.as_posix()}", f"{part}/{new}/{below.as_posix()}"


def _write(old: Path, new: Path, lang: str, title: str) -> None:
    page = old / "index.html"
    if page.exists():
        return
    old.mkdir(parents=True, exist_ok=True)
    href = html_escape(Path(os.path.relpath(new, old)).as_posix() + "/")
    page.write_text(_PAGE.format(lang=lang, title=title, href=href), encoding="utf-8", newline="\n")

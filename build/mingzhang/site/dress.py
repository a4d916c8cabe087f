"""How an edition is dressed: the name, colours, logo, footer, partials and pages of who publishes it."""

from __future__ import annotations

import re
from html import escape as html_escape
from pathlib import Path
from typing import Any

from mingzhang.project.colours import PRIMARY, style_sheet
from mingzhang.project.project import Project
from mingzhang.project.publisher import MADE_WITH
from mingzhang.site.interface import Language, Words

STYLES = "styles/publisher.css"
_FAVICON = "images/favicon.svg"
_TITLE = re.compile(r"^# +(.+?) *$", re.MULTILINE)


def dress(config: Any, docs: Path, project: Project) -> None:
    """Changes MkDocs' configuration of the edition in ``docs``, a folder named by its language; nothing for ours."""
    if project.folder is None:
        return
    language: Language = "en" if docs.name == "en" else "zh"
    config.site_name = project.publisher.name_en if language == "en" else project.publisher.name
    told = project.description_en if language == "en" else project.description
    config.site_description = told or config.site_description
    config.copyright = _footer(project, language, config.copyright)
    (docs / STYLES).write_text(style_sheet(project.primary, project.accent), encoding="utf-8", newline="\n")
    config.extra_css = [*config.extra_css, STYLES, *_own_styles(project)]
    config.nav = [*config.nav, *_own_pages(project, language, config.nav)]
    _put_logo(config, docs, project)
    if project.overlay and (project.overlay / "overrides").is_dir():
        config.theme.dirs.insert(0, str(project.overlay / "overrides"))


def _footer(project: Project, language: Language, ours: str) -> str:
    """Whose data it is, and what the site is made with."""
    own = project.copyright_en if language == "en" else project.copyright
    made = Words(language)("made-with", url=MADE_WITH)
    return f"{html_escape(own) if own else ours} {made}"


def _own_styles(project: Project) -> list[str]:
    """The overlay's style sheets that replace none of ours: they come last."""
    folder = project.overlay / "styles" if project.overlay else None
    ours = {"site.css", "table.css", "across.css"}
    return [f"styles/{p.name}" for p in sorted(folder.glob("*.css")) if p.name not in ours] if folder else []


def _own_pages(project: Project, language: Language, nav: list[dict[str, str]]) -> list[dict[str, str]]:
    """The overlay's pages that replace none of ours, as entries of the navigation, by their headings."""
    folder = project.overlay / language if project.overlay else None
    if folder is None:
        return []
    known = {path for item in nav for path in item.values()} | {"use.md"}
    pages = [p for p in sorted(folder.rglob("*.md")) if p.relative_to(folder).as_posix() not in known]
    return [{_heading(page): page.relative_to(folder).as_posix()} for page in pages]


def _heading(page: Path) -> str:
    found = _TITLE.search(page.read_text(encoding="utf-8"))
    return found[1] if found else page.stem


def _put_logo(config: Any, docs: Path, project: Project) -> None:
    """The logo, which is the picture of the browser's tab, too; without one, ours in the site's colour is."""
    if project.logo:
        config.theme["logo"] = config.theme["favicon"] = project.logo
        return
    picture = docs / _FAVICON
    text = picture.read_text(encoding="utf-8")
    picture.write_text(text.replace(PRIMARY, project.primary), encoding="utf-8", newline="\n")

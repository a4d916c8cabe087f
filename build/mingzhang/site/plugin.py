"""How our pages meet MkDocs: their HTML goes past the Markdown parser, and the search gets the entries we made."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html import escape as html_escape
from pathlib import Path
from typing import Any

from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from mingzhang.site.policy import known_scripts, protect
from mingzhang.site.shell import ADDRESS

_HEADING = re.compile(r'<h([2-4]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_SHELL = f"{ADDRESS}index.md"
ENTRIES = "entries.json"  # scripts/search.js and scripts/site.js know it by this name
FENCE = "---\n"  # before and after the head of a page
_PAGES = re.compile(
    r"(?!redirect)[a-z0-9]+\.html|partials/(?!integrations/).*\.html"
)  # templates that a page is made of
_TAG = re.compile(r"<small.*?</small>|<[^>]+>", re.DOTALL)


class OwnPage(Page):  # type: ignore[misc]
    """A page of Edition.write: its head is one line of JSON, the rest HTML, and Markdown would change nothing in it.

    The HTML is on hand only while the page is built, so that memory does not grow with the site.
    """

    def __init__(self, title: str | None, file: File, config: Any, head: dict[str, Any]) -> None:
        super().__init__(title, file, config)
        self._head = head

    def read_source(self, config: Any) -> None:
        """What the theme is told about the page."""
        self.markdown, self.meta = "", self._head

    def render(self, config: Any, files: Any) -> None:
        """Nothing yet."""
        self.content = ""

    def fetch(self) -> None:
        """The page's HTML, and its headings as the table of contents."""
        _, _, self.content = Path(self.file.abs_src_path).read_text(encoding="utf-8").split(FENCE, 2)
        self.toc = get_toc(_outline(self.content))

    def drop(self) -> None:
        """Gives both up."""
        self.content, self.toc = "", []


class Pages(BasePlugin):  # type: ignore[misc]
    """A MkDocs plugin; one for each edition."""

    def __init__(
        self, found: Path, amounts: str = "", shards: Sequence[str] = (), words: Mapping[str, str] | None = None
    ) -> None:
        """``found`` is the file of our entries; ``amounts`` leads from the search's script to its ``shards``; ``words``
        are those of the script.

        ``shell`` is the empty page as the theme renders it, ``own`` the pages that are to be put into it.
        """
        super().__init__()
        self.shell = ""
        self.own: list[str] = []
        self._found = found
        self._scripts: tuple[re.Pattern[str], ...] = ()
        self._words = dict(words or {"missing": "", "missingText": ""})
        self._amounts = {"path": amounts, "files": list(shards)}

    def on_files(self, files: Any, *, config: Any, **_: Any) -> Any:
        """Of the generated files, those in the navigation become pages of MkDocs, with the names they have there; for
        all others it renders one empty page."""
        names = {path: name for item in config.nav for name, path in item.items()}
        for file in files.documentation_pages():
            head = head_of(Path(file.abs_src_path))
            if head is None:
                continue
            if file.src_uri in names or file.src_uri == _SHELL:
                OwnPage(names.get(file.src_uri), file, config, head)
            else:
                files.remove(file)
                self.own.append(file.url)
        return files

    def on_env(self, env: Any, **_: Any) -> Any:
        """The templates do not change while the site is built: nobody has to look after each include. What runs on a
        page is what stands in them."""
        env.auto_reload = False
        pages = env.list_templates(filter_func=lambda name: bool(_PAGES.fullmatch(name)))
        self._scripts = known_scripts(env.loader.get_source(env, name)[0] for name in pages)
        return env

    @event_priority(-100)  # type: ignore[untyped-decorator]
    def on_page_context(self, context: Any, *, page: Any, **_: Any) -> Any:
        """Fetches the HTML, after the theme's search has looked at the page."""
        if isinstance(page, OwnPage):
            page.fetch()
        return context

    @event_priority(-100)  # type: ignore[untyped-decorator]
    def on_post_page(self, output: str, *, page: Any, **_: Any) -> str:
        """Adds the page's security policy."""
        if isinstance(page, OwnPage):
            page.drop()
        if page.file.src_uri == _SHELL:
            self.shell = output
        return protect(output, self._scripts)

    @event_priority(-100)  # type: ignore[untyped-decorator]
    def on_post_template(self, output_content: str, *, template_name: str, **_: Any) -> str:
        """The same for the page of what is missing."""
        return protect(output_content, self._scripts) if template_name.endswith(".html") else output_content

    @event_priority(-100)  # type: ignore[untyped-decorator]
    def on_post_build(self, *, config: Any, **_: Any) -> None:
        """Takes the entries out of the index that the theme's search has just written, and puts them with ours into a
        file beside it: every page loads the former, and only who searches the latter.
        """
        path = Path(config.site_dir) / "search" / "search_index.json"
        index = json.loads(path.read_text(encoding="utf-8"))
        ours = [_entry(found) for found in json.loads(self._found.read_text(encoding="utf-8"))]
        entries = {"docs": index["docs"] + ours, "amounts": self._amounts, "words": self._words}
        _write(path.with_name(ENTRIES), entries)
        _write(path, {**index, "docs": []})


def head_of(path: Path) -> dict[str, Any] | None:
    """The head of a page that Edition.write has written; None for one that is written by hand."""
    with path.open(encoding="utf-8") as stream:
        fence, head = stream.readline(), stream.readline()
    found: dict[str, Any] | None = json.loads(head) if fence == FENCE and head.startswith("{") else None
    return found


def _write(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text.replace("\u200b", ""), encoding="utf-8", newline="\n")


def _outline(html: str) -> list[dict[str, Any]]:
    """Headings of the second to fourth level as MkDocs wants them: nested, with ids and names."""
    top: list[dict[str, Any]] = []
    path: list[dict[str, Any]] = []
    for level, anchor, content in _HEADING.findall(html):
        name = _TAG.sub("", content).strip()
        item = {"level": int(level), "id": anchor, "name": name, "html": name, "children": []}
        while path and path[-1]["level"] >= item["level"]:
            path.pop()
        (path[-1]["children"] if path else top).append(item)
        path.append(item)
    return top


def _entry(found: dict[str, Any]) -> dict[str, Any]:
    """An entry of the theme's index; titles and texts are shown as HTML, so they are escaped."""
    shown = {key: html_escape(found[key], quote=False) for key in ("title", "text")}
    hidden = {key: found[key] for key in ("keys", "pinyin") if found[key]}
    if found["parts"]:
        hidden["parts"] = [(where, html_escape(title, quote=False)) for where, title in found["parts"]]
    return {"location": found["location"], **shown, **hidden, "boost": found["boost"]}

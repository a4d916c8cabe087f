"""How our pages meet MkDocs: their HTML goes past the Markdown parser, and the search gets the entries we made."""

from __future__ import annotations

import json
import logging
import re
from functools import cache
from pathlib import Path
from typing import Any

import jieba
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.toc import get_toc

_HEADING = re.compile(r'<h([2-4]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<small.*?</small>|<[^>]+>", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]+")
_JOINT = "\u200b"  # the theme's search parts words here and shows nothing

# Compounds are cut into the parts that people search for; names that mean something only as a whole stay whole.
_CUT = (("财政", "拨款"), ("收支", "总体"), ("基本", "支出"), ("项目", "支出"), ("预算", "支出"), ("公共", "预算"))
_WHOLE = ("三公经费", "三公", "一般公共预算", "政府性基金", "国有资本经营", "公用经费", "人员经费", "功能分类", "经济分类", "结转结余")


class Pages(BasePlugin):  # type: ignore[type-arg]
    """A MkDocs plugin; one for each edition."""

    def __init__(self, found: Path) -> None:
        super().__init__()
        self._found = found
        self._html: dict[str, str] = {}
        _cutter()

    def on_page_markdown(self, markdown: str, *, page: Any, **_: Any) -> str:
        """Keeps the HTML of a generated page aside."""
        if not page.meta.get("generated"):
            return markdown
        self._html[page.file.src_uri] = markdown
        return ""

    def on_page_content(self, html: str, *, page: Any, **_: Any) -> str:
        """Puts it back, and its headings into the table of contents."""
        own = self._html.pop(page.file.src_uri, None)
        if own is None:
            return html
        page.toc = get_toc(_outline(own))
        return own

    @event_priority(-100)
    def on_post_build(self, *, config: Any, **_: Any) -> None:
        """Adds our entries to the index that the theme's search has just written."""
        path = Path(config.site_dir) / "search" / "search_index.json"
        index = json.loads(path.read_text(encoding="utf-8"))
        ours = [_entry(found) for found in json.loads(self._found.read_text(encoding="utf-8"))]
        index["docs"] += ours
        path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


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
    keys = found["keys"]
    entry = {
        "location": found["location"],
        "title": _segmented(_escaped(found["title"])),
        "text": _segmented(_escaped(found["text"])),
        "boost": found["boost"],
    }
    return entry | ({"keys": " ".join(_parts(_escaped(keys)))} if keys else {})


def _escaped(text: str) -> str:
    """The search shows titles and texts as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _segmented(text: str) -> str:
    """Chinese runs cut into words by invisible joints."""
    return _HAN.sub(lambda m: _JOINT + _JOINT.join(_cutter().cut(m[0])) + _JOINT, text).strip(_JOINT)


def _parts(text: str) -> list[str]:
    """Every word and every word within a word, once."""
    found: dict[str, None] = {}
    for word in text.split():
        for piece in _HAN.findall(word):
            found |= dict.fromkeys(_cutter().cut_for_search(piece))
        found.setdefault(word)
    return list(found)


@cache
def _cutter() -> Any:
    """The theme's own cutter (jieba's default one), so that hand-written pages are cut like ours."""
    jieba.setLogLevel(logging.WARNING)
    cutter = jieba.dt
    cutter.initialize()
    for word in _WHOLE:
        cutter.add_word(word)
    for parts in _CUT:
        cutter.suggest_freq(parts, True)
    return cutter

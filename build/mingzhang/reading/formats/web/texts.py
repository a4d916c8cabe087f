"""The text of an element as it is shown: white space run together, lines broken where the page breaks them."""

from __future__ import annotations

import re
from typing import Any

from mingzhang.reading.formats.web.styles import is_furniture, is_hidden, points, style_of

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
"""Elements that stand on lines of their own."""

_SPACE = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 240  # elements within each other; beyond this the parser itself gives up
_NBSP = 5.0  # points of a space that does not break; of a wide one twice as much


def is_element(node: Any) -> bool:
    """Whether a node is an element: no comment, no instruction."""
    return isinstance(node.tag, str)


def lines_of(element: Any) -> list[str]:
    """The lines that an element shows, without blank ones; white space at their starts that does not break is kept."""
    pieces: list[str] = []
    _collect(element, pieces)
    text = _SPACE.sub(" ", "".join(pieces).replace("\v", "\0"))
    lines = (line.strip(" ").rstrip("\u00a0\u3000") for line in text.split("\0"))
    return [line for line in lines if line.strip()]


def _collect(element: Any, pieces: list[str]) -> None:
    """All text within, ``\\v`` where a line ends."""
    block = element.tag in BLOCKS or element.tag == "br"
    pieces.append("\v" if block else "")
    pieces.append(element.text or "")
    for child in element:
        if is_element(child) and not is_furniture(child) and not is_hidden(child):
            _collect(child, pieces)
        pieces.append(child.tail or "")
    pieces.append("\v" if block else "")


def shown(line: str) -> str:
    """A line without the white space that only moves it."""
    return line.replace("\u00a0", " ").strip()


def indent_of(element: Any, line: str) -> float:
    """How far the first line of an element is moved in, in points: by white space, or by its style."""
    spaces = line[: len(line) - len(line.lstrip(" \u00a0\u3000"))]
    moved = sum(2 * _NBSP if c == "\u3000" else _NBSP for c in spaces)
    for styled in (element, *[child for child in element if is_element(child)][:1]):
        style = style_of(styled)
        for name in ("text-indent", "padding-left", "mso-char-indent-count"):
            moved += max(points(style.get(name, "")) or 0.0, 0.0)
    return round(moved, 2)

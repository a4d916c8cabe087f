"""What an element's own style says about how it is shown."""

from __future__ import annotations

import re
from typing import Any

_DECLARED = re.compile(r"\s*([\w-]+)\s*:\s*([^;]*)")
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|px|em)?")
_POINTS = {"pt": 1.0, "px": 0.75, "em": 10.5, "": 0.75}
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "nav", "select", "button", "iframe", "svg"})


def style_of(element: Any) -> dict[str, str]:
    """The declarations of its style attribute."""
    return {name.lower(): value.strip().lower() for name, value in _DECLARED.findall(element.get("style") or "")}


def points(text: str) -> float | None:
    """A length in points; None when it is none."""
    match = _LENGTH.fullmatch(text.strip())
    return float(match[1]) * _POINTS[match[2] or ""] if match else None


def is_furniture(element: Any) -> bool:
    """Whether it prints nothing of the document: scripts, menus, controls."""
    return element.tag in _UNSEEN


def is_hidden(element: Any) -> bool:
    """Whether its own style, or the attribute for it, keeps it from being shown."""
    if "hidden" in element.attrib:
        return True
    style = style_of(element)
    return style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse")

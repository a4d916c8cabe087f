"""The line of an entry in a YAML text, for messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ruamel.yaml import YAML


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The 1-based line at which the entry at ``path`` stands, or of its nearest enclosing entry."""
    node: Any = YAML(typ="rt").load(text)
    line = 1
    for step in path:
        try:
            line = node.lc.key(step)[0] + 1 if isinstance(step, str) else node.lc.item(step)[0] + 1
            node = node[step]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line

"""Running heads and feet: lines that stand on page after page and belong to no table."""

from __future__ import annotations

from collections import Counter, defaultdict

from mingzhang.reading.document import Document, Text
from mingzhang.tables.captions import find_unit
from mingzhang.text.normalise import normalise

_SHARE = 0.4  # of the pages: a table's title repeats on its own pages only
_LEAST = 4
_DEPTH = 2  # lines from the top or the foot of the page


def running_lines(document: Document) -> frozenset[str]:
    """Normalised texts of the lines that repeat at the top or foot of many pages, but for those that name a unit."""
    pages: dict[int, list[str]] = defaultdict(list)
    for block in document.blocks:
        if isinstance(block, Text):
            pages[block.place.page].append("" if find_unit([block.text]) else normalise(block.text))
    seen = Counter(text for lines in pages.values() for text in {*lines[:_DEPTH], *lines[-_DEPTH:]})
    enough = max(_LEAST, _SHARE * len(document.pages))
    return frozenset(text for text, pages_with in seen.items() if text and pages_with >= enough)

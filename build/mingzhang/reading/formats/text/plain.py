"""A text file → Document: its lines with their places. What is a table there is told later (tables/from_text)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from mingzhang.errors import UnreadableSource
from mingzhang.reading.document import Document, Page, Place, Text
from mingzhang.reading.encodings import EXPECTED, FOREIGN, decode

_LARGEST = 64 * 1024 * 1024  # bytes: a disclosure's text takes some hundred thousand


def read_text(path: Path, max_pages: int = 2000, progress: Callable[[int], None] | None = None) -> Document:
    """Every line that prints something as a Text block with its 1-based page and line; form feeds end pages.

    Spaces within a line stay as they are: in a text laid out in columns they are all that is left of the columns.
    Pages have no size (0 by 0). UnreadableSource when the file is in no known encoding, too large or too long.
    """
    size = path.stat().st_size
    if size > _LARGEST:
        raise UnreadableSource(str(path), f"it has {size} bytes", f"at most {_LARGEST}", "split it")
    data = path.read_bytes()
    text = decode(data)
    if text is None:
        raise UnreadableSource(str(path), FOREIGN, EXPECTED, "convert it to UTF-8")
    pages = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    if len(pages) > max_pages:
        found = f"it has {len(pages)} pages"
        raise UnreadableSource(str(path), found, f"at most {max_pages}", "split it into single disclosures")
    blocks: list[Text] = []
    line = 1
    for number, page in enumerate(pages, 1):
        blocks.extend(_lines(page, number, line))
        line += page.count("\n")
        if progress:
            progress(number)
    sizes = tuple(Page(number, 0.0, 0.0) for number in range(1, len(pages) + 1))
    return Document(hashlib.sha256(data).hexdigest(), "text/plain", "plain text", sizes, tuple(blocks))


def _lines(page: str, number: int, first: int) -> Iterator[Text]:
    for offset, text in enumerate(page.split("\n")):
        if text.strip():
            yield Text(Place(number, None, first + offset), text.rstrip())

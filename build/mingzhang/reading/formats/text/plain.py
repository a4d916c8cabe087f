"""A text file → Document: its lines with their places. What is a table there is told later (tables/from_text)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from mingzhang.errors import UnreadableSource
from mingzhang.reading.document import Document, Page, Place, Text
from mingzhang.reading.doubts import GARBLED
from mingzhang.reading.encodings import EXPECTED, FOREIGN, decode

_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_LARGEST = 64 * 1024 * 1024  # bytes: a disclosure's text takes some hundred thousand


def read_text(path: Path, max_pages: int = 2000, progress: Callable[[int], None] | None = None) -> Document:
    """Every line that prints something as a Text block with its 1-based page and line; form feeds end pages.

    Spaces within a line stay as they are: in a text laid out in columns they are all that is left of the columns.
    Pages have no size (0 by 0). Characters that no text holds are a doubt about the whole. UnreadableSource when the
    file is in no known encoding, too large or too long.
    """
    size = path.stat().st_size
    if size > _LARGEST:
        raise UnreadableSource(str(path), f"it has {size} bytes", f"at most {_LARGEST}", "split it")
    data = path.read_bytes()
    text = decode(data)
    if text is None:
        raise UnreadableSource(str(path), FOREIGN, EXPECTED, "convert it to UTF-8")
    doubts = (GARBLED,) if _NO_TEXT.search(text) else ()
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
    return Document(hashlib.sha256(data).hexdigest(), "text/plain", "plain text", sizes, tuple(blocks), doubts=doubts)


def _lines(page: str, number: int, first: int) -> Iterator[Text]:
    for offset, text in enumerate(page.split("\n")):
        if text.strip():
            yield Text(Place(number, None, first + offset), text.rstrip())

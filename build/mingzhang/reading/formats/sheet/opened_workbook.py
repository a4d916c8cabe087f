"""The sheets of a workbook as a Document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from mingzhang.errors import UnreadableSource
from mingzhang.reading.document import Block, Document, Page
from mingzhang.reading.formats.sheet.sheet import Sheet, sheet_page
from mingzhang.reading.limits import Crowded


def refuse_many(path: Path, count: int, most: int) -> None:
    """UnreadableSource for more sheets than pages may be read."""
    if count > most:
        raise UnreadableSource(str(path), f"it has {count} sheets", f"at most {most}", "split it")


def make_document(
    path: Path, kind: tuple[str, str], sheets: Iterable[Sheet], hidden: bool, progress: Callable[[int], None] | None
) -> Document:
    """The visible sheets in their order as pages; ``kind`` is the media type and the name of the reader.

    ``hidden``: there are others, which are told and not published.
    """
    pages: list[Page] = []
    blocks: list[Block] = []
    unread = enumerate(sheets, 1)
    while True:
        try:
            number, sheet = next(unread)
            page, found = sheet_page(sheet, number, hidden and number == 1)
        except StopIteration:
            break
        except Crowded as error:
            said = f"sheet {len(pages) + 1} is no page of a disclosure: {error}"
            raise UnreadableSource(str(path), said, "sheets that can be read", "ask its publisher") from None
        pages.append(page)
        blocks += found
        if progress:
            progress(number)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Document(digest, *kind, tuple(pages), tuple(blocks))

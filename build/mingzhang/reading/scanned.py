"""Pages that are pictures: which of a document's pages are, and the document once their words are recognised.

Recognising them needs the extra ``mingzhang[scan]``. Without it such a page says that nobody read it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from mingzhang.errors import UnreadableSource
from mingzhang.reading.clean import has_text
from mingzhang.reading.document import Block, Document, Page, Picture
from mingzhang.reading.doubts import PICTURE_PAGE, RECOGNISED

EXTRA = 'pip install "mingzhang[scan]"'
_NEEDED = ("cv2", "numpy", "onnxruntime", "rapidocr")


@cache
def can_recognise() -> bool:
    """Whether every library of the extra is installed; none of them is loaded for asking."""
    return all(find_spec(name) is not None for name in _NEEDED)


def scanned_pages(document: Document) -> tuple[int, ...]:
    """The pages that print nothing and hold a picture, where they can be recognised; none where that cannot be done."""
    if not can_recognise():
        return ()
    printed = {b.place.page for b in document.blocks if not isinstance(b, Picture)}
    shown = {b.place.page for b in document.blocks if isinstance(b, Picture)}
    bare = shown - printed
    return tuple(p.number for p in document.pages if p.number in bare or PICTURE_PAGE in p.doubts)


def with_recognised(path: Path, document: Document, recognised: Document) -> Document:
    """The document with what was recognised on its scanned pages in their place.

    UnreadableSource where neither has any text.
    """
    new = {p.number: p for p in recognised.pages}
    blocks: dict[int, list[Block]] = defaultdict(list)
    for block in (*(b for b in document.blocks if b.place.page not in new), *recognised.blocks):
        blocks[block.place.page].append(block)
    pages = tuple(_as_recognised(p, new[p.number]) if p.number in new else p for p in document.pages)
    ordered = tuple(b for page in pages for b in blocks[page.number])
    numbers = ", ".join(map(str, new))
    made = replace(document, pages=pages, blocks=ordered, reader=f"{document.reader}; {recognised.reader} on {numbers}")
    if not has_text(made):
        found = f"no readable text on any of its {len(pages)} page(s), pictures included"
        raise UnreadableSource(str(path), found, "a scan that can be read", "find the original file")
    return made


def _as_recognised(page: Page, found: Page) -> Page:
    """The page as it stands in its picture; what was said of it as a page without text no longer holds."""
    kept = (d for d in page.doubts if d != PICTURE_PAGE)
    return replace(found, doubts=tuple(dict.fromkeys((*kept, *found.doubts, RECOGNISED))))

"""A web page (.html), or one saved with what belongs to it (.mhtml, .mht) → Document. Nothing is fetched or run."""

from __future__ import annotations

import email.parser
import email.policy
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from lxml import etree

from mingzhang.errors import UnreadableSource
from mingzhang.reading.document import Block, Document, Grid, Page, Picture, Text
from mingzhang.reading.doubts import HIDDEN_CELLS, PICTURES
from mingzhang.reading.encodings import EXPECTED, FOREIGN, decode
from mingzhang.reading.formats.web.page_flow import Flow
from mingzhang.reading.formats.web.texts import is_element
from mingzhang.reading.limits import MIB, Crowded
from mingzhang.reading.media import HTML, MHTML, READABLE
from mingzhang.text.normalise import normalise

_LARGEST = 64 * MIB  # bytes: pictures within a page make it large
_MENU, _SHORTEST = 60, 8  # lines above a title, and characters of one
_SUBJECT = re.compile("预算|决算|三公")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_html(path: Path, max_pages: int = 2000, progress: Callable[[int], None] | None = None) -> Document:
    """A web page as one page of lines and tables in their order; pages drawn on it are pages of their own."""
    data = _bytes(path)
    return _document(path, HTML, data, [_decoded(path, data)], max_pages, progress)


def read_mhtml(path: Path, max_pages: int = 2000, progress: Callable[[int], None] | None = None) -> Document:
    """A saved web page; each of its frames that shows something is a page, as the sheets of a workbook are."""
    data = _bytes(path)
    message = email.parser.BytesParser(policy=email.policy.default).parsebytes(data)
    texts = [_decoded(path, payload) for payload in _frames(message)]
    return _document(path, MHTML, data, texts, max_pages, progress)


def _frames(message: Any) -> Iterator[bytes]:
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and b"<frameset" not in payload.lower():
                yield payload


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > _LARGEST:
        raise UnreadableSource(str(path), f"it has {size} bytes", f"at most {_LARGEST}", "split it")
    return path.read_bytes()


def _decoded(path: Path, data: bytes) -> str:
    text = decode(data)
    if text is None:
        raise UnreadableSource(str(path), FOREIGN, EXPECTED, "save it as UTF-8, or print it to PDF")
    return text


def _document(
    path: Path,
    media_type: str,
    data: bytes,
    texts: Sequence[str],
    max_pages: int,
    progress: Callable[[int], None] | None,
) -> Document:
    flow = Flow()
    try:
        for text in texts:
            flow.start()
            start = len(flow.blocks)
            tree = _tree(path, text)
            flow.walk(_body(tree))
            flow.end_line()
            flow.blocks[start:] = _without_menu(flow.blocks[start:], _title(tree))
    except Crowded as error:
        raise UnreadableSource(str(path), str(error), "tables of a disclosure", "ask its publisher") from None
    pages = _doubted(flow)
    if len(pages) > max_pages:
        raise UnreadableSource(str(path), f"it has {len(pages)} pages", f"at most {max_pages}", "split it")
    _refuse_failed(path, flow.blocks)
    if progress:
        progress(len(pages))
    digest = hashlib.sha256(data).hexdigest()
    return Document(digest, media_type, "web page", pages, tuple(flow.blocks))


def _tree(path: Path, text: str) -> Any:
    """The body of a page; UnreadableSource when its elements are nested without end, of which a parser drops a part."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    tree = etree.fromstring(_DECLARATION.sub("", text).encode("utf-8", "replace"), parser)
    deep = any("depth" in entry.message.lower() for entry in parser.error_log)
    if deep:
        raise UnreadableSource(str(path), "its elements are nested without end", READABLE, "print it to PDF")
    if tree is None:
        raise UnreadableSource(str(path), "it is a web page that shows nothing", READABLE, "fetch it again")
    return tree


def _body(tree: Any) -> Any:
    return next((e for e in tree if is_element(e) and e.tag == "body"), tree)


def _title(tree: Any) -> str:
    """The title that the window of a browser bears."""
    title = next(tree.iter("title"), None)
    return normalise("".join(title.itertext())) if title is not None else ""


def _without_menu(blocks: list[Block], title: str) -> list[Block]:
    """The blocks from the document's title on, where a page of a site prints its menus above it."""
    for k, block in enumerate(blocks[:_MENU]):
        if isinstance(block, Grid):
            break
        line = normalise(block.text) if isinstance(block, Text) else ""
        if len(line) >= _SHORTEST and line in title and _SUBJECT.search(line):
            return blocks[k:]
    return blocks


def _doubted(flow: Flow) -> tuple[Page, ...]:
    """The pages, told where pictures stand on them that nobody has read, and where something is hidden."""
    pictured = {b.place.page for b in flow.blocks if isinstance(b, Picture)}
    hidden = {b.place.page for b in flow.blocks if isinstance(b, Grid) and HIDDEN_CELLS in b.doubts}
    found = []
    for page in flow.pages:
        doubts = ((PICTURES,) if page.number in pictured else ()) + ((HIDDEN_CELLS,) if page.number in hidden else ())
        found.append(replace(page, doubts=doubts))
    return tuple(found)


def _refuse_failed(path: Path, blocks: Sequence[Block]) -> None:
    """UnreadableSource for what a server sends in place of a document: no table, not a word about a budget."""
    if any(isinstance(b, Grid | Picture) for b in blocks):
        return
    if not any(_SUBJECT.search(b.text) for b in blocks if not isinstance(b, Grid | Picture)):
        found = "it is a web page (HTML) with no table and no word about a budget"
        todo = "the download probably failed: fetch it again and look at what comes"
        raise UnreadableSource(str(path), found, READABLE, todo)

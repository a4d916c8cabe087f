"""The files that a web page links to: where a page tells of a disclosure, its tables often are attached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from mingzhang.reading.encodings import decode
from mingzhang.reading.limits import MIB

_LARGEST = 64 * MIB
_MOST = 50  # links that are told
_LONGEST = 2000  # characters of an address
_FILES = re.compile(r"\.(?:pdf|ofd|xlsx?|et|docx?|wps|zip|rar|7z)$", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|table|meta|div|p)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A file that a page links to: its address, or its path where the page's own address is not known, and its name."""

    address: str
    name: str


def linked_files(path: Path, address: str = "") -> tuple[Link, ...]:
    """The files that the web page in ``path``, found at ``address``, links to; none where it is no page of links.

    Nothing is fetched.
    """
    with path.open("rb") as file:
        data = file.read(_LARGEST)
    text = decode(data) if _PAGE.search(data[:4096]) else None
    tree = _tree(text) if text else None
    if tree is None:
        return ()
    base = next((e.get("href", "") for e in tree.iter("base")), "")
    found = dict.fromkeys(_links(tree, urljoin(address, base) if address or "://" in base else address))
    return tuple(found)[:_MOST]


def _tree(text: str) -> Any:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None


def _links(tree: Any, base: str) -> Iterator[Link]:
    for anchor in tree.iter("a"):
        target = "".join(c for c in (anchor.get("href") or "").strip() if c.isprintable())
        whole = urljoin(base, target) if base else target
        if len(whole) <= _LONGEST and _is_file(whole):
            yield Link(whole, " ".join("".join(anchor.itertext()).split())[:100])


def _is_file(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("", "http", "https") and bool(_FILES.search(parts.path))

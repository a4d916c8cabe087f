"""The tree of a PDF's pages: each met once, counted rightly, each with contents of its own."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pikepdf

CYCLIC = "cyclic-pages"
_DEEPEST = 100  # levels of nodes above a page
_DIRECT = (0, 0)  # the number of what is no object of its own
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")


class PageTree:
    """The pages of an open file in order, and what is wrong with them.

    ``faults``: ``cyclic-pages``, ``wrong-count``, ``wrong-parent``, ``no-page``, ``no-size``, ``wrong-contents``,
    ``shared-contents``.
    """

    def __init__(self, file: pikepdf.Pdf) -> None:
        self.pages: list[Page] = []
        self.faults: list[str] = []
        self._met: set[tuple[int, int]] = set()
        root = file.Root.get("/Pages")
        if _is_dictionary(root):
            self._visit(root, None, {}, 0)
        else:
            self.faults.append("no-page")
        self._judge_contents()

    def _visit(self, node: Any, parent: Any, inherited: dict[str, Any], depth: int) -> int:
        """The number of pages below a node of the tree."""
        if node.objgen in self._met or depth > _DEEPEST:
            self.faults.append(CYCLIC)
            return 0
        if node.objgen != _DIRECT:
            self._met.add(node.objgen)
        if parent is not None and getattr(node.get("/Parent"), "objgen", None) != parent.objgen:
            self.faults.append("wrong-parent")
        kids = node.get("/Kids")
        known = {**inherited, **{key: node[key] for key in _INHERITED if key in node}}
        if kids is None:
            return self._add(node, known)
        if not isinstance(kids, pikepdf.Array):
            self.faults.append("no-page")
            return 0
        below = 0
        for kid in kids:
            if _is_dictionary(kid):
                below += self._visit(kid, node, known, depth + 1)
            else:
                self.faults.append("no-page")
        if node.get("/Count") != below:
            self.faults.append("wrong-count")
        return below

    def _add(self, node: Any, known: dict[str, Any]) -> int:
        if node.get("/Type") != "/Page":
            self.faults.append("no-page")
        if not isinstance(known.get("/MediaBox"), pikepdf.Array):
            self.faults.append("no-size")
        self.pages.append(Page(node, known.get("/Resources")))
        return 1

    def _judge_contents(self) -> None:
        owners = Counter(number for page in self.pages for number in page.numbers())
        if any(count > 1 for count in owners.values()):
            self.faults.append("shared-contents")
        if any(page.wrong for page in self.pages):
            self.faults.append("wrong-contents")


class Page:
    """One page: the streams of its contents, its resources, and whether the contents are something else."""

    def __init__(self, node: Any, resources: Any) -> None:
        self.number: int = node.objgen[0]
        found = node.get("/Contents")
        parts = list(found) if isinstance(found, pikepdf.Array) else [] if found is None else [found]
        self.contents = [part for part in parts if isinstance(part, pikepdf.Stream)]
        self.wrong = len(self.contents) < len(parts) or any(_is_something_else(part) for part in self.contents)
        self.resources = resources

    def numbers(self) -> set[tuple[int, int]]:
        """The numbers of the objects that are its contents."""
        return {part.objgen for part in self.contents}


def _is_something_else(stream: Any) -> bool:
    """Whether a stream that is a page's contents says of itself that it is a font, a picture, a form."""
    return "/Subtype" in stream or "/Length1" in stream or "/Type" in stream


def _is_dictionary(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary)

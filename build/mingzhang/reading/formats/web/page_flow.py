"""What a web page shows, from top to bottom: lines, tables, pictures, and pages drawn on it word by word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mingzhang.reading.document import Block, Page, Picture, Place, Text
from mingzhang.reading.formats.web.styles import is_furniture, is_hidden, points, style_of
from mingzhang.reading.formats.web.texts import BLOCKS, is_element, lines_of, shown
from mingzhang.reading.formats.web.web_cells import grid_of, is_table_of_cells

_FEWEST = 3  # words set at points of their own make a drawn page
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LEVEL = 3.0  # points: words nearer than this stand on one line
_LARGE = 150.0  # points: a picture wider than this may show a table
_SIZE = 10.5


@dataclass(slots=True)
class Flow:
    """The blocks of a page in the making; a drawn page within it is a page of its own."""

    blocks: list[Block] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Begins a page without size."""
        self.pages.append(Page(len(self.pages) + 1, 0.0, 0.0))

    def walk(self, element: Any) -> None:
        """Adds what an element shows."""
        if is_furniture(element) or is_hidden(element):
            return
        if element.tag == "img":
            self._picture(element)
        elif element.tag == "table" and is_table_of_cells(element):
            self._table(element)
        elif words := _drawn(element):
            self._drawn(element, words)
        else:
            self._through(element)

    def _through(self, element: Any) -> None:
        block = element.tag in BLOCKS or element.tag == "br"
        if block:
            self.end_line()
        self._line.append(element.text or "")
        for child in element:
            if is_element(child):
                self.walk(child)
            self._line.append(child.tail or "")
        if block:
            self.end_line(bold=element.tag in _HEADINGS)

    def end_line(self, bold: bool = False) -> None:
        """Ends the line that is being written, if it shows anything."""
        flat = " ".join(shown("".join(self._line)).split())
        self._line.clear()
        if flat:
            self.blocks.append(Text(Place(len(self.pages)), flat, 0.0, bold))

    def _table(self, element: Any) -> None:
        self.end_line()
        for caption in element.iterchildren("caption"):
            self.blocks += [Text(Place(len(self.pages)), shown(line)) for line in lines_of(caption)]
        grid = grid_of(element, len(self.pages))
        if grid is not None:
            self.blocks.append(grid)

    def _picture(self, element: Any) -> None:
        style = style_of(element)
        width = points(style.get("width", "") or element.get("width") or "")
        source = element.get("src") or ""
        large = width is not None and width >= _LARGE
        embedded = width is None and (source.startswith("data:") or element.getparent().tag in ("p", "td"))
        if large or embedded:
            self.blocks.append(Picture(Place(len(self.pages))))

    def _drawn(self, element: Any, words: list[Any]) -> None:
        """A page whose words are set at points of their own, as those are that were made from a PDF."""
        self.end_line()
        style = style_of(element)
        size = points(style.get("width", "")) or 0.0, points(style.get("height", "")) or 0.0
        if self.pages and not any(b.place.page == len(self.pages) for b in self.blocks):
            self.pages.pop()
        number = len(self.pages) + 1
        self.pages.append(Page(number, *size))
        for child in words:
            for image in child.iter("img"):
                self._picture(image)
        self.blocks += _set_lines(words, number)


def _drawn(element: Any) -> list[Any]:
    """The children of an element that stand at points of their own, where that is how its text is set."""
    if element.tag != "div" or len(element) < _FEWEST:
        return []
    children = [c for c in element if is_element(c)]
    placed = [c for c in children if style_of(c).get("position") == "absolute"]
    return placed if len(placed) >= _FEWEST and 2 * len(placed) > len(children) else []


def _set_lines(words: list[Any], page: int) -> Iterator[Text]:
    """The words of a drawn page as lines, by where they stand."""
    lines: dict[int, list[tuple[float, float, str, float]]] = defaultdict(list)
    for word in words:
        style = style_of(word)
        left, top = points(style.get("left", "")), points(style.get("top", ""))
        text = "".join(word.itertext())
        if left is not None and top is not None and text.strip():
            lines[round(top / _LEVEL)].append((left, top, text, points(style.get("font-size", "")) or _SIZE))
    for _, found in sorted(lines.items()):
        found.sort()
        last = found[-1]
        size = max(w[3] for w in found)
        box = found[0][0], found[0][1], last[0] + size * len(last[2].strip()), found[0][1] + size
        yield Text(Place(page, box), "".join(text for _, _, text, _ in found).strip(), size)

"""The text of a paragraph: what is deleted or hidden is left out, and so are the codes of fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mingzhang.reading.formats.parts import local
from mingzhang.reading.formats.word.numbering import attr, value

_GONE = frozenset(
    {"del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "pPr", "rPr", "tblPr", "tcPr", "trPr"}
)
_OFF = ("0", "false", "off")
_MARKS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


@dataclass(slots=True)
class Runs:
    """A paragraph: its text, the boxes that hang on it, where a page ends in it, what was changed, hidden, pictured."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    size: float = 0.0
    plain: bool = False
    turned_before: bool = False
    turned_after: bool = False
    changed: bool = False
    hidden: bool = False
    pictures: int = 0

    @property
    def text(self) -> str:
        """The text as shown."""
        return "".join(self.pieces)

    @property
    def bold(self) -> bool:
        """Whether all of it is."""
        return bool(self.text.strip()) and not self.plain

    def add(self, element: Any) -> None:
        """Adds what an element within a paragraph shows."""
        kind = local(element)
        self.changed = self.changed or kind in ("ins", "del", "moveFrom", "moveTo")
        if kind in _GONE or not kind:
            return
        if kind == "r":
            self._run(element)
        elif kind == "AlternateContent":
            self._first(element)
        elif kind == "txbxContent":
            self.boxes.append(element)
        elif kind in _MARKS:
            self.pieces.append(_MARKS[kind])
        elif kind in ("t", "br", "lastRenderedPageBreak", "sym", "blip", "imagedata"):
            self._mark(kind, element)
        else:
            for child in element:
                self.add(child)

    def _run(self, element: Any) -> None:
        properties = element.find("{*}rPr")
        if is_on(properties, "vanish"):
            self.hidden = self.hidden or bool("".join(element.itertext()).strip())
            return
        before = len(self.pieces)
        for child in element:
            self.add(child)
        if "".join(self.pieces[before:]).strip():
            self.plain = self.plain or not is_on(properties, "b")
            size = properties.find("{*}sz") if properties is not None else None
            found = value(size) if size is not None else ""
            self.size = self.size or (int(found) / 2 if found.isascii() and found.isdigit() else 0.0)

    def _first(self, element: Any) -> None:
        """Of the ways to show one thing the first: the others show it again."""
        choices = [child for child in element if local(child) in ("Choice", "Fallback")]
        for child in choices[:1]:
            for part in child:
                self.add(part)

    def _turn(self) -> None:
        if self.text.strip():
            self.turned_after = True
        else:
            self.turned_before = True

    def _mark(self, kind: str, element: Any) -> None:
        if kind == "t":
            self.pieces.append(element.text or "")
        elif kind == "lastRenderedPageBreak" or (kind == "br" and attr(element, "type") == "page"):
            self._turn()
        elif kind == "br":
            self.pieces.append("\n")
        elif kind == "sym":
            self.pieces.append("\ufffd")
        else:
            self.pictures += 1


def is_on(properties: Any, name: str) -> bool:
    """Whether properties switch something on."""
    found = properties.find(f"{{*}}{name}") if properties is not None else None
    return found is not None and value(found) not in _OFF


def runs_of(paragraph: Any) -> Runs:
    """A paragraph read."""
    made = Runs()
    for child in paragraph:
        made.add(child)
    return made


def within(element: Any) -> Iterator[Any]:
    """Paragraphs and tables of a body, a cell or a box in their order, whatever wraps them; deleted ones left out."""
    for child in element:
        kind = local(child)
        if kind in ("p", "tbl"):
            yield child
        elif kind in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from within(child)

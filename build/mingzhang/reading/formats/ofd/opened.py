"""An OFD file opened: its pages in their order, and what they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingzhang.reading.formats.ofd.geometry import sides
from mingzhang.reading.formats.ofd.shared import Shared
from mingzhang.reading.formats.parts import Parts, local

ROOT = "OFD.xml"
A4 = (0.0, 0.0, 210.0, 297.0)  # millimetres
_LOCKED = ("Encryptions", "EncryptInfo")
_LEAST = 1.0  # millimetres: a smaller page is none

Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: the parts that draw it, the first lying undermost, its area, and what is stamped on it.

    ``marks`` are notes and watermarks as elements, ``seals`` the boxes of electronic seals.
    """

    parts: tuple[str, ...]
    area: Area
    shared: Shared
    marks: tuple[Any, ...] = ()
    seals: tuple[Area, ...] = ()


class OfdFile:
    """The pages of all documents of the file."""

    def __init__(self, path: Path) -> None:
        self.parts = Parts(path)
        root = self.parts.tree(ROOT)
        if any(local(e) in _LOCKED for e in root.iter()):
            raise self.parts.refused("it is encrypted", "a file that opens without a password")
        self.metadata = {local(e): (e.text or "").strip() for e in root.iterfind(".//{*}DocInfo/*") if e.text}
        self.sheets = [sheet for body in root.iter("{*}DocBody") for sheet in self._document(body)]

    def tree(self, name: str) -> Any:
        """A part that is needed; UnreadableSource where the file lacks it."""
        if name not in self.parts:
            raise self.parts.refused(f"its part {name} is missing", "a whole file")
        return self.parts.tree(name)

    def _document(self, body: Any) -> Iterator[Sheet]:
        name = self.parts.beside(ROOT, _text(body, "DocRoot"))
        tree = self.tree(name)
        common = tree.find("{*}CommonData")
        shared = Shared(self.parts)
        for element in common if common is not None else ():
            if local(element) in ("PublicRes", "DocumentRes"):
                shared.add(self.parts.beside(name, element.text or ""))
        templates = {
            e.get("ID", ""): self.parts.beside(name, e.get("BaseLoc", "")) for e in tree.iter("{*}TemplatePage")
        }
        marks, seals = self._marks(name, tree), self._seals(body)
        for page in tree.iterfind("{*}Pages/{*}Page"):
            key = page.get("ID", "")
            sheet = self._sheet(self.parts.beside(name, page.get("BaseLoc", "")), templates, shared, _area(common))
            yield Sheet(sheet.parts, sheet.area, sheet.shared, marks.get(key, ()), seals.get(key, ()))

    def _sheet(self, name: str, templates: dict[str, str], shared: Shared, usual: Area | None) -> Sheet:
        tree = self.tree(name)
        below: list[str] = []
        above: list[str] = []
        for element in tree.iterfind("{*}Template"):
            if template := templates.get(element.get("TemplateID", "")):
                (above if element.get("ZOrder") == "Foreground" else below).append(template)
        own = shared
        for element in tree.iterfind("{*}PageRes"):
            own = own.with_part(self.parts.beside(name, element.text or ""))
        return Sheet((*below, name, *above), _area(tree) or usual or A4, own)

    def _marks(self, name: str, tree: Any) -> dict[str, tuple[Any, ...]]:
        """By the id of a page the notes on it that are shown."""
        found: dict[str, tuple[Any, ...]] = {}
        listed = self.parts.beside(name, _text(tree, "Annotations"))
        if listed not in self.parts:
            return found
        for page in self.parts.tree(listed).iter("{*}Page"):
            notes = self.parts.beside(listed, _text(page, "FileLoc"))
            if notes in self.parts:
                shown = [a for a in self.parts.tree(notes).iter("{*}Annot") if a.get("Visible", "true") != "false"]
                found[page.get("PageID", "")] = tuple(shown)
        return found

    def _seals(self, body: Any) -> dict[str, tuple[Area, ...]]:
        """By the id of a page where electronic seals stand on it."""
        found: dict[str, tuple[Area, ...]] = {}
        listed = self.parts.beside(ROOT, _text(body, "Signatures"))
        if listed not in self.parts:
            return found
        for signature in self.parts.tree(listed).iter("{*}Signature"):
            name = self.parts.beside(listed, signature.get("BaseLoc", ""))
            for stamp in self.parts.tree(name).iter("{*}StampAnnot") if name in self.parts else ():
                key = stamp.get("PageRef", "")
                found[key] = (*found.get(key, ()), sides(stamp.get("Boundary")))
        return found


def _text(element: Any, name: str) -> str:
    found = element.find(f"{{*}}{name}")
    return (found.text or "").strip() if found is not None else ""


def _area(element: Any) -> Area | None:
    """What of a page is shown; None where the element does not say."""
    box = element.find(".//{*}PhysicalBox") if element is not None else None
    area = sides(box.text if box is not None else None)
    return area if min(area[2:]) >= _LEAST else None

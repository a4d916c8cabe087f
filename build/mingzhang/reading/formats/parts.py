"""The parts of a zipped office file, opened within bounds; their XML without anything that it fetches or unfolds."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from lxml import etree

from mingzhang.errors import UnreadableSource
from mingzhang.reading.limits import MIB

LARGEST = 256 * MIB  # bytes of one part unpacked; the fullest sheets of disclosures have some ten million
_MOST_PARTS = 10_000
_STEEPEST, _SMALL = 200, 8 * MIB  # times that a part may grow when unpacked, where it becomes larger than this
_HEAD = 4096  # bytes in which a document type would be declared


class Parts:
    """A zipped file by the names of its parts; each is read within bounds."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._zip = zipfile.ZipFile(path)
        entries = self._zip.infolist()
        if len(entries) > _MOST_PARTS:
            raise self.refused(f"it has {len(entries)} parts", f"at most {_MOST_PARTS}")
        if any(entry.flag_bits & 1 for entry in entries):
            raise self.refused("its parts are encrypted", "a file that opens without a password")
        self._entries = {entry.filename: entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._entries)

    def bytes_of(self, name: str) -> bytes:
        """A part unpacked; KeyError where there is none."""
        with self.open(name) as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise self.refused(f"{name} unfolds to more than it says", "an honest file")
        return data

    def open(self, name: str) -> IO[bytes]:
        """A part as a stream; UnreadableSource when it would unfold beyond all measure."""
        entry = self._entries[name]
        size, packed = entry.file_size, max(entry.compress_size, 1)
        if size > LARGEST or (size > _SMALL and size > _STEEPEST * packed):
            raise self.refused(f"{name} unfolds from {packed} to {size} bytes", f"at most {LARGEST}, and no bomb")
        return self._zip.open(entry)

    def tree(self, name: str) -> Any:
        """The root element of an XML part."""
        self._refuse_types(name)
        return etree.fromstring(self.bytes_of(name), _parser())

    def each(self, name: str, *tags: str) -> Iterator[Any]:
        """The elements of these local names, in the order in which they end; each is emptied when the next is asked."""
        self._refuse_types(name)
        with self.open(name) as stream:
            wanted = [f"{{*}}{tag}" for tag in tags]
            found = etree.iterparse(
                stream, events=("end",), tag=wanted, resolve_entities=False, no_network=True, load_dtd=False
            )
            for _, element in found:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]

    def targets(self, name: str) -> dict[str, str]:
        """The parts that the part ``name`` refers to, by the ids it uses; what lies outside of the file is left out."""
        folder, own = PurePosixPath(name).parent, PurePosixPath(name).name
        relations = str(folder / "_rels" / f"{own}.rels")
        if relations not in self:
            return {}
        found = {}
        for one in self.tree(relations).iter("{*}Relationship"):
            if one.get("TargetMode") != "External":
                found[one.get("Id", "")] = _joined(folder, one.get("Target", ""))
        return found

    def beside(self, name: str, target: str) -> str:
        """The part that ``target``, written in the part ``name``, means: as seen from its folder, or from the root."""
        near = _joined(PurePosixPath(name).parent, target.replace("\\", "/"))
        return near if near in self else _joined(PurePosixPath(), target.replace("\\", "/"))

    def refused(self, found: str, expected: str) -> UnreadableSource:
        """The refusal of this file for what was found in it."""
        return UnreadableSource(str(self._path), found, expected, "ask its publisher for a sound one")

    def _refuse_types(self, name: str) -> None:
        """Office files declare no document type: it could only unfold entities or reach outside."""
        with self.open(name) as stream:
            if b"<!DOCTYPE" in stream.read(_HEAD).upper().replace(b"\x00", b""):
                raise self.refused(f"{name} declares a document type", "parts without entities")


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _joined(folder: PurePosixPath, target: str) -> str:
    """A target as the name of a part: from the root, or from the folder of the part that refers to it."""
    steps: list[str] = []
    whole = target if target.startswith("/") else str(folder / target)
    for step in whole.strip("/").split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def attribute(element: Any, name: str) -> str:
    """An attribute by its local name, whatever its namespace; empty where there is none."""
    for key, value in element.attrib.items():
        if etree.QName(key).localname == name:
            return str(value)
    return ""


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""

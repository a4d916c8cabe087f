"""The table of contents of an OLE file (old Office): which streams stand at its root, told within bounds.

As [MS-CFB] lays it out: a header, a table that chains the sectors of each stream, a directory whose entries form a
tree.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_NONE = 0xFFFFFFFF
_LAST = 0xFFFFFFFA  # numbers from here on are no sectors
_MOST = 100_000  # sectors of the directory and entries in it
_LARGEST = 1 << 28  # bytes that are looked at
_WORD = "WordDocument"
_FLAGS, _ENCRYPTED, _HEAD = 10, 0x0100, 12  # of the first bytes of a Word document ([MS-DOC] 2.5.2)


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    left: int
    right: int
    child: int
    start: int


def root_names(path: Path) -> list[str]:
    """The names of the streams and folders at the root; none where the table of contents is damaged."""
    return [entry.name for entry in _root(_Sectors(path))]


def is_locked_word(path: Path) -> bool:
    """Whether it is an old Word document that asks for a password."""
    sectors = _Sectors(path)
    start = next((entry.start for entry in _root(sectors) if entry.name == _WORD), None)
    head = sectors.sector(start)[:_HEAD] if start is not None else b""
    return len(head) == _HEAD and bool(struct.unpack_from("<H", head, _FLAGS)[0] & _ENCRYPTED)


class _Sectors:
    """The sectors of a file and the table that chains them."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = file.read(_LARGEST)
        header = self._data[:_HEADER]
        sound = header.startswith(MAGIC) and len(header) == _HEADER
        shift = struct.unpack_from("<H", header, 30)[0] if sound else 0
        self.size = 1 << shift if 7 <= shift <= 16 else 0
        self.first = struct.unpack_from("<I", header, 48)[0] if self.size else _NONE
        self._tables = list(self._table_sectors(header)) if self.size else []

    def sector(self, number: int) -> bytes:
        """A sector; cut short or empty beyond the end of the file."""
        start = (number + 1) * self.size
        return self._data[start : start + self.size]

    def chain(self, number: int) -> Iterator[bytes]:
        """The sectors that follow one another from ``number`` on."""
        seen: set[int] = set()
        while number < _LAST and number not in seen and len(seen) < _MOST:
            seen.add(number)
            yield self.sector(number)
            number = self._next(number)

    def _next(self, number: int) -> int:
        per = self.size // 4
        table, at = divmod(number, per)
        sector = self.sector(self._tables[table]) if table < len(self._tables) else b""
        return int(struct.unpack_from("<I", sector, 4 * at)[0]) if len(sector) >= 4 * at + 4 else _NONE

    def _table_sectors(self, header: bytes) -> Iterator[int]:
        """Where the parts of the table stand: those that the header names, and those named in further sectors."""
        yield from (n for n in struct.unpack_from("<109I", header, 76) if n < _LAST)
        further = struct.unpack_from("<I", header, 68)[0]
        seen: set[int] = set()
        while further < _LAST and further not in seen and len(seen) < _MOST:
            seen.add(further)
            sector = self.sector(further)
            numbers = struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
            yield from (n for n in numbers[:-1] if n < _LAST)
            further = numbers[-1] if len(sector) == self.size else _NONE


def _root(sectors: _Sectors) -> Iterator[_Entry]:
    """The entries right below the root of the directory."""
    entries = [e for sector in sectors.chain(sectors.first) for e in _entries(sector)] if sectors.size else []
    waiting = [entries[0].child] if entries else []
    seen: set[int] = set()
    while waiting and len(seen) < _MOST:
        number = waiting.pop()
        if number < len(entries) and number not in seen:
            seen.add(number)
            entry = entries[number]
            waiting += [entry.left, entry.right]
            yield entry


def _entries(sector: bytes) -> Iterator[_Entry]:
    for at in range(0, len(sector) - _ENTRY + 1, _ENTRY):
        length = min(struct.unpack_from("<H", sector, at + 64)[0], 64)
        name = sector[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        left, right, child = struct.unpack_from("<3I", sector, at + 68)
        yield _Entry(name, left, right, child, struct.unpack_from("<I", sector, at + 116)[0])

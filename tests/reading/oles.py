"""A small writer of OLE files: streams and folders by their names, nothing in them that a program would open."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

SECTOR = 512
_FREE, _END, _TABLE, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_ROOT, _FOLDER, _STREAM = 5, 1, 2
_SMALLEST = 4096  # bytes: smaller streams would stand elsewhere

Content = Mapping[str, "bytes | Content"]


def write_ole(path: Path, content: Content) -> Path:
    """A file with these streams (bytes) and folders (mappings) at its root."""
    entries: list[list[object]] = [["Root Entry", _ROOT, _NONE, _NONE, _NONE, _END, 0]]
    streams: list[tuple[int, bytes]] = []
    _add(entries, streams, 0, content)
    chains: list[int] = []
    data = b""
    for number, stream in streams:
        padded = stream.ljust(max(_SMALLEST, -(-len(stream) // SECTOR) * SECTOR), b"\0")
        entries[number][5:] = [len(chains), len(padded)]
        data += padded
        chains += [*range(len(chains) + 1, len(chains) + len(padded) // SECTOR), _END]
    directory = b"".join(_entry(*entry) for entry in entries).ljust(-(-len(entries) // 4) * SECTOR, b"\0")
    first = len(chains)
    chains += [*range(first + 1, first + len(directory) // SECTOR), _END]
    chains.append(_TABLE)
    table = struct.pack(f"<{SECTOR // 4}I", *chains, *[_FREE] * (SECTOR // 4 - len(chains)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<5H", 62, 3, 0xFFFE, 9, 6) + b"\0" * 10
    header += struct.pack("<6I", 1, first, 0, _SMALLEST, _END, 0) + struct.pack("<2I", _END, 0)
    header += struct.pack("<109I", len(chains) - 1, *[_FREE] * 108)
    path.write_bytes(header + data + directory + table)
    return path


def _add(entries: list[list[object]], streams: list[tuple[int, bytes]], parent: int, content: Content) -> None:
    """Adds what a folder holds; its entries are chained to the right, a tree like any other."""
    before = None
    for name, inner in content.items():
        number = len(entries)
        entries.append([name, _STREAM if isinstance(inner, bytes) else _FOLDER, _NONE, _NONE, _NONE, 0, 0])
        entries[parent if before is None else before][4 if before is None else 3] = number
        before = number
        if isinstance(inner, bytes):
            streams.append((number, inner))
        else:
            _add(entries, streams, number, inner)


def _entry(
    name: object, kind: object, left: object, right: object, child: object, start: object, size: object
) -> bytes:
    text = str(name).encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text) + 2, kind, 1, left, right, child)
    return head + b"\0" * 36 + struct.pack("<2IQ", start, size, 0)[:12]

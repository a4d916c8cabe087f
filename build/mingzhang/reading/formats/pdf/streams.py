"""Are a PDF's compressed streams what was written? Their checksums tell; PDF libraries carry on without looking.

Every Flate stream ends with the Adler-32 checksum of what it holds (RFC 1950, 2.2). A stream that does not inflate to
its end, or to another checksum, was damaged after it was written. Pictures are left out: no figure comes from them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from mingzhang.reading.formats.pdf.cmaps import MARK, maps_digit_twice

_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
_FILTER = re.compile(rb"/Filter\s*\[?\s*/(\w+)")
_LENGTH = re.compile(rb"/Length\s+(\d{1,12})\b(?!\s+\d+\s+R)")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_SHARED = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
_ENCRYPT = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_POINTER = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF")
_TABLE = re.compile(rb"\s{0,4}(?:xref\b|\d{1,10}\s+\d{1,5}\s+obj\b)")

_CHUNK = 1 << 16  # bytes fed to zlib at a time
_MOST = 256 << 20  # bytes that one stream may inflate to; what is longer is no page of a disclosure
_TAIL = 2048  # bytes at the end of the file that hold its last cross-reference pointer
_LONGEST_MAP = 1 << 22  # bytes of a font's map that are looked at
_LONGEST_HEAD = 1 << 16  # bytes of a stream's dictionary that are looked at


class OversizedStream(Exception):
    """A stream that inflates to more than any page of a disclosure: made to fill the memory of whoever opens it."""


@dataclass(frozen=True, slots=True)
class StreamReport:
    """What the raw bytes of a file tell.

    ``damaged`` are the numbers of objects whose stream is not as written; ``shared`` of those hold other objects or
    the cross-reference, so that damage there may touch any page. ``user_units``: some page measures in other units
    than points. ``twofold`` are fonts' maps in which two glyphs stand for one digit.
    """

    checked: int = 0
    damaged: tuple[int, ...] = ()
    shared: bool = False
    encrypted: bool = False
    cut_off: bool = False
    user_units: bool = False
    twofold: tuple[int, ...] = ()


@dataclass(slots=True)
class _Tally:
    checked: int = 0
    damaged: list[int] = field(default_factory=list)
    shared: bool = False
    user_units: bool = False
    twofold: list[int] = field(default_factory=list)


def check_streams(data: bytes) -> StreamReport:
    """Checks every Flate stream of a PDF file; those of an encrypted file can only be checked once deciphered.

    OversizedStream for a stream that no disclosure holds.
    """
    tally = _Tally(user_units=b"/UserUnit" in data)
    encrypted = _ENCRYPT.search(data) is not None
    if not encrypted:
        for number, head, start in _streams(data):
            _check(tally, data, number, head, start)
    damaged = tuple(sorted(set(tally.damaged)))
    twofold = tuple(tally.twofold)
    return StreamReport(tally.checked, damaged, tally.shared, encrypted, is_cut_off(data), tally.user_units, twofold)


def is_intact(data: bytes, start: int = 0) -> bool:
    """Whether the zlib stream that begins at ``start`` inflates to its end and matches its checksum."""
    return _inflate(data, start, b"") is not None


def is_cut_off(data: bytes) -> bool:
    """Whether the end of the file is missing, or its last pointer leads to no cross-reference."""
    pointers = _POINTER.findall(data[-_TAIL:])
    if not pointers:
        return True
    header = max(data[:1024].find(b"%PDF-"), 0)
    offset = int(pointers[-1])
    return not (_TABLE.match(data, offset) or _TABLE.match(data, offset + header))


def is_flate(head: bytes) -> bool:
    """Whether a stream with this dictionary is compressed by Flate before anything else."""
    found = _FILTER.search(head)
    return found is not None and found[1] in (b"FlateDecode", b"Fl")


def written_objects(data: bytes) -> dict[int, bytes]:
    """The text of every object that stands in the file itself, by its number; of streams what precedes their data.

    Where an object was written anew, the text that stands last.
    """
    objects: dict[int, bytes] = {}
    start = 0
    for end, next_start in [*_data_spans(data), (len(data), len(data))]:
        heads = list(_OBJECT.finditer(data, start, end))
        ends = [*(head.start() for head in heads[1:]), end]
        for head, stop in zip(heads, ends, strict=False):
            objects[int(head[1])] = data[head.end() : stop]
        start = next_start
    return objects


def _data_spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of the data of every stream in the file."""
    for _, head, start in _streams(data):
        yield start, _end(data, head, start)


def _streams(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """(object number, dictionary, start of its data) of every stream in the file."""
    end = 0
    while found := _STREAM.search(data, end):
        objects = list(_OBJECT.finditer(data, max(end, found.start() - _LONGEST_HEAD), found.start()))
        end = found.end()
        if objects:
            head = data[objects[-1].end() : found.start()]
            yield int(objects[-1][1]), head, found.end()
            end = _end(data, head, found.end())


def _end(data: bytes, head: bytes, start: int) -> int:
    length = _LENGTH.search(head)
    if length:
        end = start + int(length[1])
        if data[end : end + 20].lstrip().startswith(b"endstream"):
            return end
    found = data.find(b"endstream", start)
    return found if found >= 0 else len(data)


def _check(tally: _Tally, data: bytes, number: int, head: bytes, start: int) -> None:
    if _PICTURE.search(head):
        return
    if not is_flate(head):
        if maps_digit_twice(data[start : _end(data, head, start)][:_LONGEST_MAP]):
            tally.twofold.append(number)
        return
    tally.checked += 1
    shared = _SHARED.search(head) is not None
    inflated = _inflate(data, start, b"/UserUnit" if shared else MARK)
    if inflated is None:
        tally.damaged.append(number)
        tally.shared |= shared
    elif shared:
        tally.user_units |= inflated
    elif inflated and maps_digit_twice(zlib.decompressobj().decompress(data[start:], _LONGEST_MAP)):
        tally.twofold.append(number)


def _inflate(data: bytes, start: int, wanted: bytes) -> bool | None:
    """None when damaged; else whether ``wanted`` stands in what the stream holds (False when nothing is wanted)."""
    inflater = zlib.decompressobj()
    found, size = False, 0
    view = memoryview(data)
    try:
        while not inflater.eof and start < len(data):
            piece = inflater.decompress(view[start : start + _CHUNK], _MOST)
            start += _CHUNK
            size += len(piece)
            if inflater.unconsumed_tail or size > _MOST:
                raise OversizedStream(f"a stream inflates to more than {_MOST >> 20} MiB")
            found = found or (bool(wanted) and wanted in piece)
    except zlib.error:
        return None
    return found if inflater.eof else None

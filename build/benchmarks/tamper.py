"""Ways to spoil a good PDF: bits flipped, bytes zeroed, swapped or cut out, pages removed or swapped, a table cut in
half, text painted white."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable

import pypdfium2
import pypdfium2.raw as pdfium

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FLATE = re.compile(rb"/FlateDecode|/Fl\b")
_HEAD = 2000  # bytes before a stream in which its dictionary is looked for
_BLOCK = 600  # bytes of the largest block that is zeroed, swapped or cut out


def flip_bit(data: bytes, chance: random.Random) -> bytes:
    """``data`` with one bit of one compressed stream turned over; every stream is as likely as any other."""
    start, end = chance.choice(_compressed(data))
    return _flipped(data, chance.randrange(start, end), chance)


def flip_anywhere(data: bytes, chance: random.Random) -> bytes:
    """``data`` with one bit turned over; every byte of the file is as likely as any other."""
    return _flipped(data, chance.randrange(len(data)), chance)


def flip_outside(data: bytes, chance: random.Random) -> bytes:
    """``data`` with one bit turned over in what says how the file is built: objects, keywords, the cross-reference."""
    streams = [(m.end(), data.find(b"endstream", m.end())) for m in _STREAM.finditer(data)]
    edges = [0, *(edge for stream in streams for edge in stream), len(data)]
    gaps = [gap for gap in zip(edges[::2], edges[1::2], strict=True) if gap[0] < gap[1]]
    start, end = chance.choices(gaps, [end - start for start, end in gaps])[0]
    return _flipped(data, chance.randrange(start, end), chance)


def _flipped(data: bytes, at: int, chance: random.Random) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def zero_block(data: bytes, chance: random.Random) -> bytes:
    """``data`` with a block of bytes set to zero, as a bad sector leaves it."""
    start, end = _block(data, chance)
    return data[:start] + bytes(end - start) + data[end:]


def swap_blocks(data: bytes, chance: random.Random) -> bytes:
    """``data`` with two blocks of one size changing places."""
    start, end = _block(data, chance)
    other = chance.randrange(len(data) - (end - start))
    first, second = sorted((start, other))
    size = min(end - start, second - first)
    one, two = data[first : first + size], data[second : second + size]
    return data[:first] + two + data[first + size : second] + one + data[second + size :]


def cut_out(data: bytes, chance: random.Random) -> bytes:
    """``data`` without a block of bytes in it."""
    start, end = _block(data, chance)
    return data[:start] + data[end:]


def cut_off(data: bytes, chance: random.Random) -> bytes:
    """The beginning of ``data`` only, as a broken download leaves it."""
    return data[: chance.randrange(len(data) // 2, len(data))]


def _block(data: bytes, chance: random.Random) -> tuple[int, int]:
    size = chance.randrange(1, _BLOCK)
    start = chance.randrange(len(data) - size)
    return start, start + size


def _compressed(data: bytes) -> list[tuple[int, int]]:
    """Start and end of every Flate stream."""
    found = []
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _HEAD) : match.start()]
        head = head[head.rfind(b" obj") :]
        end = data.find(b"endstream", match.end())
        if _FLATE.search(head) and end > match.end():
            found.append((match.end(), end))
    return found


def remove_pages(data: bytes, chance: random.Random) -> bytes:
    """Without one page that is neither the first nor the last."""
    count = _count(data)
    gone = chance.randrange(1, count - 1)
    return _arranged(data, [n for n in range(count) if n != gone])


def swap_pages(data: bytes, chance: random.Random) -> bytes:
    """With two pages changing places."""
    order = list(range(_count(data)))
    one, other = chance.sample(order[1:], 2)
    order[one], order[other] = order[other], order[one]
    return _arranged(data, order)


def cut_page(data: bytes, chance: random.Random) -> bytes:
    """With the lower half of one page cut off (its crop box, as a viewer shows it)."""

    def cut(page: pypdfium2.PdfPage) -> None:
        left, bottom, right, top = page.get_mediabox()
        page.set_mediabox(left, (bottom + top) / 2, right, top)
        page.set_cropbox(left, (bottom + top) / 2, right, top)

    return _changed(data, chance, cut)


def whiten_text(data: bytes, chance: random.Random) -> bytes:
    """With the text of one page painted white."""

    def whiten(page: pypdfium2.PdfPage) -> None:
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=1):
            pdfium.FPDFPageObj_SetFillColor(item.raw, 255, 255, 255, 255)
        page.gen_content()

    return _changed(data, chance, whiten)


def _changed(data: bytes, chance: random.Random, change: Callable[[pypdfium2.PdfPage], None]) -> bytes:
    document = pypdfium2.PdfDocument(data)
    try:
        page = document[chance.randrange(len(document))]
        change(page)
        page.close()
        return _saved(document)
    finally:
        document.close()


def _arranged(data: bytes, order: list[int]) -> bytes:
    source, made = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
    try:
        made.import_pages(source, order)
        return _saved(made)
    finally:
        made.close()
        source.close()


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _count(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


TAMPERINGS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "bit flipped": flip_bit,
    "bit flipped anywhere": flip_anywhere,
    "bit flipped outside streams": flip_outside,
    "block zeroed": zero_block,
    "blocks swapped": swap_blocks,
    "block cut out": cut_out,
    "end cut off": cut_off,
    "page removed": remove_pages,
    "pages swapped": swap_pages,
    "page cut in half": cut_page,
    "text painted white": whiten_text,
}
"""Every way by its name; each takes the file and a source of chance."""

BYTES = frozenset(list(TAMPERINGS)[:7])
"""The ways that spoil bytes, whatever they stand for; the others make a sound file of other pages."""

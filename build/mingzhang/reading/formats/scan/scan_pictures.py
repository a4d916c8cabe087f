"""``python -m mingzhang.reading.formats.scan.scan_pictures FILE FOLDER PAGE …``: scanned pages as WebP pictures.

Like ``pdf/rendering.py``, for pages whose words must be recognised first: each picture stands upright and straight, as
the boxes of its figures mean it, and what was recognised as a personal number is painted over.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from mingzhang.reading.formats.pdf.private import personal_boxes
from mingzhang.reading.formats.scan.models import Pixels
from mingzhang.reading.formats.scan.open_pictures import file_pictures, pdf_pictures
from mingzhang.reading.formats.scan.scan_page import Recognised, Recogniser
from mingzhang.reading.formats.scan.shades import SCALE
from mingzhang.reading.limits import SCAN_LIMITS
from mingzhang.reading.media import PDF
from mingzhang.reading.sniff import sniff

_SMALLER = 1.6 / SCALE  # as large as pictures of other pages
_PAINT = (120, 130, 134)
_QUALITY = 55
_AROUND = 3.0  # points: where exactly a character stands in a recognised line is not known


def main(arguments: list[str]) -> int:
    """Exit code 0 when every page asked for was drawn."""
    warnings.simplefilter("ignore")
    path, folder, numbers = Path(arguments[0]), Path(arguments[1]), [int(n) for n in arguments[2:]]
    SCAN_LIMITS.apply()
    print(json.dumps(draw_scanned(path, folder, numbers)))
    return 0


def draw_scanned(path: Path, folder: Path, numbers: Sequence[int]) -> dict[int, tuple[float, float]]:
    """Writes the pictures of these pages (1-based), and returns each one's width and height in points."""
    recogniser = Recogniser()
    sizes = {}
    for number, colours in _pictures(path, numbers):
        found = recogniser.read(number, colours)
        _painted(found).save(folder / f"{number}.webp", "WEBP", quality=_QUALITY, method=4)
        sizes[number] = (round(found.objects.width, 2), round(found.objects.height, 2))
    return sizes


def _pictures(path: Path, numbers: Sequence[int]) -> Iterator[tuple[int, Pixels]]:
    if sniff(path) == PDF:
        yield from pdf_pictures(path, numbers)
    else:
        yield from (found for found in file_pictures(path, SCAN_LIMITS.pages) if found[0] in numbers)


def _painted(found: Recognised) -> Image.Image:
    picture = Image.fromarray(found.picture)
    brush = ImageDraw.Draw(picture)
    for x0, top, x1, bottom in personal_boxes(found.objects):
        box = (x0 - _AROUND, top - _AROUND, x1 + _AROUND, bottom + _AROUND)
        brush.rectangle(tuple(v * SCALE for v in box), fill=_PAINT)
    return picture.resize((round(picture.width * _SMALLER), round(picture.height * _SMALLER)))


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    # Destructors of half-read native objects may crash; everything is written, so leave without them.
    os._exit(code)

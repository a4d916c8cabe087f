"""``python -m mingzhang.reading.formats.pdf.rendering FILE FOLDER PAGE …``: pages of a PDF as WebP pictures.

Runs as a child process with limits, like the reading itself. Each picture shows the page upright, as its figures'
boxes mean it, with personal numbers painted over. ``FOLDER`` receives ``<page>.webp``; standard output carries the
pages' sizes as JSON: ``{"5": [595.32, 841.92]}``, in points. A page that is a picture itself is left undrawn, its size
null: where it shows personal numbers only who recognises its words can tell (see ``scan/scan_pictures.py``).
"""

from __future__ import annotations

import io
import json
import os
import sys
import warnings
from functools import lru_cache
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from mingzhang.reading.formats.pdf.objects import PageObjects
from mingzhang.reading.formats.pdf.pdf import is_picture, page_blocks
from mingzhang.reading.formats.pdf.private import Pages, personal_boxes
from mingzhang.reading.formats.pdf.readers import PageReader
from mingzhang.reading.formats.pdf.turned import BACK, DOWN, UP, upright
from mingzhang.reading.limits import Limits

_SCALE = 1.6  # pixels for each point: 115 to the inch, small print stays legible
_LARGEST = 2400  # pixels of the longer side
_TURN = {DOWN: 270, UP: 90, BACK: 180}  # degrees clockwise
_PAINT = (120, 130, 134)
_QUALITY = 55
_COLOURS = 8  # of a printed page; a photograph has more


def main(arguments: list[str]) -> int:
    """Exit code 0 when every page asked for was drawn."""
    warnings.simplefilter("ignore")
    path, folder, numbers = Path(arguments[0]), Path(arguments[1]), [int(n) for n in arguments[2:]]
    Limits().apply()
    print(json.dumps(draw_pages(path, folder, numbers)))
    return 0


def draw_pages(path: Path, folder: Path, numbers: list[int]) -> dict[int, tuple[float, float] | None]:
    """Writes the pictures of these pages (1-based; those beyond the last are left out); each page's width and height.

    Raises whatever pdfium raises.
    """
    sizes: dict[int, tuple[float, float] | None] = {}
    with PageReader(path) as reader:
        document = pypdfium2.PdfDocument(path)
        read = lru_cache(maxsize=2)(lambda number: upright(reader.read(number)))
        pages = Pages(read)
        for number in numbers:
            if 1 <= number <= len(document):
                objects = read(number)
                if is_picture(objects, page_blocks(objects)):
                    sizes[number] = None
                    continue
                picture = _draw(document[number - 1], objects, pages)
                (folder / f"{number}.webp").write_bytes(packed(picture))
                sizes[number] = (round(objects.width, 2), round(objects.height, 2))
        document.close()
    return sizes


def packed(picture: Image.Image) -> bytes:
    """The picture as WebP, the smaller of two ways: few colours kept exactly, which suits print and leaves it sharp, or
    all of them about right, which suits scans.
    """
    few = picture.quantize(_COLOURS, dither=Image.Dither.NONE).convert("RGB")
    exact, near = io.BytesIO(), io.BytesIO()
    few.save(exact, "WEBP", lossless=True, method=4)
    picture.save(near, "WEBP", quality=_QUALITY, method=4)
    return min(exact.getvalue(), near.getvalue(), key=len)


def _draw(page: pypdfium2.PdfPage, objects: PageObjects, pages: Pages) -> Image.Image:
    scale = min(_SCALE, _LARGEST / max(objects.width, objects.height))
    turn = next((_TURN[d] for d in objects.doubts if d in _TURN), 0)
    picture: Image.Image = page.render(scale=scale, rotation=turn).to_pil().convert("RGB")
    across, down = picture.width / objects.width, picture.height / objects.height
    brush = ImageDraw.Draw(picture)
    for x0, top, x1, bottom in personal_boxes(objects, pages):
        brush.rectangle((x0 * across - 1, top * down - 1, x1 * across + 1, bottom * down + 1), fill=_PAINT)
    return picture


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    # Destructors of half-read native objects may crash; everything is written, so leave without them.
    os._exit(code)

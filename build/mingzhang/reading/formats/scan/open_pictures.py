"""The pictures to read: pages of a PDF as a viewer shows them, and picture files, opened within bounds."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, ImageSequence

from mingzhang.reading.formats.scan.models import Pixels
from mingzhang.reading.formats.scan.shades import SCALE
from mingzhang.reading.limits import Crowded

_LARGEST = 100_000_000  # pixels of one picture: A3 at 600 to the inch has 70 million
_WIDE, _HIGH = 842.0, 595.0  # points: how wide a picture file is taken to be, lying and standing (A4)
_LONGEST = 2400.0  # points of the longer side: what is larger is made smaller


def pdf_pictures(path: Path, numbers: Sequence[int]) -> Iterator[tuple[int, Pixels]]:
    """The pages of these numbers (1-based). Raises what pdfium raises."""
    document = pypdfium2.PdfDocument(path)
    try:
        for number in numbers:
            page = document[number - 1]
            scale = SCALE * min(1.0, _LONGEST / max(page.get_size()))
            yield number, np.asarray(page.render(scale=scale).to_pil().convert("RGB"))
            page.close()
    finally:
        document.close()


def file_pictures(path: Path, most: int) -> Iterator[tuple[int, Pixels]]:
    """The pages of a picture file: one, or as many as a TIFF has. Raises what Pillow raises."""
    Image.MAX_IMAGE_PIXELS = _LARGEST
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(path, formats=("PNG", "JPEG", "TIFF")) as opened:
        for number, frame in enumerate(ImageSequence.Iterator(opened), 1):
            if number > most:
                raise Crowded(f"it has more than {most} pages")
            if frame.width * frame.height > _LARGEST:
                raise Crowded(f"a picture in it has {frame.width} × {frame.height} pixels")
            yield number, _sized(frame)


def _sized(frame: Image.Image) -> Pixels:
    """A picture on white, the right way up by its own word, and as large as a page of that shape."""
    turned = ImageOps.exif_transpose(frame)
    if "A" in turned.getbands() or "transparency" in turned.info:
        seen = turned.convert("RGBA")
        turned = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    wide, high = turned.size
    across = _WIDE if wide > high else _HIGH
    scale = min(across * SCALE / wide, _LONGEST * SCALE / max(wide, high))
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    kind = Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC
    return np.asarray(turned.convert("RGB").resize(size, kind))

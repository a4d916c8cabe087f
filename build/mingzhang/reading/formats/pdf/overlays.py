"""What annotations print over a page and its content lacks: filled-in form fields, notes, stamps."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from mingzhang.reading.document import Box
from mingzhang.reading.formats.pdf import pdfium_api as api

_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_SAYS = (b"V", b"Contents")
_BLANK = 2  # bytes of an empty text: the two that end it


@dataclass(frozen=True, slots=True)
class Overlays:
    """How many there are on a page, and the boxes, in user space, of those that only say what they print, not how."""

    count: int
    bare: tuple[Box, ...]


def find_overlays(page: pypdfium2.PdfPage) -> Overlays:
    """The annotations of a page that may print something."""
    made = [_bare(handle) for handle in _printing(api.address(page.raw))]
    return Overlays(len(made), tuple(box for box in made if box is not None))


def flatten(page: pypdfium2.PdfPage) -> None:
    """Makes what the annotations print part of the page's content; the page must be loaded anew."""
    if pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_FAIL:
        raise pypdfium2.PdfiumError("annotations could not be made part of the page")


def _printing(page: int) -> Iterator[int]:
    for k in range(api.annotation_count(page)):
        handle = api.annotation(page, k)
        if not handle:
            continue
        if api.annotation_type(handle) in api.OVERLAYS and not api.annotation_flags(handle) & _UNSEEN:
            yield handle
        api.close_annotation(handle)


def _bare(handle: int) -> Box | None:
    """The box of an annotation that has no appearance but a text."""
    if api.annotation_look(handle, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > _BLANK:
        return None
    if not any(api.annotation_text(handle, key, None, 0) > _BLANK for key in _SAYS):
        return None
    box = pdfium.FS_RECTF()
    api.annotation_box(handle, ctypes.addressof(box))
    return (box.left, box.bottom, box.right, box.top)


def boxes_on_page(overlays: Overlays, make_box: Callable[[float, float, float, float], Box]) -> tuple[Box, ...]:
    """The boxes of the bare ones on the upright page."""
    return tuple(make_box(*box) for box in overlays.bare)

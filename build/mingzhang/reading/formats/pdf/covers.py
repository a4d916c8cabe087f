"""What was drawn over the text of a page, so that it cannot be seen although the text layer has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mingzhang.reading.document import Box
from mingzhang.reading.formats.pdf import pdfium_api as api
from mingzhang.reading.formats.pdf.drawing import is_opaque_rectangle

_STRIP = 16.0  # points: the height of the strips of the page in which areas are looked for

Area = tuple[int, Box, int]


class Covers:
    """The areas of a page that were drawn after its first text; most pages have none or few."""

    def __init__(self, areas: Sequence[Area], first: int, numbers: api.Numbers) -> None:
        self._numbers = numbers
        self._strips: dict[int, list[Area]] = defaultdict(list)
        self.last = 0
        for order, box, handle in areas:
            if handle and order > first:
                self.last = order
                for strip in range(int(box[1] // _STRIP), int(box[3] // _STRIP) + 1):
                    self._strips[strip].append((order, box, handle))

    def hide(self, order: int, x: float, y: float) -> bool:
        """Whether an opaque rectangle was drawn over this point of the object drawn as number ``order``."""
        for drawn, box, handle in reversed(self._strips.get(int(y // _STRIP), ())):
            if drawn <= order:
                return False
            inside = box[0] <= x <= box[2] and box[1] <= y <= box[3]
            if inside and is_opaque_rectangle(handle, self._numbers):
                return True
        return False

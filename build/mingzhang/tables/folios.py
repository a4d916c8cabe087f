"""Printed page numbers: where they jump, a page of the document is missing, moved or printed twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from mingzhang.reading.document import Document, Text
from mingzhang.text.normalise import normalise

MISSING, MOVED = "page-missing", "page-order"
_MARGIN = 0.12  # of the page's height, above and below: where page numbers stand
_LEAST = 4  # numbered pages: fewer are no sequence
_REGULAR = 0.5  # of the steps from page to page: fewer steps by one are no page numbers
_FRAME = r"[-—–─~·•.\[\]（）()|]{0,4}"
_FOLIO = re.compile(rf"{_FRAME}第?(\d{{1,4}})页?(?:[,，/]?共?(\d{{1,4}})页?)?{_FRAME}")


def torn_pages(document: Document) -> dict[int, str]:
    """The 1-based pages at which the printed numbers jump: ``page-missing``, or ``page-order`` where none is lacking.

    The pages on both sides of a jump are named. A count that begins anew at 1 is no jump. Empty for documents whose
    pages are not numbered.
    """
    heights = {p.number: p.height for p in document.pages}
    marginal: dict[int, list[str]] = defaultdict(list)
    for block in document.blocks:
        if isinstance(block, Text) and _is_marginal(block, heights.get(block.place.page, 0.0)):
            marginal[block.place.page].append(normalise(block.text))
    folios = {page: found for page, lines in marginal.items() if (found := _folio(lines))}
    numbers = {page: number for page, (number, _) in folios.items()}
    steps = list(pairwise(sorted(numbers)))
    regular = sum(_follows(numbers, a, b) for a, b in steps)
    if len(numbers) < _LEAST or regular < _REGULAR * len(steps):
        return {}
    torn = {page: "" for step in steps if not _follows(numbers, *step) for page in step}
    first, last = min(numbers), max(numbers)
    if numbers[first] > first:
        torn[first] = MISSING
    printed = max(folios[last][1], *numbers.values())
    if folios[last][1] > numbers[last] and last == len(document.pages):
        torn[last] = MISSING
    kind = MISSING if set(range(1, printed + 1)) - set(numbers.values()) - _unnumbered(numbers) else MOVED
    return {page: named or kind for page, named in torn.items()}


def _follows(numbers: Mapping[int, int], page: int, next_page: int) -> bool:
    return numbers[next_page] == 1 or numbers[next_page] - numbers[page] == next_page - page


def _unnumbered(numbers: Mapping[int, int]) -> set[int]:
    """The numbers that pages without a printed one would have, counted on from the page before them."""
    inside = {page + k: numbers[page] + k for page, other in pairwise(sorted(numbers)) for k in range(1, other - page)}
    return set(inside.values())


def _folio(lines: Iterable[str]) -> tuple[int, int] | None:
    """The printed number of a page and of how many (0 if it does not say); None when it prints none, or several."""
    found = [m for line in lines if (m := _FOLIO.fullmatch(line))]
    return (int(found[0][1]), int(found[0][2] or 0)) if len(found) == 1 else None


def _is_marginal(line: Text, height: float) -> bool:
    if line.place.box is None:
        return False
    middle = (line.place.box[1] + line.place.box[3]) / 2
    return middle < _MARGIN * height or middle > (1 - _MARGIN) * height

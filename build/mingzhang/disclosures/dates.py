"""The date a document bears: on its cover, or under the name that signs it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mingzhang.disclosures.bodies import ORGAN
from mingzhang.disclosures.finding import Finding, certainty
from mingzhang.reading.document import Block, Document, Grid, Text
from mingzhang.text.normalise import normalise
from mingzhang.text.numerals import parse_date, whole_date

_DATED = re.compile(r"(?:公开|发布|公布|编制|填报|报送)?(?:时间|日期)[：:](?P<date>.+)")
_SIGNATURE = 40  # characters of a line that may be a name


def find_signed(document: Document) -> Finding:
    """The full date of the cover, else of the signature; one that no other date beside it contradicts is sure.

    A month without a day is no date, and dates within tables and sentences are not the document's own.
    """
    for place, dates in (("cover", _on_cover(document.blocks)), ("signature", _signatures(document.blocks))):
        found = list(dict.fromkeys(dates))
        if found:
            return Finding(found[0], certainty(len(found) == 1), f"{place}: {', '.join(found)}")
    return Finding()


def _on_cover(blocks: Sequence[Block]) -> Iterator[str]:
    """Dates on lines of their own on the first page, before any table or line of prose."""
    page = blocks[0].place.page if blocks else 0
    for block in blocks:
        if isinstance(block, Grid) or block.place.page != page:
            return
        if isinstance(block, Text):
            text = normalise(block.text)
            if len(text) > _SIGNATURE:
                return
            labelled = _DATED.fullmatch(text)
            if date := whole_date(labelled["date"] if labelled else text):
                yield date.isoformat()


def _signatures(blocks: Sequence[Block]) -> Iterator[str]:
    """Dates on lines of their own below a body's name, and one that ends the document."""
    lines = [block for block in blocks if isinstance(block, Text)]
    for name, line in pairwise(lines):
        date = parse_date(normalise(line.text))
        if date and whole_date(normalise(line.text)) and _signs(normalise(name.text)):
            yield date.isoformat()
    last = blocks[-1] if blocks else None
    if isinstance(last, Text) and (date := whole_date(normalise(last.text))):
        yield date.isoformat()


def _signs(text: str) -> bool:
    return len(text) <= _SIGNATURE and ORGAN.fullmatch(text) is not None

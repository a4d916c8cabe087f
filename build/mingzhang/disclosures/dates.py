"""The date a document bears: on its cover, or under the name that signs it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mingzhang.disclosures.bodies import ORGAN
from mingzhang.disclosures.finding import Finding, certainty
from mingzhang.reading.document import Block, Document, Grid, Text
from mingzhang.text.normalise import normalise
from mingzhang.text.numerals import whole_date

_DATED = re.compile(r"(?:公开|发布|公布|编制|填报|报送)?(?:时间|日期)[：:](?P<date>.+)")
_SEAL = re.compile(r"[（(](?:盖章|公章|章|印章)[）)]$")
_SIGNATURE = 40  # characters of a line that may be a name


def find_signed(document: Document) -> Finding:
    """The full date of the cover, else of the signature; one that no other date beside it contradicts is sure.

    A month without a day is no date, and dates within tables and sentences are not the document's own.
    """
    for place, dates in (("cover", _on_cover(document.blocks)), ("signature", _signatures(document))):
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


def _signatures(document: Document) -> Iterator[str]:
    """Dates on lines of their own below a body's name or to the right below the last sentence, and one that ends the
    document."""
    widths = {page.number: page.width for page in document.pages}
    lines = [block for block in document.blocks if isinstance(block, Text)]
    for before, line in pairwise(lines):
        date = whole_date(normalise(line.text))
        if date and (_signs(before.text) or _stands_right(before, line, widths.get(line.place.page, 0.0))):
            yield date.isoformat()
    last = document.blocks[-1] if document.blocks else None
    if isinstance(last, Text) and (date := whole_date(normalise(last.text))):
        yield date.isoformat()


def _signs(text: str) -> bool:
    name = _SEAL.sub("", normalise(text))
    return len(name) <= _SIGNATURE and ORGAN.fullmatch(name) is not None


def _stands_right(before: Text, line: Text, width: float) -> bool:
    """In the right half of the page, below a line that ends a sentence."""
    ends = normalise(before.text).endswith(("。", "：", "）"))
    return ends and line.place.box is not None and line.place.box[0] > width / 2 > 0

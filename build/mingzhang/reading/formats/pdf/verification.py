"""Is a PDF what was written? All that is known of that before its pages are read, and which pages are not sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from mingzhang.errors import UnreadableSource
from mingzhang.reading.doubts import BROKEN, DAMAGED, LYING
from mingzhang.reading.formats.pdf.damage import find_damage, pages_using
from mingzhang.reading.formats.pdf.pagetree import CYCLIC
from mingzhang.reading.formats.pdf.streams import OversizedStream
from mingzhang.reading.formats.pdf.structure import check_structure
from mingzhang.reading.refusals import AGAIN, EXPECTED


@dataclass(frozen=True, slots=True)
class Verified:
    """``doubts`` are about the file as a whole; ``shaken`` has the 1-based pages of each doubt about all that a page
    prints (None for every page).

    ``pages``: how many the second parser counts. ``idle``: the pages that are to be blank. ``points``: every page
    measures in points.
    """

    doubts: tuple[str, ...] = ()
    shaken: Mapping[str, frozenset[int] | None] = field(default_factory=dict)
    pages: int | None = None
    idle: frozenset[int] = frozenset()
    points: bool = True

    def doubts_about(self, number: int) -> list[str]:
        """What shakes all that page ``number`` prints."""
        return [doubt for doubt, pages in self.shaken.items() if pages is None or number in pages]

    def with_count(self, pages: int) -> Verified:
        """The same, knowing how many pages the reader counts: two parsers that differ do not see one file."""
        return self if self.pages in (None, pages) else self.broken()

    def broken(self) -> Verified:
        """The same, its structure in doubt."""
        doubts = tuple(dict.fromkeys((*self.doubts, BROKEN)))
        return replace(self, doubts=doubts, shaken={**self.shaken, BROKEN: None})


def verify(path: Path, data: bytes) -> Verified:
    """What the bytes of a file tell. UnreadableSource for a stream that was made to fill the memory, or pages that
    would be read more than once.
    """
    try:
        report, doubts, damaged = find_damage(data)
    except OversizedStream as error:
        expected = "streams of the size of a disclosure's pages"
        raise UnreadableSource(str(path), str(error), expected, "do not open it; ask its publisher") from None
    structure = check_structure(data)
    if CYCLIC in structure.faults:
        found = "its tree of pages leads back to pages that were met before"
        raise UnreadableSource(str(path), found, EXPECTED, AGAIN)
    shaken = {DAMAGED: damaged, LYING: pages_using(data, report.twofold)}
    verified = Verified(doubts, shaken, structure.pages, structure.idle, not report.user_units)
    return verified.broken() if structure.faults else verified

"""Known headers that the same letters spell: which of them a text prints is told by the order of its words."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.tables.from_text.headers import Heading
from mingzhang.text.normalise import normalise

_STEM = 4  # characters by which the words of a column are found, however they are broken


def the_one(headings: Sequence[Heading], words: Sequence[str]) -> Heading | None:
    """The one header among several of the same letters whose columns are printed in its order; None if there is none.

    ``words`` are the printed words in the order of the text.
    """
    several = list({(h.texts, h.paths, h.roles): h for h in headings}.values())
    if len(several) > 1:
        printed = normalise("".join(words))
        several = [h for h in several if _follows(h, printed)]
    return several[0] if len(several) == 1 else None


def _follows(heading: Heading, printed: str) -> bool:
    at = -1
    for j, role in enumerate(heading.roles):
        stem = normalise(heading.leaf(j))[:_STEM]
        if role == "amount" and stem in printed:
            at = printed.find(stem, at + 1)
            if at < 0:
                return False
    return True

"""Rows of items that each begin with a topic of their own, （一）抓重大活动。全力做好…"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.prose.lines import width
from mingzhang.prose.paragraphs import Paragraph
from mingzhang.text.ordinals import numbering

_STYLES = ("han", "han-brackets")
_SHORT = 20.0
"""Em: no such topic is longer."""
_FEWEST = 3
"""So many items in a row make it one: a single short sentence is a sentence."""


def topic_rows(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Positions of the items of rows, counted from one on, in which every item is a topic, a 。 and text about it."""
    found: set[int] = set()
    for style in _STYLES:
        row: list[int] = []
        for at, paragraph in enumerate(paragraphs):
            number = numbering(paragraph.text)
            if number is None or number.style != style:
                continue
            if number.value != len(row) + 1:
                found |= _if_topics(row, paragraphs)
                row = []
            if number.value == len(row) + 1:
                row.append(at)
        found |= _if_topics(row, paragraphs)
    return frozenset(found)


def _if_topics(row: Sequence[int], paragraphs: Sequence[Paragraph]) -> set[int]:
    all_ = len(row) >= _FEWEST and all(_begins_with_topic(paragraphs[at].text) for at in row)
    return set(row) if all_ else set()


def _begins_with_topic(text: str) -> bool:
    number = numbering(text)
    label, mark, rest = (number.rest if number else text).partition("。")
    plain = not re.search(r"[，；：、！？\d]", label)
    return bool(mark) and plain and width(label) <= _SHORT and width(rest) > width(label)

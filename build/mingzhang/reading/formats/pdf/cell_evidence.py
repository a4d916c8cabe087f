"""Evidence against the reading of a cell: what its text and its neighbours' text look like on the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from mingzhang.reading.document import Box
from mingzhang.reading.doubts import LYING
from mingzhang.reading.formats.pdf.objects import UNMAPPED, Word
from mingzhang.text.amounts import parse_amount

_SAME_LINE = 0.5  # of the lower word's height: words that share more of it stand on one line
_OVER = 0.35  # of the font size: two words that share more of the line's width are printed over each other
_OVER_SIDE = 0.25  # of its height or size: amounts stand over their cell by nothing, or by more than this
_SEEN = 0.3  # of a cell's area: less within the clip of a text, and the text is another cell's
_BAND, _MOST_BANDS = 8.0, 100  # points: the strips of the page in which words are compared, and how many one may fill
_HALF_BLANK = "，、。：；）》】”’·．"  # full-width marks whose right half is blank: typesetters close it up


def text_doubts(words: Iterable[Word]) -> set[str]:
    """``hidden`` when some of it cannot be seen, ``unmapped`` when the file gives a glyph no Unicode value."""
    doubts = set()
    for word in words:
        if UNMAPPED in word.text:
            doubts.add("unmapped")
        if any(c.hidden for c in word.chars):
            doubts.add("hidden")
        if any(c.lying for c in word.chars):
            doubts.add(LYING)
    return doubts


def place_doubts(word: Word, cell: Box) -> set[str]:
    """``between-rows`` or ``overflow`` for an amount so far over a side of its cell that another may own it."""
    high = max(cell[1] - word.top, word.bottom - cell[3]) > _OVER_SIDE * (word.bottom - word.top)
    wide = max(cell[0] - word.x0, word.x1 - cell[2]) > _OVER_SIDE * word.size
    if not (high or wide) or parse_amount(word.text) is None:
        return set()
    return ({"between-rows"} if high else set()) | ({"overflow"} if wide else set())


def is_clipped_away(word: Word, cell: Box | None) -> bool:
    """Whether nothing of a word is to be seen, and it does not belong to what is seen of its cell either.

    A merged cell that runs over two pages is drawn on both, its text clipped to the part on each: the amount shows on
    one of them only, and lines may fall on cells of another row. Lines of a name that its own cell cuts off still
    tell the name. ``cell`` is None for a word in no cell.
    """
    clips = [c.clip for c in word.chars if c.clip is not None]
    if len(clips) < len(word.chars):
        return False
    return cell is None or parse_amount(word.text) is not None or not _share(cell, clips[0])


def overprinted(words: Sequence[Word]) -> set[int]:
    """Indices of the words with digits that stand partly on another word."""
    found: set[int] = set()
    reaching: dict[int, list[int]] = defaultdict(list)  # band → words met there that reach further
    for k in sorted(range(len(words)), key=lambda k: words[k].x0):
        word = words[k]
        first = int(word.top // _BAND)
        for band in range(first, min(int(word.bottom // _BAND), first + _MOST_BANDS) + 1):
            reaching[band] = [j for j in reaching[band] if words[j].x1 > word.x0]
            for j in reaching[band]:
                if _on_each_other(words[j], word):
                    found |= {i for i in (j, k) if any(c.isdigit() for c in words[i].text)}
            reaching[band].append(k)
    return found


def _on_each_other(left: Word, right: Word) -> bool:
    high = min(left.bottom, right.bottom) - max(left.top, right.top)
    blank = left.chars[-1].size / 2 if left.text[-1] in _HALF_BLANK else 0.0
    wide = min(left.x1 - blank, right.x1) - right.x0
    lower = min(left.bottom - left.top, right.bottom - right.top)
    return high > _SAME_LINE * lower and wide > _OVER * min(left.size, right.size)


def _share(cell: Box, clip: Box) -> bool:
    """Whether a good part of the cell can be seen through the clip."""
    wide = min(cell[2], clip[2]) - max(cell[0], clip[0])
    high = min(cell[3], clip[3]) - max(cell[1], clip[1])
    return wide > 0 and high > 0 and wide * high > _SEEN * (cell[2] - cell[0]) * (cell[3] - cell[1])

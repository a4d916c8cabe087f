"""Lines of a text layer as pieces: words, amounts, codes, and where they stand in their line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mingzhang.knowledge.words import says
from mingzhang.reading.document import Document, Place, Text
from mingzhang.text.amounts import parse_amount, parse_percent
from mingzhang.text.normalise import fold, normalise

_GAP = re.compile(r"\s{2,}|\t")
_SPACE = re.compile(r"\s+(?!年)|(?<!20\d\d)\s+|(?<=[\d.,]20\d\d)\s+")  # 2026 年 is one word
_WIDE = 0.15  # share of lines with wide gaps from which a text is laid out in columns
_CODE = re.compile(r"[\[［(（]?(?:2[0-3]\d|3[01]\d|399|5[01]\d|599)(?:\d\d){0,2}[\]］)）]?")
_PART = re.compile(r"\d{2}")
_BLANK = re.compile(r"[-—–－/]+|※+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a line: ``at`` is the character at which it begins, ``end`` the one after it.

    ``wide``: in this text these tell where on the page it stands.
    """

    text: str
    place: Place
    at: int
    end: int
    wide: bool = False

    def overlaps(self, other: Piece) -> bool:
        """Whether the two stand above each other."""
        return self.at < other.end and other.at < self.end

    @property
    def plain(self) -> str:
        """The text for matching."""
        return normalise(self.text)

    @property
    def is_amount(self) -> bool:
        """A number, a percentage, or a dash that stands for one."""
        return is_number(self.plain) or _BLANK.fullmatch(self.plain) is not None

    @property
    def is_code(self) -> bool:
        """A classification code as a whole."""
        return _CODE.fullmatch(self.plain) is not None

    @property
    def is_code_part(self) -> bool:
        """Two digits that may be 款 or 项."""
        return _PART.fullmatch(self.plain) is not None

    @property
    def is_integer(self) -> bool:
        """Digits only: a code, a line number, a count or an amount."""
        return self.plain.isascii() and self.plain.isdigit()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text layer: its block's position in the Document, its place, its text and its pieces.

    ``apart`` says that blank lines or a page's end part it from the line before.
    """

    position: int
    place: Place
    text: str
    pieces: tuple[Piece, ...]
    apart: bool

    @property
    def plain(self) -> str:
        """The text for matching."""
        return normalise(self.text)


def is_number(text: str) -> bool:
    """Whether the normalised text prints an amount or a percentage."""
    return parse_amount(text) is not None or parse_percent(text) is not None


def read_lines(document: Document) -> list[Line]:
    """Every text line of the document with its pieces."""
    blocks = [(n, b) for n, b in enumerate(document.blocks) if isinstance(b, Text)]
    wide = is_laid_out(b.text for _, b in blocks)
    lines: list[Line] = []
    before: Text | None = None
    for position, block in blocks:
        lines.append(Line(position, block.place, block.text, tuple(_pieces(block, wide)), _is_apart(before, block)))
        before = block
    return lines


def is_laid_out(texts: Iterable[str]) -> bool:
    """Whether the lines part their columns by wide gaps."""
    gaps = [bool(_GAP.search(text.strip())) for text in texts]
    return sum(gaps) > _WIDE * len(gaps)


def _is_apart(before: Text | None, block: Text) -> bool:
    if before is None or before.place.page != block.place.page:
        return True
    return (block.place.line or 0) - (before.place.line or 0) != 1


def _pieces(block: Text, wide: bool) -> Iterator[Piece]:
    """The line cut at its gaps (at each space where gaps are not wide), and around every amount."""
    text = fold(block.text) if len(fold(block.text)) == len(block.text) else block.text
    for start, end in _spans(text, _GAP if wide else _SPACE):
        words = list(_spans(text[start:end], _SPACE))
        for first, last in _around_amounts(text[start:end], words):
            yield Piece(block.text[start + first : start + last], block.place, start + first, start + last, wide)


def _spans(text: str, gap: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in gap.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _around_amounts(text: str, words: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Words joined, amounts alone: an amount never holds a space, a name may."""
    open_at: int | None = None
    last = 0
    for start, end in words:
        if _stands_alone(normalise(text[start:end])):
            if open_at is not None:
                yield open_at, last
            yield start, end
            open_at = None
        elif open_at is None:
            open_at = start
        last = end
    if open_at is not None:
        yield open_at, last


def _stands_alone(text: str) -> bool:
    return is_number(text) or _BLANK.fullmatch(text) is not None or _CODE.fullmatch(text) is not None


def is_index_line(line: Line) -> bool:
    """Whether a line only numbers the columns: ``※ ※ 1 2 3``."""
    texts = [t for word in line.text.split() if (t := normalise(word))]
    if len(texts) < 2 or not all(says("rows", "index", t) for t in texts):
        return False
    numbers = [int(t) for t in texts if t.isascii() and t.isdigit()]
    return numbers == list(range(1, len(numbers) + 1)) if numbers else True

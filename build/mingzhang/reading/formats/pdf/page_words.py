"""Characters → words, by the order in which the page draws them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingzhang.reading.formats.pdf.objects import Char, Word

_GAP = 0.45  # of the font size: wider than letter spacing, narrower than the gap between two cells
_BACK = 0.4  # of the font size: how far a character may reach back over the one before it
_SHIFT = 0.35  # of the height: how far the next character may stand above or below
_SPOT = 0.8  # points: the same character drawn nearer than this is drawn twice
_TILE = 4.0  # points: the side of the squares in which doubles are looked for
_REACH = _SPOT / _TILE
_NONE: list[Char] = []


def make_words(chars: Sequence[Char]) -> list[Word]:
    """Words in drawing order. Characters that draw the same glyph twice on one spot (a fake bold) count once."""
    words: list[Word] = []
    run: list[Char] = []
    for char in _without_doubles(chars):
        if char.text.isspace():
            _close(run, words)
            run = []
        elif run and not _follows(run[-1], char):
            _close(run, words)
            run = [char]
        else:
            run.append(char)
    _close(run, words)
    return words


def make_word(chars: Sequence[Char]) -> Word:
    """One word of these characters (at least one)."""
    texts, lefts, tops, rights, bottoms, *_ = zip(*chars, strict=True)
    return Word(tuple(chars), "".join(texts), min(lefts), min(tops), max(rights), max(bottoms))


def group_lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words as printed lines, from top to bottom, each from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.middle, w.x0)):
        if lines and abs(_middle(lines[-1]) - word.middle) < 0.5 * min(_height(lines[-1]), word.bottom - word.top):
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda w: w.x0)
    return lines


def join_line(words: Sequence[Word]) -> str:
    """The text of one printed line; a space where the gap is wider than a character."""
    text = ""
    for previous, word in zip([None, *words], words, strict=False):
        if previous is not None and word.x0 - previous.x1 > 0.6 * word.size:
            text += " "
        text += word.text
    return text


def _middle(line: Sequence[Word]) -> float:
    return sum(w.middle for w in line) / len(line)


def _height(line: Sequence[Word]) -> float:
    return min(w.bottom - w.top for w in line)


def _follows(before: Char, after: Char) -> bool:
    _, _, top, x1, bottom, size, *_ = before
    size = max(size, after.size, 1.0)
    if not -_BACK * size < after.x0 - x1 < _GAP * size:
        return False
    if top == after.top and bottom == after.bottom:
        return True
    height = max(min(bottom - top, after.bottom - after.top), 1.0)
    shift = abs((top + bottom) - (after.top + after.bottom)) / 2
    return shift < _SHIFT * height


def _close(run: list[Char], words: list[Word]) -> None:
    if run:
        words.append(make_word(run))


def _without_doubles(chars: Sequence[Char]) -> Iterable[Char]:
    seen: dict[tuple[str, int, int], list[Char]] = {}
    for char in chars:
        text, x, y = char.text, char.x0 / _TILE, char.top / _TILE
        left, right, upper, lower = int(x - _REACH), int(x + _REACH), int(y - _REACH), int(y + _REACH)
        spot = (text, left, upper)
        near = seen.get(spot, _NONE)
        if left != right:
            near = [*near, *seen.get((text, right, upper), _NONE)]
        if upper != lower:
            near = [*near, *(c for i in {left, right} for c in seen.get((text, i, lower), _NONE))]
        if near and not text.isspace() and any(_same_spot(char, other) for other in near):
            continue
        if left != right or upper != lower:
            spot = (text, int(x), int(y))
        if spot in seen:
            seen[spot].append(char)
        else:
            seen[spot] = [char]
        yield char


def _same_spot(one: Char, other: Char) -> bool:
    return abs(one.x0 - other.x0) < _SPOT and abs(one.top - other.top) < _SPOT

"""Words → cells: whose text is it, when it may overflow?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from mingzhang.reading.document import Box, Cell, Grid, Place
from mingzhang.reading.doubts import TORN
from mingzhang.reading.formats.pdf.cell_evidence import is_clipped_away, overprinted, place_doubts, text_doubts
from mingzhang.reading.formats.pdf.grids import Frame
from mingzhang.reading.formats.pdf.objects import Word
from mingzhang.reading.formats.pdf.open_rows import with_open_rows
from mingzhang.reading.formats.pdf.page_words import group_lines, join_line, make_word
from mingzhang.reading.formats.pdf.refine import ALIGNED, Shape, refine_frame
from mingzhang.reading.formats.pdf.spill import OUTSIDE, own_cells
from mingzhang.reading.formats.pdf.stacked_texts import torn_texts
from mingzhang.reading.formats.pdf.tints import tinted_cells
from mingzhang.text.amounts import parse_amount

_SOLID, _LOOSE = 0.04, 0.15  # of the font size: a change of step that no single text shows
_PADDING = 12.0  # points: what word processors leave free at both sides of a cell together
_NAMED_AMOUNT = re.compile(r"(?P<name>.*[^\d.,，．\-−])(?P<amount>\d[\d,]*\.\d+)")
_NEAR = 2.0  # points: overhangs on both sides that differ by no more than this mean centred text


class CellMap:
    """Finds the cell of a frame that holds a point."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._owner: dict[tuple[int, int], int] = {}
        for index, (row, col, rowspan, colspan) in enumerate(frame.cells):
            for i in range(row, row + rowspan):
                for j in range(col, col + colspan):
                    self._owner[i, j] = index

    def sole(self, x0: float, x1: float, y: float) -> int | None:
        """Index of the cell of all points at ``y`` from ``x0`` to ``x1``; None outside, or where a rule parts them."""
        j = bisect_right(self.frame.xs, x0) - 1
        if j != bisect_right(self.frame.xs, x1) - 1:
            return None
        return self._owner.get((bisect_right(self.frame.ys, y) - 1, j))

    def at(self, x: float, y: float) -> int | None:
        """Index of the cell at a point, or None outside the frame."""
        i = bisect_right(self.frame.ys, y) - 1
        j = bisect_right(self.frame.xs, x) - 1
        return self._owner.get((i, j))


@dataclass(frozen=True, slots=True)
class _Share:
    """A word, or a part of one, in a cell of a frame, or in none (then ``frame`` is None)."""

    word: Word
    frame: int | None = None
    cell: int = OUTSIDE
    sure: bool = True
    torn: bool = False


def fill_frames(frames: Sequence[Frame], words: Sequence[Word], page: int) -> tuple[list[Grid], list[Word]]:
    """The frames with the text of their cells, and the words that stand in no frame; without what is clipped away."""
    ruled = [(f.ys[0], f.ys[-1]) for f in frames]
    outside = [w for w in words if not any(_meets(w, f.box) for f in frames)]
    frames, loose = _refined([with_open_rows(f, outside) for f in frames], words)
    shares = _off_amounts(frames, _settled(frames, _share_out(frames, words)))
    placed = [s for s in shares if s.frame is not None]
    content: list[dict[int, list[Word]]] = [defaultdict(list) for _ in frames]
    doubts: list[dict[int, set[str]]] = [defaultdict(set) for _ in frames]
    over = overprinted([s.word for s in placed])
    for k, share in enumerate(placed):
        number = share.frame or 0
        content[number][share.cell].append(share.word)
        found = _share_doubts(share, frames[number], loose[number])
        found |= set() if ruled[number][0] <= share.word.middle <= ruled[number][1] else {ALIGNED}
        doubts[number][share.cell] |= found | ({"overprinted"} if k in over else set())
    for frame, held, shaken in zip(frames, content, doubts, strict=True):
        for index, tint in tinted_cells(frame, held).items():
            shaken[index].add(tint)
    grids = [_grid(f, page, c, d) for f, c, d in zip(frames, content, doubts, strict=True)]
    return grids, [s.word for s in shares if s.frame is None]


def _share_out(frames: Sequence[Frame], words: Sequence[Word]) -> list[_Share]:
    maps = [CellMap(f) for f in frames]
    shares: list[_Share] = []
    for word in words:
        holder = _holder(word, maps)
        if holder is None:
            shares += [] if is_clipped_away(word, None) else [_Share(word)]
            continue
        for index, part, sure in _shares(word, maps[holder]):
            if not is_clipped_away(part, frames[holder].cell_box(frames[holder].cells[index])):
                shares.append(_Share(part, holder, index, sure))
    return shares


def _settled(frames: Sequence[Frame], shares: Sequence[_Share]) -> list[_Share]:
    """The shares, each in the cell whose text it is, where a text spills over its cell."""
    settled = list(shares)
    for number, frame in enumerate(frames):
        near = [k for k, share in enumerate(settled) if share.frame in (number, None)]
        for run, owner in torn_texts(frame, [settled[k].cell for k in near], [settled[k].word for k in near]):
            for k in (near[i] for i in run):
                if owner is not None:
                    settled[k] = replace(settled[k], frame=number, cell=owner)
                elif settled[k].frame is not None:
                    settled[k] = replace(settled[k], torn=True)
        owners = own_cells(frame, [settled[k].cell for k in near], [settled[k].word for k in near])
        for k, owner in zip(near, owners, strict=True):
            if owner != settled[k].cell:
                settled[k] = replace(settled[k], frame=number, cell=owner)
    return settled


def _off_amounts(frames: Sequence[Frame], shares: Sequence[_Share]) -> list[_Share]:
    """The shares; a name that runs over an amount stands in the cell that it begins in, if nothing else does."""
    held = {(s.frame, s.cell) for s in shares}
    amounts = {(s.frame, s.cell) for s in shares if parse_amount(s.word.text) is not None}
    moved = []
    for share in shares:
        if share.frame is None or share.sure or (share.frame, share.cell) not in amounts:
            moved.append(share)
            continue
        char = share.word.chars[0]
        first = CellMap(frames[share.frame]).at((char.x0 + char.x1) / 2, share.word.middle)
        blank = first is not None and (share.frame, first) not in held
        moved.append(replace(share, cell=first or 0) if blank else share)
    return moved


def _share_doubts(share: _Share, frame: Frame, loose: frozenset[Shape]) -> set[str]:
    shape = frame.cells[share.cell]
    doubts = text_doubts([share.word]) | place_doubts(share.word, frame.cell_box(shape))
    if share.torn:
        doubts.add(TORN)
    if not share.sure:
        doubts.add("overflow")
    if shape in loose and any(ch.isdigit() for ch in share.word.text):
        doubts.add(ALIGNED)
    return doubts


def _refined(frames: Sequence[Frame], words: Sequence[Word]) -> tuple[list[Frame], list[frozenset[Shape]]]:
    maps = [CellMap(f) for f in frames]
    held: list[dict[int, list[Word]]] = [defaultdict(list) for _ in frames]
    for word in words:
        for cell_map, words_of in zip(maps, held, strict=True):
            if (index := cell_map.at((word.x0 + word.x1) / 2, word.middle)) is not None:
                words_of[index].append(word)
    refined = [refine_frame(f, h) for f, h in zip(frames, held, strict=True)]
    return [f for f, _ in refined], [made for _, made in refined]


def _holder(word: Word, maps: Sequence[CellMap]) -> int | None:
    """The innermost frame that holds most characters of the word."""
    best: tuple[float, int] | None = None
    for k, cell_map in enumerate(maps):
        if not _meets(word, cell_map.frame.box):
            continue
        held = _held(word, cell_map)
        if held * 2 > len(word.chars):
            x0, top, x1, bottom = cell_map.frame.box
            area = (x1 - x0) * (bottom - top)
            if best is None or area < best[0]:
                best = (area, k)
    return best[1] if best else None


def _held(word: Word, cell_map: CellMap) -> int:
    """How many characters of the word stand in a cell; most words stand in one altogether."""
    upper = cell_map.sole(word.x0, word.x1, word.top)
    if upper is not None and upper == cell_map.sole(word.x0, word.x1, word.bottom):
        return len(word.chars)
    return sum(cell_map.at((c.x0 + c.x1) / 2, (c.top + c.bottom) / 2) is not None for c in word.chars)


def _meets(word: Word, box: Box) -> bool:
    return word.x1 >= box[0] and word.x0 <= box[2] and word.bottom >= box[1] and word.top <= box[3]


def _shares(word: Word, cell_map: CellMap) -> list[tuple[int, Word, bool]]:
    """(cell, part of the word, beyond doubt) — one share unless two cells were drawn in one breath."""
    middle = word.middle
    if (sole := cell_map.sole(word.x0, word.x1, middle)) is not None:
        return [(sole, word, True)]
    owners = [cell_map.at((c.x0 + c.x1) / 2, middle) for c in word.chars]
    inside = [o for o in owners if o is not None]
    if not inside:
        owners = [cell_map.at((c.x0 + c.x1) / 2, (c.top + c.bottom) / 2) for c in word.chars]
        inside = [o for o in owners if o is not None]
    if len(set(inside)) == 1:
        return [(inside[0], word, True)]
    if named := _name_and_amount(word, owners):
        return named
    parts = _split(word, owners)
    if _are_amounts(word, parts) or _stand_apart(word, [len(part.chars) for _, part in parts]):
        return [(owner, part, True) for owner, part in parts]
    return [(_owner_of(word, inside, cell_map.frame), word, False)]


def _name_and_amount(word: Word, owners: Sequence[int | None]) -> list[tuple[int, Word, bool]]:
    """A name that runs into the next cell up to the amount there: both in one breath, and each in its own cell."""
    match = _NAMED_AMOUNT.fullmatch(word.text) if len(word.text) == len(word.chars) else None
    cut = len(match["name"]) if match else 0
    first, last = owners[0], owners[-1]
    inside = sum(owner == last for owner in owners[cut:])
    if not match or first is None or last is None or first == last or 2 * inside <= len(owners) - cut:
        return []
    return [(first, make_word(word.chars[:cut]), False), (last, make_word(word.chars[cut:]), True)]


def _are_amounts(word: Word, parts: Sequence[tuple[int, Word]]) -> bool:
    """Whether the rules cut a word that is no amount into parts that are."""
    numbers = [part.text for _, part in parts if any(ch.isdigit() for ch in part.text)]
    return bool(numbers) and parse_amount(word.text) is None and all(parse_amount(n) is not None for n in numbers)


def _stand_apart(word: Word, lengths: Sequence[int]) -> bool:
    """Whether the characters' step changes at every rule: one overflowing text keeps its step, two that meet do not."""
    steps = [b.x0 - a.x1 for a, b in zip(word.chars, word.chars[1:], strict=False)]
    joints = [sum(lengths[: k + 1]) - 1 for k in range(len(lengths) - 1)]
    usual = median([step for k, step in enumerate(steps) if k not in joints] or [0.0])
    return all(abs(steps[k] - usual) > _least_step(word, k) * word.size for k in joints)


def _least_step(word: Word, k: int) -> float:
    """Between two ideographs, which are set solid, a smaller change of step tells than between other characters."""
    return _SOLID if min(word.chars[k].text, word.chars[k + 1].text) >= "一" else _LOOSE


def _split(word: Word, owners: Sequence[int | None]) -> list[tuple[int, Word]]:
    parts: list[tuple[int, list[int]]] = []
    previous = next(o for o in owners if o is not None)
    for k, owner in enumerate(owners):
        owner = previous if owner is None else owner
        if parts and parts[-1][0] == owner:
            parts[-1][1].append(k)
        else:
            parts.append((owner, [k]))
        previous = owner
    return [(owner, make_word([word.chars[k] for k in ks])) for owner, ks in parts]


def _owner_of(word: Word, inside: Sequence[int], frame: Frame) -> int:
    """The cell that an overflowing word belongs to: centred there, set from its left or its right, else by bulk."""
    bulk = max(sorted(set(inside)), key=inside.count)
    x0, _, x1, _ = frame.cell_box(frame.cells[bulk])
    if abs((x0 - word.x0) - (word.x1 - x1)) <= _NEAR:
        return bulk
    first, last = inside[0], inside[-1]
    if 0 <= word.x0 - frame.cell_box(frame.cells[first])[0] <= 1.2 * word.size:
        return first
    if 0 <= frame.cell_box(frame.cells[last])[2] - word.x1 <= 1.2 * word.size:
        return last
    return bulk


def _grid(frame: Frame, page: int, content: dict[int, list[Word]], doubts: dict[int, set[str]]) -> Grid:
    cells = []
    for index, shape in enumerate(frame.cells):
        lines = group_lines(content.get(index, ()))
        box = _round(frame.cell_box(shape))
        indent = round(max(0.0, lines[0][0].x0 - box[0]), 1) if lines else 0.0
        text = "\n".join(join_line(line) for line in lines)
        shaken = doubts.get(index, set()) | ({"two-amounts"} if _may_be_two(lines, box) else set())
        cells.append(Cell(*shape, text, Place(page, box), tuple(sorted(shaken)), indent))
    return Grid(Place(page, _round(frame.box)), len(frame.ys) - 1, len(frame.xs) - 1, tuple(cells), frame.doubts)


def _may_be_two(lines: Sequence[Sequence[Word]], box: Box) -> bool:
    """Amounts beside each other, or below each other where the upper one left room for a further digit."""
    if any(len(line) > 1 and all(parse_amount(w.text) is not None for w in line) for line in lines):
        return True
    if len(lines) < 2 or any(parse_amount(join_line(line)) is None for line in lines):
        return False
    room = (box[2] - box[0]) - (lines[0][-1].x1 - lines[0][0].x0)
    return room > _PADDING + 0.6 * lines[0][0].size


def _round(box: Box) -> Box:
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))

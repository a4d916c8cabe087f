"""Probabilities along a line → what it says: freely, and by the alphabet of amounts with the next best readings."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mingzhang.reading.document import Reading
from mingzhang.reading.formats.scan.models import Odds
from mingzhang.text.amounts import parse_amount

_FOLDED = {"-": "-–—－−~～_", ",": ",，、", ".": ".．。·"}
"""What stands for a sign of amounts in print: a scan's minus is taken for a tilde, its comma for another comma."""

_SIGNS = "0123456789,.-"
_BEAM = 12  # readings that are followed
_SELDOM = 1e-4  # a sign less likely than this is not followed
_KEPT, _LEAST = 4, 1e-3  # readings that are kept, and how likely they must be beside the best


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says: its text, the step of each character, how sure it is, and, of a number, the readings."""

    text: str
    steps: tuple[int, ...]
    confidence: float
    readings: tuple[Reading, ...] = ()


class Reader:
    """Reads lines by one alphabet."""

    def __init__(self, alphabet: Sequence[str]) -> None:
        self._alphabet = alphabet
        place = {char: k for k, char in enumerate(alphabet)}
        self._columns = [[place[c] for c in _FOLDED.get(sign, sign) if c in place] for sign in _SIGNS]
        self._space = place.get(" ", 0)

    def read(self, odds: Odds) -> Line:
        """The line; a number by the alphabet of amounts, all else freely."""
        free = self._freely(odds)
        if not _is_number(free.text):
            return free
        readings = self._as_amount(odds)
        best = next((r for r in readings if _is_printed(r.text)), None)
        if best is None:
            return free
        steps = _spread(len(best.text), free.steps, len(odds))
        return Line(best.text, steps, best.confidence, readings)

    def _freely(self, odds: Odds) -> Line:
        best, sure = odds.argmax(axis=1), odds.max(axis=1)
        chars: list[tuple[str, int, float]] = []
        before = 0
        for step, (place, chance) in enumerate(zip(best.tolist(), sure.tolist(), strict=True)):
            if place and place != before:
                chars.append((self._alphabet[place], step, chance))
            before = place
        text = "".join(c for c, _, _ in chars)
        steps = tuple(step for c, step, _ in chars for _ in c)
        confidence = sum(chance for _, _, chance in chars) / len(chars) if chars else 0.0
        return Line(text, steps, round(confidence, 3))

    def _as_amount(self, odds: Odds) -> tuple[Reading, ...]:
        """The likeliest readings by digits, comma, point and minus alone, the best first; their chances add up to 1."""
        chances = np.stack([odds[:, columns].sum(axis=1) for columns in self._columns], axis=1)
        nothing = odds[:, 0] + odds[:, self._space]
        whole = chances.sum(axis=1) + nothing + 1e-12
        found = _followed((nothing / whole).tolist(), (chances / whole[:, None]).tolist())
        total = sum(found.values())
        best = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_KEPT]
        likely = [(text, chance / total) for text, chance in best if text and chance >= _LEAST * best[0][1]]
        return tuple(Reading(text, round(chance, 4)) for text, chance in likely)


def _followed(nothing: Sequence[float], chances: Sequence[Sequence[float]]) -> dict[str, float]:
    """Texts and their chances: every way to come by a text along the line added up (prefix beam search)."""
    beam: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}  # text → chance that it ends in nothing, in its last sign
    for none, row in zip(nothing, chances, strict=True):
        after: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        signs = [(sign, chance) for sign, chance in zip(_SIGNS, row, strict=True) if chance > _SELDOM]
        for text, (ended, going) in beam.items():
            after[text][0] += (ended + going) * none
            for sign, chance in signs:
                again = text.endswith(sign)
                if again:
                    after[text][1] += going * chance
                after[text + sign][1] += (ended if again else ended + going) * chance
        best = sorted(after.items(), key=lambda item: (-sum(item[1]), item[0]))[:_BEAM]
        scale = math.fsum(sum(pair) for _, pair in best) or 1.0
        beam = {text: (ended / scale, going / scale) for text, (ended, going) in best}
    return {text: sum(pair) for text, pair in beam.items()}


def _is_number(text: str) -> bool:
    """Whether a line is made of digits and signs alone, as amounts and codes are."""
    solid = "".join(text.split())
    signs = _SIGNS + "".join(_FOLDED.values())
    return any(c.isdigit() for c in solid) and all(c in signs for c in solid)


def _is_printed(text: str) -> bool:
    return parse_amount(text) is not None


def _spread(count: int, steps: Sequence[int], length: int) -> tuple[int, ...]:
    """Places for so many characters: those that were seen, or evenly between the first and the last of them."""
    if count == len(steps):
        return tuple(steps)
    first, last = (steps[0], steps[-1]) if steps else (0, length - 1)
    return tuple(round(first + (last - first) * k / max(count - 1, 1)) for k in range(count))

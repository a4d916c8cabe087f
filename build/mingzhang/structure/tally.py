"""A sum that grows addend by addend, held against its whole in every line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from mingzhang.structure.additions import Vector

POWER = 2
"""Addends that are not zero: one alone may be the same amount printed twice, and proves nothing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """In how many lines the sum is exact with power, exact without, within rounding, or wrong.

    ``touched`` counts the lines in which the whole is not zero and which are not wrong.
    """

    holds: int
    weak: int
    rounds: int
    fails: int
    touched: int

    @property
    def fits(self) -> bool:
        """No line contradicts, and some amount that is not zero speaks for it."""
        return not self.fails and self.touched > 0

    @property
    def proves(self) -> bool:
        """It fits, and some line has power."""
        return self.fits and self.holds + self.rounds > 0

    @property
    def rank(self) -> tuple[bool, int, int, int]:
        """To choose between sums for one whole: the better one is greater."""
        return self.fits, self.holds + self.rounds - 2 * self.fails, self.touched, -self.fails


class Tally:
    """The sum of some parts, line by line, against a whole."""

    def __init__(self, whole: Vector) -> None:
        self._whole = whole
        self._sums: dict[int, int] = defaultdict(int)
        self._halves: dict[int, int] = defaultdict(int)
        self._counts: dict[int, int] = defaultdict(int)

    def add(self, part: Vector) -> None:
        """One more addend."""
        for line, amount in part.values.items():
            self._sums[line] += amount
            self._halves[line] += part.halves[line]
            self._counts[line] += amount != 0

    def has_passed(self, rising: frozenset[int]) -> bool:
        """Whether some sum is beyond its whole in a line that no later addend can take back."""
        whole = self._whole
        return any(
            line in rising and self._sums[line] > amount + whole.halves[line] + self._halves[line]
            for line, amount in whole.values.items()
        )

    def verdict(self) -> Verdict:
        """How the sum stands to the whole in the lines that print the whole."""
        found = {"holds": 0, "weak": 0, "rounds": 0, "fails": 0}
        touched = 0
        for line, amount in self._whole.values.items():
            result = self._in_line(line, amount)
            found[result] += 1
            touched += result != "fails" and amount != 0
        return Verdict(**found, touched=touched)

    def _in_line(self, line: int, amount: int) -> str:
        difference = abs(amount - self._sums[line])
        if not difference:
            return "holds" if self._counts[line] >= POWER else "weak"
        allowed = self._whole.halves[line] + self._halves[line]
        several = self._counts[line] >= POWER
        return "rounds" if several and difference <= allowed else "fails"


def weigh_sum(whole: Vector, parts: list[Vector]) -> Verdict:
    """The verdict on one whole and all its parts."""
    tally = Tally(whole)
    for part in parts:
        tally.add(part)
    return tally.verdict()

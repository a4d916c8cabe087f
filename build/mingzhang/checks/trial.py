"""A judged spot, and what confirms that its relation is what the form means."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mingzhang.checks.facts import Fact
from mingzhang.checks.spots import Spot
from mingzhang.knowledge.formula import Measure


@dataclass(frozen=True, slots=True)
class Confirmation:
    """``kind`` is a key of ``confirmed`` in wording.yml; ``places`` counts where it holds, ``example`` is one.

    ``unseen`` are addends that no place shows at work.
    """

    kind: str
    places: int = 1
    example: Trial | None = None
    unseen: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """A judged spot. ``left`` and ``right`` are None when nothing could be computed; ``why`` is then a key of
    wording.yml.

    ``condition`` is ``met``, ``unknown`` or empty. ``explained`` are facts whose sum is exactly the difference.
    ``blamed`` is the result that an ``unconfirmed`` one would be if it were confirmed.
    """

    spot: Spot
    unit: str
    result: str
    left: Measure | None = None
    right: Measure | None = None
    condition: str = ""
    why: str = ""
    explained: tuple[Fact, ...] = ()
    blamed: str = ""
    confirmed: Confirmation | None = None

    @property
    def difference(self) -> Fraction:
        """Left less right, exact; for a rounded quotient the difference from the quotient."""
        return self.left.value - self.right.value if self.left and self.right else Fraction(0)

    @property
    def tolerance(self) -> Fraction:
        """By how much the sides may differ through rounding alone."""
        if not self.left or not self.right:
            return Fraction(0)
        return (self.left.high - self.left.low + self.right.high - self.right.low) / 2

"""What the collection knows of one disclosure and of one body: enough for lists and headlines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole, in yuan. ``key`` is a concept or a functional code; the figure is where it is printed."""

    key: str
    zh: str
    en: str
    yuan: Decimal
    figure_id: str = ""
    table_id: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """By how much the total differs from ``base`` (上年预算 …), in yuan.

    ``claims`` are the claims that say so: one where the document states it, several where their changes were added,
    none where the totals of two disclosures were compared. ``of``: what has changed, where it is not the total.
    """

    yuan: Decimal
    base: str
    claims: tuple[str, ...]
    of: Part | None = None


LEFT = ("surplus-distribution", "carryover-out")  # in the total of expenditure, but not spent within the year


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures a reader wants first; what the package does not hold, or what does not add up, is left out."""

    income: Part | None = None
    expenditure: Part | None = None
    sources: tuple[Part, ...] = ()
    functions: tuple[Part, ...] = ()
    natures: tuple[Part, ...] = ()
    change: Change | None = None
    others: tuple[Part, ...] = ()

    @property
    def whole(self) -> Part | None:
        """The total: of expenditure, else of income."""
        return self.expenditure or self.income

    @property
    def left(self) -> tuple[Part, ...]:
        """What the total holds beside the expenditure of the year; empty unless the parts tell."""
        return tuple(p for p in self.functions or self.natures if p.key in LEFT)


@dataclass(frozen=True, slots=True)
class Body:
    """A public body as one of its disclosures names it; ``division`` is its GB/T 2260 code or empty.

    It is the same body wherever its ``slug`` is the same: names change over the years.
    """

    slug: str
    name: str = field(compare=False)
    division: str = field(compare=False)
    level: str = field(compare=False)

    @property
    def place(self) -> str:
        """Where it belongs: its division, ``central``, or ``unknown``."""
        return place_key(self.division, self.level)


def place_key(division: str, level: str) -> str:
    """Where a body of this division and level belongs: the division, ``central``, or ``unknown``."""
    return division or ("central" if level == "central" else "unknown")


@dataclass(frozen=True, slots=True)
class Entry:
    """One disclosure. ``id`` is ``<body>/<year>-<kind>…``; ``results`` counts its checks by result.

    ``guesses`` names what the document does not state outright: body, fiscal_year, kind, scope, level, division.
    """

    id: str
    directory: Path
    body: Body
    title: str
    title_en: str
    fiscal_year: int | None
    kind: str
    scope: str
    edition: int
    signed: str
    published: str
    headline: Headline
    tables: int = 0
    figures: int = 0
    results: Mapping[str, int] = field(default_factory=dict)
    guesses: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The last part of its id: ``2024-budget``."""
        return self.id.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Collection:
    """Every disclosure, newest year first within its body, and the bodies in the order of their divisions."""

    entries: tuple[Entry, ...]

    def bodies(self) -> dict[Body, tuple[Entry, ...]]:
        """Each body, as the first of its disclosures names it, with all of them."""
        found: dict[Body, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.body, []).append(entry)
        return {body: tuple(entries) for body, entries in found.items()}

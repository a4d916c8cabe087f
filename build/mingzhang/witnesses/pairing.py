"""Which figures of two sources are the same one, and whether they say the same.

A workbook and a PDF of one disclosure may title a table differently. Two tables are the same when they bear one title,
or when rows and columns of both bear the same names and most amounts agree; what stands in tables that only one source
has is not missing from the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from mingzhang.figures.figure import Figure
from mingzhang.text.units import power_of_ten

_SHARED = 0.8  # of the keys of the smaller table: as many must both tables have
_AGREEING = 0.5  # of the shared keys: at least as many amounts must agree
_WIDE = Context(prec=60)

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Paired:
    """Figures that are one, those that only one source prints in a table of both, and those of other tables."""

    pairs: tuple[tuple[Figure, Figure], ...]
    missing: tuple[Figure, ...]
    extra: tuple[Figure, ...]
    elsewhere: tuple[Figure, ...]


def pair_figures(own: Sequence[Figure], others: Sequence[Figure]) -> Paired:
    """Figures of the same meaning, then those that only one of the sources prints."""
    names = same_tables(own, others)
    other = _Other(own, others, names)
    pairs = []
    missing = []
    for figure in own:
        same = other.take(figure)
        if same is None:
            missing.append(figure)
        else:
            pairs.append((figure, same))
    both = {f.table_title for f in own} & {names.get(f.table_title, f.table_title) for f in others}
    kept = [f for f in missing if f.table_title in both]
    extra = [f for f in others if f.id not in other.used]
    shared = [f for f in extra if names.get(f.table_title, f.table_title) in both]
    elsewhere = [f for f in (*missing, *extra) if f not in kept and f not in shared]
    return Paired(tuple(pairs), tuple(kept), tuple(shared), tuple(elsewhere))


class _Other:
    """The figures of the other source, each of which bears out one of our own."""

    def __init__(self, own: Sequence[Figure], others: Sequence[Figure], names: Mapping[str, str]) -> None:
        self.used: set[str] = set()
        self._by_id = {f.id: f for f in others}
        self._by_key = _single(others, names)
        self._own_by_key = _single(own, {})
        self._by_row: dict[Key, list[Figure]] = defaultdict(list)
        for figure in others:
            self._by_row[_row_of(figure, names)].append(figure)

    def take(self, figure: Figure) -> Figure | None:
        """The figure that is the same as one of our own, which then is no other's."""
        same = self._by_id.get(figure.id) or self._by_place(figure)
        if same is None or _is_open(figure, same):
            same = next((f for f in self._by_row[_row_of(figure, {})] if self._may_be(figure, f)), None)
        if same is None or same.id in self.used:
            return None
        self.used.add(same.id)
        return same

    def _by_place(self, figure: Figure) -> Figure | None:
        """The only one of its row and column, if ours is the only one there, too."""
        key = (*_row_of(figure, {}), figure.column_label)
        return self._by_key.get(key) if self._own_by_key.get(key) is figure else None

    def _may_be(self, one: Figure, other: Figure) -> bool:
        """Whether two amounts of a row may be the same, one of them in one of several columns."""
        columns = set(one.candidates or (one.column_label,)) & set(other.candidates or (other.column_label,))
        return other.id not in self.used and one.amount == other.amount and bool(columns)


def _is_open(one: Figure, other: Figure) -> bool:
    """Whether two figures differ, and the column of one of them is not certain."""
    return one.amount != other.amount and "ambiguous" in (one.reading, other.reading)


def same_tables(own: Sequence[Figure], others: Sequence[Figure]) -> dict[str, str]:
    """By the title of a table of the other source the title that it bears in our own, where the two differ."""
    mine, theirs = _by_title(own), _by_title(others)
    free = [title for title in mine if title not in theirs]
    found: dict[str, str] = {}
    for title in (t for t in theirs if t not in mine):
        alike = [other for other in free if _are_alike(mine[other], theirs[title])]
        if len(alike) == 1:
            found[title] = alike[0]
    times = Counter(found.values())
    return {title: name for title, name in found.items() if times[name] == 1}


def _by_title(figures: Iterable[Figure]) -> dict[str, dict[Key, Figure]]:
    tables: dict[str, dict[Key, Figure]] = defaultdict(dict)
    for figure in figures:
        tables[figure.table_title][(*_row_of(figure, {})[1:], figure.column_label)] = figure
    return tables


def _are_alike(one: Mapping[Key, Figure], other: Mapping[Key, Figure]) -> bool:
    shared = [key for key in one if key in other]
    agreeing = sum(relation(one[key], other[key]) != "other" for key in shared)
    named = len(shared) >= _SHARED * min(len(one), len(other))
    return bool(shared) and named and agreeing >= _AGREEING * len(shared)


def _single(figures: Iterable[Figure], names: Mapping[str, str]) -> dict[Key, Figure]:
    """The figures by row and column, where only one stands there."""
    found: dict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[(*_row_of(figure, names), figure.column_label)].append(figure)
    return {key: same[0] for key, same in found.items() if len(same) == 1}


def _row_of(figure: Figure, names: Mapping[str, str]) -> Key:
    title = names.get(figure.table_title, figure.table_title)
    return title, figure.code, figure.label, figure.unit_name, figure.project, figure.panel


def relation(one: Figure, other: Figure) -> str:
    """``same`` amount, ``rounded``: the same to the last digit that the coarser of both prints, or ``other``."""
    first, second = _placed(one), _placed(other)
    if first is None or second is None:
        return "same" if (one.amount, one.unit) == (other.amount, other.unit) else "other"
    if first[0] == second[0]:
        return "same"
    fine, coarse = sorted((first, second), key=lambda placed: placed[1])
    if fine[1] == coarse[1]:
        return "other"
    return "rounded" if fine[0].quantize(Decimal(1).scaleb(coarse[1]), ROUND_HALF_UP, _WIDE) == coarse[0] else "other"


def _placed(figure: Figure) -> tuple[Decimal, int] | None:
    """An amount in its smallest unit, and the power of ten of its last printed digit; None where no unit is known."""
    power = power_of_ten(figure.unit)
    exponent = figure.amount.as_tuple().exponent
    if power is None or not isinstance(exponent, int):
        return None
    return figure.amount.scaleb(power, _WIDE), exponent + power

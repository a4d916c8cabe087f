"""Whether amounts can be a row below a header: what its words say of which column is the sum of which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import combinations

from mingzhang.knowledge.words import says
from mingzhang.tables.from_text.headers import Heading
from mingzhang.text.amounts import parse_amount

_LESS = re.compile(r"扣除.+后")  # another column without what is named
_SUMS = 0.9  # share of rows of which all sums that a header asks for must come out
_CENT = Decimal("0.01")  # what rounding may make of each amount of a sum


def fits(amounts: Sequence[Decimal], heading: Heading) -> bool:
    """Whether the amounts, in this order, can stand in the columns so that all sums come out; blanks are nothing."""
    columns = [j for j, role in enumerate(heading.roles) if role == "amount"]
    sums = row_sums(heading)
    for chosen in combinations(columns, len(amounts)):
        values = dict(zip(chosen, amounts, strict=True))
        likely = slice(None) if len(chosen) == len(columns) else slice(2)
        if all(any(_holds(values, total, parts) for parts in ways[likely]) for total, ways in sums):
            return True
    return False


def come_out(rows: Iterable[Mapping[int, Decimal]], heading: Heading) -> bool:
    """Whether the amounts, each in its column, are such that the sums of nearly all rows come out."""
    found = [all(any(_holds(row, total, parts) for parts in ways) for total, ways in row_sums(heading)) for row in rows]
    return sum(found) >= _SUMS * len(found)


def amount_of(text: str) -> Decimal:
    """The printed amount; 0 for a dash."""
    return parse_amount(text) or Decimal(0)


def units_of(texts: Sequence[str]) -> list[int]:
    """The printed amounts in units of the last printed place of all of them."""
    values = [amount_of(text) for text in texts]
    exponents = [int(v.as_tuple().exponent) for v in values]
    return [int(v.scaleb(-min(exponents, default=0))) for v in values]


def _holds(values: Mapping[int, Decimal], total: int, parts: Sequence[int]) -> bool:
    printed = [values[j] for j in parts if j in values]
    return abs(values.get(total, Decimal(0)) - sum(printed)) <= _CENT * (len(printed) + 1) / 2


@cache
def row_sums(heading: Heading) -> tuple[tuple[int, tuple[tuple[int, ...], ...]], ...]:
    """(total, three ways): columns named 合计, 小计 or 总计, and which of those beside them may add up to it.

    All of them; those not named 其中, which may be part of one of the others; those but for a group at the end, which
    may tell another thing of the same money. What only has columns 其中 beside it is no sum.
    """
    columns = [j for j, role in enumerate(heading.roles) if role == "amount"]
    found = []
    for total, groups, depth in _sums(heading, (), columns):
        every = tuple(j for group in groups for j in _top(heading, group, depth))
        rest = tuple(j for j in every if not _is_part(heading.leaf(j)))
        money = tuple(j for j in rest if len(groups[-1]) == 1 or j not in groups[-1])
        if rest:
            found.append((total, (every, rest, money or rest)))
    return tuple(found)


@cache
def parts_of_columns(heading: Heading) -> tuple[tuple[int, int], ...]:
    """(part, whole): columns that are part of another, and the nearest column left of it that is none."""
    found: list[tuple[int, int]] = []
    whole = None
    for j, role in enumerate(heading.roles):
        if role == "amount" and not _is_part(heading.leaf(j)):
            whole = j
        elif role == "amount" and whole is not None:
            found.append((j, whole))
    return tuple(found)


def _is_part(leaf: str) -> bool:
    return says("rows", "of-which", leaf) or _LESS.match(leaf) is not None


def _sums(
    heading: Heading, above: tuple[int, ...], columns: Sequence[int]
) -> Iterator[tuple[int, list[list[int]], int]]:
    """Each column that is a total, the groups of columns beside it, and how deep in the header they begin."""
    depth = len(above)
    groups: dict[int, list[int]] = {}
    for j in columns:
        if len(heading.paths[j]) > depth:
            groups.setdefault(heading.paths[j][depth], []).append(j)
    total = _total(heading, columns, depth)
    if total is not None:
        yield total, [group for group in groups.values() if group != [total]], depth + 1
    for cell, group in groups.items():
        if len(group) > 1:
            yield from _sums(heading, (*above, cell), group)


def _total(heading: Heading, columns: Sequence[int], depth: int) -> int | None:
    """The column that is the total of the others at this depth."""
    own = [j for j in columns if len(heading.paths[j]) == depth + 1]
    named = [j for j in own if _is_total(heading.leaf(j))]
    return named[0] if len(named) == 1 and len(columns) > 1 else None


def _top(heading: Heading, group: Sequence[int], depth: int) -> Sequence[int]:
    """The columns that stand for a group in the sum above it: its total, else all."""
    total = _total(heading, group, depth)
    return [total] if total is not None else group


def _is_total(text: str) -> bool:
    return says("rows", "total", text) or says("rows", "subtotal", text)

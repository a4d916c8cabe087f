"""Figures whose keys do not tell them apart: one key with several amounts within one table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal

from mingzhang.collection.line_keys import Key, Record
from mingzhang.knowledge.words import says

_NAMED = {"unit", "project", "unit+project", "item", "unit+item"}  # each name stands for itself, beside any neighbours


def find_unclear(
    keyed: Mapping[Key, Sequence[Record]], parts: Container[tuple[str, str, str]] = frozenset()
) -> Iterator[Record]:
    """The figures that no line can hold. In the columns ``parts`` the rows of one key add up to its amount.

    Where several columns of one row have one key, only the one that is headed as their total, or is it, stays. Where a
    column has one key in several rows with different amounts, what parts the rows is not known: then neither one of
    them nor what else the column says is a line; where names part them, only those that are repeated are left out.
    """
    kept: dict[Key, list[Record]] = {}
    for key, figures in keyed.items():
        aside = {f["id"] for f in _beside(figures)}
        yield from (f for f in figures if f["id"] in aside)
        kept[key] = [f for f in figures if f["id"] not in aside]
    unclear = set(_repeated(kept, parts))
    columns = {(*column, key.breakdown) for key, column in unclear}
    for key, figures in kept.items():
        for figure in figures:
            column = _column(figure)
            named = key.breakdown in _NAMED
            if (key, column) in unclear if named else (*column, key.breakdown) in columns:
                yield figure


def _beside(figures: Sequence[Record]) -> Iterator[Record]:
    """Of the figures in one row with one key and different amounts, all but the one that is the whole of the others."""
    rows: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for figure in figures:
        rows[figure["table_id"], figure["row"]].append(figure)
    for found in rows.values():
        if len({_yuan(f) for f in found}) > 1:
            choices = (
                [f for f in found if not _leaf(f).startswith("其中")],
                [f for f in found if says("rows", "total", _leaf(f)) or says("rows", "subtotal", _leaf(f))],
                [f for f in found if 2 * _yuan(f) == sum(map(_yuan, found))],
            )
            whole = next((choice[0]["id"] for choice in choices if len(choice) == 1), "")
            yield from (f for f in found if f["id"] != whole)


def _leaf(figure: Record) -> str:
    return figure["column_label"].rpartition(" / ")[2]


def _repeated(
    keyed: Mapping[Key, Sequence[Record]], parts: Container[tuple[str, str, str]]
) -> Iterator[tuple[Key, tuple[str, str]]]:
    """Keys that one column has in several rows with different amounts, with that column."""
    for key, figures in keyed.items():
        amounts: dict[tuple[str, str], set[Decimal]] = defaultdict(set)
        for figure in figures:
            amounts[_column(figure)].add(_yuan(figure))
        yield from (
            (key, column)
            for column, found in amounts.items()
            if len(found) > 1 and (*column, key.breakdown) not in parts
        )


def _column(figure: Record) -> tuple[str, str]:
    return figure["table_id"], figure["column_label"]


def _yuan(figure: Record) -> Decimal:
    return Decimal(figure["amount_yuan"])

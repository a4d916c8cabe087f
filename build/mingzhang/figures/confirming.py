"""Concepts that words propose, held against the sums of the table: confirmed, left to the words, or rejected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mingzhang.figures.figure import Figure
from mingzhang.knowledge.forms import Form
from mingzhang.knowledge.sums import makes_up, split_concept
from mingzhang.structure.skeleton import COLUMNS, Relation, Skeleton, Spot

Concepts = Mapping[Spot, str]


def confirm(figures: Sequence[Figure], skeleton: Skeleton, form: Form | None) -> list[Figure]:
    """The figures of one table, each with how sure its concept is; a total that its addends contradict has none.

    What the whole form is about is confirmed by the sum of any classes; a kind of it only by the sum of the kinds.
    """
    sums = [r for r in skeleton.relations if r.is_confirmed and r.kind != "of-which"]
    figures = _without_false_totals(figures, sums)
    concepts = {(f.row, f.column_index): f.concept for f in figures}
    spots, columns = _confirmed(sums, concepts, form.item if form else "")
    made = []
    for f in figures:
        spot = f.row, f.column_index
        sure = spot in spots or (f.column_index, f.concept) in columns
        made.append(replace(f, meaning=("confirmed" if sure else "named") if f.concept else ""))
    return made


def _confirmed(sums: Iterable[Relation], concepts: Concepts, own: str) -> tuple[set[Spot], set[tuple[int, str]]]:
    """The spots whose concepts a sum confirms, and the columns: a sum of columns says the same of every row."""
    spots: set[Spot] = set()
    columns: set[tuple[int, str]] = set()
    for relation in sums:
        for line in relation.holds:
            places = [s for s in relation.spots(line) if s in concepts]
            whole, parts = concepts.get(places[0], ""), [concepts[s] for s in places[1:]]
            if makes_up(whole, parts) and (set(parts) != {whole} or split_concept(whole)[0] == own):
                spots |= set(places)
                columns |= {(j, concepts[n, j]) for n, j in places if relation.axis == COLUMNS}
    return spots, columns


def _without_false_totals(figures: Sequence[Figure], sums: Iterable[Relation]) -> list[Figure]:
    """A column that adds up another of its own concept and something else means more than that concept."""
    concepts: dict[int, set[str]] = defaultdict(set)
    for f in figures:
        concepts[f.column_index].add(f.concept)
    false: set[int] = set()
    for relation in sums:
        own = concepts[relation.whole]
        if relation.axis == COLUMNS and len(own) == 1 and any(concepts[p] == own for p in relation.parts):
            false.add(relation.whole)
    return [replace(f, concept="") if f.column_index in false else f for f in figures]

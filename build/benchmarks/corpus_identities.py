"""The record of every identity over the corpus: how often tried, held, differed and accused, and what eyes found.

Written to knowledge/identity-record.csv, which the checks read: an identity that never held with power accuses nobody.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from mingzhang.checks.record import BLAMED, Check
from mingzhang.figures.figure import Figure
from mingzhang.knowledge.identities import load_identities
from mingzhang.knowledge.identity_record import COLUMNS

Counts = Counter[tuple[str, str]]
"""How often, by identity and column."""

_DIFFERED = (*BLAMED, "unconfirmed", "reading-doubt", "note", "rounding")


def count(checks: Iterable[Check], figures: Iterable[Figure]) -> Counts:
    """The counts of one disclosure."""
    printed = {f.id for f in figures if f.amount}
    counts: Counts = Counter()
    for check in checks:
        for column, does in _columns(check, printed).items():
            counts[check.identity, column] += does
    return counts


def _columns(check: Check, printed: set[str]) -> Mapping[str, bool]:
    return {
        "tried": check.result != "not-testable",
        "held": check.result == "holds",
        "held_with_power": check.result == "holds" and _has_power(check, printed),
        "differed": check.result in _DIFFERED,
        "accused": check.result in BLAMED,
        "unconfirmed": check.result == "unconfirmed",
    }


def _has_power(check: Check, printed: set[str]) -> bool:
    """Whether two numbers that are not zero are added up, or two places agree on one that is not."""
    if check.scope == "prose":
        return bool(check.left)
    sides = [len(printed & set(ids)) for ids in (check.left_figures, check.right_figures)]
    return max(sides) > 1 or (check.identity in _compared() and min(sides) > 0)


@cache
def _compared() -> frozenset[str]:
    """The identities that add nothing up: one printed number equals another."""
    pairs = (i for i in load_identities() if not i.tree and i.formula.relation == "=" and len(i.formula.names()) == 2)
    return frozenset(i.id for i in pairs)


def record_csv(counts: Counts, verdicts: Sequence[Mapping[str, str]]) -> str:
    """A row for each identity of identities.yml, in their order; ``verdicts`` are the rows of verdicts.csv."""
    seen: Counts = Counter()
    for row in verdicts:
        seen[row["identity"], row["verdict"]] += int(row["count"])
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for identity in load_identities():
        name = identity.id
        numbers = [(seen if column.startswith("found_") else counts)[name, column] for column in COLUMNS[1:]]
        writer.writerow([name, *numbers])
    return stream.getvalue()

"""The record of every identity over the corpus (identity-record.csv, written by `make corpus`)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from mingzhang.knowledge.loading import knowledge_text

COLUMNS = (
    "identity",
    "tried",
    "held",
    "held_with_power",
    "differed",
    "accused",
    "unconfirmed",
    "found_true",
    "found_false",
)
"""``differed`` counts rounding and notes, too. ``found_true`` and ``found_false`` are accusations of this or an earlier
version that someone compared with the page."""


@cache
def load_record() -> Mapping[str, Mapping[str, int]]:
    """The counts by identity."""
    rows = csv.DictReader(knowledge_text("identity-record.csv").splitlines())
    return {row.pop("identity"): {name: int(n) for name, n in row.items()} for row in rows}


@cache
def recorded_on() -> str:
    """The day on which the record was made."""
    return knowledge_text("identity-record-day.txt").strip()


def never_held(identity: str) -> bool:
    """Whether nobody ever saw this identity hold with two or more numbers that are not zero."""
    return not load_record().get(identity, {}).get("held_with_power")

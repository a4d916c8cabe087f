"""One record per identity tried at one spot."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal

RESULTS = (
    "source-contradiction",
    "source-incomplete",
    "reading-doubt",
    "unconfirmed",
    "note",
    "rounding",
    "not-testable",
    "holds",
)
"""Every result, the most serious first: the order in which reports list them."""

BLAMED = frozenset({"source-contradiction", "source-incomplete"})
"""Results that blame the source."""

FAILED = BLAMED | {"reading-doubt", "unconfirmed"}
"""Results of an identity that was tried and is not explained by rounding or by an unmet condition."""


@dataclass(frozen=True, slots=True)
class Check:
    """An identity tried at one spot, with its result. Field by field the columns of ``checks.csv`` (see
    schemas/checks.json).

    ``left``, ``right``, ``difference`` and ``tolerance`` are exact, in ``unit``; they are None where nothing was
    computed.
    ``left_figures`` and ``right_figures`` are ids of figures.csv, ``records`` those of the records of the prose on both
    sides; ``pages`` are the 1-based pages of all of them. ``confirmed_by`` says, where the source
    is blamed, what shows that the form means this relation.
    """

    id: str
    identity: str
    name: str
    name_en: str
    strength: str
    scope: str
    table_ids: tuple[str, ...]
    condition: str
    condition_en: str
    left_label: str
    left: Decimal | None
    right_label: str
    right: Decimal | None
    difference: Decimal | None
    unit: str
    tolerance: Decimal | None
    tolerance_reason: str
    tolerance_reason_en: str
    result: str
    sentence: str
    sentence_en: str
    left_figures: tuple[str, ...]
    right_figures: tuple[str, ...]
    source: str
    pages: tuple[int, ...] = ()
    records: tuple[str, ...] = ()
    confirmed_by: str = ""
    confirmed_by_en: str = ""


def identifier(*parts: str) -> str:
    """The id of a check: the same for the same identity and the same numbers at every reading."""
    return "k" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def stated(
    identity: str,
    name: tuple[str, str],
    result: str,
    sentences: tuple[str, str],
    table_ids: tuple[str, ...] = (),
    figures: tuple[str, ...] = (),
    source: str = "",
    labels: tuple[str, str] = ("", ""),
    scope: str = "table",
) -> Check:
    """A check that states a finding and computes nothing; ``name`` and ``sentences`` are (zh, en)."""
    return Check(
        identifier(identity, *labels, *table_ids, *figures, *(() if table_ids else sentences)),
        identity,
        *name,
        "definitional" if identity.startswith("disclosure") else "plausibility",
        scope,
        table_ids,
        "",
        "",
        labels[0],
        None,
        labels[1],
        None,
        None,
        "",
        None,
        "",
        "",
        result,
        *sentences,
        figures,
        (),
        source,
    )

"""One record per human verdict."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

AS_PRINTED, MISREAD = "as-printed", "misread"
CURRENT, STALE = "current", "stale"


@dataclass(frozen=True, slots=True)
class Review:
    """A verdict on one figure or one table. Field by field the columns of ``reviews.csv`` (see schemas/reviews.json).

    ``verdict`` is ``as-printed`` or ``misread``, ``seen`` what the page shows instead. ``reading`` is what was read
    when the human looked: the printed amount, or the ``fingerprint`` of a table. ``state`` is ``stale`` when the figure
    or table is gone or now reads otherwise: the verdict then says nothing about the present reading.
    """

    id: str
    figure_id: str
    table_id: str
    reviewer: str
    date: datetime.date
    verdict: str
    seen: str
    reading: str
    state: str
    note: str = ""
    source: str = ""


def identifier(target: str, reviewer: str, date: datetime.date) -> str:
    """The id of a review: whose, when, of what."""
    return "v" + hashlib.sha256("\x1f".join((target, reviewer, date.isoformat())).encode()).hexdigest()[:12]


def fingerprint(title: str, figures: Iterable[tuple[str, str]]) -> str:
    """Twelve hex digits that change when the title of a table, or the id or print of one of its figures, does."""
    lines = [title, *(f"{identity}={printed}" for identity, printed in sorted(figures))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]

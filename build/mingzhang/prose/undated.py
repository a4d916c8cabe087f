"""A year that is only likely is no fact of any claim."""

from __future__ import annotations

import re
from dataclasses import replace

from mingzhang.prose.records import Prose


def forget_year(prose: Prose, year: int | None) -> Prose:
    """The records without ``year``, the document's likely one, where their own words do not print it."""
    claims = tuple(replace(c, figure_year=_kept(c.figure_year, year, c.printed)) for c in prose.claims)
    bought = tuple(replace(p, figure_year=_kept(p.figure_year, year, p.printed)) for p in prose.procurement)
    return replace(prose, claims=claims, procurement=bought)


def _kept(own: int | None, year: int | None, printed: str) -> int | None:
    return own if own != year or re.search(rf"{year}\s*年", printed) else None

"""What every reader of the prose is told about the document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """``year`` is the fiscal year, ``kind`` ``budget`` or ``final``; ``source`` names the file in every record."""

    year: int | None
    kind: str
    source: str = ""

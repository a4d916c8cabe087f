"""What is found out about a document, with how sure it is and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

SURE, LIKELY, UNKNOWN = "sure", "likely", "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the document says about itself.

    ``sure`` is ``sure``, ``likely`` or ``unknown`` (then ``value`` is empty).
    """

    value: str = ""
    sure: str = UNKNOWN
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Name of the body (without （本级）), four-digit year, ``budget`` | ``final``, ``department`` | ``unit``.

    ``division`` is a code of GB/T 2260, ``level`` one of ``central``, ``province``, ``prefecture``, ``county`` and
    ``township``, ``signed`` the full date printed on the cover or under the text, as ISO text.
    """

    body: Finding = Finding()
    year: Finding = Finding()
    kind: Finding = Finding()
    scope: Finding = Finding()
    level: Finding = Finding()
    division: Finding = Finding()
    signed: Finding = Finding()


def leader(votes: Counter[str]) -> tuple[str, int]:
    """The value with more than two thirds of the votes, and how many; empty and 0 where none has."""
    if not votes:
        return "", 0
    value, times = votes.most_common(1)[0]
    return (value, times) if times * 3 > votes.total() * 2 else ("", 0)


def certainty(sure: bool) -> str:
    """``sure`` or ``likely``."""
    return SURE if sure else LIKELY

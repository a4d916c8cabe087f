"""Files that make a PDF library wait for ever, or whose disclosure is not on their pages."""

from __future__ import annotations

import re

_ALIAS = re.compile(rb"\b(\d{1,10})\s+\d{1,5}\s+obj\s+(\d{1,10})\s+\d{1,5}\s+R\s+endobj")
_COLLECTION = re.compile(rb"/Collection\s*(?:<<|\d+\s+\d+\s+R)")


def refers_to_itself(data: bytes) -> bool:
    """Whether an object is nothing but a reference that leads back to it: libraries follow it without end."""
    leads = {int(one): int(other) for one, other in _ALIAS.findall(data)}
    ended: set[int] = set()  # what is known to lead out
    for start in leads:
        path: set[int] = set()
        at = start
        while at in leads and at not in ended and at not in path:
            path.add(at)
            at = leads[at]
        if at in path:
            return True
        ended |= path
    return False


def is_portfolio(data: bytes) -> bool:
    """Whether the file is a wrapper of other files (ISO 32000-1, 12.3.5)."""
    return _COLLECTION.search(data) is not None

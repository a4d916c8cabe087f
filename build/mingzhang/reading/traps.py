"""Files that make a PDF library wait for ever, or whose disclosure is not on their pages."""

from __future__ import annotations

import re

_ALIAS = re.compile(rb"\b(\d{1,10})\s+\d{1,5}\s+obj\s+(\d{1,10})\s+\d{1,5}\s+R\s+endobj")
_COLLECTION = re.compile(rb"/Collection\s*(?:<<|\d+\s+\d+\s+R)")


def refers_to_itself(data: bytes) -> bool:
    """Whether an object is nothing but a reference that leads back to it: libraries follow it without end."""
    leads = {int(one): int(other) for one, other in _ALIAS.findall(data)}
    for start in leads:
        seen, at = {start}, leads[start]
        while at in leads and at not in seen:
            seen.add(at)
            at = leads[at]
        if at in seen:
            return True
    return False


def is_portfolio(data: bytes) -> bool:
    """Whether the file is a wrapper of other files (ISO 32000-1, 12.3.5)."""
    return _COLLECTION.search(data) is not None

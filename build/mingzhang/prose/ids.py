"""Ids of prose records: the same at every reading of the same words."""

from __future__ import annotations

import hashlib


def unique_id(seen: dict[str, int], prefix: str, *parts: str) -> str:
    """``prefix`` and a hash of ``parts``; a number follows where the same words occur again in document order."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:10]
    base = f"{prefix}{digest}"
    seen[base] = seen.get(base, 0) + 1
    return base if seen[base] == 1 else f"{base}-{seen[base]}"

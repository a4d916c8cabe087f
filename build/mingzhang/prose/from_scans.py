"""What the text of scanned pages says: recognised from a picture, and proved by nothing."""

from __future__ import annotations

from dataclasses import replace

from mingzhang.prose.records import Prose
from mingzhang.reading.document import Document
from mingzhang.reading.doubts import RECOGNISED


def doubt_scanned(prose: Prose, document: Document) -> Prose:
    """The records, those with a reading of their own ``doubtful`` where their page was recognised from a picture."""
    pages = {p.number for p in document.pages if RECOGNISED in p.doubts}
    if not pages:
        return prose
    return replace(
        prose,
        claims=tuple(replace(c, reading="doubtful") if c.page in pages else c for c in prose.claims),
        projects=tuple(replace(p, reading="doubtful") if p.page in pages else p for p in prose.projects),
        targets=tuple(replace(t, reading="doubtful") if t.page in pages else t for t in prose.targets),
    )

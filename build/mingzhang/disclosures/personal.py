"""Whether a document shows personal numbers: then its file is linked at its publisher and not passed on."""

from __future__ import annotations

from dataclasses import replace

from mingzhang.disclosures.disclosure import Disclosure
from mingzhang.reading.document import Document


def mark_personal(disclosure: Disclosure, shown: Document, masked: Document, file: str) -> Disclosure:
    """The disclosure, its source of this file name (else its first) marked where the document read from it shows
    personal numbers: then ``masked``, made of it, differs."""
    if masked == shown:
        return disclosure
    named = [s for s in disclosure.sources if s.file == file] or list(disclosure.sources[:1])
    sources = tuple(replace(s, personal=True) if s in named else s for s in disclosure.sources)
    return replace(disclosure, sources=sources)

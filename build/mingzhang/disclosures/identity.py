"""Whose disclosure this is, of which year, kind, scope and place: from the document itself, because file names lie."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.disclosures.bodies import find_body, read_labels
from mingzhang.disclosures.dates import find_signed
from mingzhang.disclosures.finding import LIKELY, SURE, UNKNOWN, Finding, Identity
from mingzhang.disclosures.kinds import find_kind, find_scope
from mingzhang.disclosures.levels import find_division, find_level
from mingzhang.disclosures.titles import read_titles
from mingzhang.disclosures.years import find_year
from mingzhang.reading.document import Document
from mingzhang.tables.table import Table

__all__ = ["LIKELY", "SURE", "UNKNOWN", "Finding", "Identity", "identify"]


def identify(document: Document, tables: Sequence[Table] = ()) -> Identity:
    """What the document says about itself: its cover first, then the labels above its tables, then what recurs."""
    titles, labels = read_titles(document), read_labels(document)
    body, kind = find_body(titles, labels, document, tables), find_kind(titles, tables)
    division = find_division(body, titles)
    return Identity(
        body=body,
        year=find_year(titles, tables, kind.value),
        kind=kind,
        scope=find_scope(titles, labels, document, tables),
        level=find_level(body, division, titles),
        division=division,
        signed=find_signed(document),
    )

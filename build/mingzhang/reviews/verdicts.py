"""Verdicts meet the reading: is each still about what is read now, and what does it do to the figures?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mingzhang.disclosures.disclosure import Disclosure
from mingzhang.figures.figure import Figure
from mingzhang.reviews.load import FILE, Verdict, load_verdicts
from mingzhang.reviews.review_record import AS_PRINTED, CURRENT, MISREAD, STALE, Review, fingerprint, identifier
from mingzhang.tables.table import Table


def verdicts_of(disclosure: Disclosure) -> Path | None:
    """Where the review.toml of a registered disclosure is, or would be."""
    return disclosure.directory / FILE if disclosure.directory else None


def judge_reviews(path: Path | None, tables: Sequence[Table], figures: Sequence[Figure]) -> tuple[Review, ...]:
    """The verdicts of the review.toml at ``path`` (none without one), each ``current`` or ``stale``.

    WrongCommand when the file is wrong.
    """
    verdicts = load_verdicts(path) if path else ()
    if not verdicts:
        return ()
    readings = {f.id: f.printed for f in figures}
    for table in tables:
        own = [(f.id, f.printed) for f in figures if f.table_id == table.table_id]
        readings[table.table_id] = fingerprint(table.title, own)
    sources = {f.id: f.source for f in figures} | {t.table_id: t.source for t in tables}
    tables_of = {f.id: f.table_id for f in figures}
    return tuple(_review(v, readings, sources, tables_of) for v in verdicts)


def doubt_misread(figures: Sequence[Figure], reviews: Sequence[Review]) -> tuple[Figure, ...]:
    """The figures, doubtful where a current verdict says ``misread``; what was read stays as it is."""
    wrong = {r.figure_id or r.table_id for r in reviews if r.state == CURRENT and r.verdict == MISREAD}
    return tuple(_doubted(f) if f.id in wrong or f.table_id in wrong else f for f in figures)


def _review(v: Verdict, readings: dict[str, str], sources: dict[str, str], tables_of: dict[str, str]) -> Review:
    is_figure = v.target.startswith("f")
    verdict, _, seen = v.saw.partition(": ")
    return Review(
        id=identifier(v.target, v.who, v.date),
        figure_id=v.target if is_figure else "",
        table_id=tables_of.get(v.target, "") if is_figure else v.target,
        reviewer=v.who,
        date=v.date,
        verdict=AS_PRINTED if verdict == AS_PRINTED else MISREAD,
        seen=seen,
        reading=v.reading,
        state=CURRENT if readings.get(v.target) == v.reading else STALE,
        note=v.note,
        source=sources.get(v.target, ""),
    )


def _doubted(figure: Figure) -> Figure:
    return replace(figure, reading="doubtful", doubts=tuple(sorted({*figure.doubts, MISREAD})))
